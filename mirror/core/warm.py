"""Compiles every kernel, so that the first frame does not wait for it.

The machine code is kept on disk: once after an installation is enough.
"""

from __future__ import annotations

import numpy as np

from mirror.core import shading
from mirror.core.composite import FilmTexture, composite
from mirror.core.glitter import draw_glitter, points_near
from mirror.core.groundwork import even_skin, heal
from mirror.core.hairs import Hairs, draw_hairs
from mirror.core.lens import Lens, draw_lens
from mirror.core.mesh import RIGHT_EYE, face_mesh
from mirror.core.raster import rasterise
from mirror.core.sheen import lay_sheen
from mirror.core.stroke import Stroke, draw
from mirror.core.teeth import whiten
from mirror.core.texels import approach, identity_texels, lay_over
from mirror.core.unwrap import unwrap


def compile_kernels() -> None:
    """Runs each kernel once on a small picture; takes seconds the first time on a machine."""
    frame = np.full((128, 128, 3), 128, np.uint8)
    frame.flags.writeable = False
    place = face_mesh().position_cm * np.array([6, -6, -6], np.float32) + np.float32(64)
    raster = rasterise(place, 128, 128)
    if raster is None:
        raise AssertionError("the canonical face lies inside the picture")
    picture, visibility = unwrap(frame, place, raster.facing, shading.SIZE)
    skin = shading.skin_mean(picture, visibility)
    light = shading.shade(picture, visibility, skin, skin)
    lay_sheen(light, raster.normals)
    out = frame.copy()
    film = identity_texels(128)
    approach(film, film, 0.5)
    lay_over(film, film, film)
    composite(frame, out, raster, FilmTexture(film), light)
    path = np.ascontiguousarray(place[list(RIGHT_EYE), :2])
    radius = np.ones(len(path), np.float32)
    one = np.ones(3, np.float32)
    draw(out, raster, Stroke(path, radius, 1.0, one, 1.0, one, path))
    draw_hairs(out, Hairs(path[np.newaxis], radius[np.newaxis], one, 1.0, one))
    heal(out, raster, visibility, visibility, 1.0)
    even_skin(out, raster, visibility, 1.0)
    draw_glitter(
        out,
        raster,
        light,
        visibility,
        points_near(visibility),
        one,
        density=1.0,
        rainbow=0.5,
        strength=1.0,
    )
    whiten(out, path, one, 1.0)
    middle, wide = path.mean(axis=0), np.full(2, 9, np.float32)
    draw_lens(out, Lens(middle, wide, path, one, 0.5, 0.5, 1.0, one))
