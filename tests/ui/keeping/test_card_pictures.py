from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from mirror.core.types import Pixels
from mirror.ui.keeping.card_pictures import Label, draw_halves, draw_picture, places_for
from mirror.ui.keeping.card_text import card_font
from mirror.ui.pictures import to_pixels
from tests.media import flat

BLUE, GREEN = (200, 40, 10), (10, 160, 30)
PLACE = QRectF(20, 10, 300, 200)


def drawn(draw: Callable[[QPainter], object]) -> Pixels:
    image = QImage(340, 220, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    draw(painter)
    painter.end()
    return to_pixels(image)


@pytest.mark.parametrize(("height", "above"), [(400, False), (1200, True)])
def test_two_pictures_lie_where_a_face_is_largest(height: int, above: bool) -> None:
    room = QRectF(5, 7, 936, height)
    first, second = places_for(room, 700, halves=False)
    assert (first.left(), first.top()) == (5, 7)
    assert (second.top() > first.bottom()) == above
    assert (second.left() > first.right()) != above
    assert first.size() == second.size()
    assert room.contains(first.united(second))


def test_halves_share_a_place() -> None:
    (place,) = places_for(QRectF(0, 0, 900, 1400), 900, halves=True)
    assert (place.width(), place.height()) == (900, 900)


def test_a_picture_fills_its_place_but_for_the_corners() -> None:
    pixels = drawn(lambda painter: draw_picture(painter, PLACE, flat(BLUE), None))
    y, x = (pixels == BLUE).all(axis=2).nonzero()
    assert (x.min(), x.max(), y.min(), y.max()) == (20, 319, 10, 209)
    assert pixels[11, 21].tolist() == [255, 255, 255]


def test_the_seam_goes_through_the_middle_of_the_face() -> None:
    before, after = flat(BLUE, 640, 480), flat(GREEN, 640, 480)

    def seam(face: tuple[float, float, float, float] | None) -> int:
        pixels = drawn(lambda painter: draw_halves(painter, PLACE, before, after, face))
        row = pixels[110]
        blue, green = (
            (row == BLUE).all(axis=1).nonzero()[0],
            (row == GREEN).all(axis=1).nonzero()[0],
        )
        assert blue.max() < green.min() < blue.max() + 8
        assert pixels[110, blue.max() + 3].tolist() == [255, 255, 255]
        return int(blue.max())

    assert abs(seam(None) - 170) < 4
    assert abs(seam((200, 100, 100, 120)) - 170) < 4  # there is room to put it in the middle
    assert seam((0, 100, 300, 300)) < 150
    assert seam((500, 100, 300, 300)) > 200
    assert 20 + 75 - 4 < seam((-100, 100, 10, 10)) < 20 + 75 + 4  # both halves are seen


def test_a_label_is_in_its_corner_and_as_wide_as_its_text() -> None:
    label = Label(card_font((), 16), QColor(0, 0, 0), "#ffffff")

    def extent(text: str, *, right: bool) -> tuple[int, int]:
        pixels = drawn(lambda painter: label.draw(painter, PLACE, text, on_the_right=right))
        columns = (pixels.min(axis=(0, 2)) == 0).nonzero()[0]
        return int(columns.min()), int(columns.max())

    assert abs(extent("Before", right=False)[0] - 40) <= 1
    assert abs(extent("After", right=True)[1] - 299) <= 1
    short, long = extent("Go", right=False), extent("Go on with it", right=False)
    assert np.diff(short) < np.diff(long)
