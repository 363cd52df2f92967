"""Lets the staff in by their PIN, whose hash takes a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mirror.ui.jobs import Jobs

if TYPE_CHECKING:
    from mirror.kiosk.pin import Answer, PinLock
    from mirror.ui.kiosk.staff import PinPad


class PinGate(QObject):
    """Tries what is entered on a pad, on a thread of its own.

    Args:
        lock: Knows the PIN, and how often it was tried.
        pad: Where it is entered.
        parent: Owns it.
    """

    opened = Signal()
    """The PIN was right."""

    def __init__(self, lock: PinLock, pad: PinPad, parent: QObject) -> None:
        super().__init__(parent)
        self._lock, self._pad = lock, pad
        self._jobs = Jobs(self, threads=1, awaited=True)
        pad.entered.connect(self.attempt)

    def attempt(self, pin: str) -> None:
        """Tries a PIN; `opened`, or the pad, answers."""
        self._jobs.run(lambda: self._lock.attempt(pin), self._answer)

    def close(self) -> None:
        """Ends the thread after the try under way; may be repeated."""
        self._jobs.close()

    def _answer(self, answer: Answer) -> None:
        if answer.outcome == "right":
            self._pad.hide()
            self.opened.emit()
        elif answer.wait_s > 0:
            wait = self.tr("Too many tries. Wait {seconds} s.")
            self._pad.say(wait.format(seconds=round(answer.wait_s)))
        else:
            self._pad.say(self.tr("That is not the PIN."))
