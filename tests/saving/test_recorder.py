from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Callable
from pathlib import Path

import pytest

from mirror.core.types import Pixels
from mirror.errors import OutputError
from mirror.saving.recorder import WAITING, Progress, Recorder
from tests.media import corners, quarters

S = 1_000_000_000
FULL = OutputError("The disk is full; free some space.")


class FakeSink:
    """Remembers what it was told; may be held up."""

    def __init__(self, *, fails_at: int | None = None, error: Exception = FULL) -> None:
        self.times: list[int] = []
        self.seen: list[str] = []
        self.finished = False
        self.discarded = False
        self.writing = threading.Event()
        self.go_on = threading.Event()
        self.go_on.set()
        self._fails_at = fails_at
        self._error = error

    def write(self, pixels: Pixels, time_ns: int) -> None:
        self.writing.set()
        assert self.go_on.wait(30)
        if len(self.times) == self._fails_at:
            raise self._error
        self.times.append(time_ns)
        self.seen.append(corners(pixels))

    def finish(self, stopping: threading.Event, on_share: Callable[[float], None]) -> Path | None:
        on_share(0.5)
        self.finished = True
        return None if stopping.is_set() else Path("out.mp4")

    def discard(self) -> None:
        self.discarded = True


def test_a_recording_has_every_frame_at_its_time() -> None:
    sink = FakeSink()
    recorder = Recorder(sink, longest_s=10)
    for time_ns in (5 * S, 5 * S + 40, 6 * S):
        recorder.add(quarters(), time_ns, mirrored=False)
    recorder.stop()
    recorded = recorder.wait()
    assert sink.times == [0, 40, S]
    assert recorded is not None
    assert (recorded.path, recorded.seconds, recorded.frames) == (Path("out.mp4"), 1.0, 3)
    assert (recorded.dropped, recorded.notice) == (0, None)
    assert not recorder.recording


def test_frames_are_recorded_as_they_are_seen() -> None:
    sink = FakeSink()
    recorder = Recorder(sink, longest_s=10)
    recorder.add(quarters(), 0, mirrored=False)
    recorder.add(quarters(), 1, mirrored=True)
    recorder.stop()
    recorder.wait()
    assert sink.seen == ["rgbw", "grwb"]


def test_frames_that_are_no_younger_are_passed_over() -> None:
    sink = FakeSink()
    recorder = Recorder(sink, longest_s=10)
    for time_ns in (10, 10, 5, 30):
        recorder.add(quarters(), time_ns, mirrored=False)
    recorder.stop()
    recorder.wait()
    assert sink.times == [0, 20]


def test_the_longest_time_ends_a_recording() -> None:
    sink = FakeSink()
    ended = threading.Event()
    recorder = Recorder(sink, longest_s=1, on_end=ended.set)
    for time_ns in (0, S, S + 1):
        recorder.add(quarters(), time_ns, mirrored=False)
    assert ended.wait(30)
    assert not recorder.recording
    recorder.add(quarters(), 2 * S, mirrored=False)
    recorded = recorder.wait()
    assert recorded is not None
    assert sink.times == [0, S]


def test_the_oldest_that_waits_is_dropped_and_nobody_is_held_up() -> None:
    sink = FakeSink()
    sink.go_on.clear()
    recorder = Recorder(sink, longest_s=100)
    recorder.add(quarters(), 0, mirrored=False)
    assert sink.writing.wait(30)
    for index in range(1, WAITING + 4):
        recorder.add(quarters(), index, mirrored=False)  # would wait for ever if it waited
    sink.go_on.set()
    recorder.stop()
    recorded = recorder.wait()
    assert recorded is not None
    assert recorded.dropped == 3
    assert sink.times == [0, *range(4, WAITING + 4)]


def test_progress_is_told_now_and_then_and_at_the_end() -> None:
    sink = FakeSink()
    told: list[Progress] = []
    recorder = Recorder(sink, longest_s=10, on_progress=told.append)
    for index in range(5):
        recorder.add(quarters(), index * S // 20, mirrored=False)
    recorder.stop()
    recorder.wait()
    assert [progress.recorded_s for progress in told] == [0.0, 0.1, 0.2, 0.2]
    assert [progress.completed for progress in told] == [None, None, None, 0.5]
    assert {progress.longest_s for progress in told} == {10}


def test_a_cancelled_recording_is_gone() -> None:
    sink = FakeSink()
    recorder = Recorder(sink, longest_s=10)
    recorder.add(quarters(), 0, mirrored=False)
    recorder.cancel()
    recorder.cancel()
    assert recorder.wait() is None
    assert sink.discarded
    assert not sink.finished


def test_a_recording_without_a_frame_is_a_sentence() -> None:
    sink = FakeSink()
    recorder = Recorder(sink, longest_s=10)
    recorder.stop()
    with pytest.raises(OutputError, match="Nothing was recorded, as there was no picture; choose"):
        recorder.wait()
    assert sink.discarded


def test_another_size_ends_a_recording_and_keeps_it() -> None:
    sink = FakeSink()
    ended = threading.Event()
    recorder = Recorder(sink, longest_s=10, on_end=ended.set)
    recorder.add(quarters(64, 48), 0, mirrored=False)
    recorder.add(quarters(32, 48), 1, mirrored=False)
    recorder.add(quarters(64, 48), 2, mirrored=False)
    assert ended.wait(30)
    recorded = recorder.wait()
    assert recorded is not None
    assert recorded.notice == "The picture changed from 64x48 to 32x48; the recording ends there."
    assert sink.times == [0]


def test_what_fails_ends_the_recording_and_is_told() -> None:
    sink = FakeSink(fails_at=1)
    ended = threading.Event()
    recorder = Recorder(sink, longest_s=10, on_end=ended.set)
    for index in range(3):
        recorder.add(quarters(), index, mirrored=False)
    assert ended.wait(30)
    assert not recorder.recording
    with pytest.raises(OutputError, match="The disk is full"):
        recorder.wait()
    assert sink.discarded
    assert not sink.finished


def test_a_fault_is_raised_where_somebody_waits() -> None:
    sink = FakeSink(fails_at=0, error=RuntimeError("a fault"))
    recorder = Recorder(sink, longest_s=10)
    recorder.add(quarters(), 0, mirrored=False)
    recorder.stop()
    with pytest.raises(RuntimeError, match="a fault"):
        recorder.wait()
    assert sink.discarded


@pytest.mark.parametrize("how", ["stop", "cancel"])
def test_no_frame_is_held_after_the_end(how: str) -> None:
    recorder = Recorder(FakeSink(), longest_s=10)
    held = []
    for index in range(3):
        pixels = quarters()
        held.append(weakref.ref(pixels))
        recorder.add(pixels, index, mirrored=False)
        del pixels
    getattr(recorder, how)()
    recorder.wait()
    gc.collect()
    assert [frame() for frame in held] == [None] * 3
