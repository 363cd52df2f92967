from __future__ import annotations

import numpy as np
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from mirror.ui import theme
from mirror.ui.looks.card import Card
from mirror.ui.looks.photo_card import PhotoCard, PhotoTile
from mirror.ui.looks.photo_looks import PhotoLook


def colour_at(card: Card, x: int, y: int) -> QColor:
    image = QImage(card.size(), QImage.Format.Format_RGB32)
    image.fill(QColor("#123456"))
    card.render(image)
    return image.pixelColor(x, y)


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
    assert colour_at(tile, 60, 60) == QColor(theme.colours().accent)
    assert colour_at(tile, 40, 40) == QColor(theme.colours().surface)
