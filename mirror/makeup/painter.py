"""The shade painter: a look's products as one film, and its liners as strokes.

A layer of pigment hides a share of the skin and tints what it lets through:

    T = (1 - cover) * tint        E = cover * shade

`shade` is the product's colour as a reflectance, `tint` its hue as a filter. Both hold for any
skin below: a bright opaque shade is as bright on dark skin as it is in its pan.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

import numpy as np

from mirror.core.colour import LUMINANCE, hex_to_linear
from mirror.core.film import Film, identity, over, with_strength
from mirror.core.types import Floats
from mirror.makeup import shapes
from mirror.makeup.liner import LinerStroke, liner_strokes
from mirror.makeup.look import (
    AnyProduct,
    Blush,
    Eyeliner,
    Eyeshadow,
    Foundation,
    Lipstick,
    Look,
)

SIZE = 512


@dataclass(frozen=True, slots=True)
class _Pigment:
    """How a formula behaves in a full layer.

    Attributes:
        cover: Share of the skin that is hidden, 0..1.
        tint: How much of the hue filters the light that passes, 0..1.
        keeps: Share of the skin's own shine that stays.
        shine: Shine of its own, in units of the skin's.
        glow: Extra light of its own shade that it returns.
    """

    cover: float
    tint: float
    keeps: float
    shine: float
    glow: float = 0.0


_LIPSTICK = {
    "sheer": _Pigment(cover=0.22, tint=0.55, keeps=1.0, shine=0.15),
    "satin": _Pigment(cover=0.72, tint=0.7, keeps=0.5, shine=0.5),
    "matte": _Pigment(cover=0.9, tint=0.8, keeps=0.0, shine=0.12),
    "gloss": _Pigment(cover=0.42, tint=0.7, keeps=0.0, shine=2.4),
}
_EYESHADOW = {
    "matte": _Pigment(cover=1.0, tint=0.35, keeps=0.3, shine=0.0),
    "satin": _Pigment(cover=1.0, tint=0.35, keeps=0.6, shine=0.5, glow=0.05),
    "shimmer": _Pigment(cover=1.0, tint=0.3, keeps=0.0, shine=2.5, glow=0.12),
}
_BLUSH = {
    "matte": _Pigment(cover=1.0, tint=0.3, keeps=0.6, shine=0.0),
    "satin": _Pigment(cover=1.0, tint=0.3, keeps=0.9, shine=0.0),
    "dewy": _Pigment(cover=1.0, tint=0.3, keeps=1.0, shine=0.5),
}
_FOUNDATION = {
    "matte": _Pigment(cover=1.0, tint=0.0, keeps=0.25, shine=0.0),
    "natural": _Pigment(cover=1.0, tint=0.0, keeps=0.7, shine=0.0),
    "dewy": _Pigment(cover=1.0, tint=0.0, keeps=1.0, shine=0.35),
}


@dataclass(frozen=True, slots=True, eq=False)
class Painting:
    """A look, painted.

    Attributes:
        film: All layers that lie on the skin as one film, 512 texels wide.
        strokes: Lines to be drawn at the frame's own resolution, on top of the film.
    """

    film: Film
    strokes: tuple[LinerStroke, ...]


def follows_skin(look: Look) -> bool:
    """Whether the painting depends on the person's skin tone."""
    return any(isinstance(p, Foundation) and p.shade is None for p in look.products)


def paint(look: Look, skin_albedo: Floats) -> Painting:
    """Paints a look.

    Args:
        look: The products, the first one next to the skin.
        skin_albedo: 3 float32, linear RGB reflectance of this person's skin; only a foundation
            without a shade depends on it.
    """
    film = identity(SIZE)
    strokes: list[LinerStroke] = []
    for product in look.products:
        if isinstance(product, Eyeliner):
            strokes.extend(liner_strokes(product))
        else:
            film = over(_layer(product, skin_albedo), film)
    return Painting(film, tuple(strokes))


def _layer(product: AnyProduct, skin_albedo: Floats) -> Film:
    match product:
        case Lipstick():
            pigment = _LIPSTICK[product.finish]
            cover = pigment.cover if product.coverage is None else product.coverage
            density = shapes.lips(SIZE)
            film = _film(pigment, hex_to_linear(product.shade), cover)
        case Eyeshadow():
            density = shapes.eyeshadow(product.shape, SIZE)
            film = _film(_EYESHADOW[product.finish], hex_to_linear(product.shade), product.coverage)
        case Blush():
            density = shapes.blush(product.placement, SIZE)
            film = _film(_BLUSH[product.finish], hex_to_linear(product.shade), product.coverage)
        case Foundation():
            density = shapes.complexion(SIZE)
            shade = skin_albedo if product.shade is None else hex_to_linear(product.shade)
            film = _film(_FOUNDATION[product.finish], shade, product.coverage)
        case Eyeliner():
            raise TypeError("a liner is a stroke, not a film")
        case _:
            assert_never(product)
    return with_strength(film, density * product.strength)


def _film(pigment: _Pigment, shade: Floats, cover: float) -> Film:
    """A full layer of a pigment over the whole canvas."""
    filtered = shade / max(float(shade.max()), 1e-3)
    # A filter darkens; only its hue is wanted where the layer is thin, so that most of the
    # luminance it takes is given back.
    tint = 1.0 - pigment.tint * (1.0 - filtered)
    tint = tint / np.float32(max(float(tint @ LUMINANCE), 1e-3)) ** np.float32(0.35)
    transmittance = np.empty((1, 1, 4), np.float32)
    emission = np.empty((1, 1, 4), np.float32)
    transmittance[..., :3] = (1.0 - cover) * np.minimum(tint, 1.0)
    emission[..., :3] = cover * shade * (1.0 + pigment.glow)
    transmittance[..., 3] = pigment.keeps
    emission[..., 3] = pigment.shine
    return Film(
        np.broadcast_to(transmittance, (SIZE, SIZE, 4)).copy(),
        np.broadcast_to(emission, (SIZE, SIZE, 4)).copy(),
    )
