from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mirror.ui.search_row import SearchRow


@pytest.fixture
def row(qtbot: QtBot) -> SearchRow:
    row = SearchRow()
    qtbot.addWidget(row)
    row.chips.set_chips([("all", "All"), ("party", "Party")])
    row.set_placeholder("Search looks")
    row.resize(320, 60)
    row.show()
    row.activateWindow()
    qtbot.waitUntil(row.isActiveWindow)
    return row


def test_chips_narrow_and_then_words_in_their_place(qtbot: QtBot, row: SearchRow) -> None:
    said: list[tuple[str, str | None]] = []
    row.changed.connect(lambda: said.append((row.text, row.chip)))
    row.chips.choose("party")
    assert (row.chips.isVisible(), row.field.isVisible()) == (True, False)
    QTest.mouseClick(row.glass, Qt.MouseButton.LeftButton)
    assert (row.chips.isVisible(), row.field.isVisible()) == (False, True)
    qtbot.waitUntil(row.field.hasFocus)
    QTest.keyClicks(row.field, " re")
    assert said == [("", "party"), ("", "party"), ("r", None), ("re", None)]


def test_closing_it_forgets_the_words(row: SearchRow) -> None:
    row.open()
    QTest.keyClicks(row.field, "red")
    said: list[str] = []
    row.changed.connect(lambda: said.append(row.text))
    QTest.mouseClick(row.glass, Qt.MouseButton.LeftButton)
    assert said == [""]
    assert (row.text, row.chip, row.field.text()) == ("", "all", "")
    assert row.chips.isVisible()


def test_escape_closes_it_and_goes_no_further(qtbot: QtBot, row: SearchRow) -> None:
    row.open()
    QTest.keyClicks(row.field, "red")
    QTest.keyClick(row.field, Qt.Key.Key_Escape)
    assert not row.glass.isChecked()
    assert row.text == ""


def test_opening_it_again_takes_all_of_the_words(qtbot: QtBot, row: SearchRow) -> None:
    row.open()
    QTest.keyClicks(row.field, "red")
    other = QWidget(row)
    other.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    other.setFocus()
    row.open()
    qtbot.waitUntil(row.field.hasFocus)
    assert row.field.selectedText() == "red"


def test_it_says_what_is_looked_for(row: SearchRow) -> None:
    assert row.field.placeholderText() == row.field.accessibleName() == "Search looks"
    assert row.glass.accessibleName() == "Search looks"
