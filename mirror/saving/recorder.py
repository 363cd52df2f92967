"""Records the frames that are handed over, on a thread of its own."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from mirror.core.priority import A_LITTLE, step_back
from mirror.errors import OutputError
from mirror.saving.snapshot import as_seen

if TYPE_CHECKING:
    from mirror.core.types import Pixels

_log = logging.getLogger(__name__)

WAITING = 8
"""So many frames may wait for the encoder: at 1280x720, 22 MB."""
_NS = 1_000_000_000
_PROGRESS_NS = _NS // 10


class Sink(Protocol):
    """Where a recording goes; for one thread."""

    def write(self, pixels: Pixels, time_ns: int) -> None:
        """Takes a frame, all of them of one size.

        Args:
            pixels: HxWx3 uint8, BGR, sRGB, contiguous, as seen.
            time_ns: After the first frame; grows.

        Raises:
            OutputError: It cannot be written; nothing is left of the file.
        """
        ...

    def finish(self, stopping: threading.Event, on_share: Callable[[float], None]) -> Path | None:
        """Completes the file; once, after at least one frame.

        Args:
            stopping: Once it is set, the file is not wanted any more.
            on_share: Called with how much is done, up to 1.

        Returns:
            Where the file is; None if it was stopped, and then there is none.

        Raises:
            OutputError: It cannot be written; nothing is left of the file.
        """
        ...

    def discard(self) -> None:
        """Removes what has been written, and forgets what is held; may be repeated."""
        ...


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a recording is.

    Attributes:
        recorded_s: How long it is by now.
        longest_s: How long it may become.
        dropped: How many frames the encoder had no time for.
        completed: 0..1 once no more frames are taken, and the file is being completed.
    """

    recorded_s: float
    longest_s: float
    dropped: int
    completed: float | None = None


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording that has been kept.

    Attributes:
        path: Where it is.
        seconds: From its first frame to its last.
        frames: How many the encoder was given.
        dropped: For how many it had no time.
        notice: A sentence for the person about why it ended early, or None.
    """

    path: Path
    seconds: float
    frames: int
    dropped: int
    notice: str | None = None


class _Waiting(NamedTuple):
    pixels: Pixels
    time_ns: int
    mirrored: bool


class Recorder:
    """Records until it is stopped, until it is as long as it may be, or until it fails.

    Its thread starts at once and steps back a little behind the mirror's. Where it is slower than the
    frames come, the oldest that waits is dropped and counted. `add` never waits for it; every
    other method is for any thread too.

    Args:
        sink: Where to.
        longest_s: A frame that comes later than that ends the recording.
        on_progress: Called on the recorder's thread, some ten times a second.
        on_end: Called there once, when `wait` has its answer. It may stop no thread.
    """

    def __init__(
        self,
        sink: Sink,
        *,
        longest_s: float,
        on_progress: Callable[[Progress], None] = lambda _: None,
        on_end: Callable[[], None] = lambda: None,
    ) -> None:
        self._sink = sink
        self._longest_s = longest_s
        self._on_progress = on_progress
        self._on_end = on_end
        self._changed = threading.Condition()
        self._waiting: deque[_Waiting] = deque()
        self._recording = True
        self._dropped = 0
        self._unwanted = threading.Event()
        # What follows is the thread's own until it has ended.
        self._start_ns = self._last_ns = self._told_ns = 0
        self._size: tuple[int, ...] | None = None
        self._frames = 0
        self._notice: str | None = None
        self._recorded: Recording | None = None
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._run, name="mirror-recorder")
        self._thread.start()

    @property
    def recording(self) -> bool:
        """Whether frames are taken."""
        return self._recording

    def add(self, pixels: Pixels, time_ns: int, *, mirrored: bool) -> None:
        """Hands a frame over; nothing happens to it once the recording has ended.

        Args:
            pixels: HxWx3 uint8, BGR, sRGB. Not copied, and to be left as it is.
            time_ns: When it was taken, on a clock that does not jump. A frame that is no younger
                than the one before it is passed over.
            mirrored: Whether it is recorded as in a mirror.
        """
        with self._changed:
            if not self._recording:
                return
            if len(self._waiting) == WAITING:
                self._waiting.popleft()
                self._dropped += 1
            self._waiting.append(_Waiting(pixels, time_ns, mirrored))
            self._changed.notify()

    def stop(self) -> None:
        """Takes no more frames, and has the file completed; returns at once, may be repeated."""
        with self._changed:
            self._recording = False
            self._changed.notify()

    def cancel(self) -> None:
        """Takes no more frames, and has the file removed; returns at once, may be repeated."""
        self._unwanted.set()
        with self._changed:
            self._recording = False
            self._waiting.clear()
            self._changed.notify()

    def wait(self) -> Recording | None:
        """Waits until the recording has ended: after `stop`, `cancel`, or its longest time.

        Returns:
            What has been kept; None if it was cancelled.

        Raises:
            OutputError: There was no frame, or it cannot be written. Nothing is left of the file.
        """
        self._thread.join()
        if self._error is not None:
            raise self._error
        return self._recorded

    def _run(self) -> None:
        step_back(A_LITTLE)
        try:
            while (waiting := self._take()) is not None:
                self._write(waiting)
                del waiting  # or the last frame would be held until the next one comes
            self._complete()
        except Exception as error:  # noqa: BLE001 - raised again where somebody waits for it
            self._error = error
            if not isinstance(error, OutputError):
                _log.exception("the recording failed")
        finally:
            with self._changed:
                self._recording = False
                self._waiting.clear()
            self._sink.discard()
            self._on_end()

    def _take(self) -> _Waiting | None:
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or not self._recording)
            return self._waiting.popleft() if self._waiting else None

    def _write(self, frame: _Waiting) -> None:
        size = frame.pixels.shape[1::-1]
        if self._size is None:
            self._size, self._start_ns = size, frame.time_ns
        elif frame.time_ns <= self._last_ns:
            return
        if size != self._size:
            was, now = (f"{width}x{height}" for width, height in (self._size, size))
            self._notice = f"The picture changed from {was} to {now}; the recording ends there."
            self._end()
            return
        time_ns = frame.time_ns - self._start_ns
        if time_ns > self._longest_s * _NS:
            self._end()
            return
        self._last_ns = frame.time_ns
        self._sink.write(as_seen(frame.pixels, mirrored=frame.mirrored), time_ns)
        self._frames += 1
        if time_ns >= self._told_ns:
            self._told_ns = time_ns + _PROGRESS_NS
            self._on_progress(self._progress())

    def _end(self) -> None:
        """Ends the recording with what has been written; called on the thread."""
        with self._changed:
            self._recording = False
            self._waiting.clear()

    def _complete(self) -> None:
        if self._unwanted.is_set():
            return
        if not self._frames:
            raise OutputError("Nothing was recorded, as there was no picture; choose a source.")
        path = self._sink.finish(
            self._unwanted, lambda share: self._on_progress(self._progress(share))
        )
        if path is not None and self._unwanted.is_set():
            path.unlink(missing_ok=True)
        elif path is not None:
            seconds = self._seconds()
            self._recorded = Recording(path, seconds, self._frames, self._dropped, self._notice)

    def _seconds(self) -> float:
        return (self._last_ns - self._start_ns) / _NS if self._frames else 0.0

    def _progress(self, completed: float | None = None) -> Progress:
        return Progress(self._seconds(), self._longest_s, self._dropped, completed)
