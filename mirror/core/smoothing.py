"""Takes the trembling out of landmarks without holding back the head or the lips."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from mirror.core.types import Floats

_MIN_CUTOFF_HZ = 1.0
_SPEED_CUTOFF_HZ = 1.0
_PAUSE_NS = 500_000_000


class LandmarkSmoother:
    """One face's one-euro filter (Casiez et al., CHI 2012), each landmark by its own speed."""

    def __init__(self) -> None:
        self._last: Floats | None = None
        self._last_ns = 0

    def smooth(self, landmarks_px: Floats, captured_ns: int) -> Floats:
        """Smooths the next frame's landmarks.

        Args:
            landmarks_px: 478x3 float32 in pixels of the frame.
            captured_ns: When the frame was captured; a pause starts anew.
        """
        last, elapsed = self._last, captured_ns - self._last_ns
        self._last_ns = captured_ns
        if last is None or not 0 < elapsed < _PAUSE_NS:
            self._last = landmarks_px
            return landmarks_px
        seconds = elapsed / 1e9
        unit = np.ptp(landmarks_px[:, 1]) / 100
        speed = np.linalg.norm(landmarks_px - last, axis=1) / (unit * seconds)
        turn = 2 * math.pi * seconds * (_MIN_CUTOFF_HZ + _SPEED_CUTOFF_HZ * speed)
        self._last = last + (turn / (1 + turn))[:, None].astype(np.float32) * (landmarks_px - last)
        return self._last
