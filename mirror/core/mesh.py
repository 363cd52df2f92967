"""The face mesh: MediaPipe's 468 points, their triangles, and where they lie in UV space.

The canonical layout gives a lip as many texels as a patch of forehead. Lips and lids are what
people look at, so the layout used here is the canonical one re-spaced: u and v are each bent by a
smooth monotone function that stretches the rows of eyes and lips and the columns between the
temples, and makes the canvas fill [0, 1]. The bend is applied to the vertices; inside a triangle
the mapping stays affine.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mirror.core.types import Floats

Indices = NDArray[np.int32]

# Closed contours, in order around the hole or region; MediaPipe's point numbers. "Right" is the
# person's right, which is on the left of an unmirrored picture.
LIPS_OUTER_LOWER = (61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291)
LIPS_OUTER_UPPER = (291, 409, 270, 269, 267, 0, 37, 39, 40, 185, 61)
LIPS_INNER_LOWER = (78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308)
LIPS_INNER_UPPER = (308, 415, 310, 311, 312, 13, 82, 81, 80, 191, 78)
LIPS_OUTER = LIPS_OUTER_LOWER[:-1] + LIPS_OUTER_UPPER[:-1]
LIPS_INNER = LIPS_INNER_LOWER[:-1] + LIPS_INNER_UPPER[:-1]

# From the outer to the inner corner.
RIGHT_UPPER_LID = (33, 246, 161, 160, 159, 158, 157, 173, 133)
RIGHT_LOWER_LID = (33, 7, 163, 144, 145, 153, 154, 155, 133)
LEFT_UPPER_LID = (263, 466, 388, 387, 386, 385, 384, 398, 362)
LEFT_LOWER_LID = (263, 249, 390, 373, 374, 380, 381, 382, 362)
RIGHT_EYE = RIGHT_UPPER_LID + RIGHT_LOWER_LID[-2:0:-1]
LEFT_EYE = LEFT_UPPER_LID + LEFT_LOWER_LID[-2:0:-1]

# From the outer end to the inner one.
RIGHT_BROW_UPPER = (70, 63, 105, 66, 107)
RIGHT_BROW_LOWER = (46, 53, 52, 65, 55)

FACE_OVAL = (
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377,
    152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
)  # fmt: skip

RIGHT_NOSTRIL = (79, 218, 237, 239, 238, 20, 60, 75, 166)
LEFT_NOSTRIL = (309, 438, 457, 459, 458, 250, 290, 305, 392)

RIGHT_IRIS_CENTRE, LEFT_IRIS_CENTRE = 468, 473

# Bends of the layout: (centre, half width, extra density) in canonical UV.
_STRETCH_V = ((0.37, 0.06, 1.6), (0.697, 0.045, 1.8))
_STRETCH_U = ((0.5, 0.22, 0.7),)
_MARGIN = 0.015


@dataclass(frozen=True, slots=True, eq=False)
class FaceMesh:
    """The constant part of every face.

    Attributes:
        uv: 468x2 float32, the re-spaced layout: u right, v down, 0..1.
        canonical_uv: 468x2 float32, MediaPipe's own layout, u right, v down, 0..1.
        position_cm: 468x3 float32, the canonical face in cm: x right in the picture, y up, z
            towards the viewer.
        triangles: 898x3 int32, point numbers.
        hole: 898 bool, the triangles that are no skin: mouth inside, eyeballs, nostrils.
    """

    uv: Floats
    canonical_uv: Floats
    position_cm: Floats
    triangles: Indices
    hole: NDArray[np.bool_]


def _bend(
    values: NDArray[np.float64], stretches: tuple[tuple[float, float, float], ...]
) -> NDArray[np.float64]:
    """Maps canonical coordinates by the integral of a density, to [margin, 1 - margin]."""
    grid = np.linspace(values.min(), values.max(), 4097)
    density = np.ones_like(grid)
    for centre, width, extra in stretches:
        density += extra * np.exp(-(np.abs((grid - centre) / width) ** 3))
    total = np.concatenate(([0.0], np.cumsum((density[1:] + density[:-1]) / 2)))
    bent = np.interp(values, grid, total / total[-1])
    return np.asarray(_MARGIN + (1 - 2 * _MARGIN) * bent)


@cache
def texels_of_points(size: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Row and column, 468 each, of the texel of a `size` x `size` canvas in which each point lies."""
    places = np.minimum((face_mesh().uv * size).astype(np.intp), size - 1)
    return places[:, 1], places[:, 0]


@cache
def face_mesh() -> FaceMesh:
    """The mesh, read once."""
    with np.load(Path(__file__).with_name("canonical_face.npz")) as data:
        canonical = data["uv"].astype(np.float32)
        position = data["position_cm"].astype(np.float32)
        triangles = np.ascontiguousarray(data["triangles"].astype(np.int32))
    bent = [
        _bend(canonical[:, axis].astype(np.float64), stretches)
        for axis, stretches in enumerate((_STRETCH_U, _STRETCH_V))
    ]
    holes = (LIPS_INNER, RIGHT_EYE, LEFT_EYE, RIGHT_NOSTRIL, LEFT_NOSTRIL)
    hole = np.any([np.isin(triangles, ring).all(axis=1) for ring in holes], axis=0)
    uv = np.ascontiguousarray(np.stack(bent, axis=1), dtype=np.float32)
    for array in (uv, canonical, position, triangles, hole):
        array.flags.writeable = False
    return FaceMesh(uv, canonical, position, triangles, hole)
