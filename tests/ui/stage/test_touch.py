from __future__ import annotations

import numpy as np
import pytest

from mirror.ui.stage.touch import face_at, shade_at
from tests.faces import face_of, posed
from tests.media import flat, quarters

LEFT = face_of(posed(face_px=100.0, centre=(120.0, 135.0)))
RIGHT = face_of(posed(face_px=100.0, centre=(340.0, 135.0)))


def test_a_face_is_found_where_it_is() -> None:
    faces = (LEFT, RIGHT)
    assert face_at(faces, 120, 135) is LEFT
    assert face_at(faces, 340, 135) is RIGHT
    assert face_at(faces, 230, 135) is None
    assert face_at(faces, 120, 5) is None
    assert face_at((), 120, 135) is None


def test_the_corners_of_its_box_belong_to_a_face() -> None:
    points = LEFT.landmarks_px[:, :2]
    low, high = points.min(axis=0), points.max(axis=0)
    assert face_at((LEFT,), *low) is LEFT
    assert face_at((LEFT,), *high) is LEFT
    assert face_at((LEFT,), *(high + 0.5)) is None


def test_of_two_faces_that_overlap_the_first_is_taken() -> None:
    near = face_of(posed(face_px=160.0, centre=(130.0, 135.0)))
    assert face_at((LEFT, near), 125, 135) is LEFT
    assert face_at((near, LEFT), 125, 135) is near


@pytest.mark.parametrize(
    ("x", "y", "shade"),
    [(10, 10, "#c80000"), (50, 10, "#00c800"), (10, 40, "#0000c8"), (50, 40, "#c8c8c8")],
)
def test_the_shade_of_a_place_is_red_green_blue(x: float, y: float, shade: str) -> None:
    assert shade_at(quarters(), x, y) == shade


@pytest.mark.parametrize("x", [0, 0.4, 63, 63.9])
@pytest.mark.parametrize("y", [0, 0.4, 47, 47.9])
def test_the_edges_have_a_shade_too(x: float, y: float) -> None:
    assert shade_at(flat((3, 2, 1)), x, y) == "#010203"


def test_noise_is_no_colour() -> None:
    pixels = flat((100, 100, 100))
    pixels[20, 30] = (200, 100, 100)
    assert shade_at(pixels, 30, 20) == "#646468"
    noise = np.random.default_rng(1).integers(-40, 41, pixels.shape)
    noisy = (flat((100, 100, 100)) + noise).astype(np.uint8)
    found = bytes.fromhex(shade_at(noisy, 30.7, 20.2)[1:])
    assert max(abs(channel - 100) for channel in found) < 20
