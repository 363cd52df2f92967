from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mirror.ui.colour.gradient_slider import GradientSlider

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def slider(qtbot: QtBot) -> GradientSlider:
    slider = GradientSlider(200)
    qtbot.addWidget(slider)
    slider.resize(300, slider.minimumHeight())
    slider.setValue(100)
    slider.show()
    qtbot.waitExposed(slider)
    return slider


def seen(slider: GradientSlider, x: int) -> QColor:
    return slider.grab().toImage().pixelColor(x, round(slider.groove_y()))


def test_each_place_shows_what_it_gives(slider: GradientSlider) -> None:
    slider.show_colours(["#ff0000", "#00ff00", "#0000ff"])
    left, right = seen(slider, 24), seen(slider, 276)
    assert left.red() > 200
    assert left.blue() < 20
    assert right.blue() > 200
    assert right.red() < 20


def test_its_knob_has_the_colour_that_is_chosen(slider: GradientSlider) -> None:
    slider.show_colours(["#ff0000", "#00ff00", "#0000ff"])
    for value, colour in ((0, "#ff0000"), (100, "#00ff00"), (200, "#0000ff")):
        slider.setValue(value)
        x = round(14 + value / 200 * (300 - 28))
        assert seen(slider, x).name() == colour


@pytest.mark.parametrize("colours", [[], ["#ff0000"]])
def test_few_colours_are_shown_too(slider: GradientSlider, colours: list[str]) -> None:
    slider.show_colours(colours)
    assert not slider.grab().isNull()


def test_it_goes_to_where_it_is_pressed_and_ends_where_it_is_let_go(slider: GradientSlider) -> None:
    said: list[object] = []
    slider.valueChanged.connect(said.append)
    slider.sliderReleased.connect(lambda: said.append("released"))
    y = round(slider.groove_y())
    QTest.mousePress(slider, LEFT, pos=QPoint(0, y))
    QTest.mouseMove(slider, QPoint(150, y))
    QTest.mouseRelease(slider, LEFT, pos=QPoint(150, y))
    assert said[0] == 0
    assert said[-1] == "released"
    assert said.count("released") == 1


def test_the_keys_go_by_one_step_or_by_a_tenth(slider: GradientSlider) -> None:
    QTest.keyClick(slider, Qt.Key.Key_Right)
    assert slider.value() == 101
    QTest.keyClick(slider, Qt.Key.Key_PageUp)
    assert slider.value() == 121
