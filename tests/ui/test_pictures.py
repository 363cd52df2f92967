from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QColor

from mirror.ui.pictures import to_image, to_pixels


def test_colours_come_out_right_and_the_pixels_are_a_copy() -> None:
    pixels = np.zeros((3, 5, 3), np.uint8)
    pixels[2, 4] = (10, 20, 250)
    image = to_image(pixels)
    pixels[:] = 0
    assert (image.width(), image.height()) == (5, 3)
    assert image.pixelColor(4, 2) == QColor(250, 20, 10)


@pytest.mark.parametrize("size", [(1, 1), (7, 5), (64, 48)])
def test_an_image_becomes_pixels_and_back(size: tuple[int, int]) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (size[1], size[0], 3), np.uint8)
    again = to_pixels(to_image(pixels))
    assert np.array_equal(again, pixels)
    assert again.flags.c_contiguous
    assert again.flags.writeable
