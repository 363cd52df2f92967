from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mirror.ui.sheet import Sheet


class Paper(Sheet):
    def retranslate(self) -> None:
        pass


def test_a_sheet_comes_up_in_the_middle_and_stays_there(qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    around.resize(800, 600)
    around.show()
    sheet = Paper(around)
    QVBoxLayout(sheet).addWidget(QLabel("A sentence."))
    assert sheet.isHidden()
    over = QLabel("On top", around)
    over.show()
    sheet.come_up()
    assert sheet.isVisible()
    assert around.childAt(around.rect().center()) in (sheet, *sheet.findChildren(QWidget))
    around.resize(400, 900)
    sheet.settle()
    assert (sheet.geometry().center() - around.rect().center()).manhattanLength() <= 2
