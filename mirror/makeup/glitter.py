"""Flakes in shadow and lipstick."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mirror.core.colour import hex_to_linear
from mirror.core.glitter import draw_glitter, points_near
from mirror.core.raster import FaceRaster
from mirror.core.shading import Shading
from mirror.core.types import Floats, Pixels
from mirror.makeup.products import Eyeshadow, Lipstick
from mirror.makeup.shapes import eyes, lips

_SIZE = 256


@dataclass(frozen=True, slots=True)
class _Flakes:
    """What flakes a finish has.

    Attributes:
        density: Share of the places that have one.
        white: How much lighter than its shade a flake is, 0..1.
        rainbow: How far it is a grating, 0..1.
        strength: 0..1.
    """

    density: float
    white: float
    rainbow: float
    strength: float


_EYESHADOW = {
    "shimmer": _Flakes(0.35, 0.25, 0.0, 0.3),
    "glitter": _Flakes(0.55, 0.45, 0.15, 1.0),
}
_LIPSTICK = {
    "shimmer": _Flakes(0.3, 0.5, 0.0, 0.3),
    "holographic": _Flakes(0.6, 0.3, 0.85, 0.7),
}


@dataclass(frozen=True, slots=True, eq=False)
class Glitter:
    """Flakes of one shade.

    Attributes:
        mask: NxN float32, 0..1, in canonical UV.
        points: `core.glitter.points_near` it.
        shade: 3 float32, linear RGB.
        flakes: What they are like.
        strength: 0..1, of the product.
    """

    mask: Floats
    points: NDArray[np.intp]
    shade: Floats
    flakes: _Flakes
    strength: float

    def draw(self, out: Pixels, face: FaceRaster, shading: Shading, strength: float) -> None:
        """Scatters them, in place (`makeup.drawing`)."""
        flakes = self.flakes
        draw_glitter(
            out, face, shading, self.mask, self.points, self.shade, density=flakes.density,
            rainbow=flakes.rainbow, strength=flakes.strength * self.strength * strength,
        )  # fmt: skip


def glitter(product: Eyeshadow | Lipstick) -> Iterator[Glitter]:
    """The flakes of a product; none of most finishes."""
    flakes = (_LIPSTICK if isinstance(product, Lipstick) else _EYESHADOW).get(product.finish)
    if flakes is None:
        return
    masks = (
        (lips.whole(_SIZE),)
        if isinstance(product, Lipstick)
        else eyes.eyeshadow(product.template, len(product.shades), _SIZE)
    )
    for shade, mask in zip(product.shades, masks, strict=False):
        tone = hex_to_linear(shade)
        # A flake mirrors light: it is as light as its hue can be.
        bright = tone / max(float(tone.max()), 0.05)
        yield Glitter(
            mask,
            points_near(mask),
            np.asarray(bright + flakes.white * (1 - bright), np.float32),
            flakes,
            product.strength,
        )
