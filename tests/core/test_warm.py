from __future__ import annotations

import numpy as np

from mirror.core.types import LANDMARKS
from mirror.core.warm import compile_frame_kernels, compile_kernels, small_face
from mirror.makeup.drawings import drawings, groundwork
from mirror.makeup.look import find_look


def test_every_kernel_runs() -> None:
    compile_frame_kernels()
    compile_kernels()


def test_the_small_face_wears_what_is_drawn() -> None:
    face = small_face()
    assert len(face.raster.landmarks_px) == LANDMARKS
    assert not face.frame.flags.writeable
    products = [*find_look("hoarfrost").products, *find_look("bride").products]
    for drawing in (*groundwork(products), *drawings(products)):
        out = face.frame.copy()
        drawing.draw(out, face.raster, face.light, 1.0)
    lenses = next(d for d in drawings(products) if type(d).__name__ == "LensOnEye")
    out = face.frame.copy()
    lenses.draw(out, face.raster, face.light, 1.0)
    assert np.any(out != face.frame), "the small face has open eyes"
