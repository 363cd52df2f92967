"""Engines for tests: running, with no waits before a restart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from mirror.pipeline.engine import Engine
from mirror.pipeline.messages import FrameProcessor
from mirror.pipeline.restart import Backoff, RestartBudget
from tests.fakes import Watch

AT_ONCE = Backoff(first_s=0.0, cap_s=0.0)


@contextmanager
def running(
    build: Callable[[], FrameProcessor], *, budget: RestartBudget | None = None
) -> Iterator[tuple[Engine, Watch]]:
    watch = Watch()
    watch.engine = Engine(build, watch.news, budget=budget, backoff=AT_ONCE)
    with watch.engine:
        yield watch.engine, watch


def worker_runs(engine: Engine) -> Callable[[], bool]:
    return lambda: engine.status.worker.state.value == "running"
