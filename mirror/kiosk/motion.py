"""Tells when something moves before the camera, from differences of pictures alone.

No face is looked for: this runs before anybody has consented. Of what the camera saw nothing is kept but
two pictures of 64x36 numbers: what each place usually looks like, and how much it usually changes.

Each row of the change has its median taken off before it is judged. That takes out what changes the whole
picture: a camera that adapts its exposure, a cloud, and lamps on 50 or 60 Hz mains, which a rolling shutter
turns into bands along the rows. Brightness is compared in logarithms, in which all of these add the same
to every place. What moves all day, such as a curtain or a screen, makes its own places dull.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from mirror.core.types import Floats, Frame, Pixels

COLUMNS, ROWS = 64, 36


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """When a change is a motion.

    Attributes:
        places: How many of the 64x36 places have to change together. A person at 3 m covers a hundred.
        times: How many times their usual change they have to change.
        least: The least relative change of brightness that counts.
        frames: In so many frames in a row.
        everywhere: If more than this share of the places grows brighter, or darker, it is the light.
        light_s: That is believed once in so long: the light is not switched on and off as people move.
        usual_s: The time constant in which the usual picture is learnt.
        dull_s: That of the usual change.
        settle_s: For so long after the start nothing is told.
    """

    places: int = 14
    times: float = 4.5
    least: float = 0.05
    frames: int = 3
    everywhere: float = 0.85
    light_s: float = 1.0
    usual_s: float = 1.0
    dull_s: float = 4.0
    settle_s: float = 2.0


class MotionWatch:
    """Watches the frames of one camera; for one thread.

    Args:
        sensitivity: When a change is a motion.
    """

    def __init__(self, sensitivity: Sensitivity | None = None) -> None:
        self._wanted = sensitivity or Sensitivity()
        self._usual: Floats | None = None
        self._change = np.zeros((ROWS, COLUMNS), np.float32)
        self._first_ns = self._last_ns = self._light_ns = 0
        self._in_a_row = 0

    def reset(self) -> None:
        """Forgets what it has seen, and overwrites it."""
        if self._usual is not None:
            self._usual.fill(0.0)
        self._usual = None
        self._change.fill(0.0)
        self._in_a_row = 0

    def see(self, frame: Frame) -> bool:
        """Takes the next frame; True while something moves.

        Args:
            frame: Of any size; one of another size than the one before it may pass for a motion.
        """
        seen = small_logarithm(frame.pixels)
        if self._usual is None:
            self._usual = seen
            self._change.fill(self._wanted.least)
            self._first_ns = self._last_ns = self._light_ns = frame.captured_ns
            return False
        passed_s = max(0.0, (frame.captured_ns - self._last_ns) / 1e9)
        self._last_ns = frame.captured_ns
        moved = self._compare(self._usual, seen, passed_s)
        self._in_a_row = self._in_a_row + 1 if moved else 0
        settled = (frame.captured_ns - self._first_ns) / 1e9 >= self._wanted.settle_s
        return settled and self._in_a_row >= self._wanted.frames

    def _compare(self, usual: Floats, seen: Floats, passed_s: float) -> bool:
        """Whether enough places look unusual; learns the picture on the way."""
        wanted = self._wanted
        step = seen - usual
        change = np.abs(step - np.median(step, axis=1, keepdims=True))
        unusual = change > np.maximum(wanted.least, wanted.times * self._change)
        self._change += (change - self._change) * _share(passed_s, wanted.dull_s)
        if np.count_nonzero(unusual) < wanted.places:
            usual += step * np.float32(_share(passed_s, wanted.usual_s))
            return False
        if self._is_light(step):
            # Whoever switched it goes on moving, and is seen in the next frames.
            usual[:] = seen
            self._light_ns = self._last_ns
            return False
        usual += step * np.float32(_share(passed_s, wanted.usual_s))
        return True

    def _is_light(self, step: Floats) -> bool:
        wanted = self._wanted
        if (self._last_ns - self._light_ns) / 1e9 < wanted.light_s:
            return False
        brighter = np.count_nonzero(step > wanted.least)
        darker = np.count_nonzero(step < -wanted.least)
        return bool(max(brighter, darker) > wanted.everywhere * step.size)


def small_logarithm(pixels: Pixels) -> Floats:
    """A picture's brightness in 36 rows of 64 places, as natural logarithms.

    Of every fourth pixel the green is taken, which is most of the brightness. 16 is added before, so that
    noise in the dark counts for little.

    Args:
        pixels: HxWx3 uint8 BGR.
    """
    height, width = pixels.shape[:2]
    stride = max(1, min(height // (ROWS * 4), width // (COLUMNS * 4)))
    green = np.ascontiguousarray(pixels[::stride, ::stride, 1], np.float32)
    small = cv2.resize(green, (COLUMNS, ROWS), interpolation=cv2.INTER_AREA)
    return np.asarray(np.log(small + 16.0), np.float32)


def _share(passed_s: float, constant_s: float) -> float:
    """How much of the way to a new value an average goes in a time."""
    return 1.0 - math.exp(-passed_s / constant_s)
