from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mirror.dressing.outfit import Outfit
from mirror.makeup.look import Look
from mirror.makeup.products import Blush, Foundation, Lipstick
from mirror.makeup.transferred import ZoneStrengths
from mirror.ui.looks.photo_looks import PhotoLook
from mirror.ui.wearing.wearing_page import WearingPage
from tests import known_transfer as known
from tests.shelf import item

LOOK = Look(
    name="look",
    title="Look",
    products=(Foundation(), Blush(shades=("#d08080",)), Lipstick(shades=("#a8283c",))),
)
PARTY = PhotoLook(4, "Party", np.full((40, 60, 3), (20, 30, 240), np.uint8))
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(qtbot: QtBot) -> WearingPage:
    page = WearingPage()
    qtbot.addWidget(page)
    page.resize(320, 700)
    page.show()
    qtbot.waitExposed(page)
    return page


def show(page: WearingPage, outfit: Outfit, photo: PhotoLook | None = None) -> None:
    page.show_outfit(outfit, photo, can_save=True)
    page._rows.activate()


def titles(page: WearingPage) -> list[str]:
    """From top to bottom."""
    rows = sorted(page.rows.values(), key=lambda row: row.y())
    return [row.title.text() for row in rows]


def test_who_wears_nothing_is_told_how_to_begin(page: WearingPage) -> None:
    show(page, Outfit())
    assert page._empty.isVisible()
    assert not page.clear.isVisible()
    show(page, Outfit().with_look(LOOK))
    assert not page._empty.isVisible()
    assert page.clear.isVisible()


def test_the_uppermost_layer_comes_first_and_the_photo_last(
    qtbot: QtBot, page: WearingPage
) -> None:
    show(page, Outfit(transferred=known.look(1)).with_look(LOOK), PARTY)
    qtbot.waitUntil(lambda: titles(page) == ["Lipstick", "Blush", "Foundation"])
    assert page.photo.isVisible()
    qtbot.waitUntil(lambda: all(page.photo.y() > row.y() for row in page.rows.values()))


def test_a_row_stays_what_it_is_while_its_piece_changes(page: WearingPage) -> None:
    outfit = Outfit().with_look(LOOK)
    show(page, outfit)
    before = dict(page.rows)
    key = outfit.pieces[2].key
    show(page, outfit.with_piece_strength(key, 0.3))
    assert page.rows == before
    assert page.rows[key].slider.value() == 30
    show(page, outfit.put_on(Lipstick(shades=("#306090",)), item(name="Blue")))
    assert page.rows == before
    assert page.rows[key].title.text() == "Blue"


def test_the_row_of_what_came_off_goes_alone(qtbot: QtBot, page: WearingPage) -> None:
    outfit = Outfit().with_look(LOOK)
    show(page, outfit)
    rows = dict(page.rows)
    gone = outfit.pieces[1].key
    show(page, outfit.take_off(gone))
    assert set(page.rows) == set(rows) - {gone}
    assert all(page.rows[key] is rows[key] for key in page.rows)
    assert rows[gone].parent() is None
    qtbot.waitUntil(lambda: titles(page) == ["Lipstick", "Foundation"])


def test_another_order_is_shown(qtbot: QtBot, page: WearingPage) -> None:
    outfit = Outfit().with_look(LOOK)
    show(page, outfit)
    show(page, outfit.moved(outfit.pieces[0].key, 2))
    qtbot.waitUntil(lambda: titles(page) == ["Foundation", "Lipstick", "Blush"])


def test_the_zones_of_the_photo_are_shown(page: WearingPage) -> None:
    show(page, Outfit(transferred=known.look(1), zones=ZoneStrengths(lips=0.25)), PARTY)
    assert page.photo.zones == ZoneStrengths(lips=0.25)
    show(page, Outfit().with_look(LOOK))
    assert page.photo.isHidden()


def test_every_wish_is_said_with_its_piece(page: WearingPage) -> None:
    outfit = Outfit().with_look(LOOK)
    show(page, outfit)
    lips, face = outfit.pieces[2].key, outfit.pieces[0].key
    said: list[tuple[object, ...]] = []
    page.strength_changed.connect(lambda *told: said.append(("strength", *told)))
    page.shown_changed.connect(lambda *told: said.append(("shown", *told)))
    page.taken_off.connect(lambda *told: said.append(("off", *told)))
    page.released.connect(lambda: said.append(("released",)))
    page.all_off.connect(lambda: said.append(("all off",)))
    page.rows[lips].slider.setValue(40)
    page.rows[lips].slider.sliderReleased.emit()
    QTest.mouseClick(page.rows[face].eye, LEFT)
    QTest.mouseClick(page.rows[face].take_off, LEFT)
    page.photo.released.emit()
    QTest.mouseClick(page.clear, LEFT)
    assert said == [
        ("strength", lips, 0.4),
        ("released",),
        ("shown", face, False),
        ("off", face),
        ("released",),
        ("all off",),
    ]
