"""Pictures as Qt holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from mirror.core.types import Pixels


def to_image(pixels: Pixels) -> QImage:
    """A copy of HxWx3 uint8 BGR, C-contiguous, as an image."""
    height, width = pixels.shape[:2]
    return QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_BGR888).copy()


def to_pixels(image: QImage) -> Pixels:
    """A copy of an image as HxWx3 uint8 BGR, C-contiguous; what is transparent is left out."""
    plain = image.convertToFormat(QImage.Format.Format_BGR888)
    lines = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), -1)
    # Qt fills every line up to a multiple of four bytes.
    return lines[:, : 3 * plain.width()].reshape(plain.height(), plain.width(), 3).copy()
