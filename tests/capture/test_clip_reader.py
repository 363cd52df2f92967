from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from mirror.capture.clip_reader import ClipPicture, ClipReader
from tests.media import corners, flat, quarters, write_clip

RED = (60, 90, 200)


def read_all(path: Path, *, exact: bool = False) -> tuple[ClipReader, list[ClipPicture]]:
    reader = ClipReader(path, exact=exact)
    pictures = []
    while (picture := reader.read()) is not None:
        pictures.append(picture)
    return reader, pictures


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
