from __future__ import annotations

import cv2
import numpy as np
import pytest

from mirror.core.regions import regions
from mirror.core.shading import BASE, LIGHT, SIZE, shade, skin_mean
from mirror.core.types import Floats

SEEN = np.ones((SIZE, SIZE), np.float32)
DARK = np.array([0.05, 0.03, 0.022], np.float32)
FAIR = np.array([0.55, 0.38, 0.30], np.float32)


def lit_face(albedo: Floats, light: Floats) -> Floats:
    """A face of one albedo, with lips of another, under a light (128x128x3)."""
    lips = regions(SIZE).lips[..., np.newaxis]
    surface = albedo * (1 - lips) + albedo * np.array([0.9, 0.55, 0.6], np.float32) * lips
    return np.asarray(surface * light, np.float32)


def side_light() -> Floats:
    ramp = np.linspace(0.35, 1.1, SIZE, dtype=np.float32)
    return np.broadcast_to(ramp[np.newaxis, :, np.newaxis], (SIZE, SIZE, 3)).copy()


@pytest.mark.parametrize("albedo", [DARK, FAIR], ids=["dark", "fair"])
def test_light_is_found_apart_from_the_skin(albedo: Floats) -> None:
    light = side_light()
    picture = lit_face(albedo, light)
    shading = shade(picture, SEEN, skin_mean(picture, SEEN), albedo)
    found = shading.texture[..., LIGHT : LIGHT + 3]
    masks = regions(SIZE)
    for mask in (masks.skin > 0.9, masks.lips > 0.9):
        error = np.abs(found[mask] / light[mask] - 1)
        assert np.median(error) < 0.03
        assert np.percentile(error, 95) < 0.15


def test_taking_brightness_for_light_would_fail() -> None:
    # What the test above guards against: the same face, its own tone not divided out.
    picture = lit_face(DARK, side_light())
    shading = shade(picture, SEEN, skin_mean(picture, SEEN), FAIR)
    mask = regions(SIZE).skin > 0.9
    ratio = shading.texture[..., 0][mask] / side_light()[..., 0][mask]
    assert np.median(ratio) < 0.2


def test_coloured_light_is_followed() -> None:
    warm = np.broadcast_to(np.array([1.0, 0.8, 0.5], np.float32), (SIZE, SIZE, 3))
    picture = lit_face(FAIR, warm)
    found = shade(picture, SEEN, skin_mean(picture, SEEN), FAIR).texture[60, 64, :3]
    assert found == pytest.approx([1.0, 0.8, 0.5], rel=0.03)


def test_hidden_parts_take_the_light_of_the_seen_ones() -> None:
    picture = lit_face(FAIR, np.ones((SIZE, SIZE, 3), np.float32))
    half = SEEN.copy()
    half[:, 80:] = 0
    picture[:, 80:] = 0
    found = shade(picture, half, skin_mean(picture, half), FAIR).texture[..., :3]
    assert found[50, 110] == pytest.approx([1, 1, 1], abs=0.1)


def test_a_dark_fringe_is_not_a_shadow() -> None:
    picture = lit_face(FAIR, np.ones((SIZE, SIZE, 3), np.float32))
    picture[:26, 30:90] = 0.01
    found = shade(picture, SEEN, skin_mean(picture, SEEN), FAIR).texture[..., 1]
    assert found[32, 60] > 0.9


def test_lips_have_a_base_of_their_own() -> None:
    picture = lit_face(FAIR, np.ones((SIZE, SIZE, 3), np.float32))
    base = shade(picture, SEEN, skin_mean(picture, SEEN), FAIR).texture[..., BASE]
    masks = regions(SIZE)
    lips = float(np.median(base[masks.lips > 0.99]))
    luminance = picture @ np.array([0.2126, 0.7152, 0.0722], np.float32)
    assert lips == pytest.approx(float(luminance[masks.lips > 0.99].mean()), rel=0.03)
    assert base[60, 20] == pytest.approx(float(luminance[60, 20]), rel=0.03)


def test_an_unseen_face_gives_finite_light() -> None:
    nothing = np.zeros((SIZE, SIZE, 3), np.float32)
    blind = np.zeros((SIZE, SIZE), np.float32)
    shading = shade(nothing, blind, skin_mean(nothing, blind), FAIR)
    assert np.isfinite(shading.texture).all()


def test_skin_mean_ignores_shine_and_hair() -> None:
    picture = lit_face(FAIR, np.ones((SIZE, SIZE, 3), np.float32))
    picture[40:50, 60:70] = 1.0
    picture[20:28, :] = 0.005
    assert skin_mean(picture, SEEN) == pytest.approx(FAIR, rel=0.02)


def test_the_roundness_of_lips_is_no_part_of_their_base() -> None:
    picture = lit_face(FAIR, side_light())
    flat = shade(picture, SEEN, skin_mean(picture, SEEN), FAIR).texture[..., BASE]
    lips = regions(SIZE).lips > 0.99
    middle = np.median(np.nonzero(lips)[0])
    round_lips = picture.copy()
    upper = lips & (np.arange(SIZE)[:, np.newaxis] < middle)
    round_lips[upper] *= 0.6
    found = shade(round_lips, SEEN, skin_mean(picture, SEEN), FAIR).texture[..., BASE]
    # The same everywhere but for the level, and with all of the light that falls from the side.
    ratio = found[lips] / flat[lips]
    assert ratio.std() < 0.02
    assert 0.6 < ratio.mean() < 1
    row = found[int(middle) + 4, lips[int(middle) + 4]]
    assert row[-1] > 1.3 * row[0]


def test_lids_in_shade_are_half_way_in_shade_and_dark_ones_not_black() -> None:
    picture = lit_face(FAIR, np.ones((SIZE, SIZE, 3), np.float32))
    lids = regions(SIZE).lids > 0.9
    usual, shaded, black = picture.copy(), picture.copy(), picture.copy()
    near = cv2.dilate(lids.astype(np.uint8), np.ones((9, 9), np.uint8)) > 0
    usual[near] *= 0.83
    shaded[near] *= 0.83 * 0.5
    black[near] *= 0.01

    def found(face: Floats) -> float:
        light = shade(face, SEEN, skin_mean(face, SEEN), FAIR).texture[..., LIGHT]
        return float(np.median(light[lids]))

    assert found(usual) == pytest.approx(1, abs=0.06)
    assert 0.55 < found(shaded) / found(usual) < 0.85
    assert found(black) > 0.3 * found(usual)
