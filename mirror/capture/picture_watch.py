"""Tells from the pictures alone whether a camera is frozen or blind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from mirror.core.types import Frame

_STRIDE = 8
_BLACK_MEAN = 8.0


@dataclass(frozen=True, slots=True)
class Sight:
    """What one picture, after those before it, says about the camera.

    Attributes:
        repeated: It is the picture before, to the last bit.
        frozen: It has been so for longer than is natural.
        black: There has been nothing to see for longer than is natural.
    """

    repeated: bool
    frozen: bool
    black: bool


class PictureWatch:
    """Follows the pictures of one camera; for one thread.

    Args:
        frozen_s: How long a picture may stay the same to the last bit.
        black_s: How long a picture may be black, which is a mean below 8 of 255.
    """

    def __init__(self, frozen_s: float, black_s: float) -> None:
        self._frozen_ns = frozen_s * 1e9
        self._black_ns = black_s * 1e9
        self._last: Frame | None = None
        self._same_since_ns: int | None = None
        self._black_since_ns: int | None = None

    def look(self, frame: Frame) -> Sight:
        """Judges the next picture."""
        repeated = self._last is not None and _same(self._last, frame)
        if not repeated or self._same_since_ns is None:
            self._same_since_ns = frame.captured_ns
        self._last = frame
        if frame.pixels[::_STRIDE, ::_STRIDE].mean() >= _BLACK_MEAN:
            self._black_since_ns = None
        elif self._black_since_ns is None:
            self._black_since_ns = frame.captured_ns
        return Sight(
            repeated=repeated,
            frozen=repeated and frame.captured_ns - self._same_since_ns >= self._frozen_ns,
            black=self._black_since_ns is not None
            and frame.captured_ns - self._black_since_ns >= self._black_ns,
        )

    def begin_anew(self) -> None:
        """Starts the times over, because the camera was opened again."""
        self._same_since_ns = None
        self._black_since_ns = None


def _same(one: Frame, other: Frame) -> bool:
    sample = np.s_[::_STRIDE, ::_STRIDE]
    return np.array_equal(one.pixels[sample], other.pixels[sample]) and np.array_equal(
        one.pixels, other.pixels
    )
