"""Films in one array each, for what is done to them in every frame.

Texels are NxNx8 float32: a `Film`'s transmittance (R, G, B, specular), then its emission. The rules
are those of `core.film`, in place and compiled: a film that changes with every frame must not cost
more than it takes to paint it.
"""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np

from mirror.core.film import CHANNELS, Film
from mirror.core.kernel import kernel
from mirror.core.types import Floats

_IDENTITY: Floats = np.repeat(np.array([1, 0], np.float32), CHANNELS)


def packed(film: Film) -> Floats:
    """The film as texels, in an array of their own."""
    return np.dstack([film.transmittance, film.emission])


def identity_texels(size: int) -> Floats:
    """The film that changes nothing, to be written to."""
    return np.tile(_IDENTITY, (size, size, 1))


def resized(texels: Floats, size: int) -> Floats:
    """The film at another resolution: area average to shrink, bilinear to enlarge."""
    if size == len(texels):
        return texels
    interpolation = cv2.INTER_AREA if size < len(texels) else cv2.INTER_LINEAR
    # OpenCV averages over parts of texels in pictures of up to four channels only.
    halves = (
        cv2.resize(np.ascontiguousarray(half), (size, size), interpolation=interpolation)
        for half in np.split(texels, 2, axis=2)
    )
    return np.asarray(np.dstack(list(halves)), np.float32)


@kernel
def _over(top: Floats, bottom: Floats, share: Floats, out: Floats) -> None:
    one = np.float32(1)
    for texel in range(share.size):
        worn = share[texel]
        for channel in range(4):
            keeps, adds = 8 * texel + channel, 8 * texel + channel + 4
            through = top[keeps]
            out[adds] = through * (worn * bottom[adds]) + top[adds]
            out[keeps] = through * (one + worn * (bottom[keeps] - one))


@kernel
def _approach(film: Floats, target: Floats, kept: np.float32) -> None:
    one, zero = np.float32(1), np.float32(0)
    for texel in range(film.size // 8):
        at = 8 * texel
        strength = zero
        for channel in range(4):
            strength += abs(target[at + channel] - one) + abs(target[at + channel + 4])
        still = kept if strength > zero else zero
        for channel in range(8):
            there = target[at + channel]
            film[at + channel] = there + still * (film[at + channel] - there)


@kernel
def _coat(
    transmittance: Floats, emission: Floats, density: Floats, strength: np.float32, passed: Floats,
    returned: Floats,
) -> None:  # fmt: skip
    one, zero = np.float32(1), np.float32(0)
    for row in range(density.shape[0]):
        for column in range(density.shape[1]):
            there = strength * density[row, column]
            if there <= zero:
                continue
            for channel in range(4):
                through = one + there * (passed[channel] - one)
                transmittance[row, column, channel] *= through
                emission[row, column, channel] = (
                    through * emission[row, column, channel] + there * returned[channel]
                )


def coat(
    transmittance: Floats, emission: Floats, density: Floats, passed: Floats, returned: Floats,
    strength: float,
) -> None:  # fmt: skip
    """Lays a layer that differs in density alone over a film, in place.

    Args:
        transmittance: NxNx4 float32, of the film (`core.film`).
        emission: NxNx4 float32.
        density: NxN float32, 0..1, of the layer.
        passed: 4 float32, transmittance of the full layer.
        returned: 4 float32, its emission.
        strength: 0..1, how much of it is worn.
    """
    _coat(transmittance, emission, density, np.float32(strength), passed, returned)


@cache
def _everywhere(size: int) -> Floats:
    return np.ones(size * size, np.float32)


def lay_over(top: Floats, bottom: Floats, out: Floats, bottom_share: Floats | None = None) -> None:
    """Writes `over(top, with_strength(bottom, bottom_share))` of `core.film` into `out`.

    Args:
        top: Texels.
        bottom: Texels of the same size.
        out: Texels of the same size; may be `top` or `bottom`.
        bottom_share: NxN float32, 0..1, how much of the lower film is worn; None is all of it.
    """
    share = _everywhere(len(out)) if bottom_share is None else bottom_share.ravel()
    _over(top.ravel(), bottom.ravel(), share, out.ravel())


def approach(film: Floats, target: Floats, share: float) -> None:
    """Moves a film a part of the way towards another one, in place.

    Where the other one is exactly the identity it gets there at once: a hand that comes before the
    face does not wear for a moment what lay below it, and no trace is left of what is gone.

    Args:
        film: Texels.
        target: Texels of the same size.
        share: 0..1, of the way.
    """
    _approach(film.ravel(), target.ravel(), np.float32(1 - share))
