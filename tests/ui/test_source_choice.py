from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from mirror.ui.source_choice import SourceChoice, SourceEntry

CAMERA = SourceEntry("0", "HD Webcam (0)", "HD Webcam (0)")
DEMO = SourceEntry("demo", "built-in demo", "Built-in demo")


@pytest.fixture
def choice(qtbot: QtBot) -> SourceChoice:
    choice = SourceChoice()
    qtbot.addWidget(choice)
    choice.set_entries([CAMERA, DEMO])
    return choice


def titles(choice: SourceChoice) -> list[str]:
    return [choice.itemText(at) for at in range(choice.count())]


def test_it_lists_the_sources_and_a_way_to_open_a_file(choice: SourceChoice) -> None:
    assert titles(choice) == ["HD Webcam (0)", "Built-in demo", "", "Open a file…"]


def test_it_shows_what_is_running_and_says_what_is_chosen(choice: SourceChoice) -> None:
    choice.set_shown("built-in demo")
    assert choice.currentText() == "Built-in demo"
    chosen: list[str] = []
    choice.chosen.connect(chosen.append)
    choice.activated.emit(0)
    assert chosen == ["0"]


def test_a_running_source_that_is_not_listed_is_shown_all_the_same(choice: SourceChoice) -> None:
    choice.set_shown("holiday.mp4")
    assert choice.currentText() == "holiday.mp4"
    choice.set_shown("built-in demo")
    assert choice.currentText() == "Built-in demo"
    assert "holiday.mp4" not in titles(choice)


def test_wanting_a_file_is_said_and_leaves_the_shown_source_marked(choice: SourceChoice) -> None:
    choice.set_shown("built-in demo")
    wanted: list[bool] = []
    choice.file_wanted.connect(lambda: wanted.append(True))
    choice.setCurrentIndex(3)
    choice.activated.emit(3)
    assert wanted == [True]
    assert choice.currentText() == "Built-in demo"


def test_an_opened_file_can_be_chosen_again(choice: SourceChoice) -> None:
    choice.add_file(SourceEntry("/films/holiday.mp4", "holiday.mp4", "holiday.mp4"))
    choice.set_shown("holiday.mp4")
    assert choice.currentText() == "holiday.mp4"
    chosen: list[str] = []
    choice.chosen.connect(chosen.append)
    choice.activated.emit(2)
    assert chosen == ["/films/holiday.mp4"]


def test_a_camera_that_is_plugged_in_joins_the_list(choice: SourceChoice) -> None:
    choice.set_shown("built-in demo")
    choice.set_entries([CAMERA, SourceEntry("2", "Second (2)", "Second (2)"), DEMO])
    assert titles(choice)[:3] == ["HD Webcam (0)", "Second (2)", "Built-in demo"]
    assert choice.currentText() == "Built-in demo"


def test_the_list_may_be_brought_up_to_date_before_it_opens(
    qtbot: QtBot, choice: SourceChoice
) -> None:
    choice.show()
    with qtbot.waitSignal(choice.about_to_open):
        choice.showPopup()
    choice.hidePopup()
