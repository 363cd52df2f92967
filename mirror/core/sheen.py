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

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from mirror.core.colour import LUMINANCE
from mirror.core.kernel import kernel
from mirror.core.mesh import face_mesh
from mirror.core.raster import rasterise
from mirror.core.regions import regions
from mirror.core.shading import LIGHT, SHEEN, SIZE, Shading
from mirror.core.types import MESH_POINTS, Floats

# F for a finish that has the skin's shine twice. Gloss on lips is smooth, shimmer on lids and
# highlighter on cheeks are flakes that lie in all directions, and gleam more widely.
_ON_LIPS, _ON_SKIN = 0.24, 0.07

# Where light comes from when nothing says so: from above the camera. x to the right of the picture,
# y down, z away from the camera.
_FROM_CAMERA = np.array([0.0, -0.25, -0.45], np.float32)
# As if so many points of each direction had been seen in even light: noise has no direction.
_EVEN = 4.0


@dataclass(frozen=True, slots=True, eq=False)
class _Layout:
    """Which mix of which mesh points each texel is.

    Attributes:
        texel: K int64, places in the flat canvas.
        corners: Kx3 int32.
        share: Kx3 float32.
        lips: K float32, F of what of a lip it is, its inner edge left out.
        skin: K float32, F of the rest.
        samples: 468 int64, the texel in which each mesh point lies.
    """

    texel: NDArray[np.int64]
    corners: NDArray[np.int32]
    share: Floats
    lips: Floats
    skin: Floats
    samples: NDArray[np.int64]


@cache
def _layout() -> _Layout:
    mesh = face_mesh()
    flat = np.zeros((MESH_POINTS, 3), np.float32)
    flat[:, :2] = mesh.uv * SIZE
    raster = rasterise(flat, SIZE, SIZE)
    if raster is None:
        raise AssertionError("the canvas lies inside itself")
    whole = np.full((SIZE, SIZE), -1, np.int64)
    height, width = raster.triangle.shape
    whole[raster.top : raster.top + height, raster.left : raster.left + width] = raster.triangle
    rows, columns = np.nonzero((whole >= 0) & ~mesh.hole[whole])
    corners = mesh.triangles[whole[rows, columns]]
    a, b, c = (flat[corners[:, k], :2].astype(np.float64) for k in range(3))
    p = np.stack([columns + 0.5, rows + 0.5], axis=1)

    def area(u: np.ndarray, v: np.ndarray, w: np.ndarray) -> np.ndarray:
        first, second = v - u, w - u
        return np.asarray(first[:, 0] * second[:, 1] - first[:, 1] * second[:, 0])

    share = np.stack([area(p, b, c), area(a, p, c), area(a, b, p)], axis=1)
    share /= area(a, b, c)[:, np.newaxis]
    # The mesh has an edge where the lips roll inwards: a line of light there would be its own.
    lips = regions(SIZE).lips * (1 - regions(SIZE).inner_lips)
    places = np.minimum((mesh.uv * SIZE).astype(np.int64), SIZE - 1)
    return _Layout(
        texel=rows * SIZE + columns,
        corners=np.ascontiguousarray(corners, np.int32),
        share=np.ascontiguousarray(share, np.float32),
        skin=np.ascontiguousarray(_ON_SKIN * (1 - regions(SIZE).lips[rows, columns])),
        lips=np.ascontiguousarray(_ON_LIPS * lips[rows, columns]),
        samples=places[:, 1] * SIZE + places[:, 0],
    )


@kernel
def _lay(
    normals: Floats,
    half: Floats,
    texel: NDArray[np.int64],
    corners: NDArray[np.int32],
    share: Floats,
    lips: Floats,
    skin: Floats,
    out: Floats,
) -> None:
    for k in range(texel.shape[0]):
        x = y = z = np.float32(0)
        for corner in range(3):
            i, part = corners[k, corner], share[k, corner]
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
        out[texel[k]] = lips[k] * p32 * p32 * p16 + skin[k] * p16


def direction_of_light(normals: Floats, shading: Shading) -> Floats:
    """Where the light comes from: 3 float32, a unit vector; x right, y down, z away from the camera.

    Args:
        normals: 468x3 float32, of the mesh (`FaceRaster.normals`).
        shading: The light on the face.
    """
    seen = normals[:, 2] < -0.2
    at = _layout().samples[seen]
    light = shading.texture.reshape(SIZE * SIZE, -1)[at, LIGHT : LIGHT + 3] @ LUMINANCE
    light = light / max(float(light.mean()), 1e-4)
    terms = np.column_stack([np.ones(len(light), np.float32), normals[seen]])
    ridge = np.diag([0.0, _EVEN, _EVEN, _EVEN])
    fitted = np.linalg.solve(terms.T @ terms + ridge, terms.T @ light)
    direction = fitted[1:] + _FROM_CAMERA
    direction[2] = min(direction[2], -0.1)  # what is seen is lit from the camera's side
    return np.asarray(direction / np.linalg.norm(direction), np.float32)


def lay_sheen(shading: Shading, normals: Floats) -> None:
    """Fills in the channel `SHEEN` of a shading, in place.

    Args:
        shading: The light on the face; its other channels are known.
        normals: 468x3 float32, of the mesh (`FaceRaster.normals`).
    """
    light = direction_of_light(normals, shading)
    half = light + np.array([0, 0, -1], np.float32)
    half /= np.linalg.norm(half)
    layout = _layout()
    plane = np.zeros(SIZE * SIZE, np.float32)
    _lay(
        normals, half, layout.texel, layout.corners, layout.share, layout.lips,
        layout.skin, plane,
    )  # fmt: skip
    shading.texture[..., SHEEN] = plane.reshape(SIZE, SIZE)
