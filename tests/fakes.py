"""Sources and processors that do what a test tells them, and a watch on the engine they run in."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from mirror.core.types import Frame, Pixels
from mirror.pipeline.engine import Engine, EngineStatus
from mirror.pipeline.messages import Controls, Rendered

PATIENCE_S = 30.0
MS = 1_000_000


def picture(value: int = 0, width: int = 16, height: int = 12) -> Pixels:
    return np.full((height, width, 3), value, np.uint8)


def frame(seq: int = 0, value: int | None = None) -> Frame:
    return Frame(picture(seq % 256 if value is None else value), seq, time.perf_counter_ns())


class FakeSource:
    """Delivers what the test puts into `feed`: a frame, None for the end, or an error to raise."""

    def __init__(
        self, *, name: str = "fake", live: bool = True, opening: Exception | None = None
    ) -> None:
        self.feed: queue.Queue[Frame | Exception | None] = queue.Queue()
        self.opened = threading.Event()
        self.closed = threading.Event()
        self.asked = threading.Semaphore(0)
        self._name = name
        self._live = live
        self._opening = opening
        self.notice: str | None = None

    @property
    def name(self) -> str:
        return self._name

    @property
    def live(self) -> bool:
        return self._live

    @property
    def fps(self) -> float | None:
        return 25.0

    def open(self) -> None:
        self.opened.set()
        if self._opening is not None:
            raise self._opening

    def read(self) -> Frame | None:
        self.asked.release()
        item = self.feed.get()
        if isinstance(item, Exception):
            raise item
        return item

    def close(self) -> None:
        self.closed.set()
        self.feed.put(None)

    def until_asked(self, times: int) -> None:
        """Waits for so many more calls of `read`; all frames before the last one have arrived."""
        for _ in range(times):
            assert self.asked.acquire(timeout=PATIENCE_S)


class FakeProcessor:
    """Tints the frame by 100, unless the test has it raise or wait."""

    def __init__(self) -> None:
        self.closed = threading.Event()
        self.errors: queue.SimpleQueue[Exception] = queue.SimpleQueue()
        self.entered = threading.Semaphore(0)
        self.gate = threading.Event()
        self.gate.set()
        self.thread: str | None = None
        self.wearing: list[Controls] = []

    @property
    def providers(self) -> Mapping[str, str]:
        return {"fake": "FakeExecutionProvider"}

    def process(self, frame: Frame, controls: Controls) -> Rendered:
        self.thread = threading.current_thread().name
        self.wearing.append(controls)
        self.entered.release()
        assert self.gate.wait(PATIENCE_S)
        if not self.errors.empty():
            raise self.errors.get()
        pixels = frame.pixels + np.uint8(100)
        return Rendered(frame, pixels, (), controls.revision, {"tint": 1.5})

    def close(self) -> None:
        self.closed.set()


class FilmKeeper(FakeProcessor):
    """Can still tint a frame by 50 when `process` fails."""

    def process_with_last_film(self, frame: Frame, controls: Controls) -> Rendered:
        return Rendered(frame, frame.pixels + np.uint8(50), (), controls.revision)


class Watch:
    """Takes every picture of an engine, and lets a test wait for what it wants to see."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self.engine: Engine | None = None
        self.pictures: list[Rendered] = []
        self.statuses: list[EngineStatus] = []

    def news(self) -> None:
        assert self.engine is not None
        with self._changed:
            self.statuses.append(self.engine.status)
            rendered = self.engine.take(0)
            if rendered is not None:
                self.pictures.append(rendered)
            self._changed.notify_all()

    def until(self, predicate: Callable[[], bool]) -> None:
        with self._changed:
            assert self._changed.wait_for(predicate, PATIENCE_S), self.statuses[-1:]

    def until_values(self, *values: int) -> None:
        """Waits until the last pictures' first code values are these."""
        self.until(lambda: self.values[-len(values) :] == list(values))

    @property
    def values(self) -> list[int]:
        return [int(rendered.pixels[0, 0, 0]) for rendered in self.pictures]

    @property
    def last(self) -> Rendered:
        with self._changed:
            return self.pictures[-1]

    def sources(self) -> list[str]:
        """The feed's states, each once per change."""
        states = [status.feed.state.value for status in self.statuses if status.feed is not None]
        return _once_per_change(states)

    def workers(self) -> list[str]:
        """The worker's states, each once per change."""
        return _once_per_change([status.worker.state.value for status in self.statuses])


def _once_per_change(values: list[str]) -> list[str]:
    return [value for at, value in enumerate(values) if at == 0 or values[at - 1] != value]


def rendered_at(
    ready_ns: int, captured_ns: int, stages_ms: Mapping[str, float], width: int = 16
) -> Rendered:
    plain = Frame(picture(width=width), 0, captured_ns)
    return replace(Rendered(plain, plain.pixels, (), 0), ready_ns=ready_ns, stages_ms=stages_ms)
