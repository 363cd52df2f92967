"""Runs the engine as fast as it goes, and takes the time."""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import numpy as np

from mirror.capture.loop import LoopSource, read_loop
from mirror.cli.machine import resident_mb
from mirror.config import models_root
from mirror.errors import EngineError, SourceError
from mirror.pipeline.engine import Engine
from mirror.pipeline.messages import Controls, FrameProcessor
from mirror.pipeline.stats import PictureStats, Timings
from mirror.pipeline.worker import WorkerState

if TYPE_CHECKING:
    from mirror.capture.source import Source
    from mirror.makeup.look import Look
    from mirror.makeup.transferred import TransferredLook
    from mirror.pipeline.messages import Rendered

WARM_UP = 30
LOOP_BYTES = 70_000_000
_PERCENTILES = (50, 95, 99)
_RUNS = 100


@dataclass(frozen=True, slots=True)
class Plan:
    """What to measure.

    Attributes:
        look: The products that are worn, or None.
        size: Width and height of the pictures.
        frames: How many to measure; None goes by `seconds`.
        seconds: How long to measure; None goes by `frames`.
        transferred: The look of a photo that is worn, or None.
    """

    look: Look | None
    size: tuple[int, int]
    frames: int | None
    seconds: float | None
    transferred: TransferredLook | None = None


@dataclass(frozen=True, slots=True)
class GeneratorTime:
    """What fitting a photo's look to one face takes, by itself.

    Attributes:
        provider: What it ran on.
        precision: Of the form of the network that runs there.
        threads: CPU threads inside one run.
        median_ms: Of one run, with the copying of its inputs and outputs to and from the device.
    """

    provider: str
    precision: str
    threads: int
    median_ms: float

    def report(self) -> dict[str, object]:
        """The figures as they are written to a file."""
        return {**asdict(self), "median_ms": round(self.median_ms, 3)}


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured.

    Attributes:
        size: Width and height of the pictures.
        frames: How many pictures count.
        timings: Of those, with the percentiles 50, 95 and 99.
        first_ready_ns: When the first picture of all was ready, on `time.perf_counter_ns()`.
        dropped: Pictures that were read but not rendered.
        failures: Pictures on which the processor failed.
        providers: The execution provider of each model.
        resident_mb: Memory in use at the end, with everything still loaded; None if unknown.
    """

    size: tuple[int, int]
    frames: int
    timings: Timings
    first_ready_ns: int
    dropped: int
    failures: int
    providers: Mapping[str, str]
    resident_mb: float | None

    def report(self, *, started_ns: int) -> dict[str, object]:
        """The figures as they are written to a file; times in ms to three digits."""
        timings = self.timings
        return {
            "fps": round(timings.fps or 0.0, 2),
            "frame_ms": _named(timings.frame_ms, (50, 95, 99)),
            "stages_ms": {name: _named(at, (50, 95)) for name, at in timings.stages_ms.items()},
            "latency_ms": _named(timings.latency_ms, (50, 95)),
            "dropped": self.dropped,
            "providers": dict(self.providers),
            "rss_mb": None if self.resident_mb is None else round(self.resident_mb, 1),
            "first_frame_s": round((self.first_ready_ns - started_ns) / 1e9, 3),
            "frames": self.frames,
            "size": list(self.size),
        }


class _Meter:
    """Takes every picture on the worker's thread, where none can be missed."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._warm_up = WARM_UP
        self._until_ns: int | None = None
        self.engine: Engine | None = None
        self.stats = PictureStats(window=None)
        self.frames = 0
        self.first_ready_ns = 0
        self.done = threading.Event()

    def news(self) -> None:
        """What the engine calls."""
        engine = self.engine
        if engine is None or self.done.is_set():
            return
        feed, worker = engine.status.feed, engine.status.worker
        if worker.state is WorkerState.FAILED or (
            feed is not None and feed.state.value == "failed"
        ):
            self.done.set()
        rendered = engine.take()
        if rendered is not None:
            self._count(rendered)

    def _count(self, rendered: Rendered) -> None:
        if not self.first_ready_ns:
            self.first_ready_ns = rendered.ready_ns
        if self._warm_up:
            self._warm_up -= 1
            if self._plan.seconds is not None:
                self._until_ns = rendered.ready_ns + round(self._plan.seconds * 1e9)
            return
        self.stats.add(rendered)
        self.frames += 1
        late = self._until_ns is not None and rendered.ready_ns >= self._until_ns
        if late or self.frames == self._plan.frames:
            self.done.set()


def measure(plan: Plan, source: Source, build: Callable[[], FrameProcessor]) -> Measured:
    """Runs the engine on a loop of the source's first pictures.

    Args:
        plan: What to measure.
        source: Not opened yet.
        build: Makes the processor.

    Raises:
        SourceError: The source delivers nothing.
        MirrorError: The processor cannot be built, or was given up.
    """
    meter = _Meter(plan)
    meter.engine = engine = Engine(build, meter.news)
    engine.publish(Controls(look=plan.look, transferred=plan.transferred))
    with engine:  # the processor is built while the pictures are read, as in the window
        pictures = read_loop(source, plan.size, LOOP_BYTES)
        if not pictures:
            raise SourceError(f"{source.name} delivers no picture; choose another source.")
        engine.use(lambda: LoopSource(pictures, source.name))
        meter.done.wait()
        status, resident = engine.status, resident_mb()
    if status.worker.error is not None:
        raise status.worker.error
    if not meter.frames:
        raise EngineError("Nothing could be measured; run “mirror doctor”.")
    return Measured(
        size=plan.size,
        frames=meter.frames,
        timings=meter.stats.timings(_PERCENTILES),
        first_ready_ns=meter.first_ready_ns,
        dropped=status.dropped,
        failures=status.worker.failures,
        providers=status.worker.providers,
        resident_mb=resident,
    )


def time_generator(look: TransferredLook) -> GeneratorTime:
    """Times the generator on one thread, as the mirror runs it.

    Args:
        look: What is worn, read by the same network.

    Raises:
        ModelError: The transfer network is missing or broken.
    """
    from mirror.core import shading
    from mirror.inference.transfer import FilmGenerator

    generator = FilmGenerator(models_root(), threads=1)
    generator.wear(look.pigment, look.features)
    rng = np.random.default_rng(0)
    side = generator.size
    picture, light = (
        rng.random(shape, np.float32)
        for shape in ((side, side, 3), (shading.SIZE, shading.SIZE, shading.CHANNELS))
    )
    seen, strengths = np.ones((side, side), np.float32), np.ones(4, np.float32)
    taken_ms = []
    for _ in range(WARM_UP + _RUNS):
        start = time.perf_counter_ns()
        generator.generate(picture, seen, light, strengths)
        taken_ms.append((time.perf_counter_ns() - start) / 1e6)
    timed = GeneratorTime(
        generator.provider, generator.precision, 1, statistics.median(taken_ms[WARM_UP:])
    )
    generator.close()
    return timed


def _named(percentiles: Mapping[int, float], which: tuple[int, ...]) -> dict[str, float]:
    return {f"p{at}": round(percentiles.get(at, 0.0), 3) for at in which}
