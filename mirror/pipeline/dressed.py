"""A face in one frame, as it is seen and as it is dressed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mirror.core.composite import FilmTexture, composite
from mirror.core.foreground import take_back
from mirror.core.light import SkinTone
from mirror.core.raster import FaceRaster
from mirror.core.shading import Shading
from mirror.core.types import Face, Floats, Pixels
from mirror.makeup.drawing import Drawing


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """One face in one frame, before anything is worn.

    Attributes:
        face: Which one.
        raster: Where it is.
        light: The light on it.
        tone: Its skin.
        bare: How much of what is worn stays where, NxN, 0..1 in canonical UV; None keeps everything.
        unwrapped: Its picture and visibility in canonical UV, as large as anybody needs them.
    """

    face: Face
    raster: FaceRaster
    light: Shading
    tone: SkinTone
    bare: Floats | None
    unwrapped: tuple[Floats, Floats]


@dataclass(frozen=True, slots=True, eq=False)
class Dressed:
    """One face in one frame, and what it wears.

    Attributes:
        raster: Where the face is.
        light: The light on it.
        film: All that lies on its skin.
        groundwork: What is done to the skin before.
        drawings: What is drawn over that, and how much of each is worn, 0..1.
        bare: How much of all that stays where, NxN, 0..1 in canonical UV; None keeps everything.
    """

    raster: FaceRaster
    light: Shading
    film: FilmTexture
    groundwork: Sequence[Drawing]
    drawings: Sequence[tuple[Drawing, float]]
    bare: Floats | None

    def put_on(self, frame: Pixels, out: Pixels, strength: float) -> None:
        """Prepares the skin, puts the film on it, then what is drawn, from the frame into `out`."""
        for drawing in self.groundwork:
            drawing.draw(out, self.raster, self.light, strength)
        # The film reads the skin as it was prepared.
        prepared = out.copy() if self.groundwork else frame
        composite(prepared, out, self.raster, self.film, self.light, strength)
        for drawing, share in self.drawings:
            drawing.draw(out, self.raster, self.light, strength * share)
        if self.bare is not None:
            take_back(frame, out, self.raster, self.bare)
