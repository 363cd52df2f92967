from __future__ import annotations

import threading
from pathlib import Path

import av
import numpy as np
import pytest

from mirror.capture.clip_reader import ClipReader
from mirror.errors import OutputError
from mirror.saving.clip import ClipSink
from mirror.saving.recorder import Recorder
from tests.media import quarters

S = 1_000_000_000
NEVER = threading.Event()


def ignore(_: float) -> None:
    """Takes what is told about progress."""


def times_ms(path: Path) -> list[int]:
    reader = ClipReader(path)
    found = []
    while (picture := reader.read()) is not None:
        found.append(round(picture.time_s * 1000))
    return found


def record(path: Path, times_ns: list[int], width: int = 64, height: int = 48) -> Path:
    sink = ClipSink(path)
    for time_ns in times_ns:
        sink.write(quarters(width, height), time_ns)
    found = sink.finish(NEVER, ignore)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "times",
    [list(range(0, 3000, 40)), [0, 33, 66, 300, 305, 1200, 1201, 4000]],
    ids=["constant", "variable"],
)
def test_every_frame_is_shown_at_its_time(tmp_path: Path, times: list[int]) -> None:
    path = record(tmp_path / "out.mp4", [time * 1_000_000 for time in times])
    assert times_ms(path) == times
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        assert stream.duration is not None
        assert stream.time_base is not None
        assert abs(float(stream.duration * stream.time_base) - times[-1] / 1000) < 0.05


def test_two_frames_of_one_moment_follow_each_other(tmp_path: Path) -> None:
    assert len(times_ms(record(tmp_path / "out.mp4", [0, 1, 2, S]))) == 4


def test_every_player_can_show_it(tmp_path: Path) -> None:
    path = record(tmp_path / "out.mp4", [0, S // 25, S])
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        assert container.format.name.startswith("mov,mp4")
        assert (stream.codec_context.name, stream.pix_fmt) == ("h264", "yuv420p")
        assert not container.streams.audio
        assert "creation_time" not in {**container.metadata, **stream.metadata}


@pytest.mark.parametrize("size", [(65, 49), (64, 49), (2, 2), (3, 3)])
def test_sides_are_even(tmp_path: Path, size: tuple[int, int]) -> None:
    path = record(tmp_path / "out.mp4", [0, S], *size)
    info = ClipReader(path).info
    assert (info.width, info.height) == tuple(side - side % 2 for side in size)
    with av.open(str(path)) as container:
        assert container.streams.video[0].pix_fmt == "yuv420p"


def test_colours_are_kept(tmp_path: Path) -> None:
    picture = ClipReader(record(tmp_path / "out.mp4", [0, S]), exact=True).read()
    assert picture is not None
    assert np.abs(picture.pixels.astype(int) - quarters()).mean() < 3


def test_a_picture_too_small_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="too small to be recorded"):
        ClipSink(tmp_path / "out.mp4").write(quarters(1, 9), 0)
    assert not list(tmp_path.iterdir())


def test_an_older_clip_stays(tmp_path: Path) -> None:
    paths = [record(tmp_path / "out.mp4", [0, S]) for _ in range(2)]
    assert [path.name for path in paths] == ["out.mp4", "out 2.mp4"]
    assert all(times_ms(path) == [0, 1000] for path in paths)


def test_what_is_discarded_or_stopped_leaves_nothing(tmp_path: Path) -> None:
    stopping = threading.Event()
    stopping.set()
    for end in (ClipSink.discard, lambda sink: sink.finish(stopping, ignore)):
        sink = ClipSink(tmp_path / "out.mp4")
        for index in range(60):  # so many that the encoder lets go of some
            sink.write(quarters(), index * S)
        assert len(list(tmp_path.iterdir())) == 1
        assert end(sink) is None
        sink.discard()
        assert not list(tmp_path.iterdir())


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    recorder = Recorder(ClipSink(tmp_path / "gone" / "out.mp4"), longest_s=1)
    recorder.add(quarters(), 0, mirrored=False)
    recorder.stop()
    with pytest.raises(OutputError, match=r"There is no folder .*gone; create it first"):
        recorder.wait()
    assert not list(tmp_path.iterdir())


def test_a_full_disk_is_one_sentence_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no device that is always full")
    real = av.open

    def full(path: str, *args: object) -> object:
        """The device that is always full, where the file would be."""
        Path(path).touch()
        return real("/dev/full", *args, format="mp4")  # type: ignore[call-overload]

    monkeypatch.setattr(av, "open", full)
    ended = threading.Event()
    recorder = Recorder(ClipSink(tmp_path / "out.mp4"), longest_s=5, on_end=ended.set)
    noise = np.random.default_rng(0)
    recorder.add(noise.integers(0, 256, (480, 640, 3), np.uint8), 0, mirrored=False)
    recorder.stop()
    assert ended.wait(60)
    with pytest.raises(OutputError, match=r"out\.mp4 cannot be written: the disk is full; free"):
        recorder.wait()
    assert not list(tmp_path.iterdir())


def test_a_recording_opens(tmp_path: Path) -> None:
    """The two together, as fast as the frames can be handed over without a drop."""
    written = threading.Semaphore(0)

    class Counting(ClipSink):
        def write(
            self, pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], time_ns: int
        ) -> None:
            super().write(pixels, time_ns)
            written.release()

    recorder = Recorder(Counting(tmp_path / "out.mp4"), longest_s=2)
    for index in range(51):
        recorder.add(quarters(128, 72), 7 * S + index * S // 25, mirrored=True)
        assert written.acquire(timeout=30)
    recorder.add(quarters(128, 72), 10 * S, mirrored=True)
    recorded = recorder.wait()
    assert recorded is not None
    assert (recorded.seconds, recorded.frames, recorded.dropped) == (2.0, 51, 0)
    assert times_ms(recorded.path) == [index * 40 for index in range(51)]
