"""What lies before the face stays as the frame shows it: hair, a hand, glasses, a microphone.

Whatever was put on the face, film or drawing, is taken back there in one pass at the end. Where
nothing lies before the face the pass touches no pixel.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mirror.core.colour import DECODE, ENCODE
from mirror.core.kernel import kernel
from mirror.core.raster import FaceRaster
from mirror.core.types import Floats, Pixels

F32, U64 = np.float32, np.uint64
ZERO, HALF, ONE = F32(0), F32(0.5), F32(1)

# A texel that changes by less than the first between two looks at it trembles, and is averaged over
# time; one that changes by more than the second has been covered or uncovered, and follows at once.
_TREMBLING, _MOVED = F32(0.15), F32(0.45)


@kernel
def _take_back(
    frame: Pixels, out: Pixels, left: int, top: int, ids: NDArray[np.int16], plane: Floats,
    bare: Floats, decode: Floats, encode: Pixels,
) -> None:  # fmt: skip
    steps = F32(encode.shape[0] - 1)
    size = bare.shape[0]
    edge = F32(size) - F32(1.01)
    for row in range(ids.shape[0]):
        for column in range(ids.shape[1]):
            t = ids[row, column]
            if t < 0:
                continue
            dx, dy = F32(column), F32(row)
            u = plane[t, 0] + plane[t, 1] * dx + plane[t, 2] * dy
            v = plane[t, 3] + plane[t, 4] * dx + plane[t, 5] * dy
            x = min(max(u * F32(size) - HALF, ZERO), edge)
            y = min(max(v * F32(size) - HALF, ZERO), edge)
            across, down = U64(x), U64(y)
            fx, fy = x - F32(across), y - F32(down)
            right, below = across + U64(1), down + U64(1)
            upper = bare[down, across] + fx * (bare[down, right] - bare[down, across])
            lower = bare[below, across] + fx * (bare[below, right] - bare[below, across])
            share = upper + fy * (lower - upper)
            if share >= ONE:
                continue
            for k in range(3):
                was, now = frame[top + row, left + column, k], out[top + row, left + column, k]
                if was != now:
                    value = decode[was] + share * (decode[now] - decode[was])
                    out[top + row, left + column, k] = encode[U64(value * steps + HALF)]


@kernel
def _follow(shown: Floats, seen: Floats, calm: np.float32) -> None:
    for texel in range(shown.size):
        change = seen[texel] - shown[texel]
        moved = min(max((abs(change) - _TREMBLING) / (_MOVED - _TREMBLING), ZERO), ONE)
        shown[texel] += max(calm, moved) * change


def take_back(frame: Pixels, out: Pixels, raster: FaceRaster, bare: Floats) -> None:
    """Gives the frame back, in place, where something lies before the face.

    Args:
        frame: HxWx3 uint8 BGR, as the camera saw it.
        out: HxWx3 uint8 BGR, writeable: the frame with everything put on.
        raster: The face's visible triangles in this frame; eyes and mouth are given back, too.
        bare: NxN float32, 0..1, in canonical UV: 1 keeps what was put on, 0 none of it.
    """
    _take_back(
        frame, out, raster.left, raster.top, raster.triangle, raster.plane, bare, DECODE, ENCODE
    )


def follow(shown: Floats, seen: Floats, share: float) -> None:
    """Brings a map of bare skin up to date, in place: calm where it trembles, at once where it moves.

    Args:
        shown: NxN float32, as it was shown last.
        seen: NxN float32, as it is seen now.
        share: 0..1, how far what trembles goes towards what is seen.
    """
    _follow(shown.ravel(), seen.ravel(), F32(share))
