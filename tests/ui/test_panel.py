from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mirror.makeup.look import Look
from mirror.ui.panel import Page, Panel
from mirror.ui.preferences import Preferences
from mirror.ui.strength_slider import StrengthSlider

LOOKS = (None, Look(name="red", title="Red", products=()))
LEFT = Qt.MouseButton.LeftButton
TABS = (Page.LOOKS, Page.PRODUCTS, Page.WEARING)


@pytest.fixture
def panel(qtbot: QtBot) -> Panel:
    panel = Panel(LOOKS, Preferences())
    qtbot.addWidget(panel)
    panel.resize(340, 700)
    panel.show()
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    return panel


def visible(panel: Panel) -> list[Page]:
    return [page for page, widget in panel._pages.items() if widget.isVisible()]


def test_it_begins_with_the_looks(panel: Panel) -> None:
    assert (panel.page, visible(panel)) == (Page.LOOKS, [Page.LOOKS])
    assert panel.tabs[Page.LOOKS].isChecked()
    assert not panel.back.isVisible()


@pytest.mark.parametrize("page", TABS)
def test_a_tab_shows_its_page(panel: Panel, page: Page) -> None:
    QTest.mouseClick(panel.tabs[page], LEFT)
    assert (panel.page, visible(panel)) == (page, [page])
    assert [one for one, tab in panel.tabs.items() if tab.isChecked()] == [page]


def test_the_arrow_keys_go_from_tab_to_tab(qtbot: QtBot, panel: Panel) -> None:
    panel.tabs[Page.LOOKS].setFocus()
    qtbot.waitUntil(panel.tabs[Page.LOOKS].hasFocus)
    QTest.keyClick(panel.tabs[Page.LOOKS], Qt.Key.Key_Right)
    assert panel.page is Page.PRODUCTS


@pytest.mark.parametrize(
    ("button", "page", "title"),
    [("open_settings", Page.SETTINGS, "Settings"), ("open_help", Page.HELP, "Keys")],
)
def test_what_has_no_tab_is_opened_and_closed(
    panel: Panel, button: str, page: Page, title: str
) -> None:
    panel.show_page(Page.WEARING)
    QTest.mouseClick(getattr(panel, button), LEFT)
    assert visible(panel) == [page]
    assert panel._wordmark.text() == title
    assert not panel.tabs[Page.LOOKS].isVisible()
    assert not panel.strength.isVisible()
    QTest.mouseClick(getattr(panel, button), LEFT)
    assert visible(panel) == [Page.WEARING]
    panel.show_page(page)
    QTest.mouseClick(panel.back, LEFT)
    assert visible(panel) == [Page.WEARING]
    assert panel._wordmark.text() == "Mirror"


def test_from_settings_to_help_and_back_to_the_tab(panel: Panel) -> None:
    panel.show_page(Page.PRODUCTS)
    panel.toggle_page(Page.SETTINGS)
    panel.toggle_page(Page.HELP)
    assert panel.go_back()
    assert panel.page is Page.PRODUCTS
    assert not panel.go_back()


def test_the_products_are_asked_for_when_they_are_first_seen(qtbot: QtBot, panel: Panel) -> None:
    asked: list[object] = []
    panel.products.asked.connect(asked.append)
    panel.show_page(Page.WEARING)
    assert asked == []
    panel.show_page(Page.PRODUCTS)
    panel.show_page(Page.PRODUCTS)
    assert len(asked) == 1


def test_without_a_counter_there_is_no_tab_for_it(qtbot: QtBot) -> None:
    panel = Panel(LOOKS, Preferences(), counter=False)
    qtbot.addWidget(panel)
    panel.show()
    assert not panel.tabs[Page.PRODUCTS].isVisible()
    panel.tabs[Page.PRODUCTS].click()
    assert panel.page is Page.LOOKS
    assert panel.tabs[Page.WEARING].isVisible()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Page.LOOKS, Page.LOOKS),
        (Page.PRODUCTS, Page.PRODUCTS),
        (Page.WEARING, Page.LOOKS),
        (Page.SETTINGS, Page.LOOKS),
    ],
)
def test_the_search_of_what_is_shown_is_opened(
    qtbot: QtBot, panel: Panel, before: Page, after: Page
) -> None:
    panel.show_page(before)
    panel.search()
    assert panel.page is after
    row = panel.products.search if after is Page.PRODUCTS else panel.looks.search
    qtbot.waitUntil(row.field.hasFocus)


def test_strength_is_a_share_of_everything(panel: Panel) -> None:
    said: list[float] = []
    panel.strength_changed.connect(said.append)
    panel.strength.setValue(35)
    assert said == [0.35]
    assert panel._strength_value.text() == "35%"
    panel.show_strength(0.8)
    assert (said, panel.strength.value()) == ([0.35], 80)
    assert panel._strength_value.text() == "80%"


@pytest.mark.parametrize("of", ["strength", "row", "shades"])
def test_a_gesture_ends_wherever_it_was(qtbot: QtBot, panel: Panel, of: str) -> None:
    end = {
        "strength": panel.strength.sliderReleased,
        "row": panel.wearing.released,
        "shades": panel.products.released,
    }
    with qtbot.waitSignal(panel.released):
        end[of].emit()


def test_the_way_back_and_forth_is_open_where_there_is_one(panel: Panel) -> None:
    said: list[str] = []
    panel.undo_wanted.connect(lambda: said.append("undo"))
    panel.redo_wanted.connect(lambda: said.append("redo"))
    QTest.mouseClick(panel.undo, LEFT)
    assert said == [], "at first there is none"
    panel.show_history(can_undo=True, can_redo=False)
    for button in (panel.undo, panel.redo):
        QTest.mouseClick(button, LEFT)
    panel.show_history(can_undo=False, can_redo=True)
    for button in (panel.undo, panel.redo):
        QTest.mouseClick(button, LEFT)
    assert said == ["undo", "redo"]


@pytest.mark.parametrize(
    ("count", "text"), [(0, "Wearing"), (1, "Wearing · 1"), (7, "Wearing · 7")]
)
def test_the_tab_counts_what_is_worn(panel: Panel, count: int, text: str) -> None:
    panel.show_count(count)
    assert panel.tabs[Page.WEARING].text() == text


def test_its_least_width_holds_whatever_is_shown(panel: Panel) -> None:
    widths = set()
    for page in Page:
        panel.show_page(page)
        widths.add(panel.least_width)
    assert len(widths) == 1
    assert widths.pop() > panel.strength.minimumWidth() + panel.undo.width()
    assert isinstance(panel.strength, StrengthSlider)
