from __future__ import annotations

import numpy as np

from mirror.core.raster import FaceRaster, rasterise
from mirror.core.shading import CHANNELS, SIZE, Shading
from mirror.core.types import MESH_POINTS, Floats, Pixels
from mirror.makeup.lenses import lenses
from mirror.makeup.products import ContactLenses
from tests.faces import posed

LIGHT = Shading(np.full((SIZE, SIZE, CHANNELS), 0.8, np.float32))
GREEN = ContactLenses(shade="#2f9f3f", style="vivid")


def looking(points: Floats) -> Floats:
    """The face with irises in the middle of its eyes, as landmarks have them."""
    for first, corners in ((468, (33, 133)), (473, (263, 362))):
        centre = points[list(corners)].mean(axis=0)
        radius = 0.22 * float(np.linalg.norm(points[corners[0]] - points[corners[1]]))
        points[first] = centre
        for k, (x, y) in enumerate(((1, 0), (0, -1), (-1, 0), (0, 1)), start=1):
            points[first + k] = centre + radius * np.array([x, y, 0], np.float32)
    return points


def raster(points: Floats) -> FaceRaster:
    found = rasterise(points, 640, 640)
    assert found is not None
    return found


def worn(face: FaceRaster, strength: float = 1.0) -> Pixels:
    out = np.full((640, 640, 3), 70, np.uint8)
    for lens in lenses(GREEN):
        lens.draw(out, face, LIGHT, strength)
    return out


def open_eyes() -> Floats:
    return looking(posed(width=640, height=640, face_px=440))


def test_both_irises_are_green() -> None:
    points = open_eyes()
    out = worn(raster(points)).astype(int)
    for iris in (468, 473):
        x, y = points[iris, :2]
        radius = np.hypot(*(points[iris + 1, :2] - points[iris, :2]))
        blue, green, red = out[int(y), int(x + 0.68 * radius)]
        assert green > red + 10
        assert green > blue + 10


def test_little_but_the_irises_changes() -> None:
    out = worn(raster(open_eyes()))
    assert 0 < (out != 70).any(axis=2).mean() < 0.01


def test_closed_eyes_hide_them() -> None:
    points = looking(posed(width=640, height=640, face_px=440, eyes_closed=True))
    open_, closed = worn(raster(open_eyes())), worn(raster(points))
    assert (closed != 70).sum() < 0.05 * (open_ != 70).sum()


def test_without_irises_there_are_no_lenses() -> None:
    face = raster(open_eyes()[:MESH_POINTS])
    assert (worn(face) == 70).all()


def test_no_strength_is_no_lens() -> None:
    assert (worn(raster(open_eyes()), 0.0) == 70).all()
