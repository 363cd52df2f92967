from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mirror.makeup.look import Look
from mirror.ui.looks.look_card import LookCard

LOOK = Look(name="red", title="Classic red", products=(), tags=("evening", "bold"))
LEFT = Qt.MouseButton.LeftButton
HEART = QPoint(120 - 24, 24)
FINGER = QTest.createTouchDevice()


@pytest.fixture
def card(qtbot: QtBot) -> LookCard:
    card = LookCard(LOOK)
    qtbot.addWidget(card)
    card.set_width(120)
    card.show()
    return card


def wanted(card: LookCard) -> list[bool]:
    seen: list[bool] = []
    card.favourite_wanted.connect(seen.append)
    return seen


def heart(card: LookCard) -> QImage:
    return card.grab().toImage().copy(76, 4, 40, 40)


def test_it_tells_people_who_do_not_see_it_what_it_is(qtbot: QtBot, card: LookCard) -> None:
    assert card.accessibleName() == "Classic red"
    assert card.accessibleDescription() == "evening, bold"
    bare = LookCard(None)
    qtbot.addWidget(bare)
    assert bare.accessibleName() == "No makeup"


def test_a_favourite_is_said_and_seen(card: LookCard) -> None:
    before = heart(card)
    card.set_favourite(favourite=True)
    assert card.accessibleDescription() == "favourite, evening, bold"
    assert heart(card) != before
    card.set_favourite(favourite=False)
    assert card.accessibleDescription() == "evening, bold"
    assert heart(card) == before


def test_its_heart_is_touched_without_wearing_it(card: LookCard) -> None:
    card.set_favourite(favourite=True)
    seen = wanted(card)
    QTest.mouseClick(card, LEFT, pos=HEART)
    assert seen == [False]
    assert not card.isChecked()
    card.setChecked(True)
    card.set_favourite(favourite=False)
    QTest.mouseClick(card, LEFT, pos=HEART)
    assert seen == [False, True]
    assert card.isChecked()


def test_where_no_heart_is_seen_a_finger_wears_it(qtbot: QtBot, card: LookCard) -> None:
    qtbot.waitExposed(card)
    seen = wanted(card)
    QTest.touchEvent(card, FINGER).press(0, HEART, card).commit()
    QTest.touchEvent(card, FINGER).release(0, HEART, card).commit()
    assert (seen, card.isChecked()) == ([], True)


def test_beside_the_heart_a_touch_wears_it(card: LookCard) -> None:
    card.set_favourite(favourite=True)
    seen = wanted(card)
    QTest.mouseClick(card, LEFT, pos=QPoint(40, 80))
    assert (seen, card.isChecked()) == ([], True)


def test_a_press_elsewhere_that_ends_on_the_heart_is_none_on_it(card: LookCard) -> None:
    card.set_favourite(favourite=True)
    seen = wanted(card)
    QTest.mousePress(card, LEFT, pos=QPoint(40, 100))
    QTest.mouseRelease(card, LEFT, pos=HEART)
    assert seen == []


def test_the_key_h_makes_it_a_favourite_and_no_longer(card: LookCard) -> None:
    seen = wanted(card)
    QTest.keyClick(card, Qt.Key.Key_H)
    card.set_favourite(favourite=True)
    QTest.keyClick(card, Qt.Key.Key_H)
    assert seen == [True, False]


def test_the_bare_face_is_no_favourite(qtbot: QtBot) -> None:
    bare = LookCard(None)
    qtbot.addWidget(bare)
    bare.set_width(120)
    bare.setChecked(True)
    seen = wanted(bare)
    QTest.keyClick(bare, Qt.Key.Key_H)
    QTest.mouseClick(bare, LEFT, pos=HEART)
    assert seen == []
