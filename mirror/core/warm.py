"""Compiles kernels, so that no frame waits for it.

The machine code is kept on disk: once after an installation is enough. From there a start loads what
every frame needs; what a look draws is loaded when it is painted, beside the frames.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from mirror.core import shading
from mirror.core.composite import FilmTexture, composite
from mirror.core.foreground import follow, take_back
from mirror.core.glitter import draw_glitter, points_near
from mirror.core.groundwork import even_skin, heal
from mirror.core.hairs import Hairs, draw_hairs
from mirror.core.lens import Lens, draw_lens
from mirror.core.mesh import RIGHT_EYE, face_mesh
from mirror.core.raster import FaceRaster, rasterise
from mirror.core.shading import Shading
from mirror.core.sheen import lay_sheen
from mirror.core.stroke import Stroke, draw
from mirror.core.teeth import whiten
from mirror.core.texels import approach, coat, identity_texels, lay_over
from mirror.core.types import LANDMARKS, MESH_POINTS, Floats, Pixels
from mirror.core.unwrap import unwrap

_SIDE = 128
# A ring around the iris's centre, as landmarks have it.
_IRIS_PX = np.array([[0, 0, 0], [2, 0, 0], [0, -2, 0], [-2, 0, 0], [0, 2, 0]], np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class SmallFace:
    """A face to try things on.

    Attributes:
        frame: 128x128x3 uint8 BGR, grey, read-only.
        raster: The canonical face in it.
        light: The light on it.
        visibility: 128x128 float32 (`core.unwrap`).
    """

    frame: Pixels
    raster: FaceRaster
    light: Shading
    visibility: Floats


@cache
def small_face() -> SmallFace:
    """The canonical face in a small picture; to be read only, by any thread."""
    frame = np.full((_SIDE, _SIDE, 3), 128, np.uint8)
    frame.flags.writeable = False
    place = np.zeros((LANDMARKS, 3), np.float32)
    place[:MESH_POINTS] = face_mesh().position_cm * np.array([6, -6, -6], np.float32) + _SIDE / 2
    for iris, corners in ((slice(468, 473), [33, 133]), (slice(473, 478), [263, 362])):
        place[iris] = place[corners].mean(axis=0) + _IRIS_PX
    raster = rasterise(place, _SIDE, _SIDE)
    if raster is None:
        raise AssertionError("the canonical face lies inside the picture")
    picture, visibility = unwrap(frame, place, raster.facing, shading.SIZE)
    skin = shading.skin_mean(picture, visibility)
    light = shading.shade(picture, visibility, skin, skin)
    lay_sheen(light, raster.normals)
    return SmallFace(frame, raster, light, visibility)


def compile_frame_kernels() -> None:
    """Runs each kernel that every frame needs once; what only some looks need is left out."""
    face = small_face()
    out = face.frame.copy()
    film = identity_texels(128)
    density = np.ones((8, 8), np.float32)
    density.flags.writeable = False  # as those of products are: a kernel is compiled for either
    four, blank = np.ones(4, np.float32), np.ones((8, 8, 4), np.float32)
    coat(blank, blank.copy(), density, four, four, 1.0)
    composite(face.frame, out, face.raster, FilmTexture(film), face.light)
    bare = face.visibility.copy()
    follow(bare, face.visibility, 0.5)
    take_back(face.frame, out, face.raster, bare)


def compile_kernels() -> None:
    """Runs each kernel once on a small picture; takes seconds the first time on a machine."""
    compile_frame_kernels()
    face = small_face()
    out, raster, visibility = face.frame.copy(), face.raster, face.visibility
    film = identity_texels(128)
    approach(film, film, 0.5)
    lay_over(film, film, film)
    path = np.ascontiguousarray(raster.points_px[list(RIGHT_EYE), :2])
    radius = np.ones(len(path), np.float32)
    one = np.ones(3, np.float32)
    draw(out, raster, Stroke(path, radius, 1.0, one, 1.0, one, path))
    draw_hairs(out, Hairs(path[np.newaxis], radius[np.newaxis], one, 1.0, one))
    heal(out, raster, visibility, visibility, 1.0)
    even_skin(out, raster, visibility, 1.0)
    draw_glitter(
        out, raster, face.light, visibility, points_near(visibility), one,
        density=1.0, rainbow=0.5, strength=1.0,
    )  # fmt: skip
    whiten(out, path, one, 1.0)
    middle, wide = path.mean(axis=0), np.full(2, 9, np.float32)
    draw_lens(out, Lens(middle, wide, path, one, 0.5, 0.5, 1.0, one))
