from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from mirror.capture.clip_reader import ClipReader
from mirror.capture.picture_file import Picture, save_picture
from mirror.config import assets_root, models_root
from mirror.dressing.outfit import Outfit
from mirror.errors import ModelError
from mirror.inference.manifest import load_manifest
from mirror.makeup.transferred import TransferredLook
from mirror.pipeline.extraction import Extraction as RealExtraction
from mirror.pipeline.saved_looks import SavedLooks
from mirror.ui.looks.photo_flow import PhotoFlow
from mirror.ui.looks.photo_intake import photo_file
from mirror.ui.looks.photo_looks import PhotoLook
from mirror.ui.looks.photo_reader import Extraction
from mirror.ui.panel import Page
from mirror.ui.window import Window
from tests import known_transfer as known
from tests import photos
from tests.fakes import PATIENCE_S
from tests.photos import ENCODER, OTHER_ENCODER, FakeExtraction, face, saved_look, two_faces, until

DIALOG = "mirror.ui.looks.photo_flow.QFileDialog.getOpenFileName"


class Counter:
    """A window with the flow, on a fake extraction and a folder of saved looks."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.extraction = FakeExtraction(face())
        self.error: Exception | None = None
        self.window = Window((None,))
        self.build: Callable[[], Extraction] = lambda: self.extraction
        self.flow = PhotoFlow(self.window, self._build, lambda: SavedLooks(folder, ENCODER))
        self.put_on: list[tuple[PhotoLook, TransferredLook]] = []
        self.flow.put_on.connect(lambda look, code: self.put_on.append((look, code)))
        self.flow.changed.connect(self._show)

    def _build(self) -> Extraction:
        if self.error is not None:
            raise self.error
        return self.build()

    def _show(self) -> None:
        self.window.panel.looks.panel.set_photos(self.flow.looks.looks, can_save=True)

    @property
    def told(self) -> str:
        notice = self.window.notice
        return notice.text() if notice.isVisible() else ""

    @property
    def titles(self) -> list[str]:
        return [look.title for look in self.flow.looks.looks]


@pytest.fixture
def counter(qtbot: QtBot, tmp_path: Path) -> Iterator[Counter]:
    counter = Counter(tmp_path / "looks")
    qtbot.addWidget(counter.window)
    counter.window.resize(1280, 720)
    counter.window.show()
    counter.window.activateWindow()
    until(qtbot, counter.window.isActiveWindow)
    yield counter
    counter.extraction.gate.set()
    counter.flow.close()
    counter.window.notice.stop()


@pytest.fixture
def party(tmp_path: Path) -> Path:
    return photos.photo(tmp_path / "party.png")


def worn(qtbot: QtBot, counter: Counter, times: int = 1) -> tuple[PhotoLook, TransferredLook]:
    until(qtbot, lambda: len(counter.put_on) == times)
    return counter.put_on[-1]


def test_a_photo_is_said_to_be_read_and_then_put_on(
    qtbot: QtBot, counter: Counter, party: Path
) -> None:
    counter.extraction.gate.clear()
    counter.window.photo_given.emit(photo_file(party))
    assert counter.told == "Reading “Party”…"
    counter.extraction.gate.set()
    look, code = worn(qtbot, counter)
    assert (look.title, code.title) == ("Party", "Party")
    assert counter.told == ""
    assert counter.titles == ["Party"]
    assert not counter.folder.exists()


def test_the_tile_asks_for_a_file(
    qtbot: QtBot, counter: Counter, party: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DIALOG, lambda *_: (str(party), ""))
    QTest.mouseClick(counter.window.panel.looks.panel.tile, Qt.MouseButton.LeftButton)
    assert worn(qtbot, counter)[0].title == "Party"


def test_the_keys_for_opening_ask_for_a_file(
    qtbot: QtBot, counter: Counter, party: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DIALOG, lambda *_: (str(party), ""))
    window = counter.window.windowHandle()
    QTest.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert worn(qtbot, counter)[0].title == "Party"


def test_a_file_that_was_not_chosen_reads_nothing(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DIALOG, lambda *_: ("", ""))
    counter.flow.open_photo()
    assert counter.told == ""


def test_of_several_faces_one_is_chosen_by_a_click(
    qtbot: QtBot, counter: Counter, party: Path
) -> None:
    counter.extraction.faces = two_faces()
    counter.flow.read(photo_file(party))
    faces = counter.window.stage.faces
    until(qtbot, faces.isVisible)
    assert counter.told == ""
    QTest.mouseClick(faces.faces[1], Qt.MouseButton.LeftButton)
    assert np.array_equal(worn(qtbot, counter)[1].pigment, known.look(0).pigment)
    assert faces.isHidden()


def test_of_several_faces_one_is_chosen_by_the_keyboard(
    qtbot: QtBot, counter: Counter, party: Path
) -> None:
    counter.extraction.faces = two_faces()
    counter.flow.read(photo_file(party))
    faces = counter.window.stage.faces
    until(qtbot, faces.isVisible)
    until(qtbot, faces.faces[0].hasFocus)
    window = counter.window.windowHandle()
    QTest.keyClick(window, Qt.Key.Key_Tab)
    until(qtbot, faces.faces[1].hasFocus)
    QTest.keyClick(window, Qt.Key.Key_Return)
    assert np.array_equal(worn(qtbot, counter)[1].pigment, known.look(0).pigment)


def test_escape_chooses_none_of_them(qtbot: QtBot, counter: Counter, party: Path) -> None:
    counter.extraction.faces = two_faces()
    counter.flow.read(photo_file(party))
    until(qtbot, counter.window.stage.faces.isVisible)
    QTest.keyClick(counter.window.windowHandle(), Qt.Key.Key_Escape)
    assert counter.window.stage.faces.isHidden()
    assert counter.put_on == []


def test_a_face_beyond_reading_is_explained_and_the_others_stay(
    qtbot: QtBot, counter: Counter, party: Path
) -> None:
    counter.extraction.faces = (*two_faces(), face(30.0, 800.0))
    counter.flow.read(photo_file(party))
    faces = counter.window.stage.faces
    until(qtbot, faces.isVisible)
    QTest.mouseClick(faces.faces[2], Qt.MouseButton.LeftButton)
    until(qtbot, lambda: "only 30 pixels high" in counter.told)
    assert faces.isVisible()
    QTest.mouseClick(faces.faces[0], Qt.MouseButton.LeftButton)
    worn(qtbot, counter)


@pytest.mark.parametrize(
    ("faces", "said"),
    [((), "No face was found in this photo"), ((face(40.0),), "only 40 pixels high")],
)
def test_a_bad_photo_is_told_and_nothing_is_put_on(
    qtbot: QtBot, counter: Counter, party: Path, faces: tuple[np.ndarray, ...], said: str
) -> None:
    counter.extraction.faces = faces
    counter.flow.read(photo_file(party))
    until(qtbot, lambda: said in counter.told)
    assert (counter.put_on, counter.titles) == ([], [])


def test_what_may_come_out_wrong_is_told_with_the_look_on(
    qtbot: QtBot, counter: Counter, party: Path
) -> None:
    counter.extraction.faces = (face(110.0),)
    counter.flow.read(photo_file(party))
    worn(qtbot, counter)
    assert "only 110 pixels high; from 140 on" in counter.told


def test_a_broken_file_is_told(qtbot: QtBot, counter: Counter, tmp_path: Path) -> None:
    (tmp_path / "broken.jpg").write_bytes(b"no picture")
    counter.flow.read(photo_file(tmp_path / "broken.jpg"))
    until(qtbot, lambda: "no picture that can be read" in counter.told)


def test_a_missing_network_is_told(qtbot: QtBot, counter: Counter, party: Path) -> None:
    counter.error = ModelError("The model transfer is not installed.")
    counter.flow.read(photo_file(party))
    until(qtbot, lambda: counter.told == "The model transfer is not installed.")


def test_a_second_photo_cancels_the_first(
    qtbot: QtBot, counter: Counter, party: Path, tmp_path: Path
) -> None:
    counter.extraction.gate.clear()
    counter.flow.read(photo_file(party))
    assert counter.extraction.entered.acquire(timeout=PATIENCE_S)
    counter.flow.read(photo_file(photos.photo(tmp_path / "ball.png")))
    assert counter.told == "Reading “Ball”…"
    counter.extraction.gate.set()
    assert worn(qtbot, counter)[0].title == "Ball"
    assert counter.titles == ["Ball"]


def test_a_second_photo_takes_back_the_question_of_the_first(
    qtbot: QtBot, counter: Counter, party: Path
) -> None:
    counter.extraction.faces = two_faces()
    counter.flow.read(photo_file(party))
    until(qtbot, counter.window.stage.faces.isVisible)
    counter.extraction.faces = (face(),)
    counter.flow.read(photo_file(party))
    assert counter.window.stage.faces.isHidden()
    worn(qtbot, counter)


def test_a_look_is_saved_with_one_click_and_renamed(
    qtbot: QtBot, counter: Counter, party: Path
) -> None:
    counter.flow.read(photo_file(party))
    look, code = worn(qtbot, counter)
    panel = counter.window.panel
    panel.show_page(Page.WEARING)
    panel.wearing.show_outfit(Outfit(transferred=code), look, can_save=True)
    QTest.mouseClick(panel.wearing.photo.save, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: "“Party” is saved" in counter.told)
    panel.looks.panel.renamed.emit(look.key, "Gala")
    until(qtbot, lambda: counter.titles == ["Gala"])
    assert SavedLooks(counter.folder, ENCODER).names() == ["gala"]


def answer(button: str) -> list[str]:
    """Presses a button of the next question, as soon as it is there; returns what it asks."""
    asked: list[str] = []

    def press() -> None:
        question = QApplication.activeModalWidget()
        assert isinstance(question, QMessageBox)
        asked.append(question.text())
        (wanted,) = (one for one in question.buttons() if one.text() == button)
        wanted.click()

    QTimer.singleShot(0, press)
    return asked


def test_a_saved_look_is_deleted_when_the_person_is_sure(qtbot: QtBot, counter: Counter) -> None:
    saved_look(counter.folder, "Party")
    with qtbot.waitSignal(counter.flow.changed):
        counter.flow.looks.start()
    (look,) = counter.flow.looks.looks
    asked = answer("Keep it")
    counter.window.panel.looks.panel.delete_wanted.emit(look.key)
    assert asked == ["Delete “Party”?"]
    assert counter.titles == ["Party"]
    answer("Delete")
    with qtbot.waitSignal(counter.flow.removed):
        counter.window.panel.looks.panel.delete_wanted.emit(look.key)
    assert counter.titles == SavedLooks(counter.folder, ENCODER).names() == []


def test_a_look_that_was_never_saved_goes_without_a_question(
    qtbot: QtBot, counter: Counter, party: Path
) -> None:
    counter.flow.read(photo_file(party))
    look, _ = worn(qtbot, counter)
    with qtbot.waitSignal(counter.flow.removed):
        counter.window.panel.looks.panel.delete_wanted.emit(look.key)
    assert counter.titles == []


@pytest.mark.parametrize("opened", [True, False])
def test_an_outdated_look_asks_for_its_photo_again(
    qtbot: QtBot, counter: Counter, party: Path, monkeypatch: pytest.MonkeyPatch, opened: bool
) -> None:
    captions: list[str] = []

    def choose(_: object, caption: str, *__: object) -> tuple[str, str]:
        captions.append(caption)
        return (str(party) if opened else "", "")

    monkeypatch.setattr(DIALOG, choose)
    saved_look(counter.folder, "Ball", encoder=OTHER_ENCODER)
    with qtbot.waitSignal(counter.flow.changed):
        counter.flow.looks.start()
    counter.flow.looks.fetch(counter.flow.looks.looks[0].key)
    assert captions == ["Open the photo of “Ball” again"]
    if not opened:
        assert "“Ball” was read by another version of the transfer network" in counter.told
        return
    look, _ = worn(qtbot, counter)
    assert (look.title, look.outdated) == ("Ball", False)
    assert counter.titles == ["Ball"]
    assert SavedLooks(counter.folder, ENCODER).labels()[0].encoder == ENCODER


def test_a_photo_that_comes_between_renews_nothing(
    qtbot: QtBot, counter: Counter, party: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DIALOG, lambda *_: (str(party), ""))
    saved_look(counter.folder, "Ball", encoder=OTHER_ENCODER)
    with qtbot.waitSignal(counter.flow.changed):
        counter.flow.looks.start()
    counter.extraction.gate.clear()
    counter.flow.looks.fetch(counter.flow.looks.looks[0].key)
    counter.flow.read(photo_file(party))
    counter.extraction.gate.set()
    assert worn(qtbot, counter)[0].title == "Party"
    assert SavedLooks(counter.folder, ENCODER).labels()[0].encoder == OTHER_ENCODER


@pytest.mark.skipif(
    not (models_root() / "transfer").exists(), reason="the transfer network is not installed"
)
def test_the_real_network_reads_a_rendered_face_that_is_dropped(
    qtbot: QtBot, counter: Counter, tmp_path: Path
) -> None:
    reader = ClipReader(assets_root() / "demo" / "demo_face_2.mp4")
    picture = reader.read()
    reader.close()
    assert picture is not None
    save_picture(tmp_path / "demo.png", Picture(picture.pixels))
    counter.build = RealExtraction.build
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "demo.png"))])
    copy, left, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window = counter.window
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(9, 9), copy, data, left, none))
    QApplication.sendEvent(window, QDragMoveEvent(QPoint(9, 9), copy, data, left, none))
    QApplication.sendEvent(window, QDropEvent(QPointF(9, 9), copy, data, left, none))
    look, code = worn(qtbot, counter)
    assert look.title == "Demo"
    shipped = load_manifest(models_root(), "transfer")
    assert code.size == shipped.graphs["encoder"].inputs[0].shape[1]
    assert (code.pigment >= 0).all()
    assert code.thumbnail.std() > 20
    counter.flow.looks.save(look.key)
    until(qtbot, lambda: SavedLooks(counter.folder, ENCODER).names() == ["demo"])
