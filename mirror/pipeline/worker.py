"""The worker thread: runs the processor on frame after frame, and gets over its failures."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TYPE_CHECKING, Protocol

from mirror.errors import EngineError, LookError, MirrorError
from mirror.pipeline.messages import Controls, FrameProcessor, KeepsLastFilm, Rendered
from mirror.pipeline.restart import Backoff, RestartBudget

if TYPE_CHECKING:
    from mirror.core.types import Frame
    from mirror.pipeline.inlet import Inlet

_log = logging.getLogger(__name__)

ProcessorFactory = Callable[[], FrameProcessor]

_FAILURES_TO_REBUILD = 3
_STUMBLED = "The makeup could not follow for a moment."
_RESTARTING = "The makeup is being restarted; this is the plain camera picture."


class WorkerState(Enum):
    """What the worker thread is doing."""

    BUILDING = "building"
    RUNNING = "running"
    RESTARTING = "restarting"
    FAILED = "failed"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class WorkerStatus:
    """The processor as it is now.

    Attributes:
        state: What the worker thread is doing. Only when it is RUNNING does it take frames.
        rendered: How many frames the processor has finished.
        failures: How many frames it has failed on.
        restarts: How many times it was built anew.
        providers: The execution provider that each model got, once it is running.
        error: Why it was given up, when the state is FAILED.
    """

    state: WorkerState = WorkerState.BUILDING
    rendered: int = 0
    failures: int = 0
    restarts: int = 0
    providers: Mapping[str, str] = field(default_factory=dict)
    error: MirrorError | None = None

    @property
    def notice(self) -> str | None:
        """A sentence for the person about the processor, or None."""
        if self.error is not None:
            return str(self.error)
        return _RESTARTING if self.state is WorkerState.RESTARTING else None


class RenderedSink(Protocol):
    """Where the worker leaves what it made; called on the worker's thread."""

    def show(self, rendered: Rendered) -> None:
        """Takes a finished picture; must not block for long."""
        ...

    def worker_changed(self) -> None:
        """The worker's status is another one."""
        ...


class Worker:
    """Owns the processor: builds it, runs it and frees it on one thread.

    A frame that the processor fails on is shown with the last film, or else plain. The third in a
    row has the processor built anew, after a wait that grows; when the budget of restarts is
    spent, or when the processor cannot be built for a reason that a person has to mend, the worker
    gives up and ends. A look that cannot be worn is no fault of the processor: it is said, and
    nothing is built anew.

    Args:
        build: Makes the processor, warmed; called on the worker's thread.
        inlet: Where frames come from.
        controls: Reads the latest controls.
        sink: Where pictures go.
        budget: How many restarts are allowed.
        backoff: The waits before them.
    """

    def __init__(
        self,
        build: ProcessorFactory,
        inlet: Inlet,
        controls: Callable[[], Controls],
        sink: RenderedSink,
        *,
        budget: RestartBudget | None = None,
        backoff: Backoff | None = None,
    ) -> None:
        self._build = build
        self._inlet = inlet
        self._controls = controls
        self._sink = sink
        self._budget = budget or RestartBudget()
        self._backoff = backoff or Backoff()
        self._stop = threading.Event()
        self._status = WorkerStatus()
        self._shown_frozen: int | None = None  # the revision in which a frozen frame is shown
        self._thread = threading.Thread(target=self._run, name="mirror-worker")

    @property
    def status(self) -> WorkerStatus:
        """A snapshot; for any thread."""
        return self._status

    def start(self) -> None:
        """Starts the thread; once."""
        self._thread.start()

    def close(self) -> None:
        """Ends the thread after the frame in hand; returns when the processor is freed."""
        self._stop.set()
        self._inlet.close()
        if self._thread.ident is not None:  # it was started
            self._thread.join()

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                processor = self._build()
            except MirrorError as error:
                self._give_up(error)
                return
            except Exception:  # noqa: BLE001 - logged, and the mirror goes on
                _log.exception("the processor could not be built")
            else:
                self._render_until_broken(processor)
            if not self._stop.is_set() and not self._wait_to_restart():
                return
        self._become(state=WorkerState.CLOSED)

    def _wait_to_restart(self) -> bool:
        """Waits before the processor is built anew; False when the budget is spent."""
        if not self._budget.spend():
            self._give_up(
                EngineError(
                    "The makeup failed again and again and was switched off: start the mirror"
                    " anew, and run “mirror doctor” if that does not help."
                )
            )
            return False
        self._become(state=WorkerState.RESTARTING, restarts=self._status.restarts + 1)
        self._stop.wait(self._backoff.delay_s(self._budget.recent - 1))
        return True

    def _give_up(self, error: MirrorError) -> None:
        _log.error("%s", error)
        self._become(state=WorkerState.FAILED, error=error)

    def _render_until_broken(self, processor: FrameProcessor) -> None:
        """Renders until `close`, or until too many frames in a row have failed."""
        try:
            self._inlet.discard()
            self._become(state=WorkerState.RUNNING, providers=dict(processor.providers))
            failed_in_a_row = 0
            while failed_in_a_row < _FAILURES_TO_REBUILD:
                frame = self._inlet.take()
                if frame is None or self._stop.is_set():
                    return
                controls = self._controls()
                if controls.frozen is not None:
                    if controls.revision == self._shown_frozen:
                        continue  # nothing about it has changed
                    frame = controls.frozen
                failed = not self._render(processor, frame, controls)
                self._shown_frozen = controls.revision if controls.frozen is not None else None
                failed_in_a_row = failed_in_a_row + 1 if failed else 0
        finally:
            _free(processor)

    def _render(self, processor: FrameProcessor, frame: Frame, controls: Controls) -> bool:
        """Renders and shows one frame; False when the processor is at fault."""
        try:
            rendered = processor.process(frame, controls)
        except LookError as error:
            self._sink.show(_with_last_film(processor, frame, controls, str(error)))
            return True
        except Exception:  # noqa: BLE001 - logged, and the mirror goes on
            _log.exception("frame %d could not be rendered", frame.seq)
            self._become(failures=self._status.failures + 1)
            self._sink.show(_with_last_film(processor, frame, controls, _STUMBLED))
            return False
        if processor.providers != self._status.providers:
            self._become(providers=dict(processor.providers))
        # Counting is no change that anybody waits for: the picture itself wakes the reader.
        self._status = replace(self._status, rendered=self._status.rendered + 1)
        self._sink.show(rendered)
        return True

    def _become(self, **changes: object) -> None:
        self._status = replace(self._status, **changes)  # type: ignore[arg-type]
        self._sink.worker_changed()


def plain(frame: Frame, controls: Controls, notice: str | None = None) -> Rendered:
    """The frame as the camera delivered it, for when nothing can be painted."""
    return Rendered(
        frame=frame,
        pixels=frame.pixels,
        faces=(),
        controls_revision=controls.revision,
        ready_ns=time.perf_counter_ns(),
        notice=notice,
    )


def _with_last_film(
    processor: FrameProcessor, frame: Frame, controls: Controls, notice: str
) -> Rendered:
    if isinstance(processor, KeepsLastFilm):
        try:
            return replace(processor.process_with_last_film(frame, controls), notice=notice)
        except Exception:  # noqa: BLE001 - logged, and the mirror goes on
            _log.exception("frame %d could not even wear the last film", frame.seq)
    return plain(frame, controls, notice)


def _free(processor: FrameProcessor) -> None:
    try:
        processor.close()
    except Exception:  # noqa: BLE001 - logged, and the mirror goes on
        _log.exception("the processor did not close cleanly")
