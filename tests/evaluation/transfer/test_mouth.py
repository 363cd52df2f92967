from __future__ import annotations

import cv2
import numpy as np
import pytest

from mirror.core import mesh
from mirror.core.regions import spline
from mirror.core.types import Floats, Pixels
from mirror.evaluation.transfer.mouth import bare_strip
from mirror.evaluation.transfer.seen import Seen, look_at
from tests.faces import face_of, posed

SKIN, LIP, PAINT = (150, 170, 205), (110, 105, 185), (150, 60, 40)
POINTS = posed(width=480, height=480, face_px=420)


def with_lips(
    background: Pixels, points: Floats, colour: tuple[int, int, int], lift: float
) -> Pixels:
    """Lips in one colour; the upper one reaches further up by so many pixels."""
    out = background.copy()
    outer = points[list(mesh.LIPS_OUTER), :2].astype(np.float64)
    upper = np.isin(mesh.LIPS_OUTER, mesh.LIPS_OUTER_UPPER[1:-1])
    outer[upper, 1] -= lift
    outline = np.rint((spline(outer, closed=True) - 0.5) * 16).astype(np.int32)
    cv2.fillPoly(out, [outline], colour, shift=4)
    hole = spline(points[list(mesh.LIPS_INNER), :2].astype(np.float64), closed=True)
    cv2.fillPoly(out, [np.rint((hole - 0.5) * 16).astype(np.int32)], (40, 30, 50), shift=4)
    return out


def bare(lift: float) -> Seen:
    grain = np.random.default_rng(0).normal(0, 2, (480, 480, 3))
    skin = np.clip(np.array(SKIN) + grain, 0, 255).astype(np.uint8)
    seen = look_at(with_lips(skin, POINTS, LIP, lift), face_of(POINTS))
    assert seen is not None
    return seen


def test_lips_that_are_painted_to_the_line_leave_nothing_bare() -> None:
    seen = bare(0)
    share = bare_strip(seen, with_lips(seen.pixels, POINTS, PAINT, 0))
    assert share is not None
    assert share < 0.02


@pytest.mark.parametrize("strip_px", [3.0, 6.0])
def test_a_strip_above_the_film_is_found(strip_px: float) -> None:
    seen = bare(strip_px)
    share = bare_strip(seen, with_lips(seen.pixels, POINTS, PAINT, 0))
    assert share is not None
    points = POINTS[:, :2]
    lip_px = float(np.linalg.norm(points[0] - points[13]))
    assert share == pytest.approx(strip_px / (lip_px + strip_px), abs=0.1)


def test_lips_as_pale_as_the_skin_tell_nothing() -> None:
    skin = np.full((480, 480, 3), SKIN, np.uint8)
    seen = look_at(skin, face_of(POINTS))
    assert seen is not None
    assert bare_strip(seen, with_lips(seen.pixels, POINTS, PAINT, 0)) is None


def test_where_nothing_is_painted_there_is_no_strip() -> None:
    seen = bare(4)
    assert bare_strip(seen, seen.pixels) is None
