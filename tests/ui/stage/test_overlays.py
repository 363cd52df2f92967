from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mirror.pipeline.stats import Timings
from mirror.saving.recorder import Progress
from mirror.ui.stage.overlays import Count, Figures, Notice, Recorded


@pytest.fixture
def view(qtbot: QtBot) -> QWidget:
    view = QWidget()
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show()
    return view


def test_a_notice_lies_in_the_view_and_stays_long_enough_to_be_read(
    qtbot: QtBot, view: QWidget
) -> None:
    notice = Notice(view, linger_ms=20)
    notice.show_sentence("There is no camera.")
    assert notice.isVisible()
    assert view.rect().contains(notice.geometry())
    notice.show_sentence(None)
    assert notice.isVisible()
    qtbot.waitUntil(notice.isHidden)


def test_a_notice_that_comes_again_is_not_taken_away(qtbot: QtBot, view: QWidget) -> None:
    notice = Notice(view, linger_ms=20)
    notice.show_sentence("Once.")
    notice.show_sentence(None)
    notice.show_sentence("Once.")
    with qtbot.assertNotEmitted(notice.objectNameChanged, wait=60):
        pass
    assert notice.isVisible()


def test_a_long_notice_wraps_instead_of_leaving_the_view(view: QWidget) -> None:
    notice = Notice(view)
    notice.show_sentence("A very long sentence about a camera. " * 6)
    assert view.rect().contains(notice.geometry())
    tall = notice.height()
    view.resize(1600, 400)
    notice.settle()
    assert notice.height() < tall


def test_what_is_told_goes_before_what_stands_in_the_way(view: QWidget) -> None:
    notice = Notice(view)
    notice.show_sentence("The camera is asleep.")
    notice.tell("No face was found in this photo.")
    assert notice.text() == "No face was found in this photo."
    notice.show_sentence("The camera was unplugged.")
    assert notice.text() == "No face was found in this photo."
    notice.hush()
    assert notice.text() == "The camera was unplugged."
    assert notice.isVisible()
    notice.show_sentence(None)
    notice.stop()


def test_what_is_told_goes_by_itself_unless_it_waits_to_be_hushed(
    qtbot: QtBot, view: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mirror.ui.stage.overlays._READING_MS", 20)
    monkeypatch.setattr("mirror.ui.stage.overlays._READING_MS_A_CHARACTER", 0)
    notice = Notice(view)
    notice.tell("Reading…", until_hushed=True)
    with qtbot.assertNotEmitted(notice.objectNameChanged, wait=60):
        notice.show_sentence(None)
    assert notice.isVisible()
    notice.tell("The face is small.")
    qtbot.waitUntil(notice.isHidden)


def test_a_longer_sentence_is_told_for_longer(view: QWidget) -> None:
    notice = Notice(view)
    notice.tell("Short.")
    short = notice._telling.interval()
    notice.tell("A sentence that takes somewhat longer to be read.")
    assert notice._telling.interval() > short > 2000
    notice.stop()


def test_the_figures_name_rate_latency_and_stages(view: QWidget) -> None:
    figures = Figures(view)
    timings = Timings(
        fps=59.94,
        latency_ms={50: 21.04, 95: 30.06},
        stages_ms={"landmarks": {50: 3.2, 95: 4.1}},
    )
    figures.show_timings(timings, (1280, 720), 4.44)
    lines = [line.split() for line in figures.text().splitlines()]
    assert lines == [
        ["1280", "x", "720"],
        ["59.9", "frames/s"],
        ["p50", "p95", "ms"],
        ["21.0", "30.1", "latency"],
        ["3.2", "4.1", "landmarks"],
        ["4.4", "show"],
    ]


def test_figures_before_the_second_picture_have_no_rate(view: QWidget) -> None:
    figures = Figures(view)
    figures.show_timings(Timings(), (640, 480), 0.0)
    assert "frames/s" not in figures.text()


def test_a_countdown_stands_in_the_picture_and_goes_at_nothing(view: QWidget) -> None:
    count = Count(view)
    for left in (3, 2, 1):
        count.show_left(left)
        assert (count.isVisible(), count.text(), count.accessibleName()) == (True, *2 * [f"{left}"])
        assert view.rect().contains(count.geometry())
    count.show_left(0)
    assert count.isHidden()


def test_a_recording_shows_its_time_and_then_how_far_it_is_saved(view: QWidget) -> None:
    recorded = Recorded(view)
    said = []
    for progress in (Progress(0.4, 60.0, 0), Progress(61.9, 90.0, 0), Progress(62.0, 90.0, 0, 0.5)):
        recorded.show_progress(progress)
        said.append(recorded.text())
        assert view.rect().contains(recorded.geometry())
    assert said == ["● 0:00", "● 1:01", "Saving… 50%"]
    recorded.show_progress(None)
    assert recorded.isHidden()


def test_a_recording_keeps_its_corner(view: QWidget) -> None:
    recorded = Recorded(view)
    recorded.show_progress(Progress(1.0, 60.0, 0))
    away = view.width() - recorded.geometry().right()
    view.resize(900, 500)
    recorded.settle()
    assert view.width() - recorded.geometry().right() == away
