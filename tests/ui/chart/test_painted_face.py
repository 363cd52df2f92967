from __future__ import annotations

import numpy as np
import pytest

from mirror.core import mesh
from mirror.core.colour import decode, hex_to_linear
from mirror.core.types import Floats, Pixels
from mirror.makeup.look import Look
from mirror.makeup.products import (
    AnyProduct,
    Blush,
    Brows,
    ContactLenses,
    Eyeliner,
    Foundation,
    Lipstick,
)
from mirror.ui.chart.head import BOTTOM, HALF_WIDTH, TOP, head_points
from mirror.ui.chart.painted_face import NEUTRAL_SKIN, painted_face

FACE_PX = 360
DARK = np.array([0.12, 0.06, 0.035], np.float32)


def wearing(*products: AnyProduct) -> Look:
    return Look(name="own", title="Own", products=products)


def at(picture: Pixels, x: float, y: float) -> Floats:
    """The colour at a place of the head, linear RGB."""
    row, column = (round((y - TOP) * FACE_PX), round((x + HALF_WIDTH) * FACE_PX))
    return np.asarray(
        decode(picture[row - 1 : row + 2, column - 1 : column + 2, :3]).mean(axis=(0, 1)),
        np.float32,
    )


def point(number: int) -> tuple[float, float]:
    x, y = head_points()[number, :2]
    return float(x), float(y)


def test_the_bare_head_is_of_the_skins_colour_and_lies_on_nothing() -> None:
    for skin in (None, DARK):
        picture = painted_face(None, skin, FACE_PX)
        assert picture.shape == (
            round((BOTTOM - TOP) * FACE_PX),
            round(2 * HALF_WIDTH * FACE_PX),
            4,
        )
        colour = hex_to_linear(NEUTRAL_SKIN) if skin is None else skin
        np.testing.assert_allclose(at(picture, 0, 0.12), colour, rtol=0.08)
        assert picture[0, 0, 3] == 0
        assert picture[-1, :, 3].max() == 0  # the neck has faded
        assert picture[round((0.5 - TOP) * FACE_PX), picture.shape[1] // 2, 3] == 255


@pytest.mark.parametrize("skin", [None, DARK])
def test_opaque_paint_is_shown_in_its_own_shade(skin: Floats | None) -> None:
    lips = Lipstick(shades=("#b01030",), finish="matte", coverage=1.0)
    picture = painted_face(wearing(lips), skin, FACE_PX)
    x, y = point(17)
    np.testing.assert_allclose(at(picture, x, y - 0.018), hex_to_linear("#b01030"), atol=0.05)


def test_only_where_it_is_worn() -> None:
    bare = painted_face(None, None, FACE_PX).astype(int)
    made = painted_face(wearing(Blush(shades=("#c03040",), coverage=0.6)), None, FACE_PX).astype(
        int
    )
    changed = np.abs(made - bare).max(axis=2) > 3
    rows, columns = np.nonzero(changed)
    assert changed.any()
    y = rows / FACE_PX + TOP
    assert y.min() > 0.25
    assert y.max() < 0.8
    middle = changed[:, changed.shape[1] // 2 - 10 : changed.shape[1] // 2 + 10]
    assert not middle.any()
    assert np.abs(changed.astype(int) - changed[:, ::-1]).mean() < 0.01  # on both cheeks
    assert len(columns) > 1000


def test_what_is_drawn_line_by_line_is_on_it_too() -> None:
    bare = painted_face(None, None, FACE_PX)
    liner = painted_face(wearing(Eyeliner(shade="#101010", thickness=0.1)), None, FACE_PX)
    x, y = point(159)
    assert at(liner, x, y - 0.006).sum() < 0.6 * at(bare, x, y - 0.006).sum()
    lens = painted_face(wearing(ContactLenses(shade="#2050c0", style="vivid")), None, FACE_PX)
    centre = head_points()[mesh.RIGHT_IRIS_CENTRE, :2]
    beside = (float(centre[0]) + 0.023, float(centre[1]) + 0.004)
    red, _, blue = at(lens, *beside)
    assert blue > 1.5 * red
    brows = painted_face(wearing(Brows(shade="#201008", coverage=1.0)), None, FACE_PX)
    assert at(brows, *point(105)).sum() != pytest.approx(at(bare, *point(105)).sum(), rel=0.05)


def test_a_look_of_the_skins_own_tone_follows_it() -> None:
    own = wearing(Foundation(coverage=0.9))
    for skin in (None, DARK):
        picture = painted_face(own, skin, FACE_PX)
        colour = hex_to_linear(NEUTRAL_SKIN) if skin is None else skin
        np.testing.assert_allclose(at(picture, 0.0, 0.12), colour, rtol=0.12)
