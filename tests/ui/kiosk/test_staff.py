from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mirror.ui import theme
from mirror.ui.kiosk.staff import PinPad, StaffScreen

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def pad(qtbot: QtBot) -> PinPad:
    around = QWidget()
    qtbot.addWidget(around)
    around.resize(800, 900)
    around.show()
    pad = PinPad(around)
    pad.open()
    return pad


def _type(pad: PinPad, digits: str) -> None:
    for digit in digits:
        QTest.mouseClick(pad.keys[digit], LEFT)


def test_digits_are_hidden_and_told_once_they_are_confirmed(qtbot: QtBot, pad: PinPad) -> None:
    _type(pad, "8306")
    assert pad.dots.text() == "●●●●"
    with qtbot.waitSignal(pad.entered) as entered:
        QTest.mouseClick(pad.enter, LEFT)
    assert entered.args == ["8306"]
    assert pad.dots.text() == " "


def test_no_more_digits_are_taken_than_a_pin_may_have(qtbot: QtBot, pad: PinPad) -> None:
    _type(pad, "12345678901234")
    with qtbot.waitSignal(pad.entered) as entered:
        QTest.mouseClick(pad.enter, LEFT)
    assert entered.args == ["123456789012"]


def test_what_was_typed_is_gone_when_it_comes_up_again(qtbot: QtBot, pad: PinPad) -> None:
    _type(pad, "83")
    pad.say("That is not the PIN.")
    with qtbot.waitSignal(pad.given_up):
        QTest.mouseClick(pad.cancel, LEFT)
    assert pad.isHidden()
    pad.open()
    assert (pad.dots.text(), pad.said.text()) == (" ", "")
    with qtbot.waitSignal(pad.entered) as entered:
        QTest.mouseClick(pad.enter, LEFT)
    assert entered.args == [""]


def test_the_staff_see_facts_and_can_do_four_things(qtbot: QtBot) -> None:
    screen = StaffScreen()
    qtbot.addWidget(screen)
    screen.show_facts({"Camera": "HD <b>Webcam</b>", "Restarts": "2"})
    assert screen._facts.text() == "Camera: HD <b>Webcam</b>\nRestarts: 2"
    for button, signal in (
        (screen.done, screen.left),
        (screen.restart, screen.restart_wanted),
        (screen.reload, screen.reload_wanted),
        (screen.end, screen.ended),
    ):
        with qtbot.waitSignal(signal):
            QTest.mouseClick(button, LEFT)


def test_what_the_staff_need_fits_on_a_low_screen(qtbot: QtBot, qapp: QApplication) -> None:
    before = theme.worn()
    theme.dress(qapp, theme.make_theme(kiosk=True))
    screen = StaffScreen()
    qtbot.addWidget(screen)
    screen.show_facts({f"Fact {number}": "-" for number in range(7)})
    screen.show()
    assert screen.minimumSizeHint().height() <= 600
    assert screen.minimumSizeHint().width() <= 1024
    theme.dress(qapp, before)
