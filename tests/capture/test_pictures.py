from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from mirror.capture.pace import Pace
from mirror.capture.picture_file import Picture, save_picture
from mirror.capture.pictures import PictureSource, pictures_in
from mirror.core.types import Frame
from mirror.errors import SourceError
from tests.media import corners, flat, quarters


def write(path: Path, level: int) -> Path:
    save_picture(path, Picture(flat((level,) * 3)))
    return path


def levels(source: PictureSource, count: int) -> list[int | None]:
    frames: list[Frame | None] = [source.read() for _ in range(count)]
    return [None if frame is None else int(frame.pixels[0, 0, 0]) for frame in frames]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for level in (10, 20, 30):
        write(tmp_path / f"{level}.png", level)
    (tmp_path / "notes.txt").write_text("no picture")
    return tmp_path


def test_the_pictures_of_a_folder_come_by_name(folder: Path) -> None:
    assert [path.name for path in pictures_in(folder)] == ["10.png", "20.png", "30.png"]


def test_a_folder_without_pictures_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="There is no picture in"):
        pictures_in(tmp_path)


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        pictures_in(tmp_path / "gone")


def test_every_picture_comes_once_and_then_the_end(folder: Path) -> None:
    source = PictureSource(pictures_in(folder), name="folder/", realtime=False, loop=False)
    source.open()
    assert levels(source, 5) == [10, 20, 30, None, None]
    assert (source.name, source.live, source.fps, source.notice) == ("folder/", False, None, None)
    source.close()


def test_pictures_start_over(folder: Path) -> None:
    source = PictureSource(pictures_in(folder), name="folder/", realtime=False)
    source.open()
    assert levels(source, 5) == [10, 20, 30, 10, 20]
    source.close()


def test_a_show_repeats_each_picture_at_25_a_second_for_4_seconds(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    due: list[float] = []
    monkeypatch.setattr(Pace, "wait", lambda self, due_s: due.append(due_s))
    source = PictureSource(pictures_in(folder), name="folder/")
    source.open()
    assert levels(source, 250) == [10] * 100 + [20] * 100 + [30] * 50
    assert np.allclose(due, np.arange(250) / 25)
    assert (source.live, source.fps) == (True, 25.0)
    source.close()


def test_frames_are_numbered(folder: Path) -> None:
    source = PictureSource([folder / "10.png"], name="10.png", realtime=False)
    source.open()
    frames = [source.read() for _ in range(3)]
    assert [frame.seq for frame in frames if frame] == [0, 1, 2]
    source.close()


def test_an_unreadable_picture_is_passed_over_with_a_notice(folder: Path) -> None:
    (folder / "15.png").write_bytes(b"broken")
    source = PictureSource(pictures_in(folder), name="folder/", realtime=False, loop=False)
    source.open()
    assert levels(source, 4) == [10, 20, 30, None]
    assert source.notice is not None
    assert "15.png is no picture" in source.notice


def test_none_that_can_be_read_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"broken")
    source = PictureSource([tmp_path / "a.png"], name="a.png")
    with pytest.raises(SourceError, match=r"a\.png is no picture"):
        source.open()


def test_a_size_that_was_asked_for_is_delivered(tmp_path: Path) -> None:
    save_picture(tmp_path / "in.png", Picture(quarters(64, 48)))
    source = PictureSource([tmp_path / "in.png"], name="in.png", realtime=False, size=(90, 90))
    source.open()
    frame = source.read()
    assert frame is not None
    assert frame.pixels.shape == (90, 90, 3)
    assert corners(frame.pixels) == "rgbw"


@pytest.mark.parametrize(("realtime", "width"), [(True, 1920), (False, 4000)])
def test_a_large_picture_is_scaled_down_for_the_show_alone(
    tmp_path: Path, realtime: bool, width: int
) -> None:
    save_picture(tmp_path / "in.png", Picture(flat((9, 9, 9), 4000, 100)))
    source = PictureSource([tmp_path / "in.png"], name="in.png", realtime=realtime)
    source.open()
    frame = source.read()
    source.close()
    assert frame is not None
    assert frame.width == width


def test_close_ends_the_show(folder: Path) -> None:
    source = PictureSource(pictures_in(folder), name="folder/")
    source.open()
    source.close()
    source.close()
    assert source.read() is None
