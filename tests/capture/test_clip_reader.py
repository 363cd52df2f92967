from __future__ import annotations

import gc
from contextlib import closing
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from av.audio.frame import AudioFrame
from av.video.frame import VideoFrame

from mirror.capture.clip_reader import ClipPicture, ClipReader
from mirror.config import assets_root
from mirror.errors import SourceError
from tests.media import corners, flat, quarters, write_clip

RED = (60, 90, 200)


def read_all(path: Path, *, exact: bool = False) -> tuple[ClipReader, list[ClipPicture]]:
    reader = ClipReader(path, exact=exact)
    pictures = []
    while (picture := reader.read()) is not None:
        pictures.append(picture)
    return reader, pictures


def noise(count: int) -> list[np.ndarray[tuple[int, ...], np.dtype[np.uint8]]]:
    """Pictures of which each takes its share of the file."""
    source = np.random.default_rng(0)
    return [source.integers(0, 256, (48, 64, 3), np.uint8) for _ in range(count)]


def greys(count: int) -> list[np.ndarray[tuple[int, ...], np.dtype[np.uint8]]]:
    return [flat((20 + 8 * i,) * 3) for i in range(count)]


def test_every_picture_comes_once_and_in_order(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mp4", greys(20))
    reader, pictures = read_all(path)
    levels = [int(picture.pixels.mean()) for picture in pictures]
    assert len(pictures) == 20
    assert levels == sorted(levels)
    assert np.allclose(levels, [20 + 8 * i for i in range(20)], atol=3)
    assert reader.damage is None
    assert reader.read() is None


def test_pictures_are_contiguous_at_any_width(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mp4", [flat((9, 9, 9), width=70, height=50)])
    _, (picture,) = read_all(path)
    assert picture.pixels.shape == (50, 70, 3)
    assert picture.pixels.flags.c_contiguous


def test_time_stamps_of_a_variable_frame_rate_are_kept(tmp_path: Path) -> None:
    pts = [0, 40, 50, 200, 230]
    path = write_clip(tmp_path / "clip.mkv", greys(5), pts=pts, time_base=Fraction(1, 1000))
    reader, pictures = read_all(path)
    assert [round(picture.time_s * 1000) for picture in pictures] == pts
    assert [round(p.pts * reader.info.time_base * 1000) for p in pictures] == pts


def test_pictures_without_time_stamps_are_spaced_evenly(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.h264", greys(6))
    _, pictures = read_all(path)
    steps = np.diff([picture.time_s for picture in pictures])
    assert np.allclose(steps, 1 / 25, atol=1e-4)


@pytest.mark.parametrize(
    ("degrees", "hflip", "expected"),
    [
        (0, False, "rgbw"),
        (90, False, "gwrb"),
        (-90, False, "brwg"),
        (180, False, "wbgr"),
        (0, True, "grwb"),
        (180, True, "bwrg"),
        (90, True, "wgbr"),
        (-90, True, "rbgw"),
    ],
)
def test_the_display_matrix_turns_the_picture_upright(
    tmp_path: Path, degrees: float, hflip: bool, expected: str
) -> None:
    path = write_clip(tmp_path / "clip.mp4", [quarters()] * 2, rotation=degrees, hflip=hflip)
    reader, pictures = read_all(path)
    assert [corners(picture.pixels) for picture in pictures] == [expected] * 2
    size = (48, 64) if abs(degrees) == 90 else (64, 48)
    assert (reader.info.width, reader.info.height) == size
    assert pictures[0].pixels.flags.c_contiguous


def test_pixel_aspect_is_turned_with_the_picture(tmp_path: Path) -> None:
    aspect = Fraction(4, 3)
    flat_clip = write_clip(tmp_path / "flat.mp4", [quarters()], pixel_aspect=aspect)
    turned = write_clip(tmp_path / "up.mp4", [quarters()], pixel_aspect=aspect, rotation=90)
    assert ClipReader(flat_clip).info.pixel_aspect == aspect
    assert ClipReader(turned).info.pixel_aspect == 1 / aspect


@pytest.mark.parametrize(("height", "matrix"), [(48, 1), (48, 5), (720, 1), (720, 5)])
def test_colours_follow_the_matrix_that_the_file_names(
    tmp_path: Path, height: int, matrix: int
) -> None:
    path = write_clip(tmp_path / "clip.mp4", [flat(RED, 64, height)], matrix=matrix)
    assert colour_error(path) < 4


@pytest.mark.parametrize(
    ("height", "matrix", "right"), [(48, 5, True), (48, 1, False), (720, 1, True), (720, 5, False)]
)
def test_without_a_named_matrix_hd_is_bt709_and_the_rest_bt601(
    tmp_path: Path, height: int, matrix: int, right: bool
) -> None:
    path = write_clip(tmp_path / "clip.mp4", [flat(RED, 64, height)], matrix=matrix, tagged=False)
    assert (colour_error(path) < 4) is right


def test_exact_colours_have_no_bias(tmp_path: Path) -> None:
    ramp = np.arange(256, dtype=np.uint8).reshape(16, 16).repeat(8, 0).repeat(8, 1)
    pixels = np.stack([ramp, ramp[::-1], ramp[:, ::-1]], axis=2)
    path = write_clip(tmp_path / "clip.mp4", [pixels])
    bias = {}
    for exact in (True, False):
        _, (picture,) = read_all(path, exact=exact)
        bias[exact] = float((picture.pixels.astype(float) - pixels).mean())
    assert abs(bias[True]) < 0.2
    assert bias[False] < -0.4


def colour_error(path: Path) -> float:
    _, (picture,) = read_all(path)
    return float(np.abs(picture.pixels.reshape(-1, 3).mean(0) - RED).max())


def test_an_hdr_curve_is_reported(tmp_path: Path) -> None:
    hlg = write_clip(tmp_path / "hlg.mp4", [quarters()], transfer=18)
    plain = write_clip(tmp_path / "plain.mp4", [quarters()])
    assert ClipReader(hlg).info.high_dynamic_range
    assert not ClipReader(plain).info.high_dynamic_range


def test_rewind_starts_over(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mp4", greys(4), rotation=90)
    reader, first = read_all(path)
    reader.rewind()
    again = [reader.read() for _ in range(4)]
    assert reader.read() is None
    for one, other in zip(first, again, strict=True):
        assert other is not None
        assert np.array_equal(one.pixels, other.pixels)
        assert one.pts == other.pts


def test_a_missing_video_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"There is no video .*gone\.mp4; check the path"):
        ClipReader(tmp_path / "gone.mp4")


def test_a_folder_is_no_video(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="is a folder, not a video"):
        ClipReader(tmp_path)


@pytest.mark.parametrize("content", [b"", b"no video at all", bytes(5000)])
def test_what_is_no_video_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "clip.mp4"
    path.write_bytes(content)
    with pytest.raises(SourceError, match=r"clip\.mp4 is no video, or .* missing; choose"):
        ClipReader(path)


def test_a_video_that_nothing_can_decode(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mp4", greys(2))
    path.write_bytes(path.read_bytes().replace(b"avc1", b"xyz9"))
    with pytest.raises(
        SourceError, match=r"clip\.mp4 cannot be decoded here; convert it to H\.264"
    ):
        ClipReader(path)


def test_a_video_whose_index_is_cut_off_is_refused(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mp4", noise(50))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(SourceError, match="its beginning or end is missing"):
        ClipReader(path)


@pytest.mark.parametrize("suffix", [".mp4", ".mkv"])
def test_a_cut_off_video_plays_what_is_sound_and_says_so(tmp_path: Path, suffix: str) -> None:
    index_first = {"movflags": "+faststart"} if suffix == ".mp4" else {}
    path = write_clip(tmp_path / f"clip{suffix}", noise(50), container_options=index_first)
    whole, all_pictures = read_all(path)
    assert whole.damage is None
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    reader, pictures = read_all(path)
    assert 10 < len(pictures) < 40
    for one, other in zip(pictures, all_pictures, strict=False):
        assert np.array_equal(one.pixels, other.pixels)
    assert reader.damage is not None
    assert f"clip{suffix} is cut off: only " in reader.damage
    assert "of its 2.0 s can be read" in reader.damage


def test_torn_pictures_are_left_out_and_counted(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mkv", noise(50))
    torn = bytearray(path.read_bytes())
    middle = len(torn) // 2
    torn[middle : middle + 3000] = bytes(3000)
    path.write_bytes(torn)
    reader, pictures = read_all(path)
    assert 1 < len(pictures) < 50
    assert reader.damage is not None


def test_sound_alone_is_no_video(tmp_path: Path) -> None:
    path = tmp_path / "song.wav"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("pcm_s16le", rate=8000, layout="mono")
        frame = AudioFrame.from_ndarray(np.zeros((1, 800), np.int16), format="s16", layout="mono")
        frame.sample_rate = 8000
        container.mux(stream.encode(frame))
    with pytest.raises(SourceError, match=r"song\.wav has no moving picture"):
        ClipReader(path)


@pytest.mark.parametrize(
    ("suffix", "sentence"),
    [(".mp4", "has no moving picture in it"), (".avi", "holds no picture that can be read")],
)
def test_a_video_of_no_frames_is_refused(tmp_path: Path, suffix: str, sentence: str) -> None:
    path = tmp_path / f"empty{suffix}"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=25)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        container.start_encoding()
    with pytest.raises(SourceError, match=sentence):
        ClipReader(path)


def test_8k_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mp4", [flat((9, 9, 9), 7680, 4320)], codec="mpeg4")
    with pytest.raises(SourceError, match="is 7680x4320, and more than 4K is too large; scale it"):
        ClipReader(path)


def test_a_size_that_changes_on_the_way_is_an_error(tmp_path: Path) -> None:
    small = write_clip(tmp_path / "small.h264", noise(3))
    large = write_clip(tmp_path / "large.h264", [flat((50, 60, 70), 128, 96)] * 3)
    both = tmp_path / "both.h264"
    both.write_bytes(small.read_bytes() + large.read_bytes())
    with pytest.raises(SourceError, match="changes its size from 64x48 to 128x96"):
        read_all(both)


def test_a_looping_reader_keeps_its_memory() -> None:
    """A cycle of references through a frame keeps every decoded picture until it is collected."""
    demo = assets_root() / "demo" / "demo_face_2.mp4"
    gc.collect()
    gc.disable()
    try:
        with closing(ClipReader(demo)) as reader:
            for _ in range(3):
                while reader.read() is not None:
                    pass
                reader.rewind()
            frames = [o for o in gc.get_objects() if type(o) is VideoFrame]
    finally:
        gc.enable()
    assert len(frames) < 5
