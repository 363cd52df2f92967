from __future__ import annotations

import cv2
import numpy as np
import pytest

from mirror.core.foreground import follow, take_back
from mirror.core.raster import FaceRaster, rasterise
from mirror.core.types import Floats, Pixels
from tests.faces import flat_picture, mesh_mask, noise_picture, posed

SIZE = 64


def raster() -> FaceRaster:
    found = rasterise(posed(), 320, 320)
    assert found is not None
    return found


def taken_back(bare: Floats) -> tuple[Pixels, Pixels, Pixels]:
    """The frame, what was put on it, and the result."""
    frame, painted = noise_picture(), flat_picture((40, 20, 220))
    out = painted.copy()
    take_back(frame, out, raster(), bare)
    return frame, painted, out


def test_where_nothing_covers_the_face_no_bit_changes() -> None:
    _, painted, out = taken_back(np.ones((SIZE, SIZE), np.float32))
    assert np.array_equal(out, painted)


def test_what_is_covered_is_the_frame_again_eyes_and_mouth_too() -> None:
    frame, painted, out = taken_back(np.zeros((SIZE, SIZE), np.float32))
    mask = mesh_mask(posed(), 320, 320).astype(np.uint8)
    inside = cv2.erode(mask, np.ones((3, 3))) > 0
    outside = cv2.dilate(mask, np.ones((3, 3))) == 0
    # The table that encodes may be a code off.
    assert np.abs(out[inside].astype(int) - frame[inside]).max() <= 1
    assert np.array_equal(out[outside], painted[outside])


def test_one_half_of_the_face_and_a_soft_edge() -> None:
    bare = np.ones((SIZE, SIZE), np.float32)
    bare[:, SIZE // 2 :] = 0
    frame, painted, out = taken_back(bare)
    left, right = np.s_[140:180, 90:130], np.s_[140:180, 190:230]
    assert np.array_equal(out[left], painted[left])
    assert np.abs(out[right].astype(int) - frame[right]).max() <= 1


def test_half_is_the_mean_in_linear_light() -> None:
    frame, painted = flat_picture((0, 0, 0)), flat_picture((255, 255, 255))
    out = painted.copy()
    take_back(frame, out, raster(), np.full((SIZE, SIZE), 0.5, np.float32))
    assert abs(int(out[160, 160, 0]) - 188) <= 1


def test_what_nobody_painted_stays() -> None:
    frame = noise_picture()
    out = frame.copy()
    take_back(frame, out, raster(), np.full((SIZE, SIZE), 0.3, np.float32))
    assert np.array_equal(out, frame)


@pytest.mark.parametrize("change", [0.05, -0.1])
def test_what_trembles_is_averaged(change: float) -> None:
    shown = np.full((2, 2), 0.5, np.float32)
    follow(shown, shown + np.float32(change), 0.25)
    assert shown == pytest.approx(0.5 + 0.25 * change)


@pytest.mark.parametrize(("before", "now"), [(1.0, 0.2), (0.1, 0.9)])
def test_what_comes_or_goes_is_followed_at_once(before: float, now: float) -> None:
    shown = np.full((2, 2), before, np.float32)
    follow(shown, np.full((2, 2), now, np.float32), 0.1)
    assert shown == pytest.approx(now)
