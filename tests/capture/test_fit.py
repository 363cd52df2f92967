from __future__ import annotations

import numpy as np
import pytest

from mirror.capture.fit import cover, shrink
from tests.media import corners, quarters


@pytest.mark.parametrize("size", [(64, 48), (128, 96), (32, 24), (100, 30), (30, 100), (65, 49)])
def test_cover_gives_the_size_and_keeps_the_middle(size: tuple[int, int]) -> None:
    pixels = cover(quarters(64, 48), *size)
    assert pixels.shape == (size[1], size[0], 3)
    assert pixels.flags.c_contiguous
    assert corners(pixels) == "rgbw"


def test_cover_does_not_distort() -> None:
    square = np.zeros((100, 100, 3), np.uint8)
    square[40:60, 40:60] = 255
    wide = cover(square, 200, 100)[:, :, 0] > 127
    assert wide.any(axis=0).sum() == wide.any(axis=1).sum() == 40


def test_cover_leaves_a_picture_of_that_size_alone() -> None:
    pixels = quarters(64, 48)
    assert cover(pixels, 64, 48) is pixels


def test_shrink_keeps_the_proportions() -> None:
    assert shrink(quarters(400, 200), 100).shape == (50, 100, 3)
    assert shrink(quarters(200, 400), 100).shape == (100, 50, 3)
    assert shrink(quarters(4000, 2)[:1], 100).shape == (1, 100, 3)


def test_shrink_leaves_a_small_picture_alone() -> None:
    pixels = quarters(64, 48)
    assert shrink(pixels, 64) is pixels
