from __future__ import annotations

import numpy as np
from PySide6.QtGui import QColor

from mirror.ui.pictures import to_image


def test_colours_come_out_right_and_the_pixels_are_a_copy() -> None:
    pixels = np.zeros((3, 5, 3), np.uint8)
    pixels[2, 4] = (10, 20, 250)
    image = to_image(pixels)
    pixels[:] = 0
    assert (image.width(), image.height()) == (5, 3)
    assert image.pixelColor(4, 2) == QColor(250, 20, 10)
