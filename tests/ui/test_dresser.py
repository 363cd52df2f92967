from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from mirror.catalogue.shelf import together
from mirror.dressing.history import History
from mirror.dressing.outfit import Outfit
from mirror.makeup.look import Look
from mirror.makeup.products import Blush, Lipstick
from mirror.makeup.transferred import ZoneStrengths
from mirror.ui.dresser import Dresser
from mirror.ui.looks.photo_looks import PhotoLook
from mirror.ui.panel import Page, Panel
from mirror.ui.preferences import Preferences
from tests import known_transfer as known
from tests.shelf import SHELF

RED = Look(
    name="red",
    title="Red",
    products=(Blush(shades=("#d08080",)), Lipstick(shades=("#ff0000",))),
)
PLUM = Look(name="plum", title="Plum", products=(Lipstick(shades=("#802060",)),))
PARTY = PhotoLook(3, "Party", np.full((40, 40, 3), 90, np.uint8))
BALL = PhotoLook(4, "Ball", np.full((40, 40, 3), 90, np.uint8))
VELVET = together(SHELF)[0]


class Room:
    """A panel that is served, and what was worn, one after the other."""

    def __init__(self) -> None:
        self.panel = Panel((None, RED, PLUM), Preferences())
        self.dresser = Dresser(History(Outfit().with_look(RED)))
        self.worn: list[Outfit] = []
        self.dresser.changed.connect(self.worn.append)
        self.dresser.serve(self.panel)

    @property
    def now(self) -> Outfit:
        assert self.worn[-1] == self.dresser.history.worn
        return self.worn[-1]

    def photo(self) -> PhotoLook | None:
        return self.dresser.photo

    def key(self, kind: str) -> int:
        piece = self.dresser.history.worn.worn_of(kind)
        assert piece is not None
        return piece.key


@pytest.fixture
def room(qtbot: QtBot) -> Room:
    room = Room()
    qtbot.addWidget(room.panel)
    return room


def kinds(outfit: Outfit) -> list[str]:
    return [piece.kind for piece in outfit.pieces]


def test_what_it_begins_with_has_no_way_back(room: Room) -> None:
    room.dresser.begin(Outfit().with_look(PLUM))
    assert room.now.look() == PLUM
    assert not room.dresser.history.can_undo


def test_a_look_takes_the_place_of_what_was_worn(room: Room) -> None:
    room.panel.looks.panel.chosen.emit(PLUM)
    assert room.now.look() == PLUM
    room.panel.looks.panel.chosen.emit(None)
    assert room.now.bare


def test_it_goes_back_and_forth_and_says_so(room: Room) -> None:
    room.panel.looks.panel.chosen.emit(PLUM)
    room.panel.undo_wanted.emit()
    assert room.now.look() == RED
    room.panel.redo_wanted.emit()
    assert room.now.look() == PLUM


def test_a_drag_of_the_strength_is_one_step(room: Room) -> None:
    for share in (0.9, 0.7, 0.4):
        room.panel.strength_changed.emit(share)
    assert [outfit.strength for outfit in room.worn] == [0.9, 0.7, 0.4]
    room.panel.released.emit()
    room.panel.strength_changed.emit(0.2)
    room.panel.undo_wanted.emit()
    assert room.now.strength == 0.4
    room.panel.undo_wanted.emit()
    assert room.now.strength == 1.0
    assert not room.dresser.history.can_undo


def test_a_piece_is_made_weaker_in_one_step_and_each_by_itself(room: Room) -> None:
    wearing = room.panel.wearing
    lips, cheeks = room.key("lipstick"), room.key("blush")
    for share in (0.8, 0.5):
        wearing.strength_changed.emit(lips, share)
    wearing.strength_changed.emit(cheeks, 0.3)
    strengths = [piece.product.strength for piece in room.now.pieces]
    assert strengths == [pytest.approx(0.3), pytest.approx(0.5)]
    room.panel.undo_wanted.emit()
    assert room.now.piece(lips).product.strength == 0.5
    room.panel.undo_wanted.emit()
    assert room.now.piece(lips).product.strength == 1.0


def test_a_piece_is_hidden_shown_and_taken_off(room: Room) -> None:
    wearing, lips = room.panel.wearing, room.key("lipstick")
    wearing.shown_changed.emit(lips, False)
    assert not room.now.piece(lips).shown
    look = room.now.look()
    assert look is not None
    assert [type(product) for product in look.products] == [Blush]
    wearing.shown_changed.emit(lips, True)
    assert room.now.look() == RED
    wearing.taken_off.emit(lips)
    assert kinds(room.now) == ["blush"]
    wearing.all_off.emit()
    assert room.now.bare


def test_an_item_takes_the_place_of_its_kind_and_its_shades_are_one_step(room: Room) -> None:
    lips = room.key("lipstick")
    for item in VELVET.items:
        room.panel.products.item_chosen.emit(item)
    piece = room.now.piece(lips)
    assert piece.item == VELVET.items[2]
    assert kinds(room.now) == ["blush", "lipstick"]
    room.panel.undo_wanted.emit()
    assert room.now.look() == RED


def test_a_shade_after_the_finger_was_lifted_is_a_step_of_its_own(room: Room) -> None:
    room.panel.products.item_chosen.emit(VELVET.items[0])
    room.panel.products.released.emit()
    room.panel.products.item_chosen.emit(VELVET.items[1])
    room.panel.undo_wanted.emit()
    assert room.now.piece(room.key("lipstick")).item == VELVET.items[0]


def test_what_is_scanned_is_worn_and_its_page_is_shown(room: Room) -> None:
    room.dresser.wear_scanned(VELVET, VELVET.items[1])
    assert room.now.piece(room.key("lipstick")).item == VELVET.items[1]
    assert room.panel.page is Page.PRODUCTS
    assert room.panel.products.shades.title == "02 Ruby"


def test_a_photos_look_is_worn_on_the_bare_face_and_products_on_top(room: Room) -> None:
    code = known.look(1)
    room.dresser.wear_photo(PARTY, code)
    assert (room.now.pieces, room.now.transferred) == ((), code)
    assert room.photo() is PARTY
    room.panel.looks.panel.chosen.emit(PLUM)
    assert (room.now.look(), room.now.transferred) == (PLUM, code)
    room.panel.wearing.photo.taken_off.emit()
    assert (room.now.look(), room.now.transferred) == (PLUM, None)
    assert room.photo() is None
    room.panel.undo_wanted.emit()
    assert room.photo() is PARTY


def test_the_zones_of_a_photo_are_one_step(room: Room) -> None:
    room.dresser.wear_photo(PARTY, known.look(1))
    for lips in (0.8, 0.3):
        room.panel.wearing.photo.zones_changed.emit(ZoneStrengths(lips=lips))
    assert room.now.zones == ZoneStrengths(lips=0.3)
    room.panel.undo_wanted.emit()
    assert room.now.zones == ZoneStrengths()
    assert room.now.transferred is not None


def test_it_knows_which_of_several_photos_is_worn(room: Room) -> None:
    room.dresser.wear_photo(PARTY, known.look(1))
    room.dresser.wear_photo(BALL, known.look(2))
    assert room.photo() is BALL
    room.panel.undo_wanted.emit()
    assert room.photo() is PARTY


def test_what_becomes_of_a_photo_is_known(room: Room) -> None:
    room.dresser.wear_photo(PARTY, known.look(1))
    gala = replace(PARTY, title="Gala", saved_as="gala")
    room.dresser.photos_changed((BALL, gala))
    assert room.photo() is gala
    room.dresser.photos_changed(())
    assert room.photo() is gala, "one that is not listed is still worn"


def test_a_photo_that_is_gone_comes_off_and_no_way_back_leads_to_it(room: Room) -> None:
    room.dresser.wear_photo(PARTY, known.look(1))
    room.panel.looks.panel.chosen.emit(PLUM)
    room.dresser.photo_removed(PARTY)
    assert (room.now.look(), room.now.transferred) == (PLUM, None)
    while room.dresser.history.can_undo:
        room.panel.undo_wanted.emit()
        assert room.now.transferred is None
    assert room.now.look() == RED


def test_another_photo_that_is_gone_changes_nothing(room: Room) -> None:
    code = known.look(1)
    room.dresser.wear_photo(PARTY, code)
    before = len(room.worn)
    room.dresser.photo_removed(BALL)
    assert len(room.worn) == before
    assert room.dresser.history.worn.transferred is code
