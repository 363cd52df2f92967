from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mirror.ui.products.scanner_filter import ScannerFilter

EAN = "4006381333931"
KEYS = {"\r": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab}


class Desk:
    """A window with a field and a button, and what the filter told."""

    def __init__(self) -> None:
        self.window = QWidget()
        self.field, self.button = QLineEdit(), QPushButton("Press")
        layout = QVBoxLayout(self.window)
        layout.addWidget(self.field)
        layout.addWidget(self.button)
        self.filter = ScannerFilter(self.window)
        self.scanned: list[str] = []
        self.pressed: list[str] = []
        self.filter.scanned.connect(self.scanned.append)
        self.filter.pressed.connect(self.pressed.append)

    def key(self, character: str) -> None:
        """One key as the system sends it: first to what has the focus as a shortcut, then as a key."""
        key = KEYS.get(character, Qt.Key(ord(character.upper())))
        none = Qt.KeyboardModifier.NoModifier
        handle = self.window.windowHandle()
        focused: QObject | None = QGuiApplication.focusObject()
        override = QKeyEvent(QEvent.Type.ShortcutOverride, key, none, character)
        QGuiApplication.sendEvent(handle if focused is None else focused, override)
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QGuiApplication.sendEvent(handle, QKeyEvent(kind, key, none, character))

    def type(self, text: str) -> None:
        for character in text:
            self.key(character)


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk()
    qtbot.addWidget(desk.window)
    desk.window.show()
    qtbot.waitExposed(desk.window)
    yield desk
    desk.filter.stop()


def test_a_scan_never_lands_in_a_field(desk: Desk, qtbot: QtBot) -> None:
    desk.field.setFocus()
    desk.type(EAN + "\r")
    qtbot.waitUntil(lambda: desk.scanned == [EAN])
    assert desk.field.text() == ""
    assert desk.pressed == []


def test_a_scanner_without_a_suffix_is_understood_too(desk: Desk, qtbot: QtBot) -> None:
    desk.type(EAN)
    qtbot.waitUntil(lambda: desk.scanned == [EAN])


def test_what_a_person_types_arrives_in_its_order(desk: Desk, qtbot: QtBot) -> None:
    desk.field.setFocus()
    for character in "a1b":
        desk.key(character)
    qtbot.waitUntil(lambda: desk.field.text() == "a1b")
    desk.key("2")
    qtbot.waitUntil(lambda: desk.field.text() == "a1b2")
    assert desk.scanned == []
    assert desk.pressed == []


def test_a_digit_that_nothing_takes_is_a_key_of_the_window(desk: Desk, qtbot: QtBot) -> None:
    desk.button.setFocus()
    desk.key("2")
    qtbot.waitUntil(lambda: desk.pressed == ["2"])


def test_return_and_tab_of_a_person_go_their_way(desk: Desk, qtbot: QtBot) -> None:
    entered: list[str] = []
    desk.field.returnPressed.connect(lambda: entered.append(desk.field.text()))
    desk.field.setFocus()
    desk.key("7")
    qtbot.waitUntil(lambda: desk.field.text() == "7")
    desk.key("\r")
    assert entered == ["7"]


def test_a_stopped_filter_lets_everything_through(desk: Desk) -> None:
    desk.filter.stop()
    desk.field.setFocus()
    began = time.perf_counter()
    desk.type("12")
    assert desk.field.text() == "12", time.perf_counter() - began
