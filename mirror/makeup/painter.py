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
from numpy.typing import NDArray

from mirror.core.colour import LUMINANCE, hex_to_linear
from mirror.core.film import Film
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
    transmittance = np.ones((SIZE, SIZE, 4), np.float32)
    emission = np.zeros((SIZE, SIZE, 4), np.float32)
    strokes: list[LinerStroke] = []
    for product in look.products:
        if isinstance(product, Eyeliner):
            strokes.extend(liner_strokes(product))
        else:
            _put_on(transmittance, emission, _layer(product, skin_albedo))
    return Painting(Film(transmittance, emission), tuple(strokes))


@dataclass(frozen=True, slots=True, eq=False)
class _Layer:
    """One pigment, the same all over, lying more or less densely.

    Attributes:
        density: NxN float32, 0..1.
        transmittance: 4 float32, of the full layer: R, G, B, specular.
        emission: 4 float32, likewise.
    """

    density: Floats
    transmittance: Floats
    emission: Floats


def _put_on(transmittance: Floats, emission: Floats, layer: _Layer) -> None:
    """`film.over(film.with_strength(layer, density), film)`, in place, where the layer lies."""
    rows, columns = np.any(layer.density, axis=1), np.any(layer.density, axis=0)
    if not rows.any():
        return
    box = (_extent(rows), _extent(columns))
    density = layer.density[box][..., np.newaxis]
    through = 1 + density * (layer.transmittance - 1)
    transmittance[box] *= through
    emission[box] *= through
    emission[box] += density * layer.emission


def _extent(used: NDArray[np.bool_]) -> slice:
    places = np.flatnonzero(used)
    return slice(int(places[0]), int(places[-1]) + 1)


def _layer(product: AnyProduct, skin_albedo: Floats) -> _Layer:
    match product:
        case Lipstick():
            pigment, density = _LIPSTICK[product.finish], shapes.lips(SIZE)
            shade = hex_to_linear(product.shade)
            cover = pigment.cover if product.coverage is None else product.coverage
        case Eyeshadow():
            pigment, density = _EYESHADOW[product.finish], shapes.eyeshadow(product.shape, SIZE)
            shade, cover = hex_to_linear(product.shade), product.coverage
        case Blush():
            pigment, density = _BLUSH[product.finish], shapes.blush(product.placement, SIZE)
            shade, cover = hex_to_linear(product.shade), product.coverage
        case Foundation():
            pigment, density = _FOUNDATION[product.finish], shapes.complexion(SIZE)
            shade = skin_albedo if product.shade is None else hex_to_linear(product.shade)
            cover = product.coverage
        case Eyeliner():
            raise TypeError("a liner is a stroke, not a film")
        case _:
            assert_never(product)
    transmittance, emission = np.empty(4, np.float32), np.empty(4, np.float32)
    transmittance[:3] = (1 - cover) * _filter(pigment, shade)
    emission[:3] = cover * shade * (1 + pigment.glow)
    transmittance[3], emission[3] = pigment.keeps, pigment.shine
    return _Layer(density * np.float32(product.strength), transmittance, emission)


def _filter(pigment: _Pigment, shade: Floats) -> Floats:
    """What a thin layer lets through: the shade's hue, 3 float32."""
    hue = shade / max(float(shade.max()), 1e-3)
    tint = 1 - pigment.tint * (1 - hue)
    # A filter darkens; only its hue is wanted where the layer is thin, so that some of the
    # luminance it takes is given back.
    given_back = max(float(tint @ LUMINANCE), 1e-3) ** 0.35
    return np.asarray(np.minimum(tint / given_back, 1.0), np.float32)
