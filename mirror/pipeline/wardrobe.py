"""Keeps what is painted once per look, so that a frame only has to put it on."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Executor, Future
from dataclasses import dataclass

import numpy as np

from mirror.core.composite import FilmTexture
from mirror.core.types import Floats
from mirror.core.warm import small_face
from mirror.makeup.drawing import Drawing
from mirror.makeup.look import Look
from mirror.makeup.painter import follows_skin, paint

_USUAL_FACE_PX = 300.0
"""A face of about this size is likely to be the one that the film is put on."""


@dataclass(frozen=True, slots=True, eq=False)
class Outfit:
    """A painted look, ready for the compositor."""

    texture: FilmTexture
    groundwork: tuple[Drawing, ...]
    drawings: tuple[Drawing, ...]


class Wardrobe:
    """The most recent outfits; belongs to one thread.

    Args:
        capacity: How many are kept; one takes about 11 MB.
        painter: Where looks are painted while frames go on, on a thread of its own; None paints
            at once.
    """

    # A painting that follows the skin serves all tones within this ratio of the one it was made
    # for, so that a tone which settles does not paint anew with every frame.
    _SAME_TONE = 1.1
    # A frame waits so long for a painting: another shade of what is worn is there by then.
    _PATIENCE_S = 0.012

    def __init__(self, capacity: int = 6, painter: Executor | None = None) -> None:
        self._outfits: list[tuple[Look, Floats, Outfit]] = []
        self._ahead: list[tuple[Look, Floats, Future[Outfit]]] = []
        self._wanted: tuple[Look, ...] = ()
        self._capacity = capacity
        self._painter = painter
        self._known: set[type[Drawing]] = set()

    def want(self, looks: Iterable[Look | None]) -> None:
        """Tells which looks the next frame may fetch; what is painted ahead for others is dropped."""
        self._wanted = tuple(look for look in looks if look is not None)

    def fetch(self, look: Look, skin_albedo: Floats) -> Outfit | None:
        """The painted look; on its first use it is painted.

        Args:
            look: What to wear.
            skin_albedo: 3 float32, linear RGB reflectance of the person's skin.

        Returns:
            None while it is still being painted, which it never is without a painter.

        Raises:
            LookError: A picture that is worn cannot be read.
        """
        found = next((o for o in self._outfits if self._fits(o[:2], look, skin_albedo)), None)
        if found is None:
            outfit = (
                _painted(look, skin_albedo)
                if self._painter is None
                else self._painted_ahead(self._painter, look, skin_albedo)
            )
            if outfit is None:
                return None
            found = (look, skin_albedo, outfit)
        # The latest first.
        others = [kept for kept in self._outfits if kept is not found]
        self._outfits = [found, *others][: self._capacity]
        return found[2]

    def forget(self) -> None:
        """Keeps nothing that was painted for the tone of somebody's skin."""
        self._outfits = [kept for kept in self._outfits if not follows_skin(kept[0])]
        for ahead in self._ahead:
            ahead[2].cancel()
        self._ahead = []

    def close(self) -> None:
        """Ends the painter, after what it has in hand."""
        if self._painter is not None:
            self._painter.shutdown(cancel_futures=True)

    def _painted_ahead(self, painter: Executor, look: Look, skin_albedo: Floats) -> Outfit | None:
        """What the painter has made of a look; None if it is not done yet."""
        kept = (look, *self._wanted)
        for ahead in self._ahead:
            if ahead[0] not in kept:
                ahead[2].cancel()
        self._ahead = [ahead for ahead in self._ahead if ahead[0] in kept]
        found = next((a for a in self._ahead if self._fits(a[:2], look, skin_albedo)), None)
        if found is None:
            found = (look, skin_albedo, painter.submit(self._rehearsed, look, skin_albedo))
            self._ahead.append(found)
        try:
            outfit = found[2].result(self._PATIENCE_S)
        except TimeoutError:
            return None
        # What cannot be painted stays here and is told with every frame, as long as it is worn.
        self._ahead = [ahead for ahead in self._ahead if ahead is not found]
        return outfit

    def _rehearsed(self, look: Look, skin_albedo: Floats) -> Outfit:
        """A painted look; what is drawn for the first time is tried, which loads its kernels."""
        outfit = _painted(look, skin_albedo)
        outfit.texture.level_for(_USUAL_FACE_PX)
        face = small_face()
        for drawing in (*outfit.groundwork, *outfit.drawings):
            if type(drawing) not in self._known:
                drawing.draw(face.frame.copy(), face.raster, face.light, 1.0)
                self._known.add(type(drawing))
        return outfit

    def _fits(self, kept: tuple[Look, Floats], look: Look, skin_albedo: Floats) -> bool:
        if kept[0] != look:
            return False
        if not follows_skin(look):
            return True
        ratio = skin_albedo / np.maximum(kept[1], 1e-4)
        return bool((ratio < self._SAME_TONE).all() and (ratio > 1 / self._SAME_TONE).all())


def _painted(look: Look, skin_albedo: Floats) -> Outfit:
    painting = paint(look, skin_albedo)
    return Outfit(FilmTexture(painting.film), painting.groundwork, painting.drawings)
