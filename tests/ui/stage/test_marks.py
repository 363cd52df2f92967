from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from mirror.ui.stage import marks
from mirror.ui.stage.placement import Box

WIDTH, HEIGHT = 300, 200


def painted(paint: Callable[[QPainter], None]) -> np.ndarray:
    """Where something was painted, HxW bool."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(0x204060)
    with QPainter(image) as painter:
        paint(painter)
    rows = np.frombuffer(image.constBits(), np.uint32).reshape(HEIGHT, WIDTH)
    return np.asarray(rows != 0xFF204060)


def box(found: np.ndarray) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what was painted."""
    y, x = np.nonzero(found)
    return int(x.min()), int(y.min()), int(x.max()), int(y.max())


@pytest.mark.parametrize("right", [True, False])
def test_a_name_stands_in_an_upper_corner_of_its_part(qtbot: QtBot, right: bool) -> None:
    seen = Box(100, 50, 180, 140)
    left, top, end, bottom = box(
        painted(lambda to: marks.paint_name(to, "Before", seen, right=right))
    )
    assert 100 < left < end < 280
    assert 50 < top < bottom < 100
    assert (280 - end < 20) == right
    assert (left - 100 < 20) != right


def test_where_there_is_no_room_there_is_no_name(qtbot: QtBot) -> None:
    seen = Box(0, 0, 40, 200)
    assert not painted(lambda to: marks.paint_name(to, "Before", seen, right=False)).any()


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (Box(120, 0, 180, HEIGHT), (119, 0, 120, HEIGHT - 1)),
        (Box(0, 90, WIDTH, 110), (0, 89, WIDTH - 1, 90)),
    ],
)
def test_the_seam_runs_where_the_second_picture_begins(
    qtbot: QtBot, second: Box, expected: tuple[int, int, int, int]
) -> None:
    found = box(painted(lambda to: marks.paint_seam(to, second, (WIDTH, HEIGHT))))
    assert found == pytest.approx(expected, abs=1)


def test_the_grip_shows_who_has_the_keyboard(qtbot: QtBot) -> None:
    def grip(focused: bool) -> np.ndarray:
        return painted(lambda to: marks.paint_grip(to, QPointF(150, 100), focused=focused))

    left, top, right, bottom = box(grip(False))
    assert ((left + right) / 2, (top + bottom) / 2) == pytest.approx((150, 100), abs=1)
    assert right - left >= 36
    assert grip(True).sum() > grip(False).sum()
