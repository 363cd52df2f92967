from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mirror.ui import theme
from mirror.ui.chips import Chips
from tests.windows import turn_wheel

ALL = [(f"key-{at}", f"Chip number {at}") for at in range(8)]


@pytest.fixture
def chips(qtbot: QtBot) -> Chips:
    chips = Chips()
    qtbot.addWidget(chips)
    chips.set_chips(ALL)
    chips.resize(260, chips.height())
    chips.show()
    chips.activateWindow()
    qtbot.waitUntil(chips.isActiveWindow)
    return chips


def chosen(chips: Chips) -> list[str]:
    seen: list[str] = []
    chips.chosen.connect(seen.append)
    return seen


def turn(chips: Chips, x: int, y: int) -> None:
    turn_wheel(chips.viewport(), QPoint(x, y), QPointF(20, 20))


def seen_whole(chips: Chips, key: str) -> bool:
    button = chips.buttons[key]
    left = button.mapTo(chips, QPoint(0, 0)).x()
    return left >= 0 and left + button.width() <= chips.width()


def test_without_chips_nothing_is_chosen(qtbot: QtBot) -> None:
    chips = Chips()
    qtbot.addWidget(chips)
    assert chips.current is None
    chips.set_chips(ALL)
    assert chips.current == "key-0"


def test_one_is_chosen_at_a_time(chips: Chips) -> None:
    said = chosen(chips)
    QTest.mouseClick(chips.buttons["key-1"], Qt.MouseButton.LeftButton)
    chips.choose("key-5")
    assert said == ["key-1", "key-5"]
    assert chips.current == "key-5"
    assert [key for key, chip in chips.buttons.items() if chip.isChecked()] == ["key-5"]


def test_the_choice_stays_if_it_can(chips: Chips) -> None:
    chips.choose("key-3")
    said = chosen(chips)
    chips.set_chips([("new", "New"), ("key-3", "Called otherwise"), ("key-9", "Nine")])
    assert chips.current == "key-3"
    assert [chip.text() for chip in chips.buttons.values()] == ["New", "Called otherwise", "Nine"]
    chips.set_chips([("new", "New"), ("key-9", "Nine")])
    assert chips.current == "new"
    assert said == [], "nobody has chosen anything"


def test_what_is_chosen_is_brought_into_view(qtbot: QtBot, chips: Chips) -> None:
    assert not seen_whole(chips, "key-6")
    chips.choose("key-6")
    qtbot.waitUntil(lambda: seen_whole(chips, "key-6"))
    chips.choose("key-0")
    qtbot.waitUntil(lambda: seen_whole(chips, "key-0"))


@pytest.mark.parametrize(("x", "y"), [(0, -120), (-120, 0)])
def test_any_wheel_scrolls_sideways(chips: Chips, x: int, y: int) -> None:
    turn(chips, x, y)
    bar = chips.horizontalScrollBar()
    assert bar.value() == 120
    turn(chips, -x, -y)
    assert bar.value() == 0


def test_the_arrow_keys_go_from_chip_to_chip(qtbot: QtBot, chips: Chips) -> None:
    said = chosen(chips)
    chips.buttons["key-0"].setFocus()
    qtbot.waitUntil(chips.buttons["key-0"].hasFocus)
    QTest.keyClick(chips.buttons["key-0"], Qt.Key.Key_Right)
    QTest.keyClick(chips.buttons["key-1"], Qt.Key.Key_Right)
    assert said == ["key-1", "key-2"]
    assert chips.current == "key-2"


def test_a_chip_is_large_enough_for_a_finger(chips: Chips) -> None:
    chips.set_chips([("a", "A")])
    chips.buttons["a"].adjustSize()
    assert chips.buttons["a"].height() >= theme.sizes().touch
