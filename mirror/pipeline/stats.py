"""Rates and times over the last pictures."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from mirror.pipeline.messages import Rendered


@dataclass(frozen=True, slots=True)
class Timings:
    """Rates and times over some pictures in a row; percentiles in ms, by their number.

    Attributes:
        fps: Pictures a second; None for fewer than two.
        latency_ms: From a frame's capture until its picture was ready to paint.
        frame_ms: From one picture's readiness to the next one's.
        stages_ms: Of each stage's time, in the order in which the stages ran.
    """

    fps: float | None = None
    latency_ms: Mapping[int, float] = field(default_factory=dict)
    frame_ms: Mapping[int, float] = field(default_factory=dict)
    stages_ms: Mapping[str, Mapping[int, float]] = field(default_factory=dict)


class PictureStats:
    """Collects the times of pictures; belongs to one thread.

    Args:
        window: Over how many of the last pictures; None keeps all.
    """

    def __init__(self, window: int | None = 120) -> None:
        self._ready_ns: deque[int] = deque(maxlen=window)
        self._latency_ms: deque[float] = deque(maxlen=window)
        self._stages_ms: deque[Mapping[str, float]] = deque(maxlen=window)

    def add(self, rendered: Rendered) -> None:
        """Counts a picture in; pictures are added in the order in which they became ready."""
        self._ready_ns.append(rendered.ready_ns)
        self._latency_ms.append((rendered.ready_ns - rendered.frame.captured_ns) / 1e6)
        self._stages_ms.append(rendered.stages_ms)

    def clear(self) -> None:
        """Forgets all pictures, as after a change of source."""
        self._ready_ns.clear()
        self._latency_ms.clear()
        self._stages_ms.clear()

    def timings(self, percentiles: Sequence[int] = (50, 95)) -> Timings:
        """The figures over the pictures in the window.

        Args:
            percentiles: Which ones, 0..100.
        """
        stages: dict[str, list[float]] = {}
        for picture in self._stages_ms:
            for name, spent in picture.items():
                stages.setdefault(name, []).append(spent)
        intervals = np.diff(np.array(self._ready_ns, dtype=np.int64)) / 1e6
        return Timings(
            fps=1e3 / float(intervals.mean()) if intervals.size and intervals.sum() > 0 else None,
            latency_ms=_percentiles(self._latency_ms, percentiles),
            frame_ms=_percentiles(intervals.tolist(), percentiles),
            stages_ms={name: _percentiles(spent, percentiles) for name, spent in stages.items()},
        )


def _percentiles(values: Sequence[float] | deque[float], which: Sequence[int]) -> dict[int, float]:
    if not values:
        return {}
    return dict(zip(which, np.percentile(np.array(values), which).tolist(), strict=True))
