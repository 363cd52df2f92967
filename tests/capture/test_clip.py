from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from mirror.capture.clip import ClipSource
from mirror.capture.pace import Pace
from mirror.core.types import Frame
from mirror.errors import SourceError
from tests.media import corners, flat, quarters, write_clip


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return write_clip(tmp_path / "clip.mp4", [flat((40 * i,) * 3) for i in range(6)])


def levels(frames: list[Frame | None]) -> list[int]:
    return [round(float(frame.pixels.mean()) / 40) for frame in frames if frame is not None]


def test_every_frame_comes_once_and_then_the_end(clip: Path) -> None:
    source = ClipSource(clip, realtime=False, loop=False)
    source.open()
    frames = [source.read() for _ in range(6)]
    assert levels(frames) == [0, 1, 2, 3, 4, 5]
    assert [frame.seq for frame in frames if frame] == list(range(6))
    assert source.read() is None
    assert source.read() is None
    assert (source.name, source.live, source.fps, source.notice) == ("clip.mp4", False, 25.0, None)
    source.close()


def test_a_looping_clip_starts_over_and_counts_on(clip: Path) -> None:
    source = ClipSource(clip, realtime=False, loop=True)
    source.open()
    frames = [source.read() for _ in range(14)]
    source.close()
    assert levels(frames) == [0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5, 0, 1]
    assert [frame.seq for frame in frames if frame] == list(range(14))


def test_a_realtime_clip_waits_for_each_picture_across_the_loop(
    clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    due: list[float] = []
    monkeypatch.setattr(Pace, "wait", lambda self, due_s: due.append(due_s))
    source = ClipSource(clip, realtime=True, loop=True)
    source.open()
    for _ in range(14):
        source.read()
    source.close()
    assert source.live
    assert np.allclose(due, np.arange(14) / 25)


def test_a_clip_as_fast_as_possible_waits_for_nothing(
    clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Pace, "wait", lambda self, due_s: pytest.fail("waited"))
    source = ClipSource(clip, realtime=False)
    source.open()
    assert source.read() is not None
    source.close()


def test_a_size_that_was_asked_for_is_delivered(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mp4", [quarters(64, 48)])
    source = ClipSource(path, realtime=False, size=(100, 100))
    source.open()
    frame = source.read()
    source.close()
    assert frame is not None
    assert frame.pixels.shape == (100, 100, 3)
    assert corners(frame.pixels) == "rgbw"


def test_close_ends_a_read_that_waits(tmp_path: Path) -> None:
    slow = write_clip(tmp_path / "slow.mkv", [flat((9, 9, 9))] * 2, pts=[0, 3600_000])
    source = ClipSource(slow)
    source.open()
    assert source.read() is not None
    waiting = threading.Event()
    with ThreadPoolExecutor(1) as pool:

        def read() -> Frame | None:
            waiting.set()
            return source.read()

        reading = pool.submit(read)
        waiting.wait(30)
        source.close()
        assert reading.result(30) is None
    source.close()
    assert source.read() is None


def test_a_clip_is_opened_before_it_is_read(clip: Path) -> None:
    with pytest.raises(RuntimeError, match="opened before"):
        ClipSource(clip).read()


def test_a_missing_clip_is_an_error_on_opening(tmp_path: Path) -> None:
    source = ClipSource(tmp_path / "gone.mp4")
    with pytest.raises(SourceError, match="There is no video"):
        source.open()
    source.close()


def test_a_clip_that_vanishes_while_it_loops_is_an_error(clip: Path) -> None:
    source = ClipSource(clip, realtime=False)
    source.open()
    for _ in range(6):
        source.read()
    clip.unlink()
    with pytest.raises(SourceError, match="There is no video"):
        source.read()
    source.close()


def test_a_cut_off_clip_loops_over_what_is_sound_with_a_notice(tmp_path: Path) -> None:
    source_of_noise = np.random.default_rng(0)
    pictures = [source_of_noise.integers(0, 256, (48, 64, 3), np.uint8) for _ in range(50)]
    path = write_clip(tmp_path / "clip.mkv", pictures)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    source = ClipSource(path, realtime=False)
    source.open()
    before = source.notice
    assert all(source.read() is not None for _ in range(60))
    source.close()
    assert before is None
    assert "is cut off" in (source.notice or "")


def test_an_hdr_clip_says_so(tmp_path: Path) -> None:
    source = ClipSource(write_clip(tmp_path / "hdr.mp4", [quarters()], transfer=16))
    source.open()
    source.close()
    assert source.notice is not None
    assert "HDR" in source.notice
