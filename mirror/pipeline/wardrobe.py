"""Keeps what is painted once per look, so that a frame only has to put it on."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

import numpy as np

from mirror.core.composite import FilmTexture
from mirror.core.types import Floats
from mirror.makeup.liner import LinerStroke
from mirror.makeup.look import Look
from mirror.makeup.painter import follows_skin, paint


@dataclass(frozen=True, slots=True, eq=False)
class Outfit:
    """A painted look, ready for the compositor."""

    texture: FilmTexture
    strokes: tuple[LinerStroke, ...]


class Wardrobe:
    """The most recent outfits.

    Args:
        capacity: How many are kept; one takes about 11 MB.
    """

    # Skin tones closer than this ratio share a painting that follows the skin.
    _TONE_STEP = 1.06

    def __init__(self, capacity: int = 4) -> None:
        self._outfits: OrderedDict[tuple[Look, tuple[int, ...]], Outfit] = OrderedDict()
        self._capacity = capacity

    def fetch(self, look: Look, skin_albedo: Floats) -> Outfit:
        """The painted look; paints it on its first use.

        Args:
            look: What to wear.
            skin_albedo: 3 float32, linear RGB reflectance of the person's skin.
        """
        tone: tuple[int, ...] = ()
        if follows_skin(look):
            steps = np.log(np.maximum(skin_albedo, 1e-3)) / np.log(self._TONE_STEP)
            rounded = np.rint(steps)
            tone = tuple(int(step) for step in rounded)
            skin_albedo = np.exp(rounded * np.log(self._TONE_STEP)).astype(np.float32)
        key = (look, tone)
        outfit = self._outfits.get(key)
        if outfit is None:
            painting = paint(look, skin_albedo)
            outfit = Outfit(FilmTexture(painting.film), painting.strokes)
            self._outfits[key] = outfit
            if len(self._outfits) > self._capacity:
                self._outfits.popitem(last=False)
        self._outfits.move_to_end(key)
        return outfit
