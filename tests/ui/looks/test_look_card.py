from __future__ import annotations

import numpy as np
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from mirror.makeup.look import Look
from mirror.ui import theme
from mirror.ui.looks.look_card import Card, LookCard, PhotoCard, PhotoTile
from mirror.ui.looks.photo_looks import PhotoLook

LOOK = Look(name="red", title="Classic red", products=(), tags=("evening", "bold"))


def colour_at(card: Card, x: int, y: int) -> QColor:
    image = QImage(card.size(), QImage.Format.Format_RGB32)
    image.fill(QColor("#123456"))
    card.render(image)
    return image.pixelColor(x, y)


def test_it_tells_people_who_do_not_see_it_what_it_is(qtbot: QtBot) -> None:
    card = LookCard(LOOK)
    qtbot.addWidget(card)
    assert card.accessibleName() == "Classic red"
    assert card.accessibleDescription() == "evening, bold"
    bare = LookCard(None)
    qtbot.addWidget(bare)
    assert bare.accessibleName() == "No makeup"


def test_its_picture_takes_the_place_of_the_placeholder(qtbot: QtBot) -> None:
    card = LookCard(LOOK)
    qtbot.addWidget(card)
    card.set_width(120)
    before = (card.has_thumbnail, colour_at(card, 60, 60))
    card.set_thumbnail(np.full((300, 300, 3), (10, 20, 250), np.uint8))
    after = (card.has_thumbnail, colour_at(card, 60, 60))
    assert (before, after) == ((False, QColor(theme.LINE)), (True, QColor(250, 20, 10)))


def test_the_chosen_one_wears_a_ring(qtbot: QtBot) -> None:
    card = LookCard(LOOK)
    qtbot.addWidget(card)
    card.set_width(120)
    assert colour_at(card, 60, 3) != QColor(theme.ACCENT)
    card.setChecked(True)
    assert colour_at(card, 60, 3) == QColor(theme.ACCENT)


def test_it_is_large_enough_for_a_finger(qtbot: QtBot) -> None:
    card = LookCard(LOOK)
    qtbot.addWidget(card)
    card.set_width(124)
    assert min(card.width(), card.height()) >= theme.TOUCH


def test_of_a_picture_that_is_not_square_the_middle_is_shown(qtbot: QtBot) -> None:
    card = LookCard(LOOK)
    qtbot.addWidget(card)
    card.set_width(120)
    wide = np.zeros((100, 300, 3), np.uint8)
    wide[:, 100:200] = (10, 20, 250)
    card.set_thumbnail(wide)
    assert colour_at(card, 14, 60) == colour_at(card, 106, 60) == QColor(250, 20, 10)


def photo(title: str = "Party", *, outdated: bool = False) -> PhotoLook:
    return PhotoLook(3, title, np.full((40, 40, 3), (10, 20, 250), np.uint8), outdated=outdated)


def test_a_photos_card_shows_its_face_and_says_where_it_is_from(qtbot: QtBot) -> None:
    card = PhotoCard(photo())
    qtbot.addWidget(card)
    card.set_width(120)
    assert colour_at(card, 60, 60) == QColor(250, 20, 10)
    assert (card.accessibleName(), card.accessibleDescription()) == ("Party", "From a photo.")


def test_an_outdated_look_is_faded(qtbot: QtBot) -> None:
    card = PhotoCard(photo(outdated=True))
    qtbot.addWidget(card)
    card.set_width(120)
    assert colour_at(card, 60, 60).saturation() < 120
    card.set_photo(photo("Gala"))
    assert colour_at(card, 60, 60) == QColor(250, 20, 10)
    assert card.text() == "Gala"


def test_the_tile_says_what_it_does(qtbot: QtBot) -> None:
    tile = PhotoTile()
    qtbot.addWidget(tile)
    tile.set_width(120)
    assert not tile.isCheckable()
    assert tile.accessibleName() == "From a photo"
    assert tile.accessibleDescription()
    assert colour_at(tile, 60, 60) == QColor(theme.ACCENT)
    assert colour_at(tile, 40, 40) == QColor(theme.SURFACE)
