"""Highlights that a shiny product has where the face turns towards the light.

A film can only strengthen the shine that a picture shows (`core.film`). Bare lips and dry skin show
next to none, and gloss on them would look like paint. So the mirror knows, for every frame, where a
shiny surface in place of the skin would mirror the light:

    sheen(x) = F * max(0, n(x) . h) ** p        h half-way between the directions of light and camera

(Blinn 1977, Models of light reflection for computer synthesized pictures). n comes from the mesh of
this frame, the light's direction from how its brightness varies with n. A film of the finish g adds
`max(g - 1, 0) * sheen`, white, under the light there: it moves with the head and with the light.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from mirror.core.colour import LUMINANCE
from mirror.core.kernel import kernel
from mirror.core.mesh import texels_of_points
from mirror.core.regions import regions
from mirror.core.shading import LIGHT, SHEEN, SIZE, Shading
from mirror.core.types import Floats
from mirror.core.unwrap import uv_map

# F for a finish that has the skin's shine twice. Gloss on lips is smooth, shimmer on lids and
# highlighter on cheeks are flakes that lie in all directions, and gleam more widely. Lids most so: they
# are turned away from each other, and the mesh does not know how a lid is rounded, so that a narrow
# gleam would lie on one of them alone.
_ON_LIPS, _ON_SKIN, _ON_LIDS = 0.24, 0.07, 0.03

# Where light comes from when nothing says so: from above the camera. x to the right of the picture,
# y down, z away from the camera.
_FROM_CAMERA = np.array([0.0, -0.25, -0.45], np.float32)
# As if so many points of each direction had been seen in even light: noise has no direction.
_EVEN = 4.0


@cache
def _strengths() -> tuple[Floats, Floats, Floats]:
    """F of a lip, of a lid and of the rest at each texel, each 128x128."""
    masks, inside = regions(SIZE), uv_map(SIZE).inside
    # The mesh has an edge where the lips roll inwards: a line of light there would be its own.
    lips = _ON_LIPS * masks.lips * (1 - masks.inner_lips)
    lids = _ON_LIDS * masks.lids
    skin = _ON_SKIN * (1 - masks.lips) * (1 - masks.lids)
    of_lips, of_lids, of_skin = (
        np.asarray(plane * inside, np.float32) for plane in (lips, lids, skin)
    )
    return of_lips, of_lids, of_skin


@kernel
def _lay(
    normals: Floats, half: Floats, corners: NDArray[np.int16], weights: Floats, lips: Floats,
    lids: Floats, skin: Floats, out: Floats,
) -> None:  # fmt: skip
    for row in range(out.shape[0]):
        for column in range(out.shape[1]):
            on_lips, on_lids, on_skin = lips[row, column], lids[row, column], skin[row, column]
            out[row, column] = np.float32(0)
            if on_lips + on_lids + on_skin <= np.float32(0):
                continue
            x = y = z = np.float32(0)
            for corner in range(3):
                i, part = corners[row, column, corner], weights[row, column, corner]
                x += part * normals[i, 0]
                y += part * normals[i, 1]
                z += part * normals[i, 2]
            length = max(np.sqrt(x * x + y * y + z * z), np.float32(1e-6))
            cosine = max((x * half[0] + y * half[1] + z * half[2]) / length, np.float32(0))
            p2 = cosine * cosine
            p4 = p2 * p2
            p8 = p4 * p4
            p16 = p8 * p8
            p32 = p16 * p16
            out[row, column] = on_lips * p32 * p32 * p16 + on_lids * p4 + on_skin * p16


def direction_of_light(normals: Floats, shading: Shading) -> Floats:
    """Where the light comes from: 3 float32, a unit vector; x right, y down, z away from the camera.

    Args:
        normals: 468x3 float32, of the mesh (`FaceRaster.normals`).
        shading: The light on the face.
    """
    seen = normals[:, 2] < -0.2
    rows, columns = texels_of_points(SIZE)
    light = shading.texture[rows[seen], columns[seen], LIGHT : LIGHT + 3] @ LUMINANCE
    light = light / max(float(light.mean()), 1e-4)
    terms = np.column_stack([np.ones(len(light), np.float32), normals[seen]])
    ridge = np.diag([0.0, _EVEN, _EVEN, _EVEN])
    fitted = np.linalg.solve(terms.T @ terms + ridge, terms.T @ light)
    direction = fitted[1:] + _FROM_CAMERA
    direction[2] = min(direction[2], -0.1)  # what is seen is lit from the camera's side
    return np.asarray(direction / np.linalg.norm(direction), np.float32)


def half_way(normals: Floats, shading: Shading) -> Floats:
    """The normal of what mirrors the light into the camera: 3 float32, a unit vector.

    Args:
        normals: 468x3 float32, of the mesh (`FaceRaster.normals`).
        shading: The light on the face.
    """
    half = direction_of_light(normals, shading) + np.array([0, 0, -1], np.float32)
    return np.asarray(half / np.linalg.norm(half), np.float32)


def lay_sheen(shading: Shading, normals: Floats) -> None:
    """Fills in the channel `SHEEN` of a shading, in place.

    Args:
        shading: The light on the face; its other channels are known.
        normals: 468x3 float32, of the mesh (`FaceRaster.normals`).
    """
    half = half_way(normals, shading)
    chart, (lips, lids, skin) = uv_map(SIZE), _strengths()
    plane = np.empty((SIZE, SIZE), np.float32)
    _lay(normals, half, chart.corners, chart.weights, lips, lids, skin, plane)
    shading.texture[..., SHEEN] = plane
