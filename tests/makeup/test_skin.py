from __future__ import annotations

import cv2
import numpy as np

from mirror.core.raster import rasterise
from mirror.core.shading import CHANNELS, SIZE, Shading
from mirror.makeup.skin import SmootherSkin
from tests.faces import mesh_mask, posed

LIGHT = Shading(np.full((SIZE, SIZE, CHANNELS), 0.8, np.float32))


def test_more_of_it_evens_more_and_only_skin() -> None:
    noise = np.random.default_rng(0).normal(0, 60, (320, 320, 3)).astype(np.float32)
    pixels = np.asarray(np.clip(150 + cv2.GaussianBlur(noise, (0, 0), 4), 0, 255), np.uint8)
    points = posed()
    face = rasterise(points, 320, 320)
    assert face is not None
    changes = []
    for amount in (0.0, 0.4, 1.0):
        out = pixels.copy()
        SmootherSkin(amount).draw(out, face, LIGHT, 1.0)
        assert np.array_equal(
            out[~mesh_mask(points, 320, 320)], pixels[~mesh_mask(points, 320, 320)]
        )
        changes.append(float(np.abs(out.astype(int) - pixels).mean()))
    assert changes[0] == 0 < changes[1] < changes[2]
