from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mirror.ui import theme
from mirror.ui.looks.card import Card


def colour_at(card: Card, x: int, y: int) -> QColor:
    image = QImage(card.size(), QImage.Format.Format_RGB32)
    image.fill(QColor("#123456"))
    card.render(image)
    return image.pixelColor(x, y)


def made(qtbot: QtBot) -> Card:
    card = Card("Classic red")
    card.setCheckable(True)
    qtbot.addWidget(card)
    card.set_width(120)
    return card


def test_its_picture_takes_the_place_of_the_placeholder(qtbot: QtBot) -> None:
    card = made(qtbot)
    before = (card.has_thumbnail, colour_at(card, 60, 60))
    card.set_thumbnail(np.full((300, 300, 3), (10, 20, 250), np.uint8))
    after = (card.has_thumbnail, colour_at(card, 60, 60))
    line = QColor(theme.colours().line)
    assert (before, after) == ((False, line), (True, QColor(250, 20, 10)))


def test_the_chosen_one_wears_a_ring(qtbot: QtBot) -> None:
    card = made(qtbot)
    accent = QColor(theme.colours().accent)
    assert colour_at(card, 60, 3) != accent
    card.setChecked(True)
    assert colour_at(card, 60, 3) == accent


def test_it_is_large_enough_for_a_finger(qtbot: QtBot) -> None:
    card = made(qtbot)
    assert min(card.width(), card.height()) >= theme.sizes().touch
    assert card.height() == Card.height_at(120) > 120, "the title has room of its own"


def test_of_a_picture_that_is_not_square_the_middle_is_shown(qtbot: QtBot) -> None:
    card = made(qtbot)
    wide = np.zeros((100, 300, 3), np.uint8)
    wide[:, 100:200] = (10, 20, 250)
    card.set_thumbnail(wide)
    assert colour_at(card, 14, 60) == colour_at(card, 106, 60) == QColor(250, 20, 10)


def test_a_title_is_what_it_is_called_for_everybody(qtbot: QtBot) -> None:
    card = made(qtbot)
    card.set_title("Soft rose")
    assert card.text() == card.accessibleName() == "Soft rose"


def test_it_says_everything_anew_when_the_language_changes(qtbot: QtBot) -> None:
    said: list[bool] = []

    class Told(Card):
        def retranslate(self) -> None:
            said.append(True)

    card = Told("")
    qtbot.addWidget(card)
    said.clear()
    QApplication.sendEvent(card, QEvent(QEvent.Type.LanguageChange))
    assert said == [True]
