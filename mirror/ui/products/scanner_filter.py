"""Takes a barcode scanner's keystrokes out of the keyboard's, before anything else gets them."""

from __future__ import annotations

import time

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication

from mirror.catalogue.scanner import Keys, ScannerKeys

_ENDS = {Qt.Key.Key_Return: "\r", Qt.Key.Key_Enter: "\r", Qt.Key.Key_Tab: "\t"}
_ANOTHER = "\0"  # any key that is no part of a scan


class ScannerFilter(QObject):
    """Watches all keys of the application while it lives.

    Digits are held back for the few milliseconds in which they may be a scanner's. Those of a
    person are then typed into what has the focus, and those that nothing took are `pressed`.

    Args:
        parent: Owns it.
    """

    scanned = Signal(str)
    """A GTIN, 13 digits."""

    pressed = Signal(str)
    """A digit that a person pressed where nothing is written."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._keys = ScannerKeys()
        self._replaying = False
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setTimerType(Qt.TimerType.PreciseTimer)
        self._due.timeout.connect(self._expire)
        app = QGuiApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def stop(self) -> None:
        """Watches no longer; what is held back is dropped."""
        self._due.stop()
        app = QGuiApplication.instance()
        if app is not None:
            app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Holds digits back, and what ends a scan."""
        if self._replaying or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        character = _character(event)
        if character is None:
            if event.type() == QEvent.Type.KeyPress and self._keys.due_ns is not None:
                self._take(_ANOTHER)  # what is held back comes before it
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride and character.isdigit():
            # Otherwise a digit that is a shortcut would never come here as a key.
            event.accept()
            return True
        # The window gets each key first, and only then what has the focus in it.
        if not isinstance(watched, QWindow):
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.KeyPress:
            return self._take(character)
        return event.type() == QEvent.Type.KeyRelease and character.isdigit()

    def _take(self, character: str) -> bool:
        """Feeds one key; returns whether it is held back or was a scanner's."""
        told = self._keys.feed(character, time.perf_counter_ns())
        if character.isdigit():
            self._tell(told)
            return True
        # A key that ends no scan was given back as the last one typed: it goes its own way.
        typed = told.typed.endswith(character)
        self._tell(Keys(told.typed[: -len(character)] if typed else told.typed, told.scanned))
        return not typed

    def _tell(self, keys: Keys) -> None:
        for character in keys.typed:
            self._type(character)
        if keys.scanned is not None:
            self.scanned.emit(keys.scanned)
        due_ns = self._keys.due_ns
        if due_ns is None:
            self._due.stop()
        else:
            self._due.start(max(0, (due_ns - time.perf_counter_ns()) // 1_000_000 + 1))

    def _expire(self) -> None:
        self._tell(self._keys.expire(time.perf_counter_ns()))

    def _type(self, character: str) -> None:
        focused = QApplication.focusWidget()
        taken = False
        if focused is not None:
            self._replaying = True
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                key = Qt.Key(ord(character)).value
                event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, character)
                QCoreApplication.sendEvent(focused, event)
                taken = taken or (kind == QEvent.Type.KeyPress and event.isAccepted())
            self._replaying = False
        if not taken:
            self.pressed.emit(character)


def _character(event: QKeyEvent) -> str | None:
    """What `ScannerKeys` calls the key; None if it is none of a scanner's."""
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or event.isAutoRepeat():
        return None
    end = _ENDS.get(Qt.Key(event.key()))
    if end is not None:
        return end
    text = event.text()
    return text if len(text) == 1 and text.isascii() and text.isdigit() else None
