from __future__ import annotations

import time

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mirror.core.types import Face, Frame
from mirror.pipeline.messages import Rendered
from mirror.saving.recorder import Progress
from mirror.ui.stage.comparison import Comparison
from mirror.ui.stage.stage import Stage
from tests.faces import face_of, posed
from tests.fakes import MS, rendered_at

FACE = face_of(posed(face_px=150.0, centre=(240.0, 135.0)))
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    stage = Stage()
    qtbot.addWidget(stage)
    stage.resize(800, 450)
    stage.show()
    qtbot.waitExposed(stage)
    stage.show_picture(picture())
    return stage


def picture(*faces: Face) -> Rendered:
    pixels = np.full((270, 480, 3), 90, np.uint8)
    return Rendered(Frame(pixels, 0, time.perf_counter_ns()), pixels, faces or (FACE,), 0)


def middle(stage: Stage) -> tuple[float, float]:
    centre = stage.viewport.zoom.centre
    return centre or (0.0, 0.0)


def way(stage: Stage) -> Comparison:
    return stage.viewport.comparison


def points(*numbers: int) -> tuple[float, ...]:
    return tuple(FACE.landmarks_px[list(numbers), :2].mean(axis=0).tolist())


def test_what_is_held_is_bare_and_then_what_was_chosen(stage: Stage) -> None:
    for chosen in (Comparison.MADE_UP, Comparison.SPLIT, Comparison.SIDE_BY_SIDE):
        if chosen is not Comparison.MADE_UP:
            stage.toolbar.toggle(chosen)
        assert way(stage) is chosen
        stage.hold(True)
        assert way(stage) is Comparison.BARE
        assert stage.toolbar.hold.isDown()
        stage.hold(False)
        assert way(stage) is chosen
        assert not stage.toolbar.hold.isDown()


def test_the_button_is_held_as_well(stage: Stage) -> None:
    QTest.mousePress(stage.toolbar.hold, LEFT)
    assert way(stage) is Comparison.BARE
    QTest.mouseRelease(stage.toolbar.hold, LEFT)
    assert way(stage) is Comparison.MADE_UP


def test_another_choice_while_it_is_held_is_seen_afterwards(stage: Stage) -> None:
    stage.hold(True)
    stage.toolbar.toggle(Comparison.SPLIT)
    assert way(stage) is Comparison.BARE
    stage.hold(False)
    assert way(stage) is Comparison.SPLIT


def test_freezing_is_passed_on(qtbot: QtBot, stage: Stage) -> None:
    with qtbot.waitSignal(stage.freeze_wanted) as wanted:
        stage.toolbar.freeze.click()
    assert wanted.args == [True]


def test_one_key_goes_to_the_lips_the_eyes_and_back(stage: Stage) -> None:
    for _ in range(2):
        stage.zoom_on()
        assert middle(stage) == pytest.approx(points(13, 14))
        stage.zoom_on()
        assert middle(stage) == pytest.approx(points(33, 133, 362, 263))
        stage.zoom_on()
        assert stage.viewport.zoom.level == 1.0


def test_it_goes_on_from_where_the_menu_went(stage: Stage) -> None:
    stage.toolbar.lips_wanted.emit()
    stage.zoom_on()
    assert middle(stage) == pytest.approx(points(33, 133, 362, 263))
    stage.toolbar.eyes_wanted.emit()
    stage.zoom_on()
    assert stage.viewport.zoom.level == 1.0
    stage.toolbar.lips_wanted.emit()
    assert middle(stage) == pytest.approx(points(13, 14))
    stage.toolbar.whole_wanted.emit()
    assert stage.viewport.zoom.level == 1.0


def test_without_a_face_there_is_nothing_to_go_to(stage: Stage) -> None:
    stage.viewport.forget()
    stage.zoom_on()
    assert stage.viewport.zoom.level == 1.0


def test_figures_come_and_go_and_are_kept_up_to_date(qtbot: QtBot, stage: Stage) -> None:
    stage.stats.clear()
    for ready in (0, 20, 40):
        stage.show_picture(rendered_at(ready * MS, ready * MS - 8 * MS, {"tint": 2.0}))
    assert stage.figures.isHidden()
    stage.show_figures(True)
    assert stage.figures.isVisible()
    assert "50.0 frames/s" in stage.figures.text()
    for ready in range(60, 20_000, 10):
        stage.show_picture(rendered_at(ready * MS, ready * MS, {"tint": 2.0}))
    qtbot.waitUntil(lambda: "100.0 frames/s" in stage.figures.text())
    stage.show_figures(False)
    assert stage.figures.isHidden()


def test_a_picture_of_another_size_begins_new_figures(stage: Stage) -> None:
    for ready in (0, 20, 40):
        stage.show_picture(rendered_at(ready * MS, 0, {"tint": 2.0}))
    assert stage.stats.timings().fps is not None
    stage.show_picture(rendered_at(9000 * MS, 0, {"tint": 2.0}, width=32))
    assert stage.stats.timings().fps is None


def test_what_lies_over_the_picture_keeps_its_place(qtbot: QtBot, stage: Stage) -> None:
    stage.notice.show_sentence("There is no camera; plug one in.")
    for size in ((1300, 800), (420, 300)):
        stage.resize(*size)
        qtbot.waitUntil(lambda: stage.viewport.width() == stage.width())
        notice, toolbar = stage.notice.geometry(), stage.toolbar.geometry()
        assert stage.viewport.rect().contains(notice)
        assert stage.viewport.rect().contains(toolbar)
        assert not notice.intersects(toolbar)


def test_it_keeps_no_clock_when_it_is_stopped(stage: Stage) -> None:
    stage.show_figures(True)
    stage.notice.tell("A sentence.")
    stage.stop()


def test_a_recording_holds_its_button_until_it_is_saved(stage: Stage) -> None:
    stage.show_recording(Progress(1.0, 60.0, 0))
    assert (stage.toolbar.record.isChecked(), stage.recorded.isVisible()) == (True, True)
    stage.show_recording(Progress(2.0, 60.0, 0, 0.5))
    assert (stage.toolbar.record.isChecked(), stage.recorded.isVisible()) == (False, True)
    stage.show_recording(None)
    assert (stage.toolbar.record.isChecked(), stage.recorded.isVisible()) == (False, False)
