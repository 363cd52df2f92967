"""The look of a photo, fitted to each face, frame by frame."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from math import exp
from typing import Protocol

import numpy as np

from mirror.core.composite import FilmTexture
from mirror.core.shading import Shading
from mirror.core.texels import approach, identity_texels, lay_over
from mirror.core.types import Floats
from mirror.core.zones import ZONES
from mirror.errors import LookError
from mirror.makeup.liner import LinerStroke, estimated_strokes
from mirror.makeup.look import Look
from mirror.makeup.painter import paint
from mirror.makeup.products import Foundation
from mirror.makeup.transferred import TransferredLook, ZoneStrengths
from mirror.pipeline.cadence import Cadence

_COMPLEXION = Look("complexion", "Complexion", (Foundation(coverage=0.65),))
"""The skin of a photo as a product: a foundation without a shade takes the tone it is told."""
_COVERED_LID = (0.15, 0.5)
"""Between these a lid passes from covered to bare: next to the lashes no network is ever quite sure,
and a line is drawn or not, where a film may fade."""
_SETTLED_S = 0.03
"""A film that is not made with every frame has gone 63% of the way to the new one after this time:
it does not jump, and still follows within two frames."""


class Generator(Protocol):
    """What fitting needs of `inference.transfer.FilmGenerator`."""

    @property
    def size(self) -> int:
        """N, of the film in texels."""
        ...

    @property
    def provider(self) -> str:
        """The execution provider that it runs on."""
        ...

    def wear(self, pigment: Floats, features: Floats) -> None:
        """Says which look is worn from now on."""
        ...

    def generate(
        self, picture: Floats, visibility: Floats, shading: Floats, strengths: Floats
    ) -> tuple[Floats, Floats]:
        """The film, NxNx8, and bare, NxN; both overwritten by the next call."""
        ...

    def close(self) -> None:
        """Frees the model."""
        ...


class _Prepared:
    """What of a photo is the same on every face.

    Attributes:
        look: The photo's look.
        strokes: Its liner.
    """

    def __init__(self, look: TransferredLook) -> None:
        self.look = look
        self.strokes = tuple(estimated_strokes(look.liner))

    @cached_property
    def complexion(self) -> Floats:
        """Its foundation in full strength, NxNx8 texels; painted when it is first worn."""
        film = paint(_COMPLEXION, self.look.complexion).film
        return FilmTexture(film).level(self.look.size)


class _Worn:
    """The film on one face, from frame to frame.

    Attributes:
        film: The network's film as it is shown, NxNx8 texels.
        target: The film that was made last, to which `film` goes over.
        bare: NxN, of the film that was made last.
        stacked: `film` with what lies above and below it.
        made_for: The look and the zones that it was made for; None before the first.
        age: How many frames ago it was made.
        shown: Whether any frame has worn it.
        shown_ns: When the last one was captured.
    """

    def __init__(self, size: int) -> None:
        self.film = identity_texels(size)
        self.target = identity_texels(size)
        self.stacked = identity_texels(size)
        self.bare: Floats = np.zeros((size, size), np.float32)
        self.made_for: tuple[TransferredLook, ZoneStrengths] | None = None
        self.age = 0
        self.shown = False
        self.shown_ns = 0


class FilmFitter:
    """Makes and keeps the films of the faces that wear the look of a photo; belongs to one thread.

    Args:
        generator: The network.
        cadence: How often each film is made.
    """

    def __init__(self, generator: Generator, cadence: Cadence) -> None:
        self.generator = generator
        self.cadence = cadence
        self._prepared: _Prepared | None = None
        self._zones = ZoneStrengths()
        self._worn: dict[int, _Worn] = {}
        self._due: frozenset[int] = frozenset()
        self._made = 0

    @property
    def size(self) -> int:
        """N, of the films in texels, and of the pictures that they are made from."""
        return self.generator.size

    def begin(self, look: TransferredLook, zones: ZoneStrengths, faces: Iterable[int]) -> None:
        """Begins a frame.

        Args:
            look: The look that is worn in it.
            zones: How much of it is worn where.
            faces: The ids of the faces in it.

        Raises:
            LookError: The look was read by another network than this one.
        """
        size = self.size
        if look.size != size:
            raise LookError(
                f"The look “{look.title}” was read from its photo by another version of the "
                "mirror; open the photo again."
            )
        if self._prepared is None or self._prepared.look is not look:
            self._prepared = _Prepared(look)
        self._zones, self._made = zones, 0
        self._worn = {face: self._worn.get(face) or _Worn(size) for face in faces}
        for worn in self._worn.values():
            worn.age += 1
        sound = {
            face: worn.age for face, worn in self._worn.items() if worn.made_for == (look, zones)
        }
        self._due = self.cadence.due(sound) | (self._worn.keys() - sound.keys())

    def make(self, face: int, picture: Floats, visibility: Floats, light: Shading) -> None:
        """Makes a face's film, if it is this face's turn.

        Args:
            face: Its id.
            picture: NxNx3 float32 linear RGB (`core.unwrap`).
            visibility: NxN float32.
            light: The light on the face.
        """
        if face not in self._due or self._prepared is None:
            return
        look, worn = self._prepared.look, self._worn[face]
        strengths = np.array([getattr(self._zones, zone) for zone in ZONES], np.float32)
        self.generator.wear(look.pigment, look.features)
        film, bare = self.generator.generate(picture, visibility, light.texture, strengths)
        np.copyto(worn.target, film)
        np.copyto(worn.bare, bare)
        worn.made_for, worn.age = (look, self._zones), 0
        self._made += 1

    def texture(self, face: int, captured_ns: int, above: FilmTexture | None) -> FilmTexture:
        """All that a face wears in this frame, as one film; the next frame overwrites it.

        Args:
            face: Its id.
            captured_ns: When the frame was captured.
            above: The film that lies over the photo's, or None.

        Raises:
            RuntimeError: The face has no film yet.
        """
        worn = self._worn[face]
        if self._prepared is None or worn.made_for is None:
            raise RuntimeError("a face's film is made before it is worn")
        if self.cadence.every == 1 or not worn.shown:
            np.copyto(worn.film, worn.target)
        else:
            passed_s = max(captured_ns - worn.shown_ns, 0) / 1e9
            approach(worn.film, worn.target, 1 - exp(-passed_s / _SETTLED_S))
        worn.shown, worn.shown_ns = True, captured_ns
        film = worn.film
        if self._zones.skin > 0:
            share = worn.bare * np.float32(self._zones.skin)
            lay_over(film, self._prepared.complexion, worn.stacked, share)
            film = worn.stacked
        if above is not None:
            lay_over(above.level(self.size), film, worn.stacked)
            film = worn.stacked
        return FilmTexture(film)

    def strokes(self, face: int) -> list[tuple[LinerStroke, float]]:
        """The photo's liner, and how much of each line is worn, 0..1, without those that are not.

        Args:
            face: Its id.
        """
        if self._prepared is None:
            return []
        bare, eyes = self._worn[face].bare, self._zones.eyes
        worn = ((stroke, eyes * _uncovered(bare, stroke)) for stroke in self._prepared.strokes)
        return [(stroke, share) for stroke, share in worn if share > 0]

    def observe(self, stages_ms: Mapping[str, float]) -> None:
        """Ends a frame: takes in how long its stages took, "generate" among them."""
        generate_ms = stages_ms.get("generate", 0.0)
        others_ms = sum(stages_ms.values()) - generate_ms
        self.cadence.observe(others_ms, generate_ms, self._made, len(self._worn))

    def forget(self) -> None:
        """Forgets the faces, and the look that they wear."""
        self._prepared = None
        self._worn = {}
        self._due = frozenset()

    def close(self) -> None:
        """Frees the network."""
        self.generator.close()


def _uncovered(bare: Floats, stroke: LinerStroke) -> float:
    """How far a line is worn, 0..1: not at all where a hand covers the lid."""
    low, high = _COVERED_LID
    seen = float(bare[stroke.texels(len(bare))].mean())
    return min(max((seen - low) / (high - low), 0.0), 1.0)
