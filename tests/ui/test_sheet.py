from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mirror.ui.sheet import Sheet


class Asking(Sheet):
    def __init__(self, around: QWidget) -> None:
        super().__init__(around)
        self.label = QLabel("Really?")
        QVBoxLayout(self).addWidget(self.label)
        self.retranslate()

    def retranslate(self) -> None:
        self.label.setText("Really?")


@pytest.fixture
def around(qtbot: QtBot) -> QWidget:
    around = QWidget()
    qtbot.addWidget(around)
    around.resize(600, 400)
    around.show()
    qtbot.waitExposed(around)
    return around


def in_the_middle(sheet: Sheet, around: QWidget) -> bool:
    off = sheet.geometry().center() - around.rect().center()
    return off.manhattanLength() <= 2


def test_it_comes_up_when_it_is_asked_to(around: QWidget) -> None:
    sheet = Asking(around)
    assert not sheet.isVisible()
    sheet.come_up()
    assert sheet.isVisible()
    assert in_the_middle(sheet, around)
    assert around.rect().contains(sheet.geometry())


def test_it_lies_above_all_else_there(around: QWidget) -> None:
    sheet = Asking(around)
    later = QWidget(around)
    later.setGeometry(around.rect())
    later.show()
    sheet.come_up()
    found = around.childAt(around.rect().center())
    assert found in (sheet, sheet.label)


def test_it_finds_the_middle_of_another_size(around: QWidget) -> None:
    sheet = Asking(around)
    sheet.come_up()
    for size in ((900, 500), (320, 700)):
        around.resize(*size)
        sheet.settle()
        assert in_the_middle(sheet, around)


def test_more_text_has_room(around: QWidget) -> None:
    sheet = Asking(around)
    sheet.come_up()
    before = sheet.width()
    sheet.label.setText("Really? " * 5)
    sheet.come_up()
    assert sheet.width() > before
    assert in_the_middle(sheet, around)
