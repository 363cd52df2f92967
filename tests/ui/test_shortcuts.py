from __future__ import annotations

from collections import Counter

from PySide6.QtGui import QKeySequence, QShortcut
from pytestqt.qtbot import QtBot

from mirror.ui.shortcuts import SHORTCUTS, Shortcut
from mirror.ui.window import Window

ALL = [QKeySequence(keys).toString() for shortcut in SHORTCUTS for keys in shortcut.keys]


def test_no_key_does_two_things() -> None:
    assert [keys for keys, times in Counter(ALL).items() if times > 1] == []
    assert "" not in ALL, "Qt knows all of them"


def test_no_action_is_listed_twice() -> None:
    assert len({shortcut.action for shortcut in SHORTCUTS}) == len(SHORTCUTS)


def test_the_window_does_all_of_them_and_nothing_else(qtbot: QtBot) -> None:
    window = Window((None,))
    qtbot.addWidget(window)
    done = set(window._actions())
    assert {shortcut.action for shortcut in SHORTCUTS} == done | {"hold"}
    bound = sorted(at.key().toString() for at in window.findChildren(QShortcut))
    held = next(shortcut for shortcut in SHORTCUTS if shortcut.action == "hold")
    assert bound == sorted(set(ALL) - set(held.keys))


def test_a_key_is_written_as_the_system_writes_it(qtbot: QtBot) -> None:
    both = Shortcut("redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "Redo")
    native = QKeySequence.SequenceFormat.NativeText
    assert both.written == " / ".join(QKeySequence(keys).toString(native) for keys in both.keys)
    assert both.sentence == "Redo"
