"""The compositor's equation, pixel by pixel in float64, written without a look at its code."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mirror.core import composite as constants
from mirror.core import shading as layout
from mirror.core.colour import to_linear, to_srgb
from mirror.core.contact import meet
from mirror.core.mesh import face_mesh
from mirror.core.raster import FaceRaster
from mirror.core.shading import Shading
from mirror.core.types import Floats, Pixels

F64 = NDArray[np.float64]


def _bilinear(texture: Floats, u: float, v: float) -> F64:
    size = texture.shape[0]
    x, y = (min(max(c * size - 0.5, 0.0), size - 1.0) for c in (u, v))
    x0, y0 = min(int(x), size - 2), min(int(y), size - 2)
    fx, fy = x - x0, y - y0
    t = texture.astype(np.float64)
    return np.asarray(
        (1 - fy) * ((1 - fx) * t[y0, x0] + fx * t[y0, x0 + 1])
        + fy * ((1 - fx) * t[y0 + 1, x0] + fx * t[y0 + 1, x0 + 1])
    )


def _tooth(frame: Pixels, y: int, x: int, warmth: float, base: float) -> float:
    cross = [(0, 0), (1, 0), (-1, 0), (0, 1), (0, -1)]
    height, width = frame.shape[:2]
    taps = [frame[min(max(y + j, 0), height - 1), min(max(x + i, 0), width - 1)] for j, i in cross]
    red = sum(float(to_linear(tap[2] / 255)) for tap in taps)
    green = sum(float(to_linear(tap[1] / 255)) for tap in taps)
    redness = (red - green) / max(red + green, 1e-4) / warmth
    grey = (constants.TOOTH_NOT - redness) / (constants.TOOTH_NOT - constants.TOOTH_SURE)
    bright = (green / 5 / base - constants.TOOTH_DARK) / 0.4
    return min(max(grey, 0.0), 1.0) * min(max(bright, 0.0), 1.0)


def reference_composite(
    frame: Pixels,
    landmarks: Floats,
    raster: FaceRaster,
    film: Floats,
    shading: Shading,
    strength: float,
) -> Pixels:
    """The painted picture; `film` is NxNx8, transmittance then emission."""
    mesh = face_mesh()
    points, uv = meet(landmarks[:468], mesh.uv)
    corners = np.concatenate([points[:, :2], uv, raster.facing[:, np.newaxis]], axis=1)
    corners = corners.astype(np.float64)
    out = frame.copy()
    for row, column in np.argwhere(raster.triangle >= 0):
        number = int(raster.triangle[row, column])
        if mesh.hole[number]:
            continue
        y, x = int(row) + raster.top, int(column) + raster.left
        a, b, c = corners[mesh.triangles[number]]
        matrix = np.stack([b[:2] - a[:2], c[:2] - a[:2]], axis=1)
        wb, wc = np.linalg.solve(matrix, np.array([x + 0.5, y + 0.5]) - a[:2])
        u, v, facing = (a + wb * (b - a) + wc * (c - a))[2:]
        f, g = _bilinear(film, u, v), _bilinear(shading.texture, u, v)
        if np.array_equal(f, [1, 1, 1, 1, 0, 0, 0, 0]):
            continue
        skin = to_linear(frame[y, x, ::-1] / 255)
        weight = strength * facing
        base = max(g[layout.BASE], 1e-4)
        if g[layout.GUARD] > 0 and g[layout.WARMTH] > 0:
            tooth = _tooth(frame, y, x, g[layout.WARMTH], base)
            weight *= 1 - g[layout.GUARD] * tooth
        shine = max(skin.min() - float(layout.HIGHLIGHT) * g[layout.DULL], 0.0)
        luminance = skin @ [0.2126, 0.7152, 0.0722] - shine
        ratio = np.clip(luminance / base, float(constants.DETAIL_LOW), float(constants.DETAIL_HIGH))
        relief = 1 + float(constants.DETAIL) * (ratio - 1)
        light = g[layout.LIGHT : layout.LIGHT + 3]
        gain = f[3] + f[7]
        returned = f[4:7] + max(gain - 1, 0) * g[layout.SHEEN]
        seen = f[:3] * (skin - shine) + returned * light * relief
        seen = seen + min(gain, float(constants.MOST_GAIN)) * shine
        mixed = skin + max(weight, 0) * (seen - skin)
        out[y, x] = np.rint(to_srgb(mixed)[::-1] * 255).astype(np.uint8)
    return out
