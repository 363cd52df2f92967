"""Teeth whitening."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mirror.core import mesh
from mirror.core.mesh import face_mesh
from mirror.core.raster import FaceRaster
from mirror.core.regions import spline
from mirror.core.shading import Shading
from mirror.core.teeth import whiten
from mirror.core.types import Pixels

# Lips take some of the light from what is behind them.
_BEHIND_LIPS = 0.9


@dataclass(frozen=True, slots=True)
class WhiterTeeth:
    """Whitens what the open mouth shows.

    Attributes:
        amount: 0..1.
    """

    amount: float

    def draw(self, out: Pixels, face: FaceRaster, shading: Shading, strength: float) -> None:
        """Whitens the teeth in a picture, in place (`makeup.drawing`)."""
        inner = face.points_px[list(mesh.LIPS_INNER), :2].astype(np.float64)
        mouth = np.asarray(spline(inner, closed=True, steps=5), np.float32)
        u, v = face_mesh().uv[[13, 14]].mean(axis=0)
        light = shading.light_at(float(u), float(v)) * np.float32(_BEHIND_LIPS)
        whiten(out, mouth, light, self.amount * strength)
