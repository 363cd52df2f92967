from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import av
import numpy as np
import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QImage
from pytestqt.qtbot import QtBot

from mirror.capture.picture_file import load_picture
from mirror.core.types import Frame, Pixels
from mirror.dressing.outfit import Outfit, Piece
from mirror.errors import OutputError
from mirror.makeup.look import Look
from mirror.makeup.products import Lipstick
from mirror.pipeline.messages import Rendered
from mirror.saving import virtual_camera
from mirror.saving.clip import ClipSink
from mirror.saving.recorder import Progress
from mirror.saving.virtual_camera import VirtualCamera
from mirror.ui.keeping import cards
from mirror.ui.keeping.cards import Card, CardShape, CardStyle, draw_card
from mirror.ui.keeping.keep_flow import ANIMATION_S, CLIP_S, KeepFlow
from tests import known_transfer as known
from tests.faces import face_of, posed
from tests.fakes import MS, PATIENCE_S
from tests.media import corners, quarters
from tests.shelf import item

RED = Look(name="red", title="Red", products=(Lipstick(shades=("#ff0000",)),))
RED_PIECES = Outfit().with_look(RED).pieces
NO_PICTURE = "There is no picture yet."
BUSY = "The last recording is still being saved."
HINT = "There is no virtual camera; install it."


class Kept:
    """A flow, and what it said."""

    def __init__(self, home: Path) -> None:
        self.folder, self.traces = home / "Mirror", home / "traces"
        self.flow = KeepFlow(self.folder, self.traces)
        self.told: list[str] = []
        self.saved: list[Path] = []
        self.counted: list[int] = []
        self.recorded: list[Progress | None] = []
        self.on_air: list[bool] = []
        self.flow.told.connect(self.told.append)
        self.flow.saved.connect(self.saved.append)
        self.flow.counted.connect(self.counted.append)
        self.flow.recorded.connect(self.recorded.append)
        self.flow.on_air.connect(self.on_air.append)
        self._seq = 0

    def see(self, *, mirrored: bool = False, face: bool = False, size: int = 64) -> Rendered:
        """Shows the flow one more picture, 40 ms after the last."""
        self._seq += 1
        pixels = quarters(size, 3 * size // 4)
        bare = Frame(np.zeros_like(pixels), self._seq, self._seq * 40 * MS)
        faces = (face_of(posed(face_px=20.0, centre=(30.0, 24.0))),) if face else ()
        rendered = Rendered(bare, pixels, faces, 0)
        self.flow.show_picture(rendered, mirrored=mirrored)
        return rendered

    def pass_second(self) -> None:
        self.flow._countdown.timeout.emit()

    def has_saved(self, count: int) -> bool:
        return len(self.saved) == count

    @property
    def files(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir()) if self.folder.is_dir() else []


@pytest.fixture
def kept(qtbot: QtBot, tmp_path: Path) -> Iterator[Kept]:
    kept = Kept(tmp_path)
    yield kept
    kept.flow.close()


@pytest.fixture
def held_job(kept: Kept) -> Iterator[threading.Event]:
    """Keeps the thread busy until the event is set."""
    may_go_on = threading.Event()
    kept.flow._jobs.run(lambda: may_go_on.wait(PATIENCE_S), lambda _: None)
    yield may_go_on
    may_go_on.set()


def pixels_of(path: Path) -> Pixels:
    return load_picture(path).pixels


@pytest.mark.parametrize(("mirrored", "seen"), [(False, "rgbw"), (True, "grwb")])
def test_a_picture_is_kept_as_it_is_seen_and_told(
    qtbot: QtBot, kept: Kept, mirrored: bool, seen: str
) -> None:
    kept.see(mirrored=mirrored)
    kept.flow.take_picture()
    qtbot.waitUntil(lambda: bool(kept.saved))
    (path,) = kept.saved
    assert path.parent == kept.folder
    assert kept.files == [path.name]
    assert corners(pixels_of(path)) == seen
    assert kept.told == [f"Saved: {path.name} in Mirror"]


def test_it_is_the_picture_of_the_moment(
    qtbot: QtBot, kept: Kept, held_job: threading.Event
) -> None:
    kept.see(mirrored=True)
    kept.flow.take_picture()
    kept.see(mirrored=False)
    held_job.set()
    qtbot.waitUntil(lambda: bool(kept.saved))
    assert corners(pixels_of(kept.saved[0])) == "grwb"


def test_two_pictures_are_two_files(qtbot: QtBot, kept: Kept) -> None:
    kept.see()
    kept.flow.take_picture()
    kept.flow.take_picture()
    qtbot.waitUntil(lambda: len(kept.saved) == 2)
    assert len(kept.files) == 2


def test_a_picture_is_named_after_what_is_worn(qtbot: QtBot, kept: Kept) -> None:
    own = Outfit(pieces=(Piece(Lipstick(shades=("#ff0000",))),))
    outfits = {
        "Red": Outfit().with_look(RED),
        "No makeup": Outfit(),
        "My look": own,
        known.look(1).title: Outfit(transferred=known.look(1)),
    }
    kept.see()
    for count, (title, outfit) in enumerate(outfits.items(), 1):
        kept.flow.show_outfit(outfit)
        kept.flow.take_picture()
        qtbot.waitUntil(partial(kept.has_saved, count))
        assert title in kept.saved[-1].name


def test_without_a_picture_there_is_nothing_to_keep(kept: Kept) -> None:
    kept.flow.show_outfit(Outfit())
    kept.flow.take_picture()
    kept.flow.make_card()
    assert kept.told == [NO_PICTURE] * 2
    assert kept.files == []


def test_what_has_been_forgotten_is_not_kept(kept: Kept) -> None:
    kept.see()
    kept.flow.forget()
    kept.flow.take_picture()
    assert kept.told == [NO_PICTURE]


def test_a_folder_that_cannot_be_is_told(qtbot: QtBot, kept: Kept) -> None:
    kept.folder.write_text("in the way")
    kept.see()
    kept.flow.take_picture()
    qtbot.waitUntil(lambda: bool(kept.told))
    assert "is a file, not a folder; choose a folder to save in." in kept.told[0]
    kept.flow.record(True)
    assert len(kept.told) == 2
    assert kept.told[0] == kept.told[1]
    assert kept.recorded == [None]
    assert kept.saved == []


def test_a_countdown_counts_and_then_keeps_what_is_seen_then(qtbot: QtBot, kept: Kept) -> None:
    kept.see(mirrored=True)
    kept.flow.take_picture(3)
    kept.pass_second()
    kept.pass_second()
    assert kept.counted == [3, 2, 1]
    assert kept.saved == []
    kept.see(mirrored=False)
    kept.pass_second()
    assert kept.counted == [3, 2, 1, 0]
    assert not kept.flow._countdown.isActive()
    qtbot.waitUntil(lambda: bool(kept.saved))
    assert corners(pixels_of(kept.saved[0])) == "rgbw"


@pytest.mark.parametrize("again", [0, 3])
def test_asked_again_a_countdown_is_called_off(kept: Kept, again: int) -> None:
    kept.see()
    kept.flow.take_picture(3)
    kept.pass_second()
    kept.flow.take_picture(again)
    assert kept.counted == [3, 2, 0]
    assert not kept.flow._countdown.isActive()
    kept.flow.close()
    assert kept.files == []


@pytest.mark.parametrize("end", [KeepFlow.forget, KeepFlow.close])
def test_whoever_goes_is_not_counted_down_to(kept: Kept, end: Callable[[KeepFlow], None]) -> None:
    kept.see()
    kept.flow.take_picture(3)
    end(kept.flow)
    assert kept.counted == [3, 0]
    assert not kept.flow._countdown.isActive()
    end(kept.flow)
    assert kept.counted == [3, 0]


@pytest.mark.parametrize("shape", CardShape)
@pytest.mark.parametrize("face", [False, True])
def test_a_card_is_kept(qtbot: QtBot, kept: Kept, shape: CardShape, face: bool) -> None:
    kept.see(face=face)
    kept.flow.show_outfit(Outfit().with_look(RED))
    kept.flow.make_card(shape)
    qtbot.waitUntil(lambda: bool(kept.saved))
    width, height = shape.value
    assert pixels_of(kept.saved[0]).shape == (height, width, 3)
    assert kept.told == [f"Saved: {kept.saved[0].name} in Mirror"]


def test_a_card_shows_both_as_they_are_seen(
    qtbot: QtBot, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[Card] = []

    def drawing(card: Card, shape: CardShape, style: CardStyle) -> QImage:
        drawn.append(card)
        return draw_card(card, shape, style)

    monkeypatch.setattr(cards, "draw_card", drawing)
    kept.see(mirrored=True)
    bought = Piece(Lipstick(shades=("#20a030",)), item("V1", brand="Aurora"))
    hidden = Piece(Lipstick(shades=("#2030a0",)), shown=False)
    kept.flow.show_outfit(replace(Outfit().with_look(RED), pieces=(*RED_PIECES, bought, hidden)))
    kept.flow.make_card()
    qtbot.waitUntil(lambda: bool(kept.saved))
    assert drawn[0].title == "Red"
    assert [product.name for product in drawn[0].products] == ["Lipstick", "Velvet"]
    assert corners(drawn[0].after) == "grwb"
    assert not drawn[0].before.any()


def test_a_video_is_recorded_until_it_is_ended(qtbot: QtBot, kept: Kept) -> None:
    kept.see()
    kept.flow.record(True)
    assert kept.recorded == [Progress(0.0, CLIP_S, 0)]
    for _ in range(5):
        kept.see(mirrored=True)
    kept.flow.record(False)
    qtbot.waitUntil(lambda: bool(kept.saved), timeout=20_000)
    (path,) = kept.saved
    assert kept.files == [path.name]
    assert path.suffix == ".mp4"
    assert kept.told == [f"Saved: {path.name} in Mirror"]
    assert kept.recorded[-1] is None
    with av.open(str(path)) as clip:
        pictures = [
            frame.to_ndarray(format="bgr24").astype(np.uint8) for frame in clip.decode(video=0)
        ]
    assert len(pictures) == 5
    assert corners(pictures[-1]) == "grwb"


def test_an_animation_ends_by_itself(qtbot: QtBot, kept: Kept) -> None:
    kept.see()
    kept.flow.animate()
    assert kept.recorded == [Progress(0.0, ANIMATION_S, 0)]

    def over() -> bool:
        kept.see()
        return bool(kept.saved)

    qtbot.waitUntil(over, timeout=20_000)
    (path,) = kept.saved
    assert (path.suffix, kept.files) == (".webp", [path.name])
    assert kept.told == [f"Saved: {path.name} in Mirror"]
    assert kept.recorded[-1] is None


def test_an_animation_may_be_ended_before(qtbot: QtBot, kept: Kept) -> None:
    kept.flow.animate()
    kept.see()
    kept.see()
    kept.flow.record(False)
    qtbot.waitUntil(lambda: bool(kept.saved), timeout=20_000)
    assert kept.saved[0].suffix == ".webp"


def test_a_recording_without_a_picture_is_told(qtbot: QtBot, kept: Kept) -> None:
    kept.flow.record(True)
    kept.flow.record(False)
    qtbot.waitUntil(lambda: bool(kept.told))
    assert kept.told == ["Nothing was recorded, as there was no picture; choose a source."]
    assert (kept.files, kept.saved, kept.recorded[-1]) == ([], [], None)


def test_a_recorder_that_breaks_is_told_and_the_button_comes_back(
    qtbot: QtBot, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*args: object, **more: object) -> None:
        raise RuntimeError("the encoder stumbled")

    monkeypatch.setattr("mirror.saving.clip.ClipSink.write", breaks)
    kept.flow.record(True)
    kept.see()
    qtbot.waitUntil(lambda: bool(kept.told))
    assert kept.told == ["The recording failed."]
    assert (kept.files, kept.saved, kept.recorded[-1]) == ([], [], None)


def test_a_picture_of_another_size_ends_a_video_with_a_notice(qtbot: QtBot, kept: Kept) -> None:
    kept.flow.record(True)
    kept.see()
    kept.see(size=128)
    qtbot.waitUntil(lambda: len(kept.told) == 2, timeout=20_000)
    assert kept.told[1] == "The picture changed from 64x48 to 128x96; the recording ends there."
    assert len(kept.saved) == 1


def test_a_recording_that_is_still_being_saved_is_told(
    qtbot: QtBot, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_finish = threading.Event()
    finish = ClipSink.finish

    def slowly(sink: ClipSink, *others: object) -> Path | None:
        assert may_finish.wait(PATIENCE_S)
        return finish(sink, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(ClipSink, "finish", slowly)
    kept.flow.record(True)
    kept.see()
    kept.flow.record(True)  # goes on
    assert kept.told == []
    kept.flow.animate()
    assert kept.told == [BUSY]
    kept.flow.record(False)
    kept.flow.record(True)
    assert kept.told == [BUSY] * 2
    may_finish.set()
    qtbot.waitUntil(lambda: bool(kept.saved), timeout=20_000)
    kept.flow.record(True)
    assert kept.recorded[-1] == Progress(0.0, CLIP_S, 0)
    assert len(kept.told) == 3


@pytest.mark.parametrize("begin", [partial(KeepFlow.record, on=True), KeepFlow.animate])
def test_what_has_been_forgotten_leaves_no_file(
    qtbot: QtBot, kept: Kept, begin: Callable[[KeepFlow], None]
) -> None:
    begin(kept.flow)
    kept.see()
    kept.see()
    kept.flow.forget()
    qtbot.waitUntil(lambda: kept.recorded[-1] is None)
    assert (kept.files, kept.saved, kept.told) == ([], [], [])


def test_closing_completes_the_recording_and_the_picture_and_may_be_repeated(kept: Kept) -> None:
    kept.see()
    kept.flow.take_picture()
    kept.flow.record(True)
    for _ in range(3):
        kept.see()
    kept.flow.close()
    assert [Path(name).suffix for name in kept.files] == [".jpg", ".mp4"]
    assert not any(kept.traces.glob("*"))
    kept.flow.close()
    assert len(kept.files) == 2


def test_what_a_mirror_that_broke_off_has_left_is_taken_away(qtbot: QtBot, kept: Kept) -> None:
    cleaned = threading.Event()
    clean = kept.flow._traces.clean

    def cleaning() -> list[Path]:
        gone = clean()
        cleaned.set()
        return gone

    kept.flow._traces.clean = cleaning  # type: ignore[method-assign]
    kept.folder.mkdir()
    kept.traces.mkdir()
    left = kept.folder / ".Red.0badcafe.abcdef.part.mp4"
    left.write_bytes(b"half")
    record = kept.traces / "0badcafe.folders"
    record.write_text(f"{kept.folder}\0", encoding="utf-8")
    kept.flow.start()
    assert cleaned.wait(PATIENCE_S)
    assert not record.exists()
    assert not left.exists()


def test_the_folder_of_pictures_is_opened(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    kept.flow.open_folder()
    assert [Path(url.toLocalFile()) for url in opened] == [kept.folder]


class Air:
    """Devices of a virtual camera that remember what they showed."""

    name = "A fake"

    def __init__(self) -> None:
        self.shown: list[Pixels] = []
        self.showed = threading.Semaphore(0)
        self.closed = 0
        self.missing = False

    def open(self, width: int, height: int) -> Air:
        if self.missing:
            raise OutputError(HINT)
        assert (width, height) == (64, 48)
        return self

    def show(self, pixels: Pixels) -> None:
        self.shown.append(pixels)
        self.showed.release()

    def close(self) -> None:
        self.closed += 1


@pytest.fixture
def air(monkeypatch: pytest.MonkeyPatch) -> Air:
    air = Air()
    monkeypatch.setattr(
        virtual_camera, "VirtualCamera", lambda on_end: VirtualCamera(on_end, air.open)
    )
    return air


def test_others_see_the_person_as_they_are_and_not_as_in_a_mirror(kept: Kept, air: Air) -> None:
    kept.see()
    kept.flow.call(True)
    kept.see(mirrored=True)
    assert air.showed.acquire(timeout=PATIENCE_S)
    assert corners(air.shown[0]) == "rgbw"
    kept.flow.call(False)
    assert kept.on_air == [True, False]
    assert air.closed == 1
    kept.see()
    assert len(air.shown) == 1


def test_a_camera_that_is_missing_is_told(qtbot: QtBot, kept: Kept, air: Air) -> None:
    air.missing = True
    kept.flow.call(True)
    kept.see()
    qtbot.waitUntil(lambda: bool(kept.told))
    assert kept.told == [HINT]
    assert kept.on_air == [True, False]
    air.missing = False
    kept.flow.call(True)
    kept.see()
    assert air.showed.acquire(timeout=PATIENCE_S)


def test_the_end_of_one_call_does_not_end_the_next(qtbot: QtBot, kept: Kept, air: Air) -> None:
    kept.flow.call(True)
    kept.flow.call(False)
    kept.flow.call(True)
    last: list[int] = []
    kept.flow._jobs.post(lambda: last.append(1))  # behind what the first camera's thread has sent
    qtbot.waitUntil(lambda: bool(last))
    assert kept.on_air == [True, False, True]
    kept.see()
    assert air.showed.acquire(timeout=PATIENCE_S)


def test_closing_ends_a_call(kept: Kept, air: Air) -> None:
    kept.flow.call(True)
    kept.see()
    assert air.showed.acquire(timeout=PATIENCE_S)
    kept.flow.close()
    assert air.closed == 1
    assert kept.on_air == [True, False]
