"""Brings stored pictures to the size that was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from mirror.core.types import Pixels


def cover(pixels: Pixels, width: int, height: int) -> Pixels:
    """Scales a picture until it covers the size, and cuts off evenly what sticks out.

    Args:
        pixels: HxWx3 uint8.
        width: In pixels.
        height: In pixels.

    Returns:
        height x width x 3 uint8, contiguous; the picture itself where it already has that size.
    """
    have_height, have_width = pixels.shape[:2]
    if (have_width, have_height) == (width, height):
        return pixels
    scale = max(width / have_width, height / have_height)
    scaled = _resize(
        pixels, max(width, round(have_width * scale)), max(height, round(have_height * scale))
    )
    top = (scaled.shape[0] - height) // 2
    left = (scaled.shape[1] - width) // 2
    return np.ascontiguousarray(scaled[top : top + height, left : left + width])


def shrink(pixels: Pixels, longest: int) -> Pixels:
    """Scales a picture down, in proportion, until no side is longer than `longest` pixels."""
    height, width = pixels.shape[:2]
    scale = longest / max(height, width)
    if scale >= 1:
        return pixels
    return _resize(pixels, max(1, round(width * scale)), max(1, round(height * scale)))


def _resize(pixels: Pixels, width: int, height: int) -> Pixels:
    shrinks = width < pixels.shape[1]
    how = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(pixels, (width, height), interpolation=how), np.uint8)
