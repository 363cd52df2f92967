from __future__ import annotations

import numpy as np
import pytest

from mirror.core.colour import LUMINANCE
from mirror.core.light import LightCues, SkinTone, cues, estimate_light
from mirror.core.raster import rasterise
from mirror.core.shading import SIZE
from mirror.core.types import Pixels
from mirror.core.unwrap import unwrap
from tests.faces import flat_picture, posed

FAIR = np.array([0.5, 0.33, 0.26], np.float32)
DARK = np.array([0.09, 0.05, 0.036], np.float32)
WHITE = np.array([0.30, 0.25, 0.23], np.float32)


def seen(skin: np.ndarray, eyes: np.ndarray | None, bright: float = 0.9) -> LightCues:
    return LightCues(skin.astype(np.float32), eyes, bright)


def level(of: LightCues) -> float:
    return float(estimate_light(of) @ LUMINANCE)


@pytest.mark.parametrize("eyes", [WHITE, None], ids=["open", "closed"])
def test_a_dark_skin_in_good_light_is_not_a_dim_light(eyes: np.ndarray | None) -> None:
    fair, dark = level(seen(FAIR, eyes)), level(seen(DARK, eyes))
    assert fair == pytest.approx(1.0, abs=0.3)
    # The skin itself differs by a factor of six.
    assert dark > 0.6 * fair


def test_dim_light_is_dim() -> None:
    eyes = WHITE * np.float32(0.2)
    assert level(seen(FAIR * 0.2, eyes, bright=0.2)) < 0.6


def test_more_light_is_never_taken_for_less() -> None:
    levels = [
        level(seen(FAIR * share, WHITE * np.float32(share), bright=0.9 * share))
        for share in np.linspace(0.05, 1.0, 20)
    ]
    assert (np.diff(levels) >= -1e-6).all()


def test_warm_light_is_warm() -> None:
    warm = np.array([1.35, 0.95, 0.45], np.float32)
    light = estimate_light(seen(FAIR * warm, WHITE * warm))
    assert light[0] > light[2] * 1.2


def test_the_light_is_bounded() -> None:
    for skin, bright in ((FAIR * 0.001, 0.001), (FAIR * 2, 1.0)):
        light = estimate_light(seen(skin, None, bright))
        assert np.isfinite(light).all()
        assert 0.1 <= float(light @ LUMINANCE) <= 2.01


def observe(tone: SkinTone, pixels: Pixels, eyes_closed: bool = False) -> None:
    points = posed(eyes_closed=eyes_closed)
    raster = rasterise(points, 320, 320)
    assert raster is not None
    picture, visibility = unwrap(pixels, points, raster.facing, SIZE)
    tone.observe(picture, visibility, points, pixels)


def test_cues_see_eyes_only_when_they_are_open() -> None:
    pixels = flat_picture((90, 110, 150))
    for closed in (False, True):
        points = posed(eyes_closed=closed)
        raster = rasterise(points, 320, 320)
        assert raster is not None
        picture, visibility = unwrap(pixels, points, raster.facing, SIZE)
        assert (cues(picture, visibility, points, pixels).eye_white is None) == closed


def test_a_persons_albedo_is_steady_while_the_exposure_jumps() -> None:
    tone = SkinTone()
    for _ in range(40):
        observe(tone, flat_picture((110, 130, 180)))
    before = tone.albedo
    for _ in range(3):
        observe(tone, flat_picture((80, 95, 130)))
    assert tone.albedo == pytest.approx(before, rel=0.05)
    assert tone.skin.max() < before.max(), "the frame's own tone follows at once"


def test_one_look_is_enough_for_a_still() -> None:
    tone = SkinTone()
    observe(tone, flat_picture((110, 130, 180)))
    assert tone.albedo.min() > 0.05
