"""How long each stage of a frame takes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class StageClock:
    """Adds up the wall time of named stages, in milliseconds, until `take` empties it.

    One clock belongs to one thread.

    Args:
        now_ns: What tells the time.
    """

    def __init__(self, now_ns: Callable[[], int] = time.perf_counter_ns) -> None:
        self._now_ns = now_ns
        self._stages_ms: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Times a block; blocks of the same name add up."""
        start = self._now_ns()
        try:
            yield
        finally:
            spent = (self._now_ns() - start) / 1e6
            self._stages_ms[name] = self._stages_ms.get(name, 0.0) + spent

    def take(self) -> dict[str, float]:
        """The stages since the last call, in the order in which they first ran, in ms."""
        taken, self._stages_ms = self._stages_ms, {}
        return taken
