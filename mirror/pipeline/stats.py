"""Rates and times over the last pictures."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import nan
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

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
    """Collects the times of pictures, in a few bytes each; belongs to one thread.

    Args:
        window: Over how many of the last pictures; None keeps all.
    """

    def __init__(self, window: int | None = 120) -> None:
        self._window = window
        self._ready_ns = array("q")
        self._latency_ms = array("d")
        self._stages_ms: dict[str, array[float]] = {}  # not a number where a stage did not run

    def add(self, rendered: Rendered) -> None:
        """Counts a picture in; pictures are added in the order in which they became ready."""
        for name in rendered.stages_ms:
            if name not in self._stages_ms:
                self._stages_ms[name] = array("d", [nan] * len(self._ready_ns))
        self._ready_ns.append(rendered.ready_ns)
        self._latency_ms.append((rendered.ready_ns - rendered.frame.captured_ns) / 1e6)
        for name, column in self._stages_ms.items():
            column.append(rendered.stages_ms.get(name, nan))
        if self._window is not None and len(self._ready_ns) > 2 * self._window:
            del self._ready_ns[: -self._window]
            for column in (self._latency_ms, *self._stages_ms.values()):
                del column[: -self._window]

    def clear(self) -> None:
        """Forgets all pictures, as after a change of source."""
        self._ready_ns = array("q")
        self._latency_ms = array("d")
        self._stages_ms = {}

    def timings(self, percentiles: Sequence[int] = (50, 95)) -> Timings:
        """The figures over the pictures in the window.

        Args:
            percentiles: Which ones, 0..100.
        """
        intervals_ms = np.diff(self._last(self._ready_ns)) / 1e6
        stages = {name: self._last(column) for name, column in self._stages_ms.items()}
        ran = {name: spent[~np.isnan(spent)] for name, spent in stages.items()}
        return Timings(
            fps=1e3 / float(intervals_ms.mean()) if intervals_ms.any() else None,
            latency_ms=_percentiles(self._last(self._latency_ms), percentiles),
            frame_ms=_percentiles(intervals_ms, percentiles),
            stages_ms={name: _percentiles(ms, percentiles) for name, ms in ran.items() if ms.size},
        )

    def _last(self, column: array[int] | array[float]) -> NDArray[Any]:
        """A copy of the window's values: the column itself must stay free to grow."""
        values = np.array(column)
        return values if self._window is None else values[-self._window :]


def _percentiles(values: NDArray[np.float64], which: Sequence[int]) -> dict[int, float]:
    if not values.size:
        return {}
    return dict(zip(which, np.percentile(values, which).tolist(), strict=True))
