"""A layer of pigment: how a formula of one shade behaves, wherever it lies.

It hides a share of the skin and tints what it lets through:

    T = (1 - cover) * tint        E = cover * shade

`shade` is the product's colour as a reflectance, `tint` its hue as a filter. Both hold for any
skin below: a bright opaque shade is as bright on dark skin as it is in its pan. Less of a product
hides less, and where there is next to none of it, it tints less, too.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mirror.core.colour import LUMINANCE
from mirror.core.types import Floats


@dataclass(frozen=True, slots=True)
class Pigment:
    """How a formula behaves in a full layer.

    Attributes:
        cover: Share of the skin that is hidden, 0..1.
        tint: How much of the hue filters the light that passes, 0..1.
        keeps: Share of the skin's own shine that stays.
        shine: Shine of its own, in units of the skin's.
        glow: Extra light of its own shade that it returns.
        tints_from: The cover from which on it tints in full; what covers less is a thinner layer.
        dulls_from: The cover from which on it takes the skin's own shine in full; 0 where the finish
            is the product, however little it covers, as it is of lipstick.
    """

    cover: float
    tint: float
    keeps: float
    shine: float
    glow: float = 0.0
    tints_from: float = 0.05
    dulls_from: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """Pigment that lies more or less densely.

    Attributes:
        density: NxN float32, 0..1.
        transmittance: 4 float32, of the full layer: R, G, B, specular; or NxNx4, where it differs
            from place to place.
        emission: 4 float32, likewise.
    """

    density: Floats
    transmittance: Floats
    emission: Floats


def layer(pigment: Pigment, shade: Floats, density: Floats, cover: float | None = None) -> Layer:
    """A formula in a shade.

    Args:
        pigment: The formula.
        shade: 3 float32, linear RGB reflectance.
        density: NxN float32, 0..1.
        cover: Instead of the formula's own.
    """
    hidden = pigment.cover if cover is None else cover
    transmittance, emission = np.empty(4, np.float32), np.empty(4, np.float32)
    transmittance[:3] = (1 - hidden) * _filter(pigment, shade, _reached(hidden, pigment.tints_from))
    emission[:3] = hidden * shade * (1 + pigment.glow)
    taken = (1 - pigment.keeps) * _reached(hidden, pigment.dulls_from)
    transmittance[3], emission[3] = 1 - taken, pigment.shine
    return Layer(density, transmittance, emission)


def _reached(cover: float, full: float) -> float:
    return min(cover / full, 1.0) if full > 0 else 1.0


def _filter(pigment: Pigment, shade: Floats, amount: float = 1.0) -> Floats:
    """What a thin layer lets through: the shade's hue, 3 float32."""
    hue = shade / max(float(shade.max()), 1e-3)
    tint = 1 - amount * pigment.tint * (1 - hue)
    # A filter darkens; only its hue is wanted where the layer is thin, so that some of the
    # luminance it takes is given back.
    given_back = max(float(tint @ LUMINANCE), 1e-3) ** 0.35
    return np.asarray(np.minimum(tint / given_back, 1.0), np.float32)
