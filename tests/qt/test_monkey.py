"""Two thousand things that nobody would do in this order, to the kiosk and to the window.

What fails can be done again: the seed is in the test's name.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from ipaddress import IPv4Address
from pathlib import Path

import numpy as np
import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QInputDevice, QKeySequence, QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from mirror.kiosk import session_folder
from mirror.kiosk.settings import KioskSettings
from mirror.kiosk.visit import Event, Screen
from mirror.ui import theme
from mirror.ui.app import MirrorApp
from mirror.ui.application import heed
from mirror.ui.preferences import Preferences
from mirror.ui.theme import Scheme
from tests.ui.conftest import running_timers
from tests.ui.kiosk.shop import BRIGHTNESS, CAMERA, MODEL, Shop

EVENTS = 2000
KEYS = (
    "Esc", "Alt+F4", "Ctrl+Q", "F11", "Ctrl+Z", "Ctrl+Y", "Tab", "Space", "Return", "Backspace",
    "A", "1", "2", "3", "B", "N", "P", "Z", "F", "?", "Ctrl+F", "Ctrl+,", "Ctrl+V", "Left", "Down",
)  # fmt: skip


@pytest.fixture(autouse=True)
def only_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No dialog that waits, no folder and no network of this machine; and no timer left."""
    here = tmp_path / "visits"
    here.mkdir()
    monkeypatch.setattr(session_folder, "places", lambda: [here])
    monkeypatch.setattr("mirror.ui.kiosk.give_along.lan_address", lambda: IPv4Address("127.0.0.1"))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    monkeypatch.setattr("mirror.ui.keeping.keep_flow.QDesktopServices.openUrl", lambda _: True)
    monkeypatch.setattr("mirror.ui.kiosk.kiosk_window._DEAF_MS", 0)
    before, worn = running_timers(), theme.worn()
    yield
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    heed(app, Preferences(language="en"))
    theme.dress(app, worn)
    assert [timer for timer in running_timers() if timer not in before] == []


class Monkey:
    """Does what comes to its mind to one window."""

    def __init__(self, window: QWidget, seed: int, keys: Sequence[str] = KEYS) -> None:
        self.window, self.keys = window, keys
        self._top = window
        self.dice = np.random.default_rng(seed)
        self.finger = QTest.createTouchDevice()
        self.pen: QInputDevice = QPointingDevice.primaryPointingDevice()
        self.deeds: list[Callable[[], object]] = [
            *[self.click] * 8, self.drag, self.key, self.key, self.wheel, self.touch,
            self.resize, self.settle, self.settle,
        ]  # fmt: skip

    def act(self) -> None:
        """One deed."""
        self.deeds[self.dice.integers(len(self.deeds))]()

    def somewhere(self) -> tuple[QWidget, QPoint]:
        """A place of the window, or of what has come up over it, and the widget there."""
        # Kept, as a menu that Python has no name for takes the names of all in it with it.
        self._top = top = QApplication.activePopupWidget() or self.window
        x, y = self.dice.integers(top.width()), self.dice.integers(top.height())
        at = QPoint(int(x), int(y))
        widget = top.childAt(at)
        # What Python knows of a widget may be that of one that was there before.
        if widget is None or not shiboken6.isValid(widget):
            return top, at
        return widget, widget.mapFrom(top, at)

    def click(self) -> None:
        widget, at = self.somewhere()
        button = (
            Qt.MouseButton.RightButton if self.dice.random() < 0.1 else Qt.MouseButton.LeftButton
        )
        act = QTest.mouseDClick if self.dice.random() < 0.1 else QTest.mouseClick
        act(widget, button, Qt.KeyboardModifier.NoModifier, at)

    def drag(self) -> None:
        widget, at = self.somewhere()
        QTest.mousePress(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
        for _ in range(3):
            at += QPoint(*map(int, self.dice.integers(-60, 60, 2)))
            QTest.mouseMove(widget, at)
        QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)

    def key(self) -> None:
        target = QApplication.activePopupWidget() or QApplication.focusWidget() or self.window
        QTest.keySequence(target, QKeySequence(self.keys[int(self.dice.integers(len(self.keys)))]))

    def wheel(self) -> None:
        widget, at = self.somewhere()
        turned = QPoint(0, int(self.dice.choice([-240, -120, 120, 240])))
        event = QWheelEvent(
            QPointF(at), QPointF(widget.mapToGlobal(at)), QPoint(), turned,
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QCoreApplication.sendEvent(widget, event)

    def touch(self) -> None:
        widget, at = self.somewhere()
        QTest.touchEvent(widget, self.finger).press(0, at, widget).commit()
        QTest.touchEvent(widget, self.finger).release(0, at, widget).commit()

    def resize(self) -> None:
        self.window.resize(*map(int, self.dice.integers((700, 580), (1400, 1400))))

    def settle(self) -> None:
        QCoreApplication.processEvents()


def widgets() -> int:
    """How many there are, besides those that wait to be deleted."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    return len(QApplication.allWidgets())


def another_dress(dice: np.random.Generator) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    language = str(dice.choice(["en", "zh_CN"]))
    scheme = Scheme.DARK if dice.random() < 0.5 else Scheme.LIGHT
    heed(app, Preferences(language=language, scheme=scheme), kiosk=True)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_monkey_at_the_kiosk(qtbot: QtBot, tmp_path: Path, seed: int) -> None:
    shop = Shop(qtbot, tmp_path, KioskSettings(hand_off=True))
    qtbot.addWidget(shop.kiosk.window)
    monkey = Monkey(shop.kiosk.window, seed)
    dice = monkey.dice
    wiped: list[int] = []
    finish = shop.kiosk._finish_wipe

    def check(number: int) -> None:
        finish(number)
        assert shop.kiosk.forgotten is not None
        assert shop.kiosk.forgotten.clean, str(shop.kiosk.forgotten)
        assert shop.kiosk.window.stage.viewport.rendered is None
        assert shop.kiosk.dresser.history.worn.bare
        wiped.append(number)

    shop.kiosk._finish_wipe = check  # type: ignore[method-assign]
    camera_before_a_yes: list[Screen] = []

    def look() -> None:
        shown = shop.kiosk.window.attract.viewport.rendered
        if shown is not None and int(shown.frame.pixels[0, 0, 0]) == BRIGHTNESS[CAMERA]:
            camera_before_a_yes.append(shop.screen)

    def pass_time() -> None:
        if not shop.is_on(Screen.WIPING):  # a wipe that takes so long has failed
            shop.pass_s(float(dice.choice([0.25, 1.0, 7.0])))

    monkey.deeds += [
        *[lambda: shop.deliver(MODEL, CAMERA)] * 12,
        lambda: shop.somebody(there=bool(dice.random() < 0.7)),
        pass_time,
        lambda: shop.kiosk.happen(Event.MOTION),
        lambda: shop.kiosk.happen(Event.START_OVER) if dice.random() < 0.2 else None,
        shop.kiosk.window.consent.accept.click,
        lambda: shop.kiosk.scans.found.emit("4006381333931"),
        lambda: another_dress(dice) if dice.random() < 0.05 else None,
    ]
    with capture_exceptions() as raised:
        shop.begin()
        for _ in range(EVENTS):
            monkey.act()
            look()
            assert not shop.ended, "nobody but the staff ends it"
            assert shop.kiosk.window.isVisible()
        shop.kiosk.close()
    assert raised == []
    assert camera_before_a_yes == []
    assert len(wiped) > 1
    assert shop.is_free()


def test_visits_leave_no_widgets_behind(qtbot: QtBot, tmp_path: Path) -> None:
    shop = Shop(qtbot, tmp_path, KioskSettings(hand_off=True))
    qtbot.addWidget(shop.kiosk.window)
    shop.begin()
    counted: list[int] = []
    for _ in range(11):
        shop.enter()
        shop.kiosk.scans.found.emit("4006381333931")
        shop.until(lambda: bool(shop.kiosk.dresser.history.worn.pieces), CAMERA)
        shop.kiosk.window.stage.toolbar.picture.click()
        shop.kiosk.window.stage.toolbar.nearer.click()
        shop.leave()
        counted.append(widgets())
    assert counted[-1] == counted[0], counted
    timers = [timer for timer in shop.kiosk.window.findChildren(QTimer) if timer.isActive()]
    assert len(timers) <= 2, "the pause before a search, and the one before an answer"
    shop.kiosk.close()


@pytest.mark.parametrize("seed", [3, 4])
def test_a_monkey_at_the_window(qtbot: QtBot, tmp_path: Path, seed: int) -> None:
    shop = Shop(qtbot, tmp_path, KioskSettings())
    shop.kiosk.close()
    shop.made = {MODEL: [], CAMERA: []}
    mirror = MirrorApp(shop.parts, spec=CAMERA)
    qtbot.addWidget(mirror.window)
    monkey = Monkey(mirror.window, seed, [keys for keys in KEYS if keys != "Ctrl+Q"])
    ended: list[bool] = []
    mirror.ended.connect(lambda: ended.append(True))
    dice = monkey.dice
    monkey.deeds += [
        *[lambda: shop.deliver(MODEL, CAMERA)] * 12,
        lambda: shop.somebody(there=bool(dice.random() < 0.7)),
        lambda: another_dress(dice) if dice.random() < 0.05 else None,
    ]
    with capture_exceptions() as raised:
        mirror.start()
        for _ in range(EVENTS):
            monkey.act()
            assert not ended
        QTest.keySequence(mirror.window, QKeySequence("Esc, Esc, Ctrl+Q"))
        mirror.window.close()
    assert raised == []
    assert ended
    assert shop.is_free()
