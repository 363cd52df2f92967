from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from mirror.core.legibility import Legibility, measure
from mirror.core.types import Floats, Pixels
from tests.faces import flat_picture, noise_picture, posed

POINTS = posed(face_px=280.0)
GOOD = noise_picture()


def spoilt(picture: Pixels, points: Floats = POINTS) -> Legibility:
    return measure(np.ascontiguousarray(picture), points)


def around(points: Floats, at: tuple[int, ...], reach: float) -> tuple[slice, slice]:
    """The box of some landmarks, larger by a share of its width."""
    place = points[list(at), :2]
    low, high = place.min(axis=0), place.max(axis=0)
    more = reach * (high[0] - low[0])
    (left, top), (right, bottom) = (low - more).astype(int), (high + more).astype(int)
    return slice(top, bottom), slice(left, right)


def test_the_size_is_that_of_the_faces_box() -> None:
    assert spoilt(GOOD).face_px == pytest.approx(280.0, rel=1e-4)


def test_a_face_that_the_edge_cuts_lies_in_the_frame_in_part() -> None:
    assert spoilt(GOOD).in_frame == 1.0
    half = spoilt(GOOD, posed(face_px=280.0, centre=(0.0, 160.0)))
    assert half.in_frame == pytest.approx(0.5, abs=0.05)
    outside = spoilt(GOOD, posed(centre=(-900.0, 0.0)))
    assert (outside.in_frame, outside.far_side) == (0.0, 0.0)


def test_the_far_side_goes_out_of_sight_as_the_face_turns() -> None:
    sides = [spoilt(GOOD, posed(face_px=280.0, yaw_deg=yaw)).far_side for yaw in (0, 30, 60, 80)]
    assert sides == sorted(sides, reverse=True)
    assert sides[0] > 0.9
    assert sides[-1] < 0.05
    other = spoilt(GOOD, posed(face_px=280.0, yaw_deg=-60)).far_side
    assert other == pytest.approx(sides[2], abs=0.03)


def test_brightness_is_the_skins_linear_luminance() -> None:
    assert spoilt(flat_picture((128, 128, 128))).brightness == pytest.approx(0.2159, abs=1e-3)


def test_what_is_blown_out_is_counted() -> None:
    assert spoilt(GOOD).blown == 0.0
    half = GOOD.copy()
    half[:, :160] = 255
    assert spoilt(half).blown == pytest.approx(0.5, abs=0.05)
    red = flat_picture((100, 100, 255))
    assert spoilt(red).blown == 1.0


@pytest.mark.parametrize("size", [(15, 15), (31, 1), (1, 31)], ids=["all ways", "right", "down"])
def test_blur_takes_sharpness_in_whichever_direction(size: tuple[int, int]) -> None:
    kernel = np.full(size, 1 / (size[0] * size[1]), np.float32)
    good, soft = spoilt(GOOD), spoilt(np.asarray(cv2.filter2D(GOOD, -1, kernel), np.uint8))
    assert soft.sharpness < 0.75 * good.sharpness


def test_one_ink_has_no_colours_and_two_have_some() -> None:
    grey = cv2.cvtColor(GOOD, cv2.COLOR_BGR2GRAY)
    one_ink = np.stack([grey // 2, grey // 2 + grey // 4, grey], axis=-1)
    assert spoilt(np.asarray(one_ink, np.uint8)).colours < 0.5
    assert spoilt(GOOD).colours > 5.0


def test_flat_areas_are_counted_but_not_what_is_blown_out() -> None:
    assert spoilt(flat_picture((90, 100, 110))).flatness == 1.0
    assert spoilt(flat_picture((255, 255, 255))).flatness == 0.0
    assert spoilt(GOOD).flatness < 0.05


def test_dark_lenses_darken_eyes_and_what_is_below_them() -> None:
    dark = GOOD.copy()
    for corners in ((33, 133, 159, 145), (263, 362, 386, 374)):
        dark[around(POINTS, corners, 0.6)] = (12, 10, 10)
    good, covered = spoilt(GOOD), spoilt(dark)
    assert good.eye_whites > 0.7
    assert good.under_eyes > 0.7
    assert covered.eye_whites < 0.2
    assert covered.under_eyes < 0.2


def test_a_mask_takes_the_lips_contrast_and_shifts_the_lower_face() -> None:
    skin = flat_picture((120, 140, 180)).copy()
    lips = skin.copy()
    lips[around(POINTS, (61, 291, 0, 17), 0.0)] = (90, 80, 190)
    masked = lips.copy()
    masked[int(POINTS[2, 1]) :] = (200, 170, 110)
    assert spoilt(lips).lip_contrast > 15
    assert spoilt(lips).lower_shift < 5
    assert spoilt(masked).lip_contrast < 1
    assert spoilt(masked).lower_shift > 15


def test_of_a_face_that_shows_nothing_nothing_bad_is_said_but_that() -> None:
    away = spoilt(GOOD, posed(face_px=280.0, yaw_deg=180.0))
    assert away == replace(Legibility(away.face_px, away.in_frame, away.far_side))
    assert away.far_side < 0.05
