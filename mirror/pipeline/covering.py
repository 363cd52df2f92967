"""What lies before each face, frame by frame: nothing is painted on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from math import exp
from typing import Protocol

import cv2
import numpy as np

from mirror.core import mesh
from mirror.core.foreground import follow
from mirror.core.regions import contour_uv, signed_distance, smoothstep
from mirror.core.types import Floats
from mirror.core.unwrap import shrunk
from mirror.pipeline.cadence import Cadence

# Between these the makeup fades in. A doubtful place keeps it: that a lip is bare for a moment is
# seen sooner than that a strand of hair is tinted.
_COVERED, _BARE = 0.2, 0.55
_SEEN = 0.1
# Eyes, teeth and the tongue are no skin to the network. What lies before them lies before what is around
# them, too; in canonical UV, how far around, and how far from there it is looked up.
_HOLES_BEYOND, _AROUND = 0.014, 0.03
# What trembles has gone 63% of the way after this time.
_CALM_S = 0.15


class Finder(Protocol):
    """What covering needs of `inference.bare_skin.BareSkinFinder`."""

    @property
    def size(self) -> int:
        """N, of the picture that it looks at, in texels."""
        ...

    @property
    def provider(self) -> str:
        """The execution provider that it runs on."""
        ...

    def find(self, picture: Floats, visibility: Floats) -> Floats:
        """How surely each texel is bare, MxM, 0..1; overwritten by the next call."""
        ...

    def close(self) -> None:
        """Frees the model."""
        ...


class _Map:
    """What is known of one face.

    Attributes:
        bare: MxM float32, as the network sees it, averaged over time.
        age: How many frames ago the network looked; None before the first time.
        seen_ns: When the frame was captured that it looked at.
        worn: What `bare` means for what is put on; None where all of it stays.
    """

    def __init__(self) -> None:
        self.bare: Floats | None = None
        self.age = 0
        self.seen_ns = 0
        self.worn: Floats | None = None


class Covering:
    """Finds what lies before the faces, and keeps it still; belongs to one thread.

    The maps lie in canonical UV: between two looks of the network they move with the face's mesh.

    Args:
        finder: The network.
        cadence: How often it looks at each face.
    """

    def __init__(self, finder: Finder, cadence: Cadence) -> None:
        self.finder = finder
        self.cadence = cadence
        self._maps: dict[int, _Map] = {}
        self._due: frozenset[int] = frozenset()
        self._looked = 0

    def begin(self, faces: Iterable[int]) -> None:
        """Begins a frame.

        Args:
            faces: The ids of the faces in it.
        """
        self._looked = 0
        self._maps = {face: self._maps.get(face) or _Map() for face in faces}
        known = {}
        for face, one in self._maps.items():
            one.age += 1
            if one.bare is not None:
                known[face] = one.age
        self._due = self.cadence.due(known) | (self._maps.keys() - known.keys())

    def wants(self, face: int) -> bool:
        """Whether the network is to look at a face in this frame."""
        return face in self._due

    def look(self, face: int, captured_ns: int, picture: Floats, visibility: Floats) -> None:
        """Has the network look at a face.

        Args:
            face: Its id.
            captured_ns: When the frame was captured.
            picture: NxNx3 float32 linear RGB, where N is the finder's (`core.unwrap`).
            visibility: NxN float32.
        """
        one = self._maps[face]
        found = self.finder.find(picture, visibility)
        # What is not seen is not known, and the film fades out there by itself.
        found = np.where(shrunk(visibility, len(found)) > _SEEN, found, np.float32(1))
        found = _over_holes(found)
        if one.bare is None:
            one.bare = found
        else:
            passed_s = max(captured_ns - one.seen_ns, 0) / 1e9
            follow(one.bare, found, 1 - exp(-passed_s / _CALM_S))
        one.age, one.seen_ns = 0, captured_ns
        one.worn = _worn(one.bare)
        self._looked += 1

    def worn(self, face: int) -> Floats | None:
        """How much of what is put on a face is worn where: MxM, 0..1; None where all of it is."""
        return self._maps[face].worn

    def observe(self, stages_ms: Mapping[str, float]) -> None:
        """Ends a frame: takes in how long its stages took, "covers" among them."""
        looking_ms = stages_ms.get("covers", 0.0)
        others_ms = sum(stages_ms.values()) - looking_ms
        self.cadence.observe(others_ms, looking_ms, self._looked, len(self._maps))

    def forget(self) -> None:
        """Forgets the faces, and what lay before them."""
        self._maps = {}
        self._due = frozenset()

    def close(self) -> None:
        """Frees the network."""
        self.finder.close()


@cache
def _told(size: int) -> Floats:
    """1 where the network's word counts, 0 at eyes and mouth; soft between."""
    holes = [contour_uv(part) for part in (mesh.RIGHT_EYE, mesh.LEFT_EYE, mesh.LIPS_INNER)]
    return smoothstep(-_HOLES_BEYOND, -1.6 * _HOLES_BEYOND, signed_distance(holes, size))


def _over_holes(bare: Floats) -> Floats:
    """Bare skin, with eyes and mouth as what is around them."""
    size = len(bare)
    told = _told(size)
    sigma = _AROUND * size
    around, near = (cv2.GaussianBlur(one, (0, 0), sigma) for one in (bare * told, told))
    return np.asarray(bare * told + (1 - told) * around / np.maximum(near, 1e-3), np.float32)


def _worn(bare: Floats) -> Floats | None:
    if bare.min() >= _BARE:
        return None
    share = np.clip((bare - np.float32(_COVERED)) / np.float32(_BARE - _COVERED), 0, 1)
    return np.asarray(share * share * (3 - 2 * share), np.float32)
