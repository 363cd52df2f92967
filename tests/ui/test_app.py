from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mirror.capture.source import Source
from mirror.errors import ModelError, SourceError
from mirror.makeup.look import Look
from mirror.makeup.products import Lipstick
from mirror.makeup.transferred import ZoneStrengths
from mirror.pipeline.messages import FrameProcessor, Rendered
from mirror.pipeline.saved_looks import SavedLooks
from mirror.ui import theme
from mirror.ui.app import FirstWorn, MirrorApp, Parts
from mirror.ui.looks.photo_intake import photo_file
from mirror.ui.looks.photo_reader import Extraction
from mirror.ui.panel import Page
from mirror.ui.preferences import Preferences
from mirror.ui.source_choice import SourceEntry
from mirror.ui.stage.comparison import Comparison
from tests import known_transfer as known
from tests import photos
from tests.fakes import FakeProcessor, FakeSource, frame
from tests.photos import ENCODER, FakeExtraction, face, saved_look, until
from tests.shelf import BARCODES, shade_worn, shelf_catalogue

RED = Look(name="red", title="Red", products=(Lipstick(shades=("#ff0000",)),))
PLUM = Look(name="plum", title="Plum", products=(Lipstick(shades=("#802060",)),))


class Stage:
    """A mirror on fake parts, and what was asked of them."""

    def __init__(self, cache: Path) -> None:
        self.sources: dict[str | None, FakeSource] = {
            "demo": FakeSource(name="built-in demo"),
            "0": FakeSource(name="HD Webcam (0)"),
        }
        self.processor = FakeProcessor()
        self.build: Callable[[], FrameProcessor] = lambda: self.processor
        self.saved = cache / "looks"
        self.extraction = FakeExtraction(face())
        self.listed = threading.Semaphore(0)
        self.parts = Parts(
            make_source=self._make_source,
            list_sources=self._list_sources,
            build_processor=self._build_processor,
            build_still_processor=FakeProcessor,
            read_face=lambda: np.full((90, 160, 3), 60, np.uint8),
            build_extraction=self._build_extraction,
            open_saved=lambda: SavedLooks(self.saved, ENCODER),
            looks=(None, RED, PLUM),
            cache=cache,
            album=cache / "album",
            traces=cache / "traces",
        )
        self._seq = 0

    def _build_extraction(self) -> Extraction:
        return self.extraction

    def _build_processor(self) -> FrameProcessor:
        return self.build()

    def _make_source(self, spec: str | None) -> Source:
        if spec not in self.sources:
            raise SourceError(f"There is no “{spec}”.")
        return self.sources[spec]

    def _list_sources(self) -> list[SourceEntry]:
        self.listed.release()
        return [
            SourceEntry("0", "HD Webcam (0)", "HD Webcam (0)"),
            SourceEntry("demo", "built-in demo", "Built-in demo"),
        ]

    def deliver(self, spec: str = "demo") -> None:
        """Has a source deliver one more frame."""
        self._seq += 1
        self.sources[spec].feed.put(frame(self._seq, 10))


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path)


@pytest.fixture
def mirror(qtbot: QtBot, stage: Stage) -> Iterator[MirrorApp]:
    mirror = MirrorApp(stage.parts, spec="demo", begin_with=FirstWorn(RED))
    qtbot.addWidget(mirror.window)
    mirror.start()
    yield mirror
    mirror.close()


def seen(mirror: MirrorApp) -> list[Rendered]:
    pictures: list[Rendered] = []
    mirror.window.stage.viewport.painted.connect(pictures.append)
    return pictures


def until_worn(qtbot: QtBot, mirror: MirrorApp, stage: Stage, spec: str = "demo") -> Rendered:
    """Delivers frames until one shows the latest controls with makeup on; returns it."""
    pictures = seen(mirror)

    def worn() -> bool:
        if not pictures or not pictures[-1].stages_ms:
            stage.deliver(spec)
            return False
        return pictures[-1].controls_revision == mirror.controls.revision

    qtbot.waitUntil(worn, timeout=20_000)
    return pictures[-1]


def test_the_first_pictures_are_plain_and_makeup_joins_when_it_is_ready(
    qtbot: QtBot, stage: Stage
) -> None:
    may_build = threading.Event()

    def build() -> FrameProcessor:
        assert may_build.wait(30)
        return stage.processor

    stage.build = build
    mirror = MirrorApp(stage.parts, spec="demo", begin_with=FirstWorn(RED))
    qtbot.addWidget(mirror.window)
    milestones: list[str] = []
    mirror.milestone.connect(milestones.append)
    pictures = seen(mirror)
    mirror.start()
    stage.deliver()
    qtbot.waitUntil(lambda: bool(pictures))
    assert int(pictures[0].pixels[0, 0, 0]) == 10
    assert milestones == ["window", "picture"]
    may_build.set()
    assert int(until_worn(qtbot, mirror, stage).pixels[0, 0, 0]) == 110
    assert milestones == ["window", "picture", "makeup"]
    assert list(mirror.reached_ns) == milestones
    mirror.close()


def test_a_chosen_look_is_worn_in_the_picture(
    qtbot: QtBot, mirror: MirrorApp, stage: Stage
) -> None:
    worn = stage.processor.wearing
    before = until_worn(qtbot, mirror, stage).controls_revision
    QTest.mouseClick(mirror.window.panel.looks.panel.cards[2], Qt.MouseButton.LeftButton)
    assert until_worn(qtbot, mirror, stage).controls_revision == before + 1
    assert (worn[0].look, worn[-1].look) == (RED, PLUM)
    mirror.window.panel.strength.setValue(40)
    until_worn(qtbot, mirror, stage)
    assert worn[-1].strength == 0.4
    assert worn[-1].look == PLUM


def test_comparing_needs_no_other_picture(qtbot: QtBot, mirror: MirrorApp, stage: Stage) -> None:
    until_worn(qtbot, mirror, stage)
    before = mirror.controls
    QTest.mousePress(mirror.window.stage.toolbar.hold, Qt.MouseButton.LeftButton)
    ways = [mirror.window.stage.viewport.comparison]
    QTest.mouseRelease(mirror.window.stage.toolbar.hold, Qt.MouseButton.LeftButton)
    ways.append(mirror.window.stage.viewport.comparison)
    assert ways == [Comparison.BARE, Comparison.MADE_UP]
    assert mirror.controls is before


def test_another_source_takes_over_and_the_first_one_is_freed(
    qtbot: QtBot, mirror: MirrorApp, stage: Stage
) -> None:
    until_worn(qtbot, mirror, stage)
    choice = mirror.window.panel.settings.source
    qtbot.waitUntil(lambda: choice.currentText() == "Built-in demo")
    choice.activated.emit(choice.findData("0"))
    until_worn(qtbot, mirror, stage, spec="0")
    assert stage.sources["demo"].closed.is_set()
    qtbot.waitUntil(lambda: choice.currentText() == "HD Webcam (0)")


def test_a_file_is_opened(
    qtbot: QtBot, mirror: MirrorApp, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.sources["/films/holiday.mp4"] = FakeSource(name="holiday.mp4")
    monkeypatch.setattr(
        "mirror.ui.app.QFileDialog.getOpenFileName", lambda *_: ("/films/holiday.mp4", "")
    )
    mirror.window.panel.settings.source.file_wanted.emit()
    until_worn(qtbot, mirror, stage, spec="/films/holiday.mp4")
    qtbot.waitUntil(lambda: mirror.window.panel.settings.source.currentText() == "holiday.mp4")


def test_a_file_that_was_not_chosen_changes_nothing(
    qtbot: QtBot, mirror: MirrorApp, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mirror.ui.app.QFileDialog.getOpenFileName", lambda *_: ("", ""))
    mirror.window.panel.settings.source.file_wanted.emit()
    until_worn(qtbot, mirror, stage)
    assert not stage.sources["demo"].closed.is_set()


def test_a_source_that_breaks_is_told_over_the_last_picture(
    qtbot: QtBot, mirror: MirrorApp, stage: Stage
) -> None:
    until_worn(qtbot, mirror, stage)
    stage.sources["demo"].feed.put(SourceError("The camera was unplugged."))
    notice = mirror.window.notice
    qtbot.waitUntil(notice.isVisible)
    assert notice.text() == "The camera was unplugged. Trying again."


def test_a_missing_model_leaves_the_plain_mirror_with_its_reason(
    qtbot: QtBot, stage: Stage
) -> None:
    def build() -> FrameProcessor:
        raise ModelError("The model file is missing.")

    stage.build = build
    mirror = MirrorApp(stage.parts, spec="demo", begin_with=FirstWorn(RED))
    qtbot.addWidget(mirror.window)
    pictures = seen(mirror)
    mirror.start()
    stage.deliver()
    qtbot.waitUntil(lambda: bool(pictures))
    assert int(pictures[-1].pixels[0, 0, 0]) == 10
    qtbot.waitUntil(lambda: mirror.window.notice.text() == "The model file is missing.")
    mirror.close()


def test_thumbnails_are_made_once_the_mirror_runs(
    qtbot: QtBot, mirror: MirrorApp, stage: Stage
) -> None:
    cards = mirror.window.panel.looks.panel.cards
    assert not any(card.has_thumbnail for card in cards)
    until_worn(qtbot, mirror, stage)
    qtbot.waitUntil(lambda: all(card.has_thumbnail for card in cards))
    assert len(list((stage.parts.cache / "thumbnails").glob("*.png"))) == 3


def test_the_list_of_sources_is_asked_for_beside_the_main_thread_and_anew_when_it_opens(
    qtbot: QtBot, mirror: MirrorApp, stage: Stage
) -> None:
    assert stage.listed.acquire(timeout=30)
    qtbot.waitUntil(lambda: mirror.window.panel.settings.source.count() == 4)
    mirror.window.panel.settings.source.about_to_open.emit()
    assert stage.listed.acquire(timeout=30)


def test_closing_in_the_middle_of_a_frame_ends_every_thread_and_frees_the_camera(
    qtbot: QtBot, mirror: MirrorApp, stage: Stage
) -> None:
    until_worn(qtbot, mirror, stage)
    stage.processor.gate.clear()
    while stage.processor.entered.acquire(blocking=False):
        pass
    stage.deliver()
    assert stage.processor.entered.acquire(timeout=30)
    freed = threading.Timer(0.05, stage.processor.gate.set)
    freed.start()
    with qtbot.waitSignal(mirror.ended):
        mirror.window.close()
    freed.join()
    assert stage.sources["demo"].closed.is_set()
    assert stage.processor.closed.is_set()
    names = {thread.name for thread in threading.enumerate()}
    assert not {name for name in names if name.startswith("mirror-")}


def test_a_source_that_does_not_exist_at_the_start_closes_the_window(
    qtbot: QtBot, stage: Stage
) -> None:
    mirror = MirrorApp(stage.parts, spec="nonsense")
    qtbot.addWidget(mirror.window)
    with qtbot.waitSignal(mirror.ended):
        mirror.start()
    assert str(mirror.refused) == "There is no “nonsense”."


def test_a_source_that_ceases_to_exist_later_is_no_reason_to_close_the_window(
    qtbot: QtBot, mirror: MirrorApp, stage: Stage
) -> None:
    until_worn(qtbot, mirror, stage)
    first = stage.sources.pop("demo")
    first.feed.put(SourceError("The clip is gone."))
    notice = mirror.window.notice
    qtbot.waitUntil(lambda: notice.text() == "There is no “demo”. Trying again.")
    assert mirror.window.isVisible()
    assert mirror.refused is None


def test_a_look_from_a_file_joins_the_cards(stage: Stage) -> None:
    own = Look(name="own", title="My own", products=())
    assert stage.parts.with_look(own).looks == (None, own, RED, PLUM)


def wear_photo(qtbot: QtBot, mirror: MirrorApp, stage: Stage, path: Path) -> None:
    """Has a photo's look put on."""
    before = mirror.controls.transferred
    mirror.window.photo_given.emit(photo_file(photos.photo(path)))
    until(qtbot, lambda: mirror.controls.transferred is not before)


def test_a_photos_look_is_worn_in_the_picture_and_the_products_are_off(
    qtbot: QtBot, mirror: MirrorApp, stage: Stage, tmp_path: Path
) -> None:
    until_worn(qtbot, mirror, stage)
    wear_photo(qtbot, mirror, stage, tmp_path / "party.png")
    until_worn(qtbot, mirror, stage)
    worn = stage.processor.wearing[-1]
    assert worn.transferred is not None
    assert (worn.transferred.title, worn.look, worn.zones) == ("Party", None, ZoneStrengths())
    panel = mirror.window.panel
    assert [card.text() for card in panel.looks.panel.photos if card.isChecked()] == ["Party"]
    assert not any(card.isChecked() for card in panel.looks.panel.cards)


def test_products_go_on_top_and_each_comes_off_by_itself(
    qtbot: QtBot, mirror: MirrorApp, stage: Stage, tmp_path: Path
) -> None:
    wear_photo(qtbot, mirror, stage, tmp_path / "party.png")
    code = mirror.controls.transferred
    panel = mirror.window.panel
    QTest.mouseClick(panel.looks.panel.cards[2], Qt.MouseButton.LeftButton)
    assert (mirror.controls.look, mirror.controls.transferred) == (PLUM, code)
    panel.show_page(Page.WEARING)
    (row,) = panel.wearing.rows.values()
    assert panel.wearing.photo.isVisible()
    QTest.mouseClick(row.take_off, Qt.MouseButton.LeftButton)
    assert (mirror.controls.look, mirror.controls.transferred) == (None, code)
    panel.show_page(Page.LOOKS)
    QTest.mouseClick(panel.looks.panel.cards[2], Qt.MouseButton.LeftButton)
    panel.show_page(Page.WEARING)
    QTest.mouseClick(panel.wearing.photo.take_off, Qt.MouseButton.LeftButton)
    assert (mirror.controls.look, mirror.controls.transferred) == (PLUM, None)
    assert panel.wearing.photo.isHidden()
    assert panel.looks.panel.cards[2].isChecked()
    assert not any(card.isChecked() for card in panel.looks.panel.photos)


def test_no_makeup_takes_everything_off(
    qtbot: QtBot, mirror: MirrorApp, stage: Stage, tmp_path: Path
) -> None:
    wear_photo(qtbot, mirror, stage, tmp_path / "party.png")
    looks = mirror.window.panel.looks.panel
    QTest.mouseClick(looks.cards[1], Qt.MouseButton.LeftButton)
    QTest.mouseClick(looks.cards[0], Qt.MouseButton.LeftButton)
    assert (mirror.controls.look, mirror.controls.transferred) == (None, None)
    assert [card for card in (*looks.cards, *looks.photos) if card.isChecked()] == [looks.cards[0]]


def test_the_sliders_change_what_is_worn_where(
    qtbot: QtBot, mirror: MirrorApp, stage: Stage, tmp_path: Path
) -> None:
    wear_photo(qtbot, mirror, stage, tmp_path / "party.png")
    sliders = mirror.window.panel.wearing.photo.sliders
    sliders["lips"].setValue(40)
    sliders["skin"].setValue(30)
    until_worn(qtbot, mirror, stage)
    assert stage.processor.wearing[-1].zones == ZoneStrengths(lips=0.4, skin=0.3)


def test_the_card_of_a_photo_puts_its_look_on_again(
    qtbot: QtBot, mirror: MirrorApp, stage: Stage, tmp_path: Path
) -> None:
    wear_photo(qtbot, mirror, stage, tmp_path / "party.png")
    party = mirror.controls.transferred
    wear_photo(qtbot, mirror, stage, tmp_path / "ball.png")
    looks = mirror.window.panel.looks.panel
    assert [card.text() for card in looks.photos] == ["Ball", "Party"]
    QTest.mouseClick(looks.photos[1], Qt.MouseButton.LeftButton)
    assert mirror.controls.transferred is party
    assert looks.photos[1].isChecked()


def test_a_saved_look_is_there_the_next_time_and_is_put_on(qtbot: QtBot, stage: Stage) -> None:
    saved_look(stage.saved, "Party", seed=6)
    mirror = MirrorApp(stage.parts, spec="demo", begin_with=FirstWorn(RED))
    qtbot.addWidget(mirror.window)
    mirror.start()
    until_worn(qtbot, mirror, stage)
    looks = mirror.window.panel.looks.panel
    qtbot.waitUntil(lambda: [card.text() for card in looks.photos] == ["Party"])
    assert mirror.controls.look == RED
    QTest.mouseClick(looks.photos[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: mirror.controls.transferred is not None)
    code = mirror.controls.transferred
    assert code is not None
    np.testing.assert_allclose(code.pigment, known.look(6).pigment, rtol=2**-11, atol=3e-8)
    assert looks.photos[0].isChecked()
    mirror.close()


def test_a_look_that_cannot_be_loaded_is_not_shown_as_worn(qtbot: QtBot, stage: Stage) -> None:
    saved_look(stage.saved, "Party")
    mirror = MirrorApp(stage.parts, spec="demo", begin_with=FirstWorn(RED))
    qtbot.addWidget(mirror.window)
    mirror.start()
    until_worn(qtbot, mirror, stage)
    looks = mirror.window.panel.looks.panel
    qtbot.waitUntil(lambda: bool(looks.photos))
    (stage.saved / "party.mirrorlook").write_bytes(b"PK")
    QTest.mouseClick(looks.photos[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "is damaged" in mirror.window.notice.text())
    assert not looks.photos[0].isChecked()
    assert looks.cards[1].isChecked()
    mirror.close()


def test_the_look_that_is_worn_comes_off_when_it_is_deleted(
    qtbot: QtBot, mirror: MirrorApp, stage: Stage, tmp_path: Path
) -> None:
    wear_photo(qtbot, mirror, stage, tmp_path / "party.png")
    mirror.window.panel.looks.panel.delete_wanted.emit(mirror.photos.looks.looks[0].key)
    assert mirror.controls.transferred is None
    assert mirror.window.panel.looks.panel.photos == []
    assert mirror.window.panel.looks.panel.cards[0].isChecked()


def test_the_panel_shows_what_becomes_of_the_look_that_is_worn(
    qtbot: QtBot, mirror: MirrorApp, stage: Stage, tmp_path: Path
) -> None:
    wear_photo(qtbot, mirror, stage, tmp_path / "party.png")
    mirror.window.panel.show_page(Page.WEARING)
    worn = mirror.window.panel.wearing.photo
    QTest.mouseClick(worn.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not worn.save.isVisible())
    mirror.photos.looks.rename(mirror.photos.looks.looks[0].key, "Gala")
    qtbot.waitUntil(lambda: worn.title.text() == "Gala")


def test_the_mirror_begins_with_the_look_of_a_photo(qtbot: QtBot, stage: Stage) -> None:
    code = known.look(1)
    mirror = MirrorApp(stage.parts, begin_with=FirstWorn(transferred=code, saved_as="photo-1"))
    qtbot.addWidget(mirror.window)
    assert (mirror.controls.transferred, mirror.controls.look) == (code, None)
    assert mirror.window.panel.looks.panel.photos[0].isChecked()
    mirror.close()


def test_the_mirror_begins_with_a_photo_to_read(qtbot: QtBot, stage: Stage, tmp_path: Path) -> None:
    path = photos.photo(tmp_path / "party.png")
    mirror = MirrorApp(stage.parts, spec="demo", begin_with=FirstWorn(photo=path))
    qtbot.addWidget(mirror.window)
    mirror.start()
    until(qtbot, lambda: mirror.controls.transferred is not None)
    mirror.close()


def test_where_nothing_may_be_kept_saving_is_not_offered(
    qtbot: QtBot, stage: Stage, tmp_path: Path
) -> None:
    saved_look(stage.saved, "Party")
    mirror = MirrorApp(replace(stage.parts, open_saved=None), spec="demo")
    qtbot.addWidget(mirror.window)
    mirror.start()
    until_worn(qtbot, mirror, stage)
    wear_photo(qtbot, mirror, stage, tmp_path / "ball.png")
    assert [card.text() for card in mirror.window.panel.looks.panel.photos] == ["Ball"]
    mirror.window.panel.show_page(Page.WEARING)
    assert mirror.window.panel.wearing.photo.isVisible()
    assert not mirror.window.panel.wearing.photo.save.isVisible()
    mirror.close()


def test_what_reads_photos_is_made_ready_once_the_mirror_runs_and_freed_with_it(
    qtbot: QtBot, mirror: MirrorApp, stage: Stage
) -> None:
    assert not stage.extraction.entered.acquire(blocking=False)
    until_worn(qtbot, mirror, stage)
    until(qtbot, lambda: stage.extraction.entered.acquire(blocking=False))
    mirror.close()
    assert stage.extraction.closed.is_set()


def test_a_frozen_picture_stays_and_still_wears_what_is_chosen(
    qtbot: QtBot, mirror: MirrorApp, stage: Stage
) -> None:
    shown = until_worn(qtbot, mirror, stage)
    mirror.window.stage.toolbar.freeze.click()
    assert mirror.controls.frozen is shown.frame
    QTest.mouseClick(mirror.window.panel.looks.panel.cards[2], Qt.MouseButton.LeftButton)
    frozen = until_worn(qtbot, mirror, stage)
    assert frozen.frame is shown.frame
    assert stage.processor.wearing[-1].look == PLUM
    mirror.window.stage.toolbar.freeze.click()
    assert until_worn(qtbot, mirror, stage).frame.seq > shown.frame.seq


def test_there_is_a_way_back_and_forth(qtbot: QtBot, mirror: MirrorApp, stage: Stage) -> None:
    panel = mirror.window.panel
    assert not panel.undo.isEnabled()
    QTest.mouseClick(panel.looks.panel.cards[2], Qt.MouseButton.LeftButton)
    panel.undo.click()
    assert mirror.controls.look == RED
    assert panel.looks.panel.cards[1].isChecked()
    panel.redo.click()
    assert mirror.controls.look == PLUM
    assert not panel.redo.isEnabled()
    until_worn(qtbot, mirror, stage)


def test_the_way_back_leads_to_the_photo_that_was_worn(
    qtbot: QtBot, mirror: MirrorApp, stage: Stage, tmp_path: Path
) -> None:
    panel = mirror.window.panel
    wear_photo(qtbot, mirror, stage, tmp_path / "party.png")
    party = mirror.controls.transferred
    wear_photo(qtbot, mirror, stage, tmp_path / "ball.png")
    panel.undo.click()
    assert mirror.controls.transferred is party
    assert [card.text() for card in panel.looks.panel.photos if card.isChecked()] == ["Party"]
    assert panel.wearing.photo.title.text() == "Party"
    panel.undo.click()
    assert mirror.controls.look == RED
    assert panel.wearing.photo.isHidden()
    assert not any(card.isChecked() for card in panel.looks.panel.photos)


def test_no_way_back_leads_to_a_photo_that_was_deleted(
    qtbot: QtBot, mirror: MirrorApp, stage: Stage, tmp_path: Path
) -> None:
    wear_photo(qtbot, mirror, stage, tmp_path / "party.png")
    QTest.mouseClick(mirror.window.panel.looks.panel.cards[1], Qt.MouseButton.LeftButton)
    mirror.window.panel.looks.panel.delete_wanted.emit(mirror.photos.looks.looks[0].key)
    assert (mirror.controls.look, mirror.controls.transferred) == (RED, None)
    while mirror.window.panel.undo.isEnabled():
        mirror.window.panel.undo.click()
        assert mirror.controls.transferred is None
    assert mirror.controls.look == RED


def test_favourites_and_what_was_worn_last_are_kept(
    qtbot: QtBot, mirror: MirrorApp, stage: Stage
) -> None:
    panel = mirror.window.panel.looks
    for at in (2, 1, 2):
        QTest.mouseClick(panel.panel.cards[at], Qt.MouseButton.LeftButton)
    assert mirror.preferences.recent == ("plum", "red")
    QTest.keyClick(panel.panel.cards[1], Qt.Key.Key_H)
    QTest.keyClick(panel.panel.cards[2], Qt.Key.Key_H)
    both = mirror.preferences.favourites
    QTest.keyClick(panel.panel.cards[1], Qt.Key.Key_H)
    assert (both, mirror.preferences.favourites) == (("plum", "red"), ("plum",))
    assert [card.favourite for card in panel.panel.cards] == [False, False, True]
    assert [*panel.search.chips.buttons][:3] == ["all", "favourites", "recent"]
    until_worn(qtbot, mirror, stage)


def test_what_is_set_is_heeded_at_once(qtbot: QtBot, mirror: MirrorApp, stage: Stage) -> None:
    until_worn(qtbot, mirror, stage)
    before = theme.worn()
    try:
        settings = mirror.window.panel.settings
        settings.scheme.activated.emit(settings.scheme.findData("dark"))
        settings.text.activated.emit(settings.text.findData("1.5"))
        assert theme.colours() == theme.make_theme(theme.Scheme.DARK).colours
        assert theme.sizes().text_px == round(1.5 * before.sizes.text_px)
        viewport = mirror.window.stage.viewport
        place = viewport.picture_place(QPointF(viewport.width() / 2 - 40, 200))
        settings.mirrored.click()
        other = viewport.picture_place(QPointF(viewport.width() / 2 + 40, 200))
        assert other == pytest.approx(place)
        assert mirror.preferences == Preferences(
            scheme=theme.Scheme.DARK, text_scale=1.5, mirrored=False
        )
    finally:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        theme.dress(application, before)


@pytest.fixture
def shop(qtbot: QtBot, stage: Stage) -> Iterator[MirrorApp]:
    """A mirror with a counter."""
    mirror = MirrorApp(replace(stage.parts, open_catalogue=shelf_catalogue), spec="demo")
    qtbot.addWidget(mirror.window)
    mirror.start()
    until_worn(qtbot, mirror, stage)
    yield mirror
    mirror.close()


def test_a_product_of_the_catalogue_is_worn(qtbot: QtBot, shop: MirrorApp, stage: Stage) -> None:
    panel = shop.window.panel
    panel.show_page(Page.PRODUCTS)
    qtbot.waitUntil(lambda: panel.products.list.products.rowCount() > 0)
    panel.products.list.clicked.emit(panel.products.list.products.index(0))
    until_worn(qtbot, shop, stage)
    look = stage.processor.wearing[-1].look
    assert look is not None
    assert [shade_worn(product) for product in look.products] == ["#a8283c"]
    panel.undo.click()
    assert shop.controls.look is None
    assert not panel.products.shades.isVisible()
    panel.redo.click()
    assert panel.products.shades.isVisible()


def test_a_code_that_is_scanned_is_worn_or_told(
    qtbot: QtBot, shop: MirrorApp, stage: Stage
) -> None:
    assert shop.counter is not None
    shop.counter.scan(BARCODES[0])
    qtbot.waitUntil(lambda: shop.controls.look is not None)
    assert shop.window.panel.page is Page.PRODUCTS
    assert shop.window.panel.products.shades.title == "02 Ruby"
    worn = shop.controls.look
    shop.counter.scan("96385074")
    qtbot.waitUntil(lambda: "96385074 is in no catalogue" in shop.window.notice.text())
    assert shop.controls.look == worn
    until_worn(qtbot, shop, stage)
    shop.window.notice.stop()


def test_without_a_catalogue_there_is_no_page_of_products(
    mirror: MirrorApp, qtbot: QtBot, stage: Stage
) -> None:
    tab = mirror.window.panel.tabs[Page.PRODUCTS]
    assert not tab.isVisible()
    QTest.keyClick(mirror.window.windowHandle(), Qt.Key.Key_2)
    assert mirror.window.panel.page is Page.LOOKS
    until_worn(qtbot, mirror, stage)
