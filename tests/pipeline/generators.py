"""Generators for tests: the known one without ONNX Runtime, so that a test sees every call."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from mirror.core.types import Floats
from tests import known_transfer as known


class KnownGenerator:
    """Makes the known film, in buffers that the next call overwrites.

    Args:
        before: Called before each film is made; may raise, or let a fake clock go on.
    """

    def __init__(self, before: Callable[[], None] = lambda: None) -> None:
        self.provider = "test"
        self.runs = 0
        self.strengths: list[tuple[float, ...]] = []
        self.closed = False
        self._before = before
        self._pigment: Floats | None = None
        self._features: Floats | None = None
        self._film = np.empty((known.SIZE, known.SIZE, 8), np.float32)
        self._bare = np.empty((known.SIZE, known.SIZE), np.float32)

    @property
    def size(self) -> int:
        return known.SIZE

    def wear(self, pigment: Floats, features: Floats) -> None:
        self._pigment, self._features = pigment, features

    def generate(
        self, picture: Floats, visibility: Floats, shading: Floats, strengths: Floats
    ) -> tuple[Floats, Floats]:
        self._before()
        self.runs += 1
        self.strengths.append(tuple(strengths.tolist()))
        assert self._pigment is not None
        assert self._features is not None
        self._film[:], self._bare[:] = known.generated(
            picture, visibility, shading, self._pigment, self._features, strengths
        )
        return self._film, self._bare

    def close(self) -> None:
        self.closed = True
