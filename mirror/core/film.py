"""Makeup as a film on the skin.

A product lets some of the light through that comes from below it and adds some of its own:

    seen = T * skin + E                   per channel, linear light, in canonical UV space

The identity film is T = 1, E = 0. Films stack into one film, so that a look of fifteen products
costs the same per frame as one of one product.

Skin returns light in two ways, and a film treats them apart: what has been inside the skin and
carries its colour, and what its surface mirrors, white on every skin. So a film has four channels:
R, G, B of the first, and the specular share of the second. With s the specular part of a pixel,

    seen = T_rgb * (skin - s) + E_rgb + (T_s + E_s) * s

where `T_s + E_s` is the finish: 0 matte, 1 as the skin, above 1 gloss. The fourth channel stacks
by the same rule as the other three, so gloss over matte is gloss.

`E_rgb` is a reflectance: the compositor multiplies it by the light that falls on that spot, so
that paint does not glow in the shade.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from mirror.core.types import Floats

CHANNELS = 4


@dataclass(frozen=True, slots=True, eq=False)
class Film:
    """One film over the whole face.

    Attributes:
        transmittance: NxNx4 float32, R, G, B and specular, at least 0.
        emission: NxNx4 float32, likewise; R, G, B are reflectances under unit light.
    """

    transmittance: Floats
    emission: Floats

    def __post_init__(self) -> None:
        """Refuses arrays of other shapes or types, and makes both read-only."""
        for name, array in (("transmittance", self.transmittance), ("emission", self.emission)):
            square = array.ndim == 3 and array.shape[0] == array.shape[1]
            if not square or array.shape[2] != CHANNELS or array.dtype != np.float32:
                msg = f"a film's {name} is NxNx{CHANNELS} float32, not {array.shape} {array.dtype}"
                raise ValueError(msg)
        if self.transmittance.shape != self.emission.shape:
            raise ValueError("a film's transmittance and emission have the same size")
        self.transmittance.flags.writeable = False
        self.emission.flags.writeable = False

    @property
    def size(self) -> int:
        """N, in texels."""
        return int(self.transmittance.shape[0])


def identity(size: int) -> Film:
    """The film that changes nothing."""
    shape = (size, size, CHANNELS)
    return Film(np.ones(shape, np.float32), np.zeros(shape, np.float32))


def over(top: Film, bottom: Film) -> Film:
    """Both films as one: `seen_by(over(a, b), x) == seen_by(a, seen_by(b, x))`.

    Raises:
        ValueError: The films differ in size; `resized` makes them equal.
    """
    if top.size != bottom.size:
        msg = f"films of {top.size} and {bottom.size} texels do not stack"
        raise ValueError(msg)
    return Film(
        top.transmittance * bottom.transmittance,
        top.transmittance * bottom.emission + top.emission,
    )


def with_strength(film: Film, strength: float | Floats) -> Film:
    """The film worn at a part of its strength.

    Every pixel becomes the mix of bare and made, `(1 - s) * skin + s * seen`: a product applied to
    a share s of the skin. It holds for opaque products too, which `T ** s` would not (0 ** s is
    0).

    Args:
        film: Any film.
        strength: 0..1, one number, or one for each texel (NxN float32).
    """
    share = np.asarray(strength, np.float32)
    if share.ndim == 2:
        share = share[..., np.newaxis]
    one = np.float32(1.0)
    return Film(one + share * (film.transmittance - one), share * film.emission)


def resized(film: Film, size: int) -> Film:
    """The film at another resolution: area average to shrink, bilinear to enlarge."""
    if size == film.size:
        return film
    interpolation = cv2.INTER_AREA if size < film.size else cv2.INTER_LINEAR
    shape = (size, size)
    return Film(
        np.asarray(cv2.resize(film.transmittance, shape, interpolation=interpolation), np.float32),
        np.asarray(cv2.resize(film.emission, shape, interpolation=interpolation), np.float32),
    )
