from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mirror.ui.colour.colour_editor import ColourEditor
from mirror.ui.colour.lch import lch_of

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def editor(qtbot: QtBot) -> ColourEditor:
    editor = ColourEditor()
    qtbot.addWidget(editor)
    editor.resize(320, 240)
    editor.show()
    editor.activateWindow()
    qtbot.waitUntil(editor.isActiveWindow)
    return editor


@pytest.fixture
def said(editor: ColourEditor) -> list[str]:
    said: list[str] = []
    editor.changed.connect(said.append)
    editor.released.connect(lambda: said.append("released"))
    return said


def places(editor: ColourEditor) -> tuple[int, int, int]:
    return editor.lightness.value(), editor.chroma.value(), editor.hue.value()


def write(editor: ColourEditor, text: str) -> None:
    editor.hex.setFocus()
    editor.hex.selectAll()
    QTest.keyClicks(editor.hex, text)


def test_a_colour_is_shown_everywhere_and_not_told(editor: ColourEditor, said: list[str]) -> None:
    editor.show_colour("#A8283C")
    assert (editor.shade, editor.hex.text()) == ("#a8283c", "#a8283c")
    colour = lch_of("#a8283c")
    assert places(editor) == (round(colour.lightness), round(colour.chroma), round(colour.hue))
    assert editor.lab.text() == "L 38  C 56  h 21°"
    assert said == []


@pytest.mark.parametrize("text", ["#c06070", "c06070", "C06070"])
def test_a_number_is_written_with_its_sign_or_without(
    editor: ColourEditor, said: list[str], text: str
) -> None:
    write(editor, text)
    assert said == ["#c06070", "released"]
    assert editor.hex.text() == text  # left alone while it is written
    QTest.keyClick(editor.hex, Qt.Key.Key_Return)
    assert editor.hex.text() == "#c06070"


@pytest.mark.parametrize("text", ["#c0607", "c060", "#zzzzzz", "red", ""])
def test_what_is_no_number_yet_changes_nothing(
    editor: ColourEditor, said: list[str], text: str
) -> None:
    editor.show_colour("#112233")
    write(editor, text)
    assert said == []
    assert editor.shade == "#112233"
    QTest.keyClick(editor.hex, Qt.Key.Key_Return)
    assert editor.hex.text() == "#112233"


def test_another_colour_takes_the_place_of_what_is_being_written(editor: ColourEditor) -> None:
    write(editor, "#c0")
    editor.show_colour("#112233")
    assert editor.hex.text() == "#112233"
    write(editor, "#c0")
    editor.picked("#445566")
    assert editor.hex.text() == "#445566"
    write(editor, "#c0")
    editor.lightness.setValue(80)
    assert editor.hex.text() == editor.shade


@pytest.mark.parametrize("name", ["lightness", "chroma", "hue"])
def test_a_slider_tells_while_it_moves_and_when_it_is_let_go(
    editor: ColourEditor, said: list[str], name: str
) -> None:
    editor.show_colour("#a05060")
    slider = getattr(editor, name)
    before = places(editor)
    QTest.mousePress(slider, LEFT, pos=slider.rect().center())
    assert len(said) == 1
    QTest.mouseRelease(slider, LEFT, pos=slider.rect().center())
    assert said[1:] == ["released"]
    assert editor.shade == said[0] == editor.hex.text()
    moved = [was != now for was, now in zip(before, places(editor), strict=True)]
    assert moved == [name == one for one in ("lightness", "chroma", "hue")]


def test_a_hue_is_kept_on_the_way_over_grey_and_black(editor: ColourEditor) -> None:
    editor.show_colour("#a05060")
    hue = editor.hue.value()
    editor.chroma.setValue(0)
    assert lch_of(editor.shade).chroma < 1
    editor.show_colour(editor.shade)  # as the outfit says it back
    editor.lightness.setValue(0)
    assert editor.shade == "#000000"
    editor.show_colour("#000000")
    editor.lightness.setValue(50)
    editor.chroma.setValue(40)
    assert editor.hue.value() == hue
    assert lch_of(editor.shade).hue == pytest.approx(hue, abs=1.5)


def test_a_chroma_that_no_screen_shows_is_kept_for_another_lightness(editor: ColourEditor) -> None:
    editor.show_colour("#c03040")
    chroma = editor.chroma.value()
    editor.lightness.setValue(97)
    assert lch_of(editor.shade).chroma < chroma / 2
    editor.lightness.setValue(45)
    assert lch_of(editor.shade).chroma == pytest.approx(chroma, abs=2)


def test_a_colour_is_taken_off_the_picture_once(editor: ColourEditor, said: list[str]) -> None:
    wanted: list[bool] = []
    editor.pick_wanted.connect(wanted.append)
    QTest.mouseClick(editor.pick, LEFT)
    assert wanted == [True]
    editor.picked("#3A2010")
    assert wanted == [True, False]
    assert said == ["#3a2010", "released"]
    assert (editor.shade, editor.hex.text()) == ("#3a2010", "#3a2010")


def test_everything_has_a_name(editor: ColourEditor) -> None:
    parts = (editor.hex, editor.pick, editor.lightness, editor.chroma, editor.hue)
    assert all(part.accessibleName() for part in parts)
    assert len({part.accessibleName() for part in parts}) == len(parts)
