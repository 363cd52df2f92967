from __future__ import annotations

import numpy as np
import pytest

from mirror.core.types import Pixels
from mirror.evaluation.transfer import measures
from tests.faces import flat_picture, noise_picture

ALL = np.ones((320, 320), np.bool_)


def one(bgr: tuple[int, int, int]) -> Pixels:
    return np.array(bgr, np.uint8).reshape(1, 1, 3)


@pytest.mark.parametrize(
    ("a", "b", "distance"),
    [
        # Red, green and blue of sRGB, and black and white: distances that are widely published.
        ((0, 0, 255), (0, 255, 0), 86.61),
        ((0, 0, 255), (255, 0, 0), 52.88),
        ((0, 255, 0), (255, 0, 0), 83.19),
        ((0, 0, 0), (255, 255, 255), 100.0),
    ],
)
def test_colours_are_as_far_apart_as_is_known(
    a: tuple[int, int, int], b: tuple[int, int, int], distance: float
) -> None:
    found = measures.colour_distance(one(a), one(b), np.ones((1, 1), np.bool_))
    assert found[0, 0] == pytest.approx(distance, abs=0.01)


def test_equal_pictures_are_not_apart() -> None:
    picture = noise_picture()
    assert measures.colour_distance(picture, picture.copy(), ALL).max() == 0
    assert measures.psnr(picture, picture.copy(), ALL) == np.inf
    assert measures.similarity(picture, picture.copy(), ALL) == pytest.approx(1)


def test_a_known_difference_gives_the_known_ratio() -> None:
    a, b = flat_picture((100, 100, 100)), flat_picture((105, 105, 105))
    assert measures.psnr(a, b, ALL) == pytest.approx(20 * np.log10(255 / 5))


def test_only_what_lies_in_the_mask_counts() -> None:
    a = noise_picture()
    b = a.copy()
    b[:160] = 0
    below = np.zeros_like(ALL)
    below[170:] = True
    assert measures.colour_distance(a, b, below).max() == 0
    assert measures.psnr(a, b, below) == np.inf
    assert measures.similarity(a, b, below) == pytest.approx(1, abs=1e-3)
    assert measures.psnr(a, b, ALL) < 15
    assert measures.similarity(a, b, ALL) < 0.7


def test_structure_that_is_lost_is_found_out() -> None:
    grain = np.random.default_rng(0).normal(128, 30, (320, 320, 3))
    sharp = np.clip(grain, 0, 255).astype(np.uint8)
    flat = np.full_like(sharp, 128)
    assert measures.similarity(sharp, flat, ALL) < 0.1


def test_no_pixel_has_no_mean() -> None:
    with pytest.raises(ValueError, match="no pixel"):
        measures.mean_over(np.zeros((2, 2), np.float32), np.zeros((2, 2), np.bool_))
