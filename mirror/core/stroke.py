"""Lines drawn at the frame's own resolution, along the face's mesh.

An eyeliner is thinner than a texel of any film. Its path is fixed to the mesh: each of its points
is a constant mix of three mesh points, so that it moves with the lid.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mirror.core.colour import DECODE, ENCODE
from mirror.core.kernel import kernel
from mirror.core.mesh import face_mesh
from mirror.core.raster import FaceRaster
from mirror.core.types import Floats, Pixels


@dataclass(frozen=True, slots=True, eq=False)
class Stroke:
    """A line of varying width.

    Attributes:
        path_px: Kx2 float32, in pixels of the frame.
        radius_px: K float32, half the width at each point, in pixels.
        softness_px: Over which the edge fades out, in pixels; at least about 1.
        shade: 3 float32, linear RGB reflectance.
        opacity: 0..1.
        light: 3 float32, linear RGB light that falls on it.
        fence_px: Kx2 float32, a contour over which the line must not step: it fades out within a
            pixel before it.
    """

    path_px: Floats
    radius_px: Floats
    softness_px: float
    shade: Floats
    opacity: float
    light: Floats
    fence_px: Floats


@kernel
def _cover(path: Floats, radius: Floats, softness: float, alpha: Floats) -> None:
    height, width = alpha.shape
    for i in range(path.shape[0] - 1):
        ax, ay, bx, by = path[i, 0], path[i, 1], path[i + 1, 0], path[i + 1, 1]
        ra, rb = radius[i], radius[i + 1]
        reach = max(ra, rb) + softness
        x0 = max(int(min(ax, bx) - reach), 0)
        x1 = min(int(max(ax, bx) + reach) + 2, width)
        y0 = max(int(min(ay, by) - reach), 0)
        y1 = min(int(max(ay, by) + reach) + 2, height)
        dx, dy = bx - ax, by - ay
        length = max(dx * dx + dy * dy, 1e-9)
        for y in range(y0, y1):
            for x in range(x0, x1):
                px, py = x + 0.5 - ax, y + 0.5 - ay
                t = min(max((px * dx + py * dy) / length, 0.0), 1.0)
                distance = np.sqrt((px - t * dx) ** 2 + (py - t * dy) ** 2)
                r = ra + (rb - ra) * t
                # Thinner than a pixel, a line covers a part of it.
                value = min(max((r - distance) / softness + 0.5, 0.0), 1.0) * min(2.0 * r, 1.0)
                if value > alpha[y, x]:
                    alpha[y, x] = value


@kernel
def _blend(
    out: Pixels,
    x_from: int,
    y_from: int,
    alpha: Floats,
    left: int,
    top: int,
    ids: NDArray[np.int16],
    plane: Floats,
    hole: NDArray[np.bool_],
    paint: Floats,
    opacity: float,
    decode: Floats,
    encode: Pixels,
) -> None:
    steps = encode.shape[0] - 1
    for row in range(alpha.shape[0]):
        for column in range(alpha.shape[1]):
            y, x = y_from + row - top, x_from + column - left
            if y < 0 or x < 0 or y >= ids.shape[0] or x >= ids.shape[1]:
                continue
            t = ids[y, x]
            if t < 0 or hole[t]:
                continue
            w = alpha[row, column] * opacity
            w *= plane[t, 6] + plane[t, 7] * x + plane[t, 8] * y
            if w <= 0.0:
                continue
            for k in range(3):
                value = decode[out[y + top, x + left, 2 - k]]
                value += w * (paint[k] - value)
                code = encode[int(min(max(value, 0.0), 1.0) * steps + 0.5)]
                out[y + top, x + left, 2 - k] = code


def cover(stroke: Stroke, left: int, top: int, width: int, height: int) -> Floats:
    """How far a line covers each pixel of a box, without its opacity: hxw float32, 0..1."""
    corner = np.array([left, top], np.float32)
    alpha = np.zeros((height, width), np.float32)
    _cover(stroke.path_px - corner, stroke.radius_px, stroke.softness_px, alpha)
    fence = np.zeros_like(alpha)
    thin = np.full(len(stroke.fence_px), 0.5, np.float32)
    _cover(stroke.fence_px - corner, thin, 1.0, fence)
    alpha *= 1.0 - fence
    return alpha


def draw(out: Pixels, raster: FaceRaster, stroke: Stroke) -> None:
    """Draws one line into a picture, in place; on the visible skin only.

    Args:
        out: HxWx3 uint8 BGR, writeable.
        raster: The face's visible triangles in this frame.
        stroke: The line.
    """
    height, width = out.shape[:2]
    reach = float(stroke.radius_px.max()) + stroke.softness_px + 1
    low = np.floor(stroke.path_px.min(axis=0) - reach).astype(int)
    high = np.ceil(stroke.path_px.max(axis=0) + reach).astype(int)
    left, top = max(int(low[0]), 0), max(int(low[1]), 0)
    right, bottom = min(int(high[0]), width), min(int(high[1]), height)
    if right <= left or bottom <= top:
        return
    alpha = cover(stroke, left, top, right - left, bottom - top)
    _blend(
        out,
        left,
        top,
        alpha,
        raster.left,
        raster.top,
        raster.triangle,
        raster.plane,
        face_mesh().hole,
        stroke.shade * stroke.light,
        stroke.opacity,
        DECODE,
        ENCODE,
    )
