"""How near the picture is looked at, and what of it: a zoom that follows the face."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from mirror.core.types import Face

MOST = 6.0
_FOLLOWED = 0.35  # the share of the way that the view goes after the face with every picture
_STILL = 0.004  # of the face's width: less than this is trembling, and nothing follows it

# Points of the face mesh around which the lips and the eyes lie.
_LIPS, _EYES = (13, 14), (33, 133, 362, 263)


class Zoom:
    """A level, and the place that is in the middle, kept relative to the face where there is one."""

    def __init__(self) -> None:
        self.level = 1.0
        """1 shows all of the picture, `MOST` is the nearest."""
        # From the face's middle, in its widths; None until there is a face.
        self._anchor: tuple[float, float] | None = None
        self._middle: tuple[float, float] | None = None  # of the view, in pixels of the picture

    @property
    def centre(self) -> tuple[float, float] | None:
        """What is to be in the middle now, in pixels of the picture; None is the picture's own."""
        return self._middle if self.level > 1.0 else None

    def follow(self, faces: Sequence[Face]) -> None:
        """Goes after the face of a new picture."""
        if self.level <= 1.0 or self._middle is None or not faces:
            return
        if self._anchor is None:
            self._take_hold(self._middle, faces)
            return
        x, y, width = _measure(faces[0])
        wanted = (x + self._anchor[0] * width, y + self._anchor[1] * width)
        away = max(abs(to - at) for to, at in zip(wanted, self._middle, strict=True))
        if away > _STILL * width:
            now_x, now_y = (
                at + _FOLLOWED * (to - at) for to, at in zip(wanted, self._middle, strict=True)
            )
            self._middle = (now_x, now_y)

    def look_at(self, level: float, middle: tuple[float, float], faces: Sequence[Face]) -> None:
        """Goes to a level, with that place of the picture in the middle."""
        self.level = min(max(level, 1.0), MOST)
        self._middle = middle
        self._take_hold(middle, faces)

    def look_at_lips(self, faces: Sequence[Face]) -> None:
        """Goes near to the lips of the first face."""
        self._look_at_points(faces, _LIPS, 3.2)

    def look_at_eyes(self, faces: Sequence[Face]) -> None:
        """Goes near to the eyes of the first face."""
        self._look_at_points(faces, _EYES, 2.4)

    def reset(self) -> None:
        """Shows all of the picture again."""
        self.level, self._middle = 1.0, None

    def _take_hold(self, middle: tuple[float, float], faces: Sequence[Face]) -> None:
        self._anchor = None
        if faces:
            x, y, width = _measure(faces[0])
            self._anchor = ((middle[0] - x) / width, (middle[1] - y) / width)

    def _look_at_points(self, faces: Sequence[Face], points: tuple[int, ...], level: float) -> None:
        if faces:
            x, y = np.mean(faces[0].landmarks_px[list(points), :2], axis=0)
            self.look_at(level, (float(x), float(y)), faces)


def _measure(face: Face) -> tuple[float, float, float]:
    """The middle of a face and its width, in pixels; the width is never nothing."""
    low = face.landmarks_px[:, :2].min(axis=0)
    high = face.landmarks_px[:, :2].max(axis=0)
    x, y = (low + high) / 2
    return float(x), float(y), max(float(high[0] - low[0]), 1.0)
