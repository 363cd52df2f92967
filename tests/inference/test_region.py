from __future__ import annotations

import math
from typing import Literal

import numpy as np
import pytest

from mirror.core.types import Floats, Pixels
from mirror.inference.manifest import Preprocessing
from mirror.inference.region import (
    Region,
    crop,
    landmarks_to_frame,
    nested,
    overlap,
    region_of_box,
    region_of_landmarks,
)


def cut(size: int, resampling: Literal["bilinear", "area"] = "bilinear") -> Preprocessing:
    return Preprocessing(size=size, colour="BGR", outside="repeated", resampling=resampling)


def ramp(side: int) -> Pixels:
    """Blue is four times the column, green four times the row."""
    pixels = np.zeros((side, side, 3), np.uint8)
    pixels[..., 0] = 4 * np.arange(side)
    pixels[..., 1] = 4 * np.arange(side)[:, None]
    return pixels


def test_a_region_of_the_frames_own_size_is_the_frame() -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (64, 64, 3)).astype(np.uint8)
    assert np.array_equal(crop(pixels, Region(32, 32, 64), cut(64))[0], pixels)


@pytest.mark.parametrize("resampling", ["bilinear", "area"])
@pytest.mark.parametrize("side", [9.0, 15.0, 25.0, 38.0])
@pytest.mark.parametrize("angle", [0.0, 0.4, -2.0])
def test_what_is_cut_goes_back_to_where_it_was(
    resampling: Literal["bilinear", "area"], side: float, angle: float
) -> None:
    """On a ramp each pixel says where it came from; shrinking first must not shift it."""
    size = 12
    region = Region(30.3, 32.8, side, angle)
    cropped = crop(ramp(64), region, cut(size, resampling))[0]
    columns, rows = np.meshgrid(np.arange(size), np.arange(size))
    points = np.stack([columns, rows, 0 * rows], axis=-1).reshape(-1, 3).astype(np.float32)
    placed = landmarks_to_frame(points, region, size)[:, :2]
    inside = ((placed > 4) & (placed < 59)).all(axis=1)
    assert inside.sum() > 100
    read = cropped[..., :2].reshape(-1, 2) / 4
    assert np.abs(read - placed)[inside].max() < 0.26


def test_averaging_damps_noise() -> None:
    pixels = np.random.default_rng(0).normal(128, 20, (512, 512, 3)).clip(0, 255).astype(np.uint8)
    region = Region(256, 256, 400)
    bilinear, area = (
        crop(pixels, region, cut(100, kind))[0].std() for kind in ("bilinear", "area")
    )
    assert area < 0.5 * bilinear


def test_beyond_the_edge() -> None:
    pixels = np.full((40, 40, 3), 200, np.uint8)
    outside = Region(0, 0, 40)
    repeated = crop(pixels, outside, cut(20))[0]
    assert repeated.min() == 200
    black = Preprocessing(size=20, colour="BGR", outside="black", resampling="bilinear")
    assert crop(pixels, outside, black)[0][:8, :8].max() == 0


def test_far_outside_the_frame_is_still_a_picture() -> None:
    pixels = np.full((40, 40, 3), 200, np.uint8)
    for x in (-500.0, 39.5, 900.0):
        assert crop(pixels, Region(x, 20, 200), cut(20, "area")).shape == (1, 20, 20, 3)


def test_depth_is_scaled_like_the_rest() -> None:
    placed = landmarks_to_frame(np.array([[0, 0, 10]], np.float32), Region(100, 100, 200, 1.0), 50)
    assert placed[0, 2] == pytest.approx(40)


def test_the_square_around_a_box() -> None:
    low, high = np.array([10, 20], np.float32), np.array([50, 80], np.float32)
    eyes = np.array([[20, 40], [40, 60]], np.float32)
    region = region_of_box(low, high, eyes, 1.5)
    assert (region.x, region.y, region.side) == (30, 50, 90)
    assert region.angle == pytest.approx(math.pi / 4)


def test_the_square_around_landmarks_turns_with_them() -> None:
    points: Floats = np.zeros((478, 3), np.float32)
    points[33], points[263] = (-10, 0, 0), (10, 0, 0)
    points[10], points[152] = (0, -20, 0), (0, 20, 0)
    for angle in (0.0, 0.7, 3.0, -1.2):
        turned = points.copy()
        turned[:, 0] = points[:, 0] * math.cos(angle) - points[:, 1] * math.sin(angle)
        turned[:, 1] = points[:, 0] * math.sin(angle) + points[:, 1] * math.cos(angle)
        assert region_of_landmarks(turned, 1.5).angle == pytest.approx(angle, abs=1e-6)


def test_overlap() -> None:
    one = Region(0, 0, 10)
    assert overlap(one, one) == 1
    assert overlap(one, Region(5, 0, 10)) == pytest.approx(1 / 3)
    assert overlap(one, Region(10, 0, 10)) == 0
    assert overlap(one, Region(0, 0, 5)) == pytest.approx(0.25)


def test_nested() -> None:
    one = Region(0, 0, 10)
    assert nested(one, Region(1, 2, 4)) == nested(Region(1, 2, 4), one) == 1
    assert nested(one, Region(7, 0, 4)) == 0
    assert nested(one, Region(5, 0, 4)) == pytest.approx(0.5)
