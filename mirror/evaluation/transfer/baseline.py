"""Something to compare with: the colours of lips, lids and cheeks moved over as statistics.

The oldest way of colour transfer (Reinhard et al. 2001), region by region: in CIELAB each region of
the face takes the spread of the reference's region, and its mean as far as that differs from the
reference's own skin.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from mirror.core.types import Pixels
from mirror.evaluation.transfer.measures import lab
from mirror.evaluation.transfer.parts import PARTS, SKIN, part
from mirror.evaluation.transfer.seen import Seen

FEWEST = 30
"""Pixels in which a part's statistics can be trusted."""
_LARGEST_GAIN = 3.0


@dataclass(frozen=True, slots=True, eq=False)
class Statistics:
    """One part of one face, in CIELAB.

    Attributes:
        mean: 3 float64.
        spread: 3 float64, the standard deviation.
    """

    mean: NDArray[np.float64]
    spread: NDArray[np.float64]


def statistics(seen: Seen) -> dict[str, Statistics]:
    """Of the skin and of each of `PARTS` of which enough is seen."""
    found = {}
    for name in (SKIN, *PARTS):
        where = seen.parts[name]
        if where.sum() >= FEWEST:
            colours = lab(seen.pixels[where])
            found[name] = Statistics(colours.mean(axis=0), colours.std(axis=0))
    return found


def moved(source: Seen, own: dict[str, Statistics], other: dict[str, Statistics]) -> Pixels:
    """A face with the statistics of another one's parts: HxWx3 uint8 BGR.

    Args:
        source: The face.
        own: Its `statistics`.
        other: Those of the reference.
    """
    out = source.pixels.copy()
    if SKIN not in own or SKIN not in other:
        return out
    for name in PARTS:
        if name not in own or name not in other:
            continue
        gain = other[name].spread / np.maximum(own[name].spread, 1e-3)
        target = own[SKIN].mean + other[name].mean - other[SKIN].mean
        share = source.spread(part(name))
        where = share > 0
        old = lab(out[where])
        new = (old - own[name].mean) * np.minimum(gain, _LARGEST_GAIN) + target
        out[where] = _encoded(old + share[where][:, np.newaxis] * (new - old))
    return out


def _encoded(colours: NDArray[np.float64]) -> Pixels:
    """CIELAB as BGR: Kx3 uint8."""
    linear = cv2.cvtColor(colours.astype(np.float32)[np.newaxis], cv2.COLOR_LAB2BGR)[0]
    return np.asarray(np.rint(np.clip(linear, 0, 1) * 255), np.uint8)
