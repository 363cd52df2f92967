"""The values that flow through the mirror: frozen, and safe to hand from thread to thread."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Floats = NDArray[np.float32]

MESH_POINTS = 468
LANDMARKS = 478


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture from a source.

    Attributes:
        pixels: HxWx3 uint8, BGR, sRGB-encoded, C-contiguous and read-only. As the camera sees it:
            mirroring is a matter of display.
        seq: Counts up by one with every picture that the source delivered, dropped ones included.
        captured_ns: `time.perf_counter_ns()` when the picture left the source.
    """

    pixels: Pixels
    seq: int
    captured_ns: int

    def __post_init__(self) -> None:
        """Refuses anything but a contiguous BGR picture, and makes it read-only."""
        pixels = self.pixels
        if pixels.dtype != np.uint8 or pixels.ndim != 3 or pixels.shape[2] != 3:
            msg = f"a frame is HxWx3 uint8, not {pixels.shape} {pixels.dtype}"
            raise ValueError(msg)
        if not pixels.flags.c_contiguous:
            raise ValueError("a frame's pixels must be C-contiguous")
        pixels.flags.writeable = False

    @property
    def width(self) -> int:
        """Width in pixels."""
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        """Height in pixels."""
        return int(self.pixels.shape[0])


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """One face in one frame.

    Attributes:
        landmarks_px: 478x3 float32: x, y in pixels of the frame; z in the same unit, smaller is
            nearer to the camera, 0 near the head's centre. The first 468 are MediaPipe's face
            mesh, the last ten its irises (right eye's centre and ring, then the left's).
        confidence: 0..1, the landmark model's own belief that this is a face.
        track_id: Stays the same for as long as a face is followed; never used twice.
    """

    landmarks_px: Floats
    confidence: float
    track_id: int

    def __post_init__(self) -> None:
        """Refuses landmarks of another shape or type, and makes them read-only."""
        points = self.landmarks_px
        if points.shape != (LANDMARKS, 3) or points.dtype != np.float32:
            msg = f"landmarks are {LANDMARKS}x3 float32, not {points.shape} {points.dtype}"
            raise ValueError(msg)
        points.flags.writeable = False
