from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from mirror.core.types import LANDMARKS, Face, Frame, Pixels
from mirror.makeup.look import Look
from mirror.makeup.products import Lipstick
from mirror.pipeline.messages import Controls, FrameProcessor, Rendered
from mirror.ui.looks.thumbnails import SIDE_PX, ThumbnailStore, make_thumbnails
from tests.fakes import FakeProcessor

RED = Look(name="red", title="Red", products=(Lipstick(shades=("#ff0000",)),))
PLUM = Look(name="plum", title="Plum", products=(Lipstick(shades=("#802060",)),))


class Painter(FakeProcessor):
    """Paints the face black without a look, and as bright as its name is long with one."""

    def __init__(self, faces: tuple[Face, ...] = ()) -> None:
        super().__init__()
        self.faces = faces

    def process(self, frame: Frame, controls: Controls) -> Rendered:
        value = 40 * len(controls.look.name) if controls.look is not None else 0
        pixels = frame.pixels.copy()
        pixels[pixels == 255] = value
        return Rendered(frame, pixels, self.faces, controls.revision)


def face_picture() -> Pixels:
    return np.full((120, 200, 3), 255, np.uint8)


def made(
    store: ThumbnailStore,
    looks: tuple[Look | None, ...],
    build: Callable[[], FrameProcessor] = Painter,
    read_face: Callable[[], Pixels] = face_picture,
) -> dict[str, Pixels]:
    got: dict[str, Pixels] = {}
    make_thumbnails(
        looks,
        store,
        read_face,
        build,
        lambda look, pixels: got.__setitem__(look.name if look else "", pixels),
        threading.Event(),
    )
    return got


def never() -> FrameProcessor:
    pytest.fail("nothing is to be painted")


def test_every_look_and_the_bare_face_get_a_square_picture(tmp_path: Path) -> None:
    got = made(ThumbnailStore(tmp_path), (None, RED, PLUM))
    assert {name: int(pixels[0, 0, 0]) for name, pixels in got.items()} == {
        "": 0,
        "red": 120,
        "plum": 160,
    }
    assert {pixels.shape for pixels in got.values()} == {(SIDE_PX, SIDE_PX, 3)}


def test_what_was_painted_once_is_read_from_the_disk(tmp_path: Path) -> None:
    store = ThumbnailStore(tmp_path / "deep" / "down")
    first = made(store, (None, RED))
    again = made(store, (None, RED), build=never)
    assert first.keys() == again.keys()
    for name, pixels in first.items():
        np.testing.assert_array_equal(pixels, again[name])
    assert not list(tmp_path.rglob("*.part*"))


def test_another_shade_or_another_version_is_painted_anew(tmp_path: Path) -> None:
    store = ThumbnailStore(tmp_path, version="1")
    made(store, (RED,))
    darker = Look(name="red", title="Red", products=(Lipstick(shades=("#aa0000",)),))
    assert store.load(RED) is not None
    assert store.load(darker) is None
    assert ThumbnailStore(tmp_path, version="2").load(RED) is None


def test_a_damaged_file_is_painted_anew(tmp_path: Path) -> None:
    store = ThumbnailStore(tmp_path)
    made(store, (RED,))
    for file in tmp_path.iterdir():
        file.write_bytes(b"no picture")
    assert int(made(store, (RED,))["red"][0, 0, 0]) == 120
    for file in tmp_path.iterdir():
        file.write_bytes(b"")
    assert store.load(RED) is None


def test_where_nothing_can_be_kept_the_pictures_are_still_shown(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    occupied = tmp_path / "file"
    occupied.write_text("not a folder")
    got = made(ThumbnailStore(occupied), (RED,))
    assert int(got["red"][0, 0, 0]) == 120
    assert "could not be kept" in caplog.text


def test_the_thumbnail_is_cut_around_the_face(tmp_path: Path) -> None:
    points = np.zeros((LANDMARKS, 3), np.float32)
    points[:, 0] = np.linspace(20, 60, LANDMARKS)
    points[:, 1] = np.linspace(70, 110, LANDMARKS)
    picture = np.zeros((120, 200, 3), np.uint8)
    picture[65:115, 15:65] = 254
    painter = Painter((Face(points, 1.0, 0),))
    got = made(ThumbnailStore(tmp_path), (None,), lambda: painter, lambda: picture)
    assert np.mean(got[""] == 254) > 0.97
    assert painter.closed.is_set()


def test_work_that_is_stopped_leaves_the_rest_undone(tmp_path: Path) -> None:
    stop = threading.Event()
    got: list[Look | None] = []

    def deliver(look: Look | None, _: Pixels) -> None:
        got.append(look)
        stop.set()

    painter = Painter()
    make_thumbnails(
        (RED, PLUM), ThumbnailStore(tmp_path), face_picture, lambda: painter, deliver, stop
    )
    assert got == [RED]
    assert painter.closed.is_set()
