from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from mirror.ui import theme
from mirror.ui.stage.comparison import Comparison
from mirror.ui.stage.toolbar import COUNTDOWN_S, Toolbar

LEFT = Qt.MouseButton.LeftButton
SPLIT, SIDE = Comparison.SPLIT, Comparison.SIDE_BY_SIDE


@pytest.fixture
def toolbar(qtbot: QtBot) -> Toolbar:
    view = QWidget()
    qtbot.addWidget(view)
    view.resize(700, 400)
    toolbar = Toolbar(view)
    view.show()
    qtbot.waitExposed(view)
    toolbar.settle()
    return toolbar


def test_the_bare_face_is_seen_for_as_long_as_the_button_is_held(toolbar: Toolbar) -> None:
    held: list[bool] = []
    toolbar.compare_held.connect(held.append)
    QTest.mousePress(toolbar.hold, LEFT)
    assert held == [True]
    QTest.mouseRelease(toolbar.hold, LEFT)
    assert held == [True, False]


def test_one_way_of_comparing_at_a_time_and_again_for_none(toolbar: Toolbar) -> None:
    chosen: list[Comparison] = []
    toolbar.comparison_chosen.connect(chosen.append)
    for way in (SPLIT, SIDE, SIDE, SPLIT):
        QTest.mouseClick(toolbar.ways[way], LEFT)
        down = [one for one, button in toolbar.ways.items() if button.isChecked()]
        assert down == ([chosen[-1]] if chosen[-1] is not Comparison.MADE_UP else [])
    assert chosen == [SPLIT, SIDE, Comparison.MADE_UP, SPLIT]


def test_a_key_toggles_as_a_click_does(toolbar: Toolbar) -> None:
    chosen: list[Comparison] = []
    toolbar.comparison_chosen.connect(chosen.append)
    toolbar.toggle(SPLIT)
    toolbar.toggle(SPLIT)
    assert chosen == [SPLIT, Comparison.MADE_UP]


def test_a_frozen_picture_goes_on_with_the_next_click(toolbar: Toolbar) -> None:
    wanted: list[bool] = []
    toolbar.freeze_wanted.connect(wanted.append)
    QTest.mouseClick(toolbar.freeze, LEFT)
    assert toolbar.freeze.isChecked()
    QTest.mouseClick(toolbar.freeze, LEFT)
    assert wanted == [True, False]


@pytest.mark.parametrize(
    ("title", "signal"),
    [("Lips", "lips_wanted"), ("Eyes", "eyes_wanted"), ("Everything", "whole_wanted")],
)
def test_its_menu_looks_nearer(qtbot: QtBot, toolbar: Toolbar, title: str, signal: str) -> None:
    QTest.mouseClick(toolbar.nearer, LEFT)
    (menu,) = (menu for menu in toolbar.findChildren(QMenu) if menu.isVisible())
    assert [at.text() for at in menu.actions()] == ["Lips", "Eyes", "Everything"]
    (wanted,) = (at for at in menu.actions() if at.text() == title)
    with qtbot.waitSignal(getattr(toolbar, signal)):
        wanted.trigger()
    menu.close()
    qtbot.waitUntil(lambda: toolbar.findChildren(QMenu) == [])


@pytest.mark.parametrize("size", [(700, 400), (1200, 900), (390, 300), (300, 220)])
def test_it_lies_in_the_middle_of_the_lower_edge(toolbar: Toolbar, size: tuple[int, int]) -> None:
    view = toolbar.parentWidget()
    assert view is not None
    view.resize(*size)
    toolbar.settle()
    place = toolbar.geometry()
    assert view.rect().contains(place)
    assert abs(place.center().x() - view.rect().center().x()) <= 1
    assert place.bottom() == view.height() - theme.sizes().space_m - 1


def test_every_tool_says_what_it_is_and_its_key(toolbar: Toolbar) -> None:
    looking = (toolbar.hold, *toolbar.ways.values(), toolbar.freeze, toolbar.nearer)
    tools = (*looking, toolbar.picture, toolbar.record)
    names = [tool.accessibleName() for tool in tools]
    assert names == [
        "Hold to compare",
        "Split view",
        "Side by side",
        "Four looks",
        "Freeze",
        "Zoom",
        "Take a picture",
        "Record a video",
    ]
    keys = ("space bar", "(B)", "(N)", "(M)", "(P)", "(Z)", "(S)", "(V)")
    assert [key in tool.toolTip() for key, tool in zip(keys, tools, strict=True)] == [True] * 8
    assert toolbar.more.accessibleName() == "More to keep"


def test_what_is_seen_is_kept(toolbar: Toolbar) -> None:
    said: list[object] = []
    toolbar.picture_wanted.connect(said.append)
    toolbar.record_wanted.connect(said.append)
    QTest.mouseClick(toolbar.picture, LEFT)
    QTest.mouseClick(toolbar.record, LEFT)
    QTest.mouseClick(toolbar.record, LEFT)
    assert said == [0, True, False]


def test_a_recording_that_ends_by_itself_lets_go_of_its_button(toolbar: Toolbar) -> None:
    said: list[bool] = []
    toolbar.record_wanted.connect(said.append)
    toolbar.show_recording(recording=True)
    assert toolbar.record.isChecked()
    toolbar.show_recording(recording=False)
    assert (toolbar.record.isChecked(), said) == (False, [])


def test_more_is_kept_by_a_menu(qtbot: QtBot, toolbar: Toolbar) -> None:
    said: list[object] = []
    toolbar.picture_wanted.connect(said.append)
    toolbar.card_wanted.connect(lambda: said.append("card"))
    toolbar.animation_wanted.connect(lambda: said.append("animation"))
    toolbar.call_wanted.connect(said.append)
    toolbar.folder_wanted.connect(lambda: said.append("folder"))
    toolbar.show_on_air(True)
    QTest.mouseClick(toolbar.more, LEFT)
    (menu,) = (menu for menu in toolbar.findChildren(QMenu) if menu.isVisible())
    for action in menu.actions():
        action.trigger()
    menu.close()
    assert said == [COUNTDOWN_S, "card", "animation", False, "folder"]


def test_where_there_is_no_room_for_all_they_stand_in_two_rows(toolbar: Toolbar) -> None:
    tools = (toolbar.hold, toolbar.nearer, toolbar.picture, toolbar.more)
    assert len({tool.y() for tool in tools}) == 1
    view = toolbar.parentWidget()
    assert view is not None
    view.resize(300, 300)
    toolbar.settle()
    assert toolbar.hold.y() == toolbar.nearer.y() < toolbar.picture.y() == toolbar.more.y()
    view.resize(700, 300)
    toolbar.settle()
    assert len({tool.y() for tool in tools}) == 1
