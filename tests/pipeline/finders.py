"""Finders of bare skin for tests: the known one without ONNX Runtime, so that a test sees every call."""

from __future__ import annotations

import numpy as np

from mirror.core.types import Floats
from tests import known_transfer as known


class KnownFinder:
    """Bare where green is below a limit, in a buffer that the next call overwrites."""

    def __init__(self) -> None:
        self.provider = "test"
        self.runs = 0
        self.closed = False
        self._bare = np.empty((known.SIZE, known.SIZE), np.float32)

    @property
    def size(self) -> int:
        return known.SIZE

    def find(self, picture: Floats, visibility: Floats) -> Floats:
        self.runs += 1
        self._bare[:] = picture[..., 1] < known.COVERED_FROM
        return self._bare

    def close(self) -> None:
        self.closed = True
