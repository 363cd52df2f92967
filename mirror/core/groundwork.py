"""What is done to the skin before any makeup is put on: hairs taken away, blotches evened.

Both work on the frame's own pixels, where a mask in canonical UV says so.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from mirror.core.colour import decode, encode
from mirror.core.kernel import kernel
from mirror.core.mesh import face_mesh
from mirror.core.raster import FaceRaster
from mirror.core.types import Floats, Pixels

# Of the face's height: what is finer is pores and lines, what is coarser is shape and light.
_FINE, _COARSE = 0.006, 0.045
# How far around skin is looked for.
_AROUND = 0.03
# In 8-bit codes: a difference much larger than this is an edge, and no blotch.
_BLOTCH = 16.0


@kernel
def _bilinear(texture: Floats, u: float, v: float, channel: int) -> float:
    size = texture.shape[0]
    x = min(max(u * size - 0.5, 0.0), size - 1.001)
    y = min(max(v * size - 0.5, 0.0), size - 1.001)
    column, row = int(x), int(y)
    fx, fy = x - column, y - row
    upper = texture[row, column, channel] * (1 - fx) + texture[row, column + 1, channel] * fx
    lower = (
        texture[row + 1, column, channel] * (1 - fx) + texture[row + 1, column + 1, channel] * fx
    )
    return float(upper * (1 - fy) + lower * fy)


@kernel
def _spread(
    ids: NDArray[np.int16], plane: Floats, hole: NDArray[np.bool_], masks: Floats, shown: Floats
) -> None:
    for row in range(ids.shape[0]):
        for column in range(ids.shape[1]):
            t = ids[row, column]
            if t < 0 or hole[t]:
                continue
            u = plane[t, 0] + plane[t, 1] * column + plane[t, 2] * row
            v = plane[t, 3] + plane[t, 4] * column + plane[t, 5] * row
            facing = plane[t, 6] + plane[t, 7] * column + plane[t, 8] * row
            shown[row, column, 0] = facing * _bilinear(masks, u, v, 0)
            shown[row, column, 1] = _bilinear(masks, u, v, 1)


def heal(out: Pixels, face: FaceRaster, mask: Floats, grown: Floats, strength: float) -> None:
    """Shows skin instead of what grows on it, in place, as the skin around it is.

    Args:
        out: HxWx3 uint8 BGR, writeable.
        face: Where the face is.
        mask: NxN float32, 0..1, in canonical UV: where to.
        grown: NxN float32, 0..1: all that grows there, from which no colour is taken.
        strength: 0..1.
    """
    shown = np.zeros((*face.triangle.shape, 2), np.float32)
    _spread(face.triangle, face.plane, face_mesh().hole, np.dstack([mask, grown]), shown)
    rows, columns = (np.flatnonzero(shown[..., 0].max(axis=axis) > 0) for axis in (1, 0))
    if not len(rows) or strength <= 0:
        return
    reach = max(round(_AROUND * face.triangle.shape[0]), 2)
    low, high = max(int(rows[0]) - 2 * reach, 0), int(rows[-1]) + 2 * reach
    left, right = max(int(columns[0]) - 2 * reach, 0), int(columns[-1]) + 2 * reach
    box = shown[low:high, left:right]
    place = (
        slice(face.top + low, face.top + low + box.shape[0]),
        slice(face.left + left, face.left + left + box.shape[1]),
    )
    seen = decode(out[place])
    # Nothing is taken from beside the mesh either: hair and background are no skin.
    on_face = (face.triangle[low:high, left:right] >= 0).astype(np.float32)
    free = (on_face * (1 - box[..., 1]))[..., np.newaxis]
    weighed = np.dstack([seen * free, free])
    # Wider and wider: the middle of a large place is far from any skin.
    close, wide = (cv2.GaussianBlur(weighed, (0, 0), float(k * reach)) for k in (1, 3))
    near = close + 0.02 * wide
    around = near[..., :3] / np.maximum(near[..., 3:], 1e-5)
    # A grain of a few codes, or the place would look like plastic; it does not flicker.
    grain = np.random.default_rng(5).normal(1, 0.025, (*box.shape[:2], 1))
    share = box[..., :1] * (near[..., 3:] > 1e-4) * np.float32(strength)
    healed = encode(np.asarray(seen + share * (around * grain - seen), np.float32))
    out[place] = np.where(share > 0, healed, out[place])


@kernel
def _even(
    out: Pixels, left: int, top: int, ids: NDArray[np.int16], plane: Floats,
    hole: NDArray[np.bool_], mask: Floats, band: Floats, shrink: float, strength: float,
) -> None:  # fmt: skip
    for row in range(ids.shape[0]):
        for column in range(ids.shape[1]):
            t = ids[row, column]
            if t < 0 or hole[t]:
                continue
            u = plane[t, 0] + plane[t, 1] * column + plane[t, 2] * row
            v = plane[t, 3] + plane[t, 4] * column + plane[t, 5] * row
            weight = strength * _bilinear(mask, u, v, 0)
            if weight <= 0.0:
                continue
            weight *= plane[t, 6] + plane[t, 7] * column + plane[t, 8] * row
            x = min(max((column + 0.5) / shrink - 0.5, 0.0), band.shape[1] - 1.001)
            y = min(max((row + 0.5) / shrink - 0.5, 0.0), band.shape[0] - 1.001)
            x0, y0 = int(x), int(y)
            fx, fy = x - x0, y - y0
            for k in range(3):
                upper = band[y0, x0, k] * (1 - fx) + band[y0, x0 + 1, k] * fx
                lower = band[y0 + 1, x0, k] * (1 - fx) + band[y0 + 1, x0 + 1, k] * fx
                value = out[top + row, left + column, k] - weight * (upper * (1 - fy) + lower * fy)
                out[top + row, left + column, k] = int(min(max(value + 0.5, 0.0), 255.0))


def even_skin(out: Pixels, face: FaceRaster, mask: Floats, strength: float) -> None:
    """Takes blotches out of the skin and leaves its pores, in place.

    Differences of a middle scale, and no large ones, are taken away; what is finer or coarser stays
    (as retouchers do it by separating frequencies).

    Args:
        out: HxWx3 uint8 BGR, writeable.
        face: Where the face is.
        mask: NxN float32, 0..1, in canonical UV: where to.
        strength: 0..1, the share that is taken.
    """
    height, width = face.triangle.shape
    box = out[face.top : face.top + height, face.left : face.left + width]
    # The band has no detail finer than this.
    shrink = max(_FINE * height / 1.2, 1.0)
    size = (max(round(width / shrink), 4), max(round(height / shrink), 4))
    small = cv2.resize(box, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    fine = cv2.GaussianBlur(small, (0, 0), max(_FINE * height / shrink, 0.8))
    coarse = cv2.GaussianBlur(small, (0, 0), _COARSE * height / shrink)
    band = fine - coarse
    band *= np.exp(-((np.abs(band).max(axis=2, keepdims=True) / _BLOTCH) ** 2))
    _even(
        out, face.left, face.top, face.triangle, face.plane, face_mesh().hole,
        mask[..., np.newaxis], np.asarray(band, np.float32), width / size[0], strength,
    )  # fmt: skip
