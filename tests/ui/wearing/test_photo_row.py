from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mirror.makeup.look import Look
from mirror.makeup.transferred import ZoneStrengths
from mirror.ui.looks.photo_looks import PhotoLook
from mirror.ui.worn_panel import WornPanel

RED = Look(name="red", title="Classic red", products=())
PARTY = PhotoLook(4, "Party", np.full((40, 60, 3), (20, 30, 240), np.uint8))


@pytest.fixture
def panel(qtbot: QtBot) -> WornPanel:
    panel = WornPanel()
    qtbot.addWidget(panel)
    panel.resize(280, 300)
    panel.show_worn(PARTY, None, can_save=True)
    qtbot.waitExposed(panel)
    return panel


def test_without_a_photos_look_there_is_nothing(panel: WornPanel) -> None:
    assert panel.isVisible()
    panel.show_worn(None, RED, can_save=True)
    assert panel.isHidden()


def test_complexion_is_off_to_begin_with_and_all_else_on(panel: WornPanel) -> None:
    assert panel.zones == ZoneStrengths()
    assert {zone: slider.value() for zone, slider in panel.sliders.items()} == {
        "lips": 100,
        "eyes": 100,
        "cheeks": 100,
        "rest": 100,
        "skin": 0,
    }


@pytest.mark.parametrize("zone", ["lips", "eyes", "cheeks", "rest", "skin"])
def test_each_slider_is_one_zone(panel: WornPanel, zone: str) -> None:
    zones: list[ZoneStrengths] = []
    panel.zones_changed.connect(zones.append)
    panel.sliders[zone].setValue(35)
    assert zones == [ZoneStrengths(**{**_shares(ZoneStrengths()), zone: 0.35})]


def _shares(zones: ZoneStrengths) -> dict[str, float]:
    return {name: getattr(zones, name) for name in ZoneStrengths.__slots__}


def test_strengths_that_are_shown_are_not_said_again(panel: WornPanel) -> None:
    said: list[ZoneStrengths] = []
    panel.zones_changed.connect(said.append)
    panel.show_zones(ZoneStrengths(lips=0.2, skin=0.5))
    assert panel.zones == ZoneStrengths(lips=0.2, skin=0.5)
    assert said == []


def test_the_keyboard_moves_a_zone(panel: WornPanel) -> None:
    QTest.keyClick(panel.sliders["eyes"], Qt.Key.Key_PageDown)
    QTest.keyClick(panel.sliders["skin"], Qt.Key.Key_Right)
    assert panel.zones == ZoneStrengths(eyes=0.8, skin=0.05)


def test_everything_has_a_name_for_people_who_do_not_see_it(panel: WornPanel) -> None:
    panel.show_worn(PARTY, RED, can_save=True)
    names = [slider.accessibleName() for slider in panel.sliders.values()]
    assert names == ["Lips", "Eyes", "Cheeks", "Other", "Complexion"]
    assert panel.sliders["skin"].accessibleDescription()
    assert panel.take_photo_off.accessibleName() == "Take off Party"
    assert panel.take_products_off.accessibleName() == "Take off Classic red"
    assert panel.save.accessibleName() == "Save this look"


def test_one_click_takes_each_off(qtbot: QtBot, panel: WornPanel) -> None:
    panel.show_worn(PARTY, RED, can_save=True)
    with (
        qtbot.waitSignal(panel.products_off),
        qtbot.assertNotEmitted(panel.photo_off),
    ):
        QTest.mouseClick(panel.take_products_off, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(panel.photo_off):
        QTest.mouseClick(panel.take_photo_off, Qt.MouseButton.LeftButton)


def test_the_products_on_top_are_named_only_while_there_are_some(panel: WornPanel) -> None:
    assert not panel.take_products_off.isVisible()
    panel.show_worn(PARTY, RED, can_save=True)
    assert panel.take_products_off.isVisible()


def test_saving_is_offered_while_it_makes_sense(panel: WornPanel) -> None:
    saved: list[int] = []
    panel.save_wanted.connect(saved.append)
    QTest.mouseClick(panel.save, Qt.MouseButton.LeftButton)
    assert saved == [4]
    panel.show_worn(PARTY, None, can_save=False)
    assert not panel.save.isVisible()
    panel.show_worn(PhotoLook(4, "Party", PARTY.thumbnail, "party"), None, can_save=True)
    assert not panel.save.isVisible()


def test_the_menu_is_asked_for_below_its_button(panel: WornPanel) -> None:
    asked: list[tuple[int, QPoint]] = []
    panel.menu_wanted.connect(lambda key, place: asked.append((key, place)))
    QTest.mouseClick(panel.more, Qt.MouseButton.LeftButton)
    ((key, place),) = asked
    assert key == 4
    assert place == panel.more.mapToGlobal(QPoint(0, panel.more.height()))


def test_the_thumbnail_is_shown(panel: WornPanel) -> None:
    image = panel.grab().toImage()
    red = [
        image.pixelColor(x, y)
        for x in range(10, 50)
        for y in range(5, 50)
        if image.pixelColor(x, y).red() > 220 and image.pixelColor(x, y).green() < 60
    ]
    assert len(red) > 600


def test_where_there_is_little_height_the_sliders_wait_behind_a_button(
    qtbot: QtBot, panel: WornPanel
) -> None:
    assert not panel.adjust.isVisible()
    panel.set_compact(compact=True)
    assert panel.adjust.isVisible()
    assert not panel.sliders["lips"].isVisible()
    with qtbot.waitSignal(panel.adjusting):
        QTest.mouseClick(panel.adjust, Qt.MouseButton.LeftButton)
    assert panel.sliders["lips"].isVisible()
    with qtbot.waitSignal(panel.adjusting) as ended:
        panel.show_worn(None, None, can_save=True)
    assert ended.args == [False]


def test_below_the_picture_the_sliders_stand_side_by_side(qtbot: QtBot, panel: WornPanel) -> None:
    panel.resize(700, 200)
    panel.set_portrait(portrait=True)
    qtbot.waitUntil(lambda: len({slider.y() for slider in panel.sliders.values()}) == 1)
    panel.set_portrait(portrait=False)
    qtbot.waitUntil(lambda: len({slider.y() for slider in panel.sliders.values()}) == 3)


def test_a_long_title_gives_way(panel: WornPanel) -> None:
    long = PhotoLook(5, "A very long title that no panel has room for " * 3, PARTY.thumbnail)
    panel.show_worn(long, None, can_save=True)
    assert panel.minimumSizeHint().width() <= 280
    assert panel.rect().contains(panel.take_photo_off.geometry())
