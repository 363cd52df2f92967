from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mirror.errors import ModelError, SourceError
from mirror.makeup.look import Look
from mirror.pipeline.messages import FrameProcessor
from mirror.ui import theme
from mirror.ui.app import FirstWorn, MirrorApp
from mirror.ui.panel import Page
from mirror.ui.preferences import Preferences
from mirror.ui.stage.comparison import Comparison
from tests.fakes import FakeSource
from tests.mirrors import PLUM, RED, Stage, seen, until_worn
from tests.shelf import shelf_catalogue


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


def test_without_a_catalogue_there_is_no_page_of_products(
    mirror: MirrorApp, qtbot: QtBot, stage: Stage
) -> None:
    tab = mirror.window.panel.tabs[Page.PRODUCTS]
    assert not tab.isVisible()
    QTest.keyClick(mirror.window.windowHandle(), Qt.Key.Key_2)
    assert mirror.window.panel.page is Page.LOOKS
    until_worn(qtbot, mirror, stage)


@pytest.mark.qt_log_ignore("QBackingStore::flush")  # it is closed in the middle of painting
def test_a_window_that_is_closed_at_its_first_makeup_leaves_no_thread(
    qtbot: QtBot, stage: Stage
) -> None:
    mirror = MirrorApp(replace(stage.parts, open_catalogue=shelf_catalogue), spec="demo")
    qtbot.addWidget(mirror.window)
    mirror.milestone.connect(lambda reached: mirror.window.close() if reached == "makeup" else None)
    mirror.start()
    with qtbot.waitSignal(mirror.ended, timeout=20_000):
        stage.deliver()
