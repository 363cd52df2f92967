"""Flakes that flash one after the other as head and light turn.

The skin is laid out in cells of canonical UV, in each of which a flake may lie, tilted at random. It
is seen where its own normal lies half-way between light and camera, as in a mirror; most are dark
at any moment. A holographic flake has the colour of a grating, which follows the angle, too.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from mirror.core.colour import DECODE, ENCODE
from mirror.core.kernel import kernel
from mirror.core.mesh import face_mesh, texels_of_points
from mirror.core.raster import FaceRaster
from mirror.core.shading import LIGHT, Shading
from mirror.core.sheen import half_way
from mirror.core.types import Floats, Pixels

# How far flakes are tilted out of the skin, and within which of it one flashes (sines of angles).
_TILT, _FLASH = 0.55, 0.13
# Flakes are at least so many pixels wide: finer ones would flicker at the camera's noise.
_FINEST_PX, _RADIUS_PX = 1.5, 0.9
_CELLS = (128, 192, 256, 384, 512, 768)
_GAIN = 2.2


@kernel
def _hash(a: int, b: int, seed: int) -> float:
    """A number 0..1 for a cell, as good as random."""
    h = (a * 374761393 + b * 668265263 + seed * 362437) & 0x7FFFFFFF
    h = ((h ^ (h >> 13)) * 1274126177) & 0x7FFFFFFF
    h = ((h ^ (h >> 16)) * 1103515245) & 0x7FFFFFFF
    return float((h >> 7) & 0xFFFF) / 65535.0


@kernel
def _draw(
    out: Pixels, left: int, top: int, box: tuple[int, int, int, int], ids: NDArray[np.int16],
    plane: Floats, hole: NDArray[np.bool_], triangles: NDArray[np.int32], normals: Floats, half: Floats,
    mask: Floats, light: Floats, cells: int, density: float, rainbow: float, shade: Floats,
    strength: float, decode: Floats, encode: Pixels,
) -> None:  # fmt: skip
    steps = encode.shape[0] - 1
    size, lit = mask.shape[0], light.shape[0]
    for row in range(box[0], box[1]):
        for column in range(box[2], box[3]):
            t = ids[row, column]
            if t < 0 or hole[t]:
                continue
            u = plane[t, 0] + plane[t, 1] * column + plane[t, 2] * row
            v = plane[t, 3] + plane[t, 4] * column + plane[t, 5] * row
            there = mask[min(int(v * size), size - 1), min(int(u * size), size - 1)]
            if there <= 0.0:
                continue
            i, j = int(u * cells), int(v * cells)
            if _hash(i, j, 1) > density * there:
                continue
            # A flake is round in the picture, however the layout is stretched there.
            across = (u * cells - i - 0.3 - 0.4 * _hash(i, j, 5)) / cells
            down = (v * cells - j - 0.3 - 0.4 * _hash(i, j, 6)) / cells
            across /= max(abs(plane[t, 1]), 1e-5)
            down /= max(abs(plane[t, 5]), 1e-5)
            radius = _RADIUS_PX * (0.7 + 0.6 * _hash(i, j, 7))
            inside = radius + 0.5 - np.sqrt(across * across + down * down)
            if inside <= 0.0:
                continue
            a, b, c = triangles[t, 0], triangles[t, 1], triangles[t, 2]
            nx = (normals[a, 0] + normals[b, 0] + normals[c, 0]) / 3.0
            ny = (normals[a, 1] + normals[b, 1] + normals[c, 1]) / 3.0
            dx = nx + _TILT * (2.0 * _hash(i, j, 2) - 1.0) - half[0]
            dy = ny + _TILT * (2.0 * _hash(i, j, 3) - 1.0) - half[1]
            flash = np.exp(-(dx * dx + dy * dy) / (_FLASH * _FLASH))
            # What does not flash still gleams a little.
            flash = 0.06 + flash
            facing = plane[t, 6] + plane[t, 7] * column + plane[t, 8] * row
            weight = strength * facing * flash * _GAIN * min(inside, 1.0)
            hue = 6.2832 * (_hash(i, j, 4) + 1.7 * dx + 0.9 * dy)
            y, x = top + row, left + column
            lv, lu = min(int(v * lit), lit - 1), min(int(u * lit), lit - 1)
            for k in range(3):
                grating = 0.5 + 0.5 * np.cos(hue - 2.0944 * k)
                tone = shade[k] * (1.0 - rainbow) + rainbow * grating
                value = decode[out[y, x, 2 - k]] + weight * tone * light[lv, lu, k]
                out[y, x, 2 - k] = encode[int(min(max(value, 0.0), 1.0) * steps + 0.5)]


def points_near(mask: Floats) -> NDArray[np.intp]:
    """The mesh points between which a mask lies; the same in every frame.

    Args:
        mask: NxN float32, 0..1, in canonical UV.
    """
    size = len(mask)
    # The mesh is coarse: a point counts that is near enough for one of its triangles to reach it.
    reach = np.ones((size // 8 + 1, size // 8 + 1), np.uint8)
    near = cv2.dilate((mask > 0).astype(np.uint8), reach)
    return np.flatnonzero(near[texels_of_points(size)])


def _box(face: FaceRaster, points: NDArray[np.intp]) -> tuple[int, int, int, int]:
    """First and last row and column, within the raster, of what lies between mesh points."""
    corner = np.array([face.left, face.top])
    low = np.floor(face.points_px[points, :2].min(axis=0)).astype(int) - corner
    high = np.ceil(face.points_px[points, :2].max(axis=0)).astype(int) + 1 - corner
    height, width = face.triangle.shape
    return max(low[1], 0), min(high[1], height), max(low[0], 0), min(high[0], width)


def draw_glitter(
    out: Pixels, face: FaceRaster, shading: Shading, mask: Floats, points: NDArray[np.intp],
    shade: Floats, *, density: float, rainbow: float, strength: float,
) -> None:  # fmt: skip
    """Scatters flakes over a face, in place.

    Args:
        out: HxWx3 uint8 BGR, writeable.
        face: Where the face is.
        shading: The light on it.
        mask: NxN float32, 0..1, in canonical UV: how densely they lie.
        points: `points_near` the mask.
        shade: 3 float32, linear RGB: what a flake returns.
        density: 0..1, the share of cells that have a flake where the mask is 1.
        rainbow: 0..1, how far a flake is a grating and not of the shade.
        strength: 0..1.
    """
    if strength <= 0 or not len(points):
        return
    finest = face.triangle.shape[0] / _FINEST_PX
    cells = max([count for count in _CELLS if count <= finest], default=_CELLS[0])
    mesh = face_mesh()
    light = np.ascontiguousarray(shading.texture[..., LIGHT : LIGHT + 3])
    _draw(
        out, face.left, face.top, _box(face, points), face.triangle, face.plane, mesh.hole, mesh.triangles, face.normals,
        half_way(face.normals, shading), mask, light, cells, density, rainbow,
        np.asarray(shade, np.float32), strength, DECODE, ENCODE,
    )  # fmt: skip
