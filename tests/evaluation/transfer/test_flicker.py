from __future__ import annotations

import numpy as np
import pytest

from mirror.core.types import Floats, Pixels
from mirror.evaluation.transfer import flicker
from mirror.evaluation.transfer.flicker import Shown
from tests.faces import noise_picture, posed

POINTS = posed()


def shifted(pixels: Pixels, by: int) -> Pixels:
    return np.roll(pixels, by, axis=1)


def moved(by: int) -> Floats:
    points = POINTS.copy()
    points[:, 0] += by
    return points


def tinted(pixels: Pixels, share: float) -> Pixels:
    made = pixels.astype(np.float32)
    made[..., 1] *= 1 - share
    return np.rint(made).astype(np.uint8)


def test_a_face_that_only_moves_has_no_error() -> None:
    pixels = noise_picture()
    before = Shown(pixels, tinted(pixels, 0.3), POINTS)
    now = Shown(shifted(pixels, 4), shifted(tinted(pixels, 0.3), 4), moved(4))
    errors = flicker.warp_errors(before, now)
    # A motion by whole pixels is exact but for lips and lids that are made to meet.
    assert max(errors["face"]) < 0.3
    still = Shown(shifted(pixels, 4), shifted(tinted(pixels, 0.3), 4), POINTS)
    assert min(flicker.warp_errors(before, still)["face"]) > 2


def test_makeup_that_flickers_adds_to_the_error() -> None:
    rng = np.random.default_rng(0)
    pixels = noise_picture()
    other = np.clip(pixels + rng.normal(0, 2, pixels.shape), 0, 255).astype(np.uint8)
    steady = flicker.warp_errors(
        Shown(pixels, tinted(pixels, 0.3), POINTS), Shown(other, tinted(other, 0.3), POINTS)
    )
    raw, made = steady["made up"]
    assert made == pytest.approx(raw, rel=0.15)
    restless = flicker.warp_errors(
        Shown(pixels, tinted(pixels, 0.3), POINTS), Shown(other, tinted(other, 0.36), POINTS)
    )
    assert restless["made up"][0] == raw
    assert restless["made up"][1] > 1.5 * raw


def test_no_face_has_no_error() -> None:
    pixels = noise_picture()
    lost = Shown(pixels, pixels, None)
    assert flicker.warp_errors(lost, Shown(pixels, pixels, POINTS)) == {}
    bare = flicker.warp_errors(Shown(pixels, pixels, POINTS), Shown(pixels, pixels, POINTS))
    assert "made up" not in bare


def test_what_the_film_does_to_noise_does_not_count() -> None:
    rng = np.random.default_rng(1)
    clean = noise_picture()
    shown = []
    for share in (0.3, 0.3, 0.4):
        raw = flicker.noisy(clean, rng)
        shown.append(flicker.effect_on(clean, Shown(raw, tinted(raw, share), POINTS)).astype(int))
    same, changed = (np.abs(shown[0] - one).mean() for one in shown[1:])
    assert same < 1
    assert changed > 3 * same
    assert np.abs(shown[0] - clean.astype(int))[..., 1].mean() > 10


def test_noise_is_as_strong_as_it_is_said_to_be() -> None:
    clean = np.full((200, 200, 3), 128, np.uint8)
    grain = flicker.noisy(clean, np.random.default_rng(2)).astype(float) - 128
    assert grain.std() == pytest.approx(2.0, rel=0.05)
    assert abs(grain.mean()) < 0.05
