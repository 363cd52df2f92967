from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from mirror.core.lens import Lens, draw_lens
from mirror.core.types import Pixels

BLUE = np.array([0.07, 0.2, 0.5], np.float32)
CENTRE, RADIUS = 60, 20


def eye(iris: int = 60) -> Pixels:
    """A white eyeball with a dark iris, a black pupil and a reflection, seen close."""
    y, x = np.mgrid[0:120, 0:120] + 0.5
    rho = np.hypot(x - CENTRE, y - CENTRE) / RADIUS
    out = np.full((120, 120, 3), 225, np.uint8)
    out[rho < 1] = iris
    out[rho < 0.3] = 8
    out[50:54, 66:70] = 255
    return out


def lens(opacity: float = 1.0, upper: float = 30.0) -> Lens:
    lids = np.array([[10, 60], [60, upper], [110, 60], [60, 90]], np.float32)
    one = np.ones(3, np.float32)
    return Lens(
        centre_px=np.full(2, CENTRE, np.float32),
        radius_px=np.full(2, RADIUS, np.float32),
        lids_px=lids,
        shade=BLUE,
        ring=0.5,
        pattern=0.6,
        opacity=opacity,
        light=one,
    )


def worn(of: Pixels, what: Lens) -> Pixels:
    out = of.copy()
    draw_lens(out, what)
    return out


def test_the_iris_takes_the_colour_and_the_rest_does_not() -> None:
    bare = eye()
    out = worn(bare, lens())
    iris = out[60 + 12, 60 - 6].astype(int)
    assert iris[0] > iris[1] > iris[2], "blue"
    y, x = np.mgrid[0:120, 0:120] + 0.5
    beside = np.hypot(x - CENTRE, y - CENTRE) > 1.06 * RADIUS
    assert np.array_equal(out[beside], bare[beside]), "not a bit of the white"


def test_pupil_and_reflection_stay() -> None:
    bare = eye()
    out = worn(bare, lens())
    assert np.array_equal(out[58:62, 58:62], bare[58:62, 58:62])
    assert out[51, 67].min() > 240


def test_a_closed_lid_hides_it() -> None:
    bare = eye()
    half = worn(bare, lens(upper=62.0))
    assert np.array_equal(half[:58], bare[:58])
    assert not np.array_equal(half[66:74], bare[66:74])


def test_the_rim_is_darker_than_the_middle() -> None:
    out = worn(eye(), lens()).astype(int)
    middle, rim = out[60 + 12, 60].sum(), out[60 + 18, 60].sum()
    assert middle > rim


def test_opacity_is_the_share_of_the_way() -> None:
    whole, half = (worn(eye(), lens(opacity)).astype(float) for opacity in (1.0, 0.3))
    bare = eye().astype(float)
    place = (72, 54)
    assert 0 < np.abs(half[place] - bare[place]).sum() < np.abs(whole[place] - bare[place]).sum()
    assert np.array_equal(worn(eye(), lens(0.0)), eye())


def test_a_dark_iris_comes_out_as_blue_as_a_light_one() -> None:
    """What counts is the lens: it is relative to the iris below it."""
    dark, light = (worn(eye(iris), lens())[72, 54].astype(int) for iris in (30, 110))
    assert dark == pytest.approx(light, abs=25)


@pytest.mark.parametrize("at", [(-30.0, 60.0), (130.0, 60.0), (60.0, 500.0), (2.0, 2.0)])
def test_outside_the_picture(at: tuple[float, float]) -> None:
    moved = replace(lens(), centre_px=np.array(at, np.float32))
    assert worn(eye(), moved).shape == (120, 120, 3)


def test_an_iris_of_a_pixel_is_left_alone() -> None:
    tiny = replace(lens(), radius_px=np.ones(2, np.float32))
    assert np.array_equal(worn(eye(), tiny), eye())


def test_a_black_iris_is_not_a_flat_disc() -> None:
    y, x = np.mgrid[0:120, 0:120] + 0.5
    rho = np.hypot(x - CENTRE, y - CENTRE) / RADIUS
    lower = (rho > 0.5) & (rho < 0.85) & (y > CENTRE)

    def structure(iris: int) -> float:
        level = worn(eye(iris), lens())[lower].astype(float).mean(axis=1)
        return float(level.std() / level.mean())

    assert structure(12) > 0.12
    assert structure(12) > structure(90), "a light iris has a pattern of its own"


def test_a_faint_reflection_on_a_black_iris_is_no_dark_spot() -> None:
    bare = eye(12)
    bare[70:74, 66:70] = 40
    out = worn(bare, lens()).astype(int)
    beside = out[72, 60:64].mean()
    assert out[71:73, 67:69].mean() > 0.8 * beside
