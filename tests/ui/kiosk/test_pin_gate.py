from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mirror.kiosk.pin import Answer
from mirror.ui.kiosk.pin_gate import PinGate
from mirror.ui.kiosk.staff import PinPad


class Lock:
    """Answers what the test says."""

    def __init__(self) -> None:
        self.answer = Answer("wrong")
        self.tried: list[str] = []

    def attempt(self, pin: str) -> Answer:
        self.tried.append(pin)
        return self.answer


def test_the_pad_says_why_it_stays_closed_and_goes_when_the_pin_is_right(qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    around.show()
    pad, lock = PinPad(around), Lock()
    gate = PinGate(lock, pad, around)  # type: ignore[arg-type]
    pad.open()
    pad.entered.emit("1")
    qtbot.waitUntil(lambda: pad.said.text() == "That is not the PIN.")
    lock.answer = Answer("locked", 29.6)
    pad.entered.emit("2")
    qtbot.waitUntil(lambda: pad.said.text() == "Too many tries. Wait 30 s.")
    lock.answer = Answer("right")
    with qtbot.waitSignal(gate.opened):
        pad.entered.emit("3")
    assert pad.isHidden()
    assert lock.tried == ["1", "2", "3"]
    gate.close()
