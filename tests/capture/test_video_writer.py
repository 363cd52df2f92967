from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from mirror.capture.clip_reader import ClipInfo, ClipReader
from mirror.capture.video_writer import VIDEO_SUFFIXES_WRITTEN, VideoWriter
from mirror.errors import OutputError
from tests.media import SOUND_RATE, flat, quarters, write_clip

INFO = ClipInfo(
    width=64,
    height=48,
    rate=Fraction(25),
    time_base=Fraction(1, 12800),
    pixel_aspect=Fraction(1),
    pictures=None,
    high_dynamic_range=False,
)


def write(path: Path, count: int = 10, info: ClipInfo = INFO, sound: Path | None = None) -> Path:
    with VideoWriter(path, info, sound_from=sound) as writer:
        for index in range(count):
            writer.write(quarters(info.width, info.height), index * 512)
    return path


def sound_packets(path: Path) -> list[bytes]:
    with av.open(str(path)) as container:
        return [bytes(p) for p in container.demux(container.streams.audio[0]) if p.size]


@pytest.mark.parametrize("suffix", VIDEO_SUFFIXES_WRITTEN)
def test_what_is_written_can_be_read(tmp_path: Path, suffix: str) -> None:
    reader = ClipReader(write(tmp_path / f"out{suffix}"))
    assert (reader.info.width, reader.info.height) == (64, 48)
    assert reader.info.rate == 25
    pixels = reader.read()
    assert pixels is not None
    assert np.abs(pixels.pixels.astype(int) - quarters()).mean() < 3
    assert [path.name for path in tmp_path.iterdir()] == [f"out{suffix}"]


def test_colours_are_bt709_in_limited_range_and_tagged_so(tmp_path: Path) -> None:
    """Against the formula (Rec. ITU-R BT.709-6, 3.2 and 3.4), not against our own reader."""
    bgr = (60, 90, 200)
    path = tmp_path / "out.mp4"
    with VideoWriter(path, INFO) as writer:
        writer.write(flat(bgr), 0)
    with av.open(str(path)) as container:
        frame = next(container.decode(video=0))
    blue, green, red = (value / 255 for value in bgr)
    luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    expected = (
        16 + 219 * luma,
        128 + 224 * (blue - luma) / 1.8556,
        128 + 224 * (red - luma) / 1.5748,
    )
    assert frame.format.name == "yuv420p"
    found = [np.frombuffer(bytes(plane), np.uint8)[0] for plane in frame.planes]
    assert np.abs(np.subtract(found, expected)).max() <= 1
    assert (frame.colorspace, frame.color_range) == (1, 1)
    assert (frame.color_primaries, frame.color_trc) == (1, 1)


def test_a_picture_survives_without_a_shift_or_a_bias(tmp_path: Path) -> None:
    y, x = np.mgrid[0:96, 0:128]
    waves = [128 + 70 * np.sin(x / 17 + k) * np.cos(y / 23) for k in range(3)]
    pixels = np.stack(waves, axis=2).astype(np.uint8)
    info = replace(INFO, width=128, height=96)
    with VideoWriter(tmp_path / "out.mp4", info) as writer:
        writer.write(pixels, 0)
    picture = ClipReader(tmp_path / "out.mp4", exact=True).read()
    assert picture is not None
    difference = picture.pixels.astype(float) - pixels
    assert abs(difference.mean()) < 0.3
    assert np.abs(difference).mean() < 1.5


@pytest.mark.parametrize("size", [(65, 48), (64, 47), (33, 31), (1, 1)])
def test_odd_sizes_are_kept(tmp_path: Path, size: tuple[int, int]) -> None:
    info = replace(INFO, width=size[0], height=size[1])
    reader = ClipReader(write(tmp_path / "out.mp4", info=info))
    assert (reader.info.width, reader.info.height) == size


@pytest.mark.parametrize("suffix", [".mp4", ".mkv"])
def test_time_stamps_of_a_variable_frame_rate_are_kept(tmp_path: Path, suffix: str) -> None:
    pts = [0, 40, 50, 200, 230, 1000]
    info = replace(INFO, time_base=Fraction(1, 1000))
    with VideoWriter(tmp_path / f"out{suffix}", info) as writer:
        for stamp in pts:
            writer.write(quarters(), stamp)
    reader = ClipReader(tmp_path / f"out{suffix}")
    found = []
    while (picture := reader.read()) is not None:
        found.append(round(picture.time_s * 1000))
    assert found == pts


@pytest.mark.parametrize("live", [False, True])
@pytest.mark.parametrize("suffix", VIDEO_SUFFIXES_WRITTEN)
@pytest.mark.parametrize("pts", [[0, 40, 80, 120, 160], [0, 33, 66, 300, 1200, 4000], [0]])
def test_a_video_ends_when_its_last_picture_does(
    tmp_path: Path, suffix: str, pts: list[int], live: bool
) -> None:
    info = replace(INFO, time_base=Fraction(1, 1000))
    path = tmp_path / f"out{suffix}"
    with VideoWriter(path, info, live=live) as writer:
        for stamp in pts:
            writer.write(quarters(), stamp)
    with av.open(str(path)) as container:
        assert container.duration is not None
        assert abs(container.duration / av.time_base - (pts[-1] / 1000 + 0.04)) < 0.01


def test_an_older_video_is_kept(tmp_path: Path) -> None:
    paths = []
    for _ in range(2):
        with VideoWriter(tmp_path / "out.mp4", INFO, keep_older=True) as writer:
            writer.write(quarters(), 0)
        paths.append(writer.path.name)
    assert paths == ["out.mp4", "out 2.mp4"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out 2.mp4", "out.mp4"]


def test_pixel_aspect_is_kept(tmp_path: Path) -> None:
    info = replace(INFO, pixel_aspect=Fraction(4, 3))
    assert ClipReader(write(tmp_path / "out.mp4", info=info)).info.pixel_aspect == Fraction(4, 3)


@pytest.mark.parametrize(
    ("source", "codec", "target"),
    [(".mp4", "aac", ".mp4"), (".mkv", "libopus", ".mp4"), (".mkv", "pcm_s16le", ".mkv")],
)
def test_sound_is_copied_where_the_container_takes_it(
    tmp_path: Path, source: str, codec: str, target: str
) -> None:
    clip = write_clip(tmp_path / f"in{source}", [quarters()] * 25, audio=codec)
    out = write(tmp_path / f"out{target}", 25, sound=clip)
    assert sound_packets(out) == sound_packets(clip)


def test_other_sound_is_encoded(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "in.mkv", [quarters()] * 25, audio="pcm_s16le")
    out = write(tmp_path / "out.mp4", 25, sound=clip)
    with av.open(str(out)) as container:
        stream = container.streams.audio[0]
        assert stream.codec_context.name == "aac"
        waves = [frame.to_ndarray() for frame in container.decode(stream)]
    wave = np.concatenate(waves, axis=1)[0]
    assert abs(wave.size / SOUND_RATE - 1) < 0.1
    assert 0.1 < np.sqrt(np.mean(wave[4800:-4800] ** 2)) < 0.25


@pytest.mark.parametrize("codec", ["aac", "pcm_s16le"])
@pytest.mark.parametrize("delay_s", [0.0, 0.5])
def test_sound_stays_in_step_with_the_pictures(tmp_path: Path, codec: str, delay_s: float) -> None:
    clip = write_clip(tmp_path / "in.mkv", [quarters()] * 50, audio=codec, audio_delay_s=delay_s)
    out = write(tmp_path / "out.mp4", 50, sound=clip)
    with av.open(str(out)) as container:
        shown_s = [frame.time for frame in container.decode(video=0)]
    with av.open(str(out)) as container:
        frames = list(container.decode(audio=0))
    wave = np.concatenate([frame.to_ndarray()[0] for frame in frames])
    start = int(np.argmax(np.abs(wave) > 0.05)) / SOUND_RATE
    assert shown_s[0] == 0.0
    assert frames[0].time is not None
    assert abs(frames[0].time + start - delay_s) < 0.01


def test_a_file_without_sound_gives_none(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "in.mp4", [quarters()] * 5)
    with av.open(str(write(tmp_path / "out.mp4", sound=clip))) as container:
        assert not container.streams.audio


def test_sound_of_an_unknown_kind_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "in.mkv", [quarters()] * 5, audio="aac")
    clip.write_bytes(clip.read_bytes().replace(b"A_AAC", b"A_XYZ"))
    with pytest.raises(OutputError, match=r"The sound of .*in\.mkv is of a kind that is not known"):
        VideoWriter(tmp_path / "out.mp4", INFO, sound_from=clip)
    assert [path.name for path in tmp_path.iterdir()] == ["in.mkv"]


def test_an_unknown_suffix_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"out\.webm cannot be written as a video; .*\.mp4"):
        VideoWriter(tmp_path / "out.webm", INFO)
    assert not list(tmp_path.iterdir())


def test_a_failure_leaves_nothing_and_keeps_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "out.mp4"
    target.write_bytes(b"older")

    def interrupted() -> None:
        with VideoWriter(target, INFO) as writer:
            writer.write(quarters(), 0)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert [path.name for path in tmp_path.iterdir()] == ["out.mp4"]
    assert target.read_bytes() == b"older"


FILLS_UP = """
import resource, sys
from pathlib import Path
import numpy as np
from mirror.capture.video_writer import VideoWriter
from mirror.errors import OutputError
from tests.capture.test_video_writer import INFO
limit = int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
noise = np.random.default_rng(0)
try:
    with VideoWriter(Path(sys.argv[1]), INFO) as writer:
        for index in range(60):
            writer.write(noise.integers(0, 256, (48, 64, 3), dtype=np.uint8), index * 512)
except OutputError as error:
    print(error)
"""


def write_noise(path: Path, limit: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", FILLS_UP, str(path), str(limit)],
        capture_output=True,
        check=False,
        text=True,
        timeout=120,
        cwd=Path(__file__).parents[2],
    )


needs_a_limit = pytest.mark.skipif(sys.platform == "win32", reason="has no limit of a file's size")


@needs_a_limit
@pytest.mark.parametrize("limit", [0, 1, 10_000, 60_000])
def test_a_file_that_cannot_grow_is_one_sentence_and_leaves_nothing(
    tmp_path: Path, limit: int
) -> None:
    """Wherever it happens: at the header, at the pictures, or at the index at the end."""
    done = write_noise(tmp_path / "out.mp4", limit)
    assert (done.returncode, done.stderr) == (0, "")
    assert "out.mp4 cannot be written: files may not grow that large here" in done.stdout
    assert not list(tmp_path.iterdir())


@needs_a_limit
def test_a_file_that_may_grow_does_not_fail_that_way(tmp_path: Path) -> None:
    done = write_noise(tmp_path / "out.mp4", 10**9)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (tmp_path / "out.mp4").stat().st_size > 60_000


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"There is no folder .*nowhere; create it"):
        VideoWriter(tmp_path / "nowhere" / "out.mp4", INFO)
