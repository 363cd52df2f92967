"""Keeps what is painted once per look, so that a frame only has to put it on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mirror.core.composite import FilmTexture
from mirror.core.types import Floats
from mirror.makeup.drawing import Drawing
from mirror.makeup.look import Look
from mirror.makeup.painter import follows_skin, paint


@dataclass(frozen=True, slots=True, eq=False)
class Outfit:
    """A painted look, ready for the compositor."""

    texture: FilmTexture
    groundwork: tuple[Drawing, ...]
    drawings: tuple[Drawing, ...]


class Wardrobe:
    """The most recent outfits.

    Args:
        capacity: How many are kept; one takes about 11 MB.
    """

    # A painting that follows the skin serves all tones within this ratio of the one it was made
    # for, so that a tone which settles does not paint anew with every frame.
    _SAME_TONE = 1.1

    def __init__(self, capacity: int = 4) -> None:
        self._outfits: list[tuple[Look, Floats, Outfit]] = []
        self._capacity = capacity

    def fetch(self, look: Look, skin_albedo: Floats) -> Outfit:
        """The painted look; paints it on its first use.

        Args:
            look: What to wear.
            skin_albedo: 3 float32, linear RGB reflectance of the person's skin.
        """
        found = next((o for o in self._outfits if self._fits(o, look, skin_albedo)), None)
        if found is None:
            painting = paint(look, skin_albedo)
            outfit = Outfit(FilmTexture(painting.film), painting.groundwork, painting.drawings)
            found = (look, skin_albedo, outfit)
        # The latest first.
        others = [kept for kept in self._outfits if kept is not found]
        self._outfits = [found, *others][: self._capacity]
        return found[2]

    def _fits(self, kept: tuple[Look, Floats, Outfit], look: Look, skin_albedo: Floats) -> bool:
        if kept[0] != look:
            return False
        if not follows_skin(look):
            return True
        ratio = skin_albedo / np.maximum(kept[1], 1e-4)
        return bool((ratio < self._SAME_TONE).all() and (ratio > 1 / self._SAME_TONE).all())
