from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mirror.dressing.outfit import Piece
from mirror.makeup.products import Foundation, Lipstick
from mirror.ui.wearing.piece_row import PieceRow
from tests.shelf import SHELF, item

LIPSTICK = Piece(Lipstick(shades=("#a8283c",), finish="gloss", strength=0.6))
LEFT = Qt.MouseButton.LeftButton


def made(qtbot: QtBot, piece: Piece = LIPSTICK) -> PieceRow:
    row = PieceRow(piece)
    qtbot.addWidget(row)
    row.resize(320, 120)
    row.show()
    qtbot.waitExposed(row)
    return row


def texts(row: PieceRow) -> list[str]:
    return [label.text() for label in row.findChildren(QLabel) if label.isVisible()]


@pytest.mark.parametrize(
    ("piece", "said"),
    [
        (LIPSTICK, ["Lipstick", "gloss"]),
        (replace(LIPSTICK, item=SHELF[1]), ["Velvet · 02 Ruby", "Lipstick · gloss"]),
        (Piece(Foundation()), ["Foundation", "natural"]),
    ],
)
def test_it_says_what_is_worn(qtbot: QtBot, piece: Piece, said: list[str]) -> None:
    assert texts(made(qtbot, piece)) == said


def test_it_shows_strength_and_shades(qtbot: QtBot) -> None:
    row = made(qtbot)
    assert row.slider.value() == 60
    image = row.grab().toImage()
    seen = {image.pixelColor(x, y).name() for x in range(60) for y in range(60)}
    assert "#a8283c" in seen
    row.show_piece(replace(LIPSTICK, product=Lipstick(shades=("#306090",), strength=0.2)))
    image = row.grab().toImage()
    seen = {image.pixelColor(x, y).name() for x in range(60) for y in range(60)}
    assert "#306090" in seen
    assert row.slider.value() == 20


def test_its_slider_says_how_strong_and_when_it_is_let_go(qtbot: QtBot) -> None:
    row = made(qtbot)
    said: list[object] = []
    row.strength_changed.connect(lambda *both: said.append(both))
    row.released.connect(lambda: said.append("released"))
    QTest.mousePress(row.slider, LEFT, pos=row.slider.rect().center())
    QTest.mouseRelease(row.slider, LEFT, pos=row.slider.rect().center())
    assert said == [(LIPSTICK.key, pytest.approx(0.5, abs=0.02)), "released"]


def test_what_is_shown_is_not_said_again(qtbot: QtBot) -> None:
    row = made(qtbot)
    said: list[object] = []
    row.strength_changed.connect(lambda *both: said.append(both))
    row.show_piece(replace(LIPSTICK, product=Lipstick(shades=("#a8283c",), strength=0.1)))
    assert said == []


def test_it_is_hidden_and_shown_again(qtbot: QtBot) -> None:
    row = made(qtbot)
    said: list[tuple[int, bool]] = []
    row.shown_changed.connect(lambda *both: said.append(both))
    assert row.eye.accessibleName() == "Hide Lipstick"
    QTest.mouseClick(row.eye, LEFT)
    row.show_piece(replace(LIPSTICK, shown=False))
    assert row.eye.accessibleName() == "Show Lipstick"
    assert not row.slider.isEnabled()
    QTest.mouseClick(row.eye, LEFT)
    assert said == [(LIPSTICK.key, False), (LIPSTICK.key, True)]


def test_it_is_taken_off(qtbot: QtBot) -> None:
    row = made(qtbot)
    said: list[int] = []
    row.taken_off.connect(said.append)
    QTest.mouseClick(row.take_off, LEFT)
    assert said == [row.key] == [LIPSTICK.key]


def test_everything_says_of_what_it_is(qtbot: QtBot) -> None:
    row = made(qtbot)
    assert row.slider.accessibleName() == "Strength of Lipstick"
    assert row.take_off.accessibleName() == "Take off Lipstick"


def test_a_long_title_gives_way(qtbot: QtBot) -> None:
    row = made(qtbot, replace(LIPSTICK, item=item(name="A name that no panel has room for " * 4)))
    assert row.minimumSizeHint().width() <= 320
    assert row.rect().contains(row.take_off.geometry())
