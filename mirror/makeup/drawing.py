"""What of a look is drawn into every frame, since no film can be it.

A film is fixed to the skin. Lines are thinner than its texels, lashes stand out from the face, and
there is no skin on eyes and teeth.
"""

from __future__ import annotations

from typing import Protocol

from mirror.core.raster import FaceRaster
from mirror.core.shading import Shading
from mirror.core.types import Pixels


class Drawing(Protocol):
    """One thing that is drawn."""

    def draw(self, out: Pixels, face: FaceRaster, shading: Shading, strength: float) -> None:
        """Draws it on a face, in place.

        Args:
            out: HxWx3 uint8 BGR, writeable: the frame, with the film on.
            face: Where the face is.
            shading: The light on it.
            strength: 0..1, of the whole look.
        """
        ...
