"""The shade painter: a look's products as one film, and what is drawn on top of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mirror.core.film import Film
from mirror.core.texels import coat
from mirror.core.types import Floats
from mirror.makeup.drawing import Drawing
from mirror.makeup.drawings import drawings, groundwork
from mirror.makeup.formulas import layers
from mirror.makeup.look import Look
from mirror.makeup.pigment import Layer
from mirror.makeup.products import of_own_skin

SIZE = 512


@dataclass(frozen=True, slots=True, eq=False)
class Painting:
    """A look, painted.

    Attributes:
        film: All layers that lie on the skin as one film, 512 texels wide.
        groundwork: What is done to the skin before the film is put on, in this order.
        drawings: What is drawn into every frame on top of the film, in this order.
    """

    film: Film
    groundwork: tuple[Drawing, ...]
    drawings: tuple[Drawing, ...]


def follows_skin(look: Look) -> bool:
    """Whether the painting depends on the person's skin tone."""
    return any(of_own_skin(product) for product in look.products)


def paint(look: Look, skin_albedo: Floats) -> Painting:
    """Paints a look.

    Args:
        look: The products, the first one next to the skin.
        skin_albedo: 3 float32, linear RGB reflectance of this person's skin; only products without
            a shade of their own depend on it.
    """
    transmittance = np.ones((SIZE, SIZE, 4), np.float32)
    emission = np.zeros((SIZE, SIZE, 4), np.float32)
    for product in look.products:
        for layer in layers(product, skin_albedo, SIZE):
            _put_on(transmittance, emission, layer, product.strength)
    film = Film(transmittance, emission)
    return Painting(film, groundwork(look.products), drawings(look.products))


def _put_on(transmittance: Floats, emission: Floats, layer: Layer, strength: float) -> None:
    """`film.over(film.with_strength(layer, strength), film)`, in place, where the layer lies."""
    if layer.transmittance.ndim == layer.emission.ndim == 1:
        coat(transmittance, emission, layer.density, layer.transmittance, layer.emission, strength)
        return
    rows, columns = np.any(layer.density, axis=1), np.any(layer.density, axis=0)
    if not rows.any():
        return
    box = (_extent(rows), _extent(columns))
    density = layer.density[box][..., np.newaxis] * np.float32(strength)
    passed, returned = (
        plane[box] if plane.ndim == 3 else plane for plane in (layer.transmittance, layer.emission)
    )
    through = 1 + density * (passed - 1)
    transmittance[box] *= through
    emission[box] *= through
    emission[box] += density * returned


def _extent(used: NDArray[np.bool_]) -> slice:
    places = np.flatnonzero(used)
    return slice(int(places[0]), int(places[-1]) + 1)
