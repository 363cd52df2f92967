"""The parts of the face whose colours are compared, in canonical UV."""

from __future__ import annotations

from functools import cache

import numpy as np

from mirror.core.regions import regions
from mirror.core.types import Floats
from mirror.core.zones import ZONES, zones
from mirror.makeup.shapes import eyes

SIZE = 256
LIPS, LIDS, CHEEKS, SKIN = "lips", "lids", "cheeks", "skin"
PARTS = (LIPS, LIDS, CHEEKS)
"""Where makeup is worn; `SKIN` is what is compared with."""


@cache
def part(name: str) -> Floats:
    """Where one of `PARTS`, or the skin, lies: 256x256 float32, 0..1, soft."""
    inside = regions(SIZE)
    masks = {
        LIPS: inside.lips,
        # All that eyeshadow covers, up to the brow.
        LIDS: eyes.eyeshadow("smoky", 1, SIZE)[0] * inside.domain,
        CHEEKS: zones(SIZE)[ZONES.index("cheeks")] * inside.skin,
        SKIN: inside.skin,
    }
    return np.asarray(masks[name], np.float32)
