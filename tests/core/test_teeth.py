from __future__ import annotations

import numpy as np
import pytest

from mirror.core.colour import decode
from mirror.core.teeth import WHITEST, whiten
from mirror.core.types import Pixels

ONE = np.ones(3, np.float32)
MOUTH = np.array([[10, 10], [90, 10], [90, 50], [10, 50]], np.float32)
# BGR: yellowish teeth, a tongue, gums, and the dark of the mouth.
TOOTH, TONGUE, GUM, DARK = (150, 185, 195), (90, 90, 170), (110, 105, 190), (25, 22, 30)


def mouth() -> Pixels:
    out = np.full((60, 100, 3), (120, 130, 200), np.uint8)
    for k, colour in enumerate((TOOTH, TONGUE, GUM, DARK)):
        out[10:50, 10 + 20 * k : 30 + 20 * k] = colour
    return out


def whitened(of: Pixels, strength: float = 1.0, light: float = 1.0) -> Pixels:
    out = of.copy()
    whiten(out, MOUTH, ONE * np.float32(light), strength)
    return out


def test_teeth_get_whiter_and_lighter() -> None:
    before, after = mouth()[30, 20].astype(int), whitened(mouth())[30, 20].astype(int)
    assert np.ptp(after) < 0.5 * np.ptp(before)
    assert after.sum() > before.sum() + 15


def test_nothing_else_in_the_mouth_changes_and_nothing_around_it() -> None:
    before, after = mouth(), whitened(mouth())
    assert np.array_equal(after[:, 32:], before[:, 32:])
    assert np.array_equal(after[:9], before[:9])


@pytest.mark.parametrize("light", [1.0, 0.5])
def test_no_tooth_gets_whiter_than_teeth_can_be(light: float) -> None:
    bright = np.full((60, 100, 3), 0, np.uint8)
    for column in range(100):
        bright[:, column] = 100 + column
    after = decode(whitened(bright, light=light))[30] @ [0.2126, 0.7152, 0.0722]
    before = decode(bright)[30] @ [0.2126, 0.7152, 0.0722]
    grown = after > before + 0.002
    assert grown.any()
    assert after[grown].max() <= WHITEST * light + 0.01


def test_strength_is_the_share_of_the_way() -> None:
    changes = [
        float(np.abs(whitened(mouth(), s).astype(float) - mouth()).sum()) for s in (0.0, 0.4, 1.0)
    ]
    assert changes[0] == 0 < changes[1] < changes[2]


def test_in_warm_light_white_is_as_warm() -> None:
    lamp = np.array([1.0, 0.8, 0.55], np.float32)
    out = mouth()
    out[10:50, 10:30] = (120, 178, 208)
    bare = out.copy()
    whiten(out, MOUTH, lamp, 1.0)
    before, after = (decode(one)[30, 20] / lamp for one in (bare, out))
    assert np.ptp(after) < 0.5 * np.ptp(before)


def test_outside_the_picture() -> None:
    out = mouth()
    whiten(out, MOUTH + 1000, ONE, 1.0)
    whiten(out, MOUTH - 60, ONE, 0.0)
    assert np.array_equal(out, mouth())
