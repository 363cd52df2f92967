from __future__ import annotations

import numpy as np
import pytest
import zxingcpp
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mirror.kiosk.qr import qr_modules
from mirror.ui.kiosk.take_along import TakeAlong

LINK = "http://192.168.100.200:54321/abcdefghijklmnopqrstuvwxyz012345"


def pixels_of(widget: QWidget) -> NDArray[np.uint8]:
    """A widget as it is seen, HxW grey."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return np.ascontiguousarray(rows[:, : image.width()])


@pytest.fixture
def sheet(qtbot: QtBot) -> TakeAlong:
    around = QWidget()
    qtbot.addWidget(around)
    around.resize(900, 900)
    around.show()
    return TakeAlong(around)


def test_a_phone_can_read_the_code(sheet: TakeAlong) -> None:
    sheet.open(qr_modules(LINK))
    assert sheet.isVisible()
    assert [code.text for code in zxingcpp.read_barcodes(pixels_of(sheet))] == [LINK]


def test_the_code_is_gone_when_the_visitor_is_done(qtbot: QtBot, sheet: TakeAlong) -> None:
    sheet.open(qr_modules(LINK))
    with qtbot.waitSignal(sheet.closed):
        QTest.mouseClick(sheet.done, Qt.MouseButton.LeftButton)
    assert sheet.isHidden()
    sheet.come_up()
    assert zxingcpp.read_barcodes(pixels_of(sheet)) == []


def test_it_says_that_the_way_is_not_encrypted(sheet: TakeAlong) -> None:
    assert "not encrypted" in sheet._text.text()


@pytest.mark.parametrize("size", [(1080, 1920), (1024, 600), (1366, 768)])
def test_it_fits_on_every_screen(qtbot: QtBot, size: tuple[int, int]) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    around.resize(*size)
    around.show()
    sheet = TakeAlong(around)
    sheet.open(qr_modules(LINK))
    assert around.rect().contains(sheet.geometry())
    assert [code.text for code in zxingcpp.read_barcodes(pixels_of(sheet))] == [LINK]
