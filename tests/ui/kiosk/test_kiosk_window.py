from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from mirror.kiosk.visit import Screen
from mirror.ui.kiosk.kiosk_window import KioskWindow
from mirror.ui.panel import Page
from tests.fakes import rendered_at
from tests.ui.kiosk.shop import CRIMSON

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[KioskWindow]:
    window = KioskWindow((None, CRIMSON), hand_off=True)
    qtbot.addWidget(window)
    window.resize(900, 700)
    window.show()
    window.show_screen(Screen.ATTRACT, None)
    yield window
    window.end()


def _touches(window: KioskWindow) -> list[None]:
    found: list[None] = []
    window.touched.connect(lambda: found.append(None))
    return found


def test_every_screen_is_shown(window: KioskWindow) -> None:
    shown = {
        Screen.WIPING: window.waiting,
        Screen.ATTRACT: window.attract,
        Screen.INVITE: window.attract,
        Screen.CONSENT: window.consent,
        Screen.MIRROR: window.room,
        Screen.MODEL: window.room,
        Screen.STILL_THERE: window.asking,
        Screen.STAFF: window.staff,
        Screen.OUT_OF_SERVICE: window.broken,
    }
    assert set(shown) == set(Screen)
    for screen, widget in shown.items():
        window.show_screen(screen, 10)
        assert widget.isVisible()
        assert [other for other in shown.values() if other.isVisible()].count(widget) == sum(
            one is widget for one in shown.values() if one.isVisible()
        )


@pytest.mark.parametrize("keys", ["Alt+F4", "Ctrl+Q", "Ctrl+W", "Esc", "F11", "Ctrl+O", "Ctrl+,"])
def test_no_key_ends_it(window: KioskWindow, keys: str) -> None:
    for screen in (Screen.ATTRACT, Screen.MIRROR):
        window.show_screen(screen, None)
        QTest.keySequence(window, QKeySequence(keys))
        assert window.isVisible()
        assert QApplication.activeModalWidget() is None
        assert window.panel.page is Page.LOOKS


def test_it_stays_when_the_system_wants_to_close_it(window: KioskWindow) -> None:
    assert not window.close()
    QApplication.closeAllWindows()
    assert window.isVisible()
    window.end()
    assert not window.isVisible()


def test_touches_and_keys_are_told_wherever_they_are(window: KioskWindow) -> None:
    touches = _touches(window)
    QTest.mouseClick(window.attract.viewport, LEFT)
    assert touches
    touches.clear()
    window.show_screen(Screen.MIRROR, None)
    QTest.keyClick(window.panel.looks.search.field, Qt.Key.Key_A)
    assert touches


def test_a_touch_in_a_menu_is_one_and_the_menu_goes_with_its_screen(window: KioskWindow) -> None:
    window.show_screen(Screen.MIRROR, None)
    QTest.mouseClick(window.stage.toolbar.nearer, LEFT)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    touches = _touches(window)
    QTest.mousePress(menu, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(1, 1))
    assert touches
    window.show_screen(Screen.STILL_THERE, 10)
    assert QApplication.activePopupWidget() is None


def test_a_question_does_not_hear_taps_that_were_meant_for_the_screen_before(
    qtbot: QtBot, window: KioskWindow
) -> None:
    answers: list[str] = []
    window.consent.yes.connect(lambda: answers.append("yes"))
    window._deaf.setInterval(60_000)
    window.show_screen(Screen.CONSENT, 30)
    touches = _touches(window)
    accept = window.consent.accept
    QTest.mouseClick(accept, LEFT)
    QTest.mouseDClick(accept, LEFT)
    accept.setFocus()
    QTest.keyClick(accept, Qt.Key.Key_Space)
    assert answers == []
    assert accept.isEnabled(), "nothing flashes grey"
    assert touches, "somebody is there"
    window._deaf.stop()
    QTest.mouseClick(accept, LEFT)
    assert answers == ["yes"]


def test_a_question_listens_after_a_moment(qtbot: QtBot, window: KioskWindow) -> None:
    window.show_screen(Screen.CONSENT, 30)
    with qtbot.waitSignal(window._deaf.timeout):
        pass
    with qtbot.waitSignal(window.consent.no):
        QTest.mouseClick(window.consent.decline, LEFT)


def test_any_other_screen_listens_at_once(window: KioskWindow) -> None:
    window._deaf.setInterval(60_000)
    window.show_screen(Screen.CONSENT, 30)
    window.show_screen(Screen.MODEL, None)
    QTest.mouseClick(window.panel.tabs[Page.WEARING], LEFT)
    assert window.panel.page is Page.WEARING


def test_the_corner_has_to_be_held(window: KioskWindow) -> None:
    assert window._hold.interval() == 2000
    QTest.mouseClick(window.corner, LEFT)
    assert not window._hold.isActive()
    assert window.pad.isHidden()
    QTest.mousePress(window.corner, LEFT)
    assert window._hold.isActive()
    window._hold.timeout.emit()
    assert window.pad.isVisible()
    QTest.mouseRelease(window.corner, LEFT)
    assert not window._hold.isActive()


def test_the_corner_can_be_reached_on_every_screen(window: KioskWindow) -> None:
    for screen in Screen:
        window.show_screen(screen, 10)
        assert window.childAt(QPoint(5, 5)) is window.corner
        assert window.corner.width() >= 44


@pytest.mark.parametrize("screen", [Screen.WIPING, Screen.STAFF])
def test_the_pad_goes_with_its_screen(window: KioskWindow, screen: Screen) -> None:
    window.pad.open()
    window.show_screen(screen, None)
    assert window.pad.isHidden()


def test_the_code_is_not_seen_by_whoever_comes_after(window: KioskWindow) -> None:
    window.show_screen(Screen.MIRROR, None)
    window.take_along.come_up()
    window.show_screen(Screen.STILL_THERE, 10)
    assert window.take_along.isHidden()


def test_forgetting_leaves_nothing_on_any_screen(window: KioskWindow) -> None:
    picture = rendered_at(1, 1, {})
    for viewport in (window.stage.viewport, window.attract.viewport):
        viewport.show_picture(picture)
    window.stage.notice.tell("A sentence.")
    window.panel.show_page(Page.WEARING)
    QGuiApplication.clipboard().setText("what somebody typed")
    window.forget()
    assert window.stage.viewport.rendered is None
    assert window.attract.viewport.rendered is None
    assert (window.stage.notice.text(), window.stage.notice.isHidden()) == ("", True)
    assert window.panel.page is Page.LOOKS
    assert QGuiApplication.clipboard().text() == ""
    running = [timer for timer in window.findChildren(QTimer) if timer.isActive()]
    assert running == [window._deaf] or running == []
    assert all(not field.text() for field in window.findChildren(QLineEdit))


def test_sheets_stay_in_the_middle(window: KioskWindow) -> None:
    window.pad.open()
    window.resize(1200, 900)
    middle = window.pad.geometry().center() - window.rect().center()
    assert middle.manhattanLength() <= 2
