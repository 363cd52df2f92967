"""Where to look for faces that are too small, or too near, for one look at the whole frame."""

from __future__ import annotations

import math

from mirror.inference.region import Region

_SMALLEST_FACE = 0.17
"""Height of the smallest face that the detector finds reliably, over the side of its square."""
_FACE_PX = 60
_MOST_ACROSS = 6
"""Very large frames are not searched for ever smaller faces: at most so many squares across."""
_SHARED = 0.4
"""How much neighbouring squares overlap: a face cut by one is whole in the next."""


def search_regions(width: int, height: int) -> tuple[Region, ...]:
    """Squares that together show every face of 60 px or more, the likeliest first.

    The whole frame comes first (faces from about a sixth of its longer side), then a coarse and
    a fine grid of overlapping squares, each from the middle outwards.

    Args:
        width: Of the frame, in pixels.
        height: Of the frame, in pixels.
    """
    longest = float(max(width, height))
    regions = [Region(width / 2, height / 2, longest)]
    finest = max(_FACE_PX / _SMALLEST_FACE, longest / _MOST_ACROSS)
    if longest > 1.2 * finest:
        for side in (math.sqrt(longest * finest), finest):
            regions.extend(_grid(width, height, side))
    return tuple(regions)


def _grid(width: int, height: int, side: float) -> list[Region]:
    squares = [Region(x, y, side) for y in _centres(height, side) for x in _centres(width, side)]
    return sorted(squares, key=lambda r: math.hypot(r.x - width / 2, r.y - height / 2))


def _centres(length: int, side: float) -> list[float]:
    """Centres along one axis, so that the outermost squares end at the frame's edges."""
    if length <= side:
        return [length / 2]
    count = math.ceil((length - side) / (side * (1 - _SHARED))) + 1
    return [side / 2 + i * (length - side) / (count - 1) for i in range(count)]
