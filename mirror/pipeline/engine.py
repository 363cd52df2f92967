"""Runs the mirror: a capture thread, a worker thread, and latest-wins slots between them."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

from mirror.core.slot import LatestSlot
from mirror.pipeline.feed import Feed, FeedStatus, SourceFactory
from mirror.pipeline.inlet import Inlet
from mirror.pipeline.messages import Controls, Rendered
from mirror.pipeline.restart import Backoff, RestartBudget
from mirror.pipeline.worker import (
    ProcessorFactory,
    Worker,
    WorkerState,
    WorkerStatus,
    plain,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from mirror.core.types import Frame


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """The engine as it is now.

    Attributes:
        feed: The source; None before there is one.
        worker: The processor.
        captured: How many frames the sources have delivered.
        dropped: How many of them the worker had no time for.
    """

    feed: FeedStatus | None
    worker: WorkerStatus
    captured: int
    dropped: int

    @property
    def notice(self) -> str | None:
        """The one sentence that the person should read now, or None."""
        return self.worker.notice or (self.feed.notice if self.feed is not None else None)


class Engine:
    """Turns a source's frames into rendered pictures, and keeps nothing waiting.

    The capture thread reads the source, the worker thread runs the processor; where one is slower
    than the other, frames are dropped and never queued. As long as there is no processor (it is
    being built, or was given up), the source's own pictures are shown. From a source that is not
    live every frame is rendered, at the worker's pace.

    `start` and `close` are for one thread; everything else is for any thread.

    Args:
        build_processor: Makes the processor, warmed; called on the worker's thread.
        on_news: Called on the engine's threads when there is a new picture or another status.
            Must not block. It may call `take`: where every frame counts, that is the place.
        budget: How many restarts of the processor are allowed.
        backoff: The waits before restarts and before a source is opened again.
    """

    def __init__(
        self,
        build_processor: ProcessorFactory,
        on_news: Callable[[], None],
        *,
        budget: RestartBudget | None = None,
        backoff: Backoff | None = None,
    ) -> None:
        self._on_news = on_news
        self._backoff = backoff or Backoff()
        self._controls = Controls()
        self._inlet = Inlet()
        self._outlet: LatestSlot[Rendered] = LatestSlot()
        self._worker = Worker(
            build_processor,
            self._inlet,
            lambda: self._controls,
            self,
            budget=budget,
            backoff=self._backoff,
        )
        self._switching = threading.Lock()
        self._feed: Feed | None = None
        self._captured = 0
        self._closed = False

    def start(self) -> None:
        """Starts the worker; once."""
        self._worker.start()

    def use(self, make_source: SourceFactory) -> None:
        """Goes over to another source, and returns at once.

        The source before it is closed first, so that the same camera can be opened anew.

        Args:
            make_source: Makes the source; called on the capture thread, again whenever a live
                source has broken.
        """
        with self._switching:
            if self._closed:
                return
            previous = self._feed
            if previous is not None:
                previous.stop()
            self._feed = Feed(make_source, self, previous=previous, backoff=self._backoff)
            self._feed.start()

    def publish(self, controls: Controls) -> None:
        """From the next frame on, these controls hold."""
        self._controls = controls

    def take(self, timeout: float | None = 0.0) -> Rendered | None:
        """The newest picture that nobody has taken yet.

        Args:
            timeout: Seconds to wait for one; 0 only looks, None waits until `close`.
        """
        return self._outlet.take(timeout)

    @property
    def status(self) -> EngineStatus:
        """A snapshot."""
        feed = self._feed
        return EngineStatus(
            feed=feed.status if feed is not None else None,
            worker=self._worker.status,
            captured=self._captured,
            dropped=self._inlet.dropped,
        )

    def close(self) -> None:
        """Ends both threads after the frame in hand and frees the source; may be repeated."""
        with self._switching:
            if self._closed:
                return
            self._closed = True
        if self._feed is not None:
            self._feed.close()
        self._worker.close()
        self._outlet.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # What the two threads call.

    def deliver(self, frame: Frame) -> None:
        """Takes a frame from the capture thread."""
        self._captured += 1
        if self._worker.status.state is WorkerState.RUNNING:
            self._inlet.put(frame)
        else:
            self.show(plain(frame, self._controls))

    def wait_until_wanted(self, stop: threading.Event) -> bool:
        """Holds the capture thread back until the worker asks for a frame."""
        return self._inlet.wait_until_wanted(stop)

    def feed_changed(self) -> None:
        """Passes on that the source's status is another one."""
        self._on_news()

    def show(self, rendered: Rendered) -> None:
        """Takes a picture from the worker, or a plain one from the capture thread."""
        notice = rendered.notice or self.status.notice
        self._outlet.put(replace(rendered, notice=notice, ready_ns=time.perf_counter_ns()))
        self._on_news()

    def worker_changed(self) -> None:
        """Passes on that the worker's status is another one."""
        self._on_news()
