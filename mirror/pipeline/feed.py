"""The capture thread: reads one source, and opens it again when it breaks."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Protocol

from mirror.capture.source import Source
from mirror.errors import MirrorError
from mirror.pipeline.restart import Backoff

if TYPE_CHECKING:
    from mirror.core.types import Frame

_log = logging.getLogger(__name__)

SourceFactory = Callable[[], Source]


class FeedState(Enum):
    """What the capture thread is doing."""

    OPENING = "opening"
    DELIVERING = "delivering"
    REOPENING = "reopening"
    ENDED = "ended"
    FAILED = "failed"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class FeedStatus:
    """The source as it is now.

    Attributes:
        state: What the capture thread is doing.
        name: The source's name for people; empty until it has one.
        fps: Frames a second that the source says it delivers, if it does.
        notice: A sentence for the person about the source, or None.
    """

    state: FeedState = FeedState.OPENING
    name: str = ""
    fps: float | None = None
    notice: str | None = None


class FrameSink(Protocol):
    """Where a feed leaves its frames; called on the feed's thread."""

    def deliver(self, frame: Frame) -> None:
        """Takes a frame; must not block for long."""
        ...

    def wait_until_wanted(self, stop: threading.Event) -> bool:
        """Waits until a frame is asked for; False once `stop` is set."""
        ...

    def feed_changed(self) -> None:
        """The feed's status is another one."""
        ...


class Feed:
    """Runs one source on a thread of its own, until `close` or the source's end.

    A live source that breaks is replaced by a new one from the same factory, with growing waits
    and without giving up: a camera may be plugged in again tomorrow. One whose every frame counts
    has failed when it breaks.

    Args:
        make_source: Makes the source, on the feed's thread.
        sink: Where frames go.
        previous: The feed whose place this one takes; it is closed, and its device is free, before
            this one's source is made.
        backoff: The waits between attempts.
    """

    def __init__(
        self,
        make_source: SourceFactory,
        sink: FrameSink,
        *,
        previous: Feed | None = None,
        backoff: Backoff | None = None,
    ) -> None:
        self._make_source = make_source
        self._sink = sink
        self._previous = previous
        self._backoff = backoff or Backoff()
        self._stop = threading.Event()
        self._adopting = threading.Lock()
        self._source: Source | None = None
        self._status = FeedStatus()
        self._thread = threading.Thread(target=self._run, name="mirror-capture")

    @property
    def status(self) -> FeedStatus:
        """A snapshot; for any thread."""
        return self._status

    def start(self) -> None:
        """Starts the thread; once."""
        self._thread.start()

    def stop(self) -> None:
        """Asks the thread to end after the read under way; returns at once."""
        self._stop.set()

    def close(self) -> None:
        """Ends the thread and frees the device; returns when both are done, may be repeated."""
        self._stop.set()
        with self._adopting:
            source = self._source
        if source is not None:
            _close_quietly(source)
        self._thread.join()

    def _run(self) -> None:
        if self._previous is not None:
            self._previous.close()
            self._previous = None
        attempt = 0
        while not self._stop.is_set():
            error = self._play()
            if error is None:
                return
            if self._status.state is FeedState.DELIVERING:
                attempt = 0
            if not self._may_try_again(error):
                return
            self._stop.wait(self._backoff.delay_s(attempt))
            attempt += 1
        self._become(FeedState.CLOSED)

    def _play(self) -> Exception | None:
        """Runs a source from its making to its end; returns what broke it, if anything did."""
        source: Source | None = None
        try:
            source = self._adopt()
            if source is not None:
                source.open()
                self._read_all(source)
        except Exception as error:  # noqa: BLE001 - whatever a driver raises must not end the mirror
            return error
        finally:
            if source is not None:
                _close_quietly(source)
        return None

    def _adopt(self) -> Source | None:
        """Makes the source, so that `close` finds it; None if `close` came first."""
        source = self._make_source()
        with self._adopting:
            self._source = source
            return None if self._stop.is_set() else source

    def _read_all(self, source: Source) -> None:
        while not self._stop.is_set():
            if not source.live and not self._sink.wait_until_wanted(self._stop):
                break
            frame = source.read()
            if self._stop.is_set():
                break
            if frame is None:
                self._become(FeedState.ENDED, source, source.notice)
                return
            self._become(FeedState.DELIVERING, source, source.notice)
            self._sink.deliver(frame)
        self._become(FeedState.CLOSED)

    def _may_try_again(self, error: Exception) -> bool:
        if self._stop.is_set():
            self._become(FeedState.CLOSED)
            return False
        source, name = self._source, self._status.name
        if isinstance(error, MirrorError):
            sentence = str(error)
            _log.info("%s", sentence)
        else:
            sentence = f"The picture from {name or 'the source'} broke off: {error}."
            _log.error("the source %s broke", name, exc_info=error)
        if source is not None and not source.live:
            self._become(FeedState.FAILED, source, sentence)
            return False
        self._become(FeedState.REOPENING, source, f"{sentence} Trying again.")
        return True

    def _become(
        self, state: FeedState, source: Source | None = None, notice: str | None = None
    ) -> None:
        before = self._status
        if source is None:
            after = replace(before, state=state, notice=notice)
        else:
            after = FeedStatus(state, source.name, source.fps, notice)
        if after != before:
            self._status = after
            self._sink.feed_changed()


def _close_quietly(source: Source) -> None:
    try:
        source.close()
    except Exception:  # noqa: BLE001 - logged, and the mirror goes on
        _log.exception("the source %s did not close cleanly", source.name)
