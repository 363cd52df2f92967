from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mirror.ui.strength_slider import StrengthSlider, ZoneSlider


@pytest.fixture
def slider(qtbot: QtBot) -> StrengthSlider:
    slider = StrengthSlider()
    qtbot.addWidget(slider)
    slider.resize(228, 44)
    slider.show()
    return slider


@pytest.mark.parametrize(("x", "value"), [(0, 0), (14, 0), (64, 25), (114, 50), (227, 100)])
def test_it_goes_to_where_it_is_touched(
    qtbot: QtBot, slider: StrengthSlider, x: int, value: int
) -> None:
    QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(x, 22))
    assert slider.value() == value


def test_it_follows_while_it_is_held_and_not_after(qtbot: QtBot, slider: StrengthSlider) -> None:
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(214, 22))
    QTest.mouseMove(slider, QPoint(114, 22))
    assert slider.value() == 50
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(114, 22))
    QTest.mouseMove(slider, QPoint(14, 22))
    assert slider.value() == 50


def test_the_keyboard_moves_it_in_steps(qtbot: QtBot, slider: StrengthSlider) -> None:
    QTest.keyClick(slider, Qt.Key.Key_Left)
    assert slider.value() == 95
    QTest.keyClick(slider, Qt.Key.Key_PageDown)
    assert slider.value() == 75
    QTest.keyClick(slider, Qt.Key.Key_Home)
    assert slider.value() == 0


def test_the_filled_part_grows_with_the_value(slider: StrengthSlider) -> None:
    from mirror.ui import theme

    def filled() -> int:
        image = slider.grab().toImage()
        row = [image.pixelColor(x, 22).name() for x in range(image.width())]
        return row.count(theme.colours().accent)

    counts = []
    for value in (10, 50, 90):
        slider.setValue(value)
        counts.append(filled())
    assert counts == sorted(counts)
    assert counts[2] > counts[0] + 100


def test_a_zones_slider_carries_its_name_and_value(qtbot: QtBot) -> None:
    lips, eyes = ZoneSlider(), ZoneSlider()
    lips.set_title("Lips")
    eyes.set_title("Eyes", "Lids and lashes.")
    for slider in (lips, eyes):
        qtbot.addWidget(slider)
        slider.resize(128, slider.minimumHeight())
        slider.show()
    assert lips.accessibleName() == "Lips"
    assert eyes.accessibleDescription() == eyes.toolTip() == "Lids and lashes."
    assert lips.minimumHeight() >= 44

    def caption(slider: ZoneSlider) -> QImage:
        return slider.grab(QRect(0, 0, 128, 16)).toImage()

    before = caption(lips)
    assert before != caption(eyes)
    lips.setValue(35)
    assert caption(lips) != before


def test_a_zones_slider_goes_to_where_it_is_touched(qtbot: QtBot) -> None:
    slider = ZoneSlider()
    qtbot.addWidget(slider)
    slider.resize(128, slider.minimumHeight())
    slider.show()
    QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(64, 36))
    assert slider.value() == 50
