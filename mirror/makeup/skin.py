"""Smoother skin: blotches evened, pores kept."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mirror.core.groundwork import even_skin
from mirror.core.raster import FaceRaster
from mirror.core.regions import regions
from mirror.core.shading import Shading
from mirror.core.types import Pixels

_SIZE = 256


@dataclass(frozen=True, slots=True)
class SmootherSkin:
    """Evens the skin.

    Attributes:
        amount: 0..1, the share of its blotches that is taken.
    """

    amount: float

    def draw(self, out: Pixels, face: FaceRaster, shading: Shading, strength: float) -> None:
        """Evens it, in place (`makeup.drawing`)."""
        del shading
        even_skin(out, face, np.asarray(regions(_SIZE).skin), self.amount * strength)
