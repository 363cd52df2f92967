"""Pictures as Qt holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from mirror.core.types import Pixels


def to_image(pixels: Pixels) -> QImage:
    """A copy of HxWx3 uint8 BGR, C-contiguous, as an image."""
    height, width = pixels.shape[:2]
    return QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_BGR888).copy()
