from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mirror.makeup.transferred import ZoneStrengths
from mirror.ui.looks.photo_looks import PhotoLook
from mirror.ui.wearing.photo_row import ZONES, PhotoRow

PARTY = PhotoLook(4, "Party", np.full((40, 60, 3), (20, 30, 240), np.uint8))


@pytest.fixture
def row(qtbot: QtBot) -> PhotoRow:
    row = PhotoRow()
    qtbot.addWidget(row)
    row.resize(300, 220)
    row.show_photo(PARTY, can_save=True)
    qtbot.waitExposed(row)
    return row


def test_without_a_photos_look_there_is_nothing(row: PhotoRow) -> None:
    assert row.isVisible()
    row.show_photo(None, can_save=True)
    assert row.isHidden()


def test_complexion_is_off_to_begin_with_and_all_else_on(row: PhotoRow) -> None:
    assert row.zones == ZoneStrengths()
    assert {zone: slider.value() for zone, slider in row.sliders.items()} == {
        "lips": 100,
        "eyes": 100,
        "cheeks": 100,
        "rest": 100,
        "skin": 0,
    }


@pytest.mark.parametrize("zone", ZONES)
def test_each_slider_is_one_zone(row: PhotoRow, zone: str) -> None:
    zones: list[ZoneStrengths] = []
    row.zones_changed.connect(zones.append)
    row.sliders[zone].setValue(35)
    assert zones == [ZoneStrengths(**{**_shares(ZoneStrengths()), zone: 0.35})]


def _shares(zones: ZoneStrengths) -> dict[str, float]:
    return {name: getattr(zones, name) for name in ZoneStrengths.__slots__}


def test_strengths_that_are_shown_are_not_said_again(row: PhotoRow) -> None:
    said: list[ZoneStrengths] = []
    row.zones_changed.connect(said.append)
    row.show_zones(ZoneStrengths(lips=0.2, skin=0.5))
    assert row.zones == ZoneStrengths(lips=0.2, skin=0.5)
    assert said == []


def test_the_keyboard_moves_a_zone(row: PhotoRow) -> None:
    QTest.keyClick(row.sliders["eyes"], Qt.Key.Key_PageDown)
    QTest.keyClick(row.sliders["skin"], Qt.Key.Key_Right)
    assert row.zones == ZoneStrengths(eyes=0.8, skin=0.05)


def test_a_drag_ends_with_a_release(qtbot: QtBot, row: PhotoRow) -> None:
    with qtbot.waitSignal(row.released):
        QTest.mouseClick(row.sliders["lips"], Qt.MouseButton.LeftButton)


def test_everything_has_a_name_for_people_who_do_not_see_it(row: PhotoRow) -> None:
    names = [slider.accessibleName() for slider in row.sliders.values()]
    assert names == ["Lips", "Eyes", "Cheeks", "Other", "Complexion"]
    assert row.sliders["skin"].accessibleDescription()
    assert row.take_off.accessibleName() == "Take off the photo's look"
    assert row.save.accessibleName() == "Save this look"


def test_one_click_takes_it_off(qtbot: QtBot, row: PhotoRow) -> None:
    with qtbot.waitSignal(row.taken_off):
        QTest.mouseClick(row.take_off, Qt.MouseButton.LeftButton)


def test_saving_is_offered_while_it_makes_sense(row: PhotoRow) -> None:
    saved: list[int] = []
    row.save_wanted.connect(saved.append)
    QTest.mouseClick(row.save, Qt.MouseButton.LeftButton)
    assert saved == [4]
    row.show_photo(PARTY, can_save=False)
    assert not row.save.isVisible()
    row.show_photo(PhotoLook(4, "Party", PARTY.thumbnail, "party"), can_save=True)
    assert not row.save.isVisible()
    row.show_photo(PARTY, can_save=True)
    assert row.save.isVisible()


def test_the_menu_is_asked_for_below_its_button(row: PhotoRow) -> None:
    asked: list[tuple[int, QPoint]] = []
    row.menu_wanted.connect(lambda key, place: asked.append((key, place)))
    QTest.mouseClick(row.more, Qt.MouseButton.LeftButton)
    assert asked == [(4, row.more.mapToGlobal(QPoint(0, row.more.height())))]


def test_the_thumbnail_is_shown(row: PhotoRow) -> None:
    image = row.grab().toImage()
    red = [
        image.pixelColor(x, y)
        for x in range(60)
        for y in range(60)
        if image.pixelColor(x, y).red() > 220 and image.pixelColor(x, y).green() < 60
    ]
    assert len(red) > 600


def test_the_sliders_lie_in_two_columns_that_do_not_touch(row: PhotoRow) -> None:
    places = [slider.geometry() for slider in row.sliders.values()]
    assert len({place.x() for place in places}) == 2
    for at, place in enumerate(places):
        assert row.rect().contains(place)
        assert not any(place.intersects(other) for other in places[at + 1 :])


def test_a_long_title_gives_way(row: PhotoRow) -> None:
    long = PhotoLook(5, "A very long title that no panel has room for " * 3, PARTY.thumbnail)
    row.show_photo(long, can_save=True)
    assert row.minimumSizeHint().width() <= 300
    assert row.rect().contains(row.take_off.geometry())
