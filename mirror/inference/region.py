"""Rotated squares of a frame: where the models look."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mirror.core.types import Floats, Pixels
    from mirror.inference.manifest import Preprocessing

RIGHT_EYE_OUTER, LEFT_EYE_OUTER = 33, 263
_BORDERS = {"black": cv2.BORDER_CONSTANT, "repeated": cv2.BORDER_REPLICATE}


@dataclass(frozen=True, slots=True)
class Region:
    """A square of the frame that may be rotated and may reach beyond the frame.

    Attributes:
        x: Centre, in pixels of the frame.
        y: Centre, in pixels of the frame.
        side: Length of a side in pixels of the frame.
        angle: Clockwise rotation on the screen, in radians.
    """

    x: float
    y: float
    side: float
    angle: float = 0.0

    def scaled(self, factor: float) -> Region:
        """The same square, larger or smaller about its centre."""
        return Region(self.x, self.y, self.side * factor, self.angle)

    def to_frame(self, size: int) -> NDArray[np.float64]:
        """The 2x3 matrix from pixels of a `size` x `size` crop to pixels of the frame."""
        step = self.side / size
        cos, sin = math.cos(self.angle) * step, math.sin(self.angle) * step
        half = size / 2
        return np.array(
            [
                [cos, -sin, self.x - cos * half + sin * half],
                [sin, cos, self.y - sin * half - cos * half],
            ]
        )


def crop(pixels: Pixels, region: Region, cut: Preprocessing) -> Pixels:
    """Cuts a region out of a frame, as a model wants its input.

    Args:
        pixels: HxWx3 uint8.
        region: What to cut.
        cut: The size of the result, what lies beyond the frame's edge, and the resampling.

    Returns:
        1 x size x size x 3 uint8, in the frame's channel order.
    """
    matrix = region.to_frame(cut.size)
    if cut.resampling == "area":
        pixels, matrix = _shrink(pixels, matrix, region, int(region.side / cut.size))
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    size = (cut.size, cut.size)
    warped = cv2.warpAffine(pixels, matrix, size, flags=flags, borderMode=_BORDERS[cut.outside])
    return cast("Pixels", warped[None])


def _shrink(
    pixels: Pixels, matrix: NDArray[np.float64], region: Region, factor: int
) -> tuple[Pixels, NDArray[np.float64]]:
    """Averages blocks of pixels around a region, so that sampling it skips none.

    Without it, bilinear sampling at a step of two pixels or more reads only some of them: the
    camera's noise reaches the landmarks undamped.

    Args:
        pixels: The frame.
        matrix: From the crop's pixel indices to the frame's.
        region: What will be sampled.
        factor: Side of a block; below 2 there is nothing to do.

    Returns:
        The shrunk surroundings of the region, and the matrix into them.
    """
    if factor < 2:
        return pixels, matrix
    height, width = pixels.shape[:2]
    reach = region.side / 2 * (abs(math.cos(region.angle)) + abs(math.sin(region.angle))) + factor
    left, top = max(0, int(region.x - reach)), max(0, int(region.y - reach))
    columns = (min(width, math.ceil(region.x + reach)) - left) // factor
    rows = (min(height, math.ceil(region.y + reach)) - top) // factor
    if columns < 2 or rows < 2:  # the region lies outside the frame
        return pixels, matrix
    around = pixels[top : top + rows * factor, left : left + columns * factor]
    shrunk = cv2.resize(around, (columns, rows), interpolation=cv2.INTER_AREA)
    moved = matrix.copy()
    # The centre of a block of n pixels lies (n - 1) / 2 after its first pixel's.
    moved[:, 2] -= (left + (factor - 1) / 2, top + (factor - 1) / 2)
    return cast("Pixels", shrunk), moved / factor


def landmarks_to_frame(landmarks: Floats, region: Region, size: int) -> Floats:
    """Takes landmarks from a crop's pixels to the frame's; z is scaled like x and y.

    Args:
        landmarks: Nx3 float32 in pixels of the crop.
        region: What was cut out.
        size: Side of the crop.

    Returns:
        Nx3 float32 in pixels of the frame.
    """
    matrix = region.to_frame(size).astype(np.float32)
    placed = np.empty_like(landmarks)
    np.matmul(landmarks[:, :2], matrix[:, :2].T, out=placed[:, :2])
    placed[:, :2] += matrix[:, 2]
    np.multiply(landmarks[:, 2], np.float32(region.side / size), out=placed[:, 2])
    return placed


def region_of_box(low: Floats, high: Floats, eyes: Floats, margin: float) -> Region:
    """The square around a box, level with the eyes.

    As MediaPipe's DetectionsToRects and RectTransformation calculators make it.

    Args:
        low: The box's left and top.
        high: The box's right and bottom.
        eyes: 2x2, the right (on the screen: left) eye and the left eye.
        margin: The square's side over the box's longer side.
    """
    x, y = (low + high) / 2
    dx, dy = eyes[1] - eyes[0]
    return Region(float(x), float(y), float((high - low).max()) * margin, math.atan2(dy, dx))


def region_of_landmarks(landmarks_px: Floats, margin: float) -> Region:
    """Where to look for a face in the next frame, from its 478x3 landmarks in this one."""
    points = landmarks_px[:, :2]
    eyes = points[[RIGHT_EYE_OUTER, LEFT_EYE_OUTER]]
    return region_of_box(points.min(axis=0), points.max(axis=0), eyes, margin)


def overlap(a: Region, b: Region) -> float:
    """Intersection over union of two regions, their rotation left aside (as MediaPipe does)."""
    both = _shared_area(a, b)
    return both / (a.side**2 + b.side**2 - both)


def nested(a: Region, b: Region) -> float:
    """The share of the smaller of two regions that lies in the other, rotation left aside."""
    return _shared_area(a, b) / min(a.side, b.side) ** 2


def _shared_area(a: Region, b: Region) -> float:
    reach = (a.side + b.side) / 2
    width = min(reach - abs(a.x - b.x), a.side, b.side)
    height = min(reach - abs(a.y - b.y), a.side, b.side)
    return max(width, 0.0) * max(height, 0.0)
