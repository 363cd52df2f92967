from __future__ import annotations

import cv2
import numpy as np

from mirror.core.groundwork import even_skin, heal
from mirror.core.raster import FaceRaster, rasterise
from mirror.core.regions import regions
from mirror.core.types import Floats, Pixels
from tests.faces import mesh_mask, posed

SIDE, N = 480, 256
SKIN = (120, 150, 200)


def face() -> FaceRaster:
    found = rasterise(posed(width=SIDE, height=SIDE, face_px=340), SIDE, SIDE)
    assert found is not None
    return found


def plain() -> Pixels:
    out = np.full((SIDE, SIDE, 3), SKIN, np.uint8)
    out[..., 1] += (np.arange(SIDE) // 20).astype(np.uint8)  # a gentle slope of light
    return out


def forehead(radius: float) -> Floats:
    v, u = np.mgrid[0:N, 0:N] / N
    return np.asarray(np.hypot(u - 0.5, v - 0.1) < radius, np.float32)


def spotted() -> tuple[Pixels, tuple[slice, slice]]:
    """A dark spot on the forehead, and where it is."""
    pixels = plain()
    x, y = posed(width=SIDE, height=SIDE, face_px=340)[151, :2].astype(int)
    pixels[y - 6 : y + 7, x - 6 : x + 7] = (20, 20, 20)
    return pixels, (slice(y - 6, y + 7), slice(x - 6, x + 7))


def test_what_grows_is_gone_and_the_skin_around_is_there() -> None:
    out, spot = spotted()
    heal(out, face(), forehead(0.08), forehead(0.08), 1.0)
    assert np.abs(out[spot].astype(int) - plain()[spot]).mean() < 6


def test_only_the_mask_is_touched() -> None:
    bare, _ = spotted()
    out = bare.copy()
    heal(out, face(), forehead(0.08), forehead(0.08), 1.0)
    changed = (out != bare).any(axis=2)
    assert changed.any()
    assert not (changed & ~mesh_mask(posed(width=SIDE, height=SIDE, face_px=340), SIDE, SIDE)).any()
    y = int(posed(width=SIDE, height=SIDE, face_px=340)[4, 1])
    assert not changed[y - 20 :].any(), "nothing from the nose down"


def test_colour_comes_from_beside_what_grows_not_from_it() -> None:
    out, spot = spotted()
    narrow = forehead(0.08)
    heal(out, face(), narrow, narrow, 1.0)
    clean = out.copy()
    out, spot = spotted()
    heal(out, face(), narrow, np.zeros_like(narrow), 1.0)
    assert out[spot].mean() < clean[spot].mean() - 2, (
        "taken from the spot itself it would stay dark"
    )


def test_no_strength_and_no_mask_change_nothing() -> None:
    bare, _ = spotted()
    for mask, strength in ((forehead(0.08), 0.0), (np.zeros((N, N), np.float32), 1.0)):
        out = bare.copy()
        heal(out, face(), mask, forehead(0.08), strength)
        even_skin(out, face(), mask, strength)
        assert np.array_equal(out, bare)


def blotched(sigma: float, contrast: float, seed: int = 0) -> Pixels:
    """Skin with patches of one scale, in pixels."""
    noise = np.random.default_rng(seed).standard_normal((SIDE, SIDE)).astype(np.float32)
    soft = cv2.GaussianBlur(noise, (0, 0), sigma) if sigma > 0 else noise
    soft *= contrast / soft.std()
    return np.asarray(np.clip(np.array(SKIN) + soft[..., np.newaxis], 0, 255), np.uint8)


def left_over(pixels: Pixels) -> float:
    """Contrast on the skin after evening, over that before."""
    out = pixels.copy()
    even_skin(out, face(), regions(N).skin, 1.0)
    x, y = posed(width=SIDE, height=SIDE, face_px=340)[50, :2].astype(int)
    box = np.s_[y - 20 : y + 20, x - 20 : x + 20]
    return float(out[box][..., 1].std() / pixels[box][..., 1].std())


def test_blotches_go_and_pores_stay() -> None:
    assert left_over(blotched(5.0, 5.0)) < 0.55
    assert left_over(blotched(0.0, 5.0)) > 0.9


def test_an_edge_is_no_blotch() -> None:
    pixels = plain()
    x, y = posed(width=SIDE, height=SIDE, face_px=340)[50, :2].astype(int)
    pixels[:, :x] = (60, 80, 110)
    out = pixels.copy()
    even_skin(out, face(), regions(N).skin, 1.0)
    across = out[y, x - 3 : x + 3, 2].astype(int)
    assert across[-1] - across[0] > 0.75 * (200 - 110)


def test_colour_on_the_whole_stays() -> None:
    pixels = blotched(5.0, 5.0)
    out = pixels.copy()
    even_skin(out, face(), regions(N).skin, 1.0)
    assert np.abs(out.mean(axis=(0, 1)) - pixels.mean(axis=(0, 1))).max() < 0.5
