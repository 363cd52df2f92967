"""The one window of a kiosk: fills the screen, and shows one screen at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QClipboard, QCloseEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from mirror.kiosk.visit import Screen
from mirror.ui import theme
from mirror.ui.kiosk.screens import (
    AttractScreen,
    ConsentScreen,
    StillThereScreen,
    WaitScreen,
    corner_button,
)
from mirror.ui.kiosk.staff import PinPad, StaffScreen
from mirror.ui.kiosk.take_along import TakeAlong
from mirror.ui.panel import Panel
from mirror.ui.preferences import Preferences
from mirror.ui.room import Room
from mirror.ui.stage.stage import Stage

if TYPE_CHECKING:
    from mirror.makeup.look import Look

_HELD_MS = 2000  # how long the corner is held by somebody who means it
# Whoever still taps at the last screen does not answer a question that has only just come up.
_DEAF_MS = 450
_TOUCHES = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.TouchBegin,
    QEvent.Type.KeyPress,
)


class KioskWindow(QWidget):
    """All screens; only the staff's can end it.

    Args:
        looks: To choose from; None is the bare face.
        hand_off: Whether a picture may be taken along.
    """

    touched = Signal()
    """Anything was touched, or any key pressed."""

    def __init__(self, looks: Sequence[Look | None], *, hand_off: bool) -> None:
        super().__init__()
        self.setWindowTitle("Mirror")
        self.attract, self.consent, self.asking = (
            AttractScreen(),
            ConsentScreen(),
            StillThereScreen(),
        )
        self.staff, self.waiting, self.broken = (
            StaffScreen(),
            WaitScreen(),
            WaitScreen(broken=True),
        )
        self.stage = Stage(kiosk=True)
        self.panel = Panel(looks, Preferences(), kiosk=True)
        self.room = Room(self.stage, self.panel)
        self.stage.toolbar.picture.setVisible(hand_off)
        self._screens: dict[Screen, QWidget] = {
            Screen.WIPING: self.waiting,
            Screen.ATTRACT: self.attract,
            Screen.INVITE: self.attract,
            Screen.CONSENT: self.consent,
            Screen.MIRROR: self.room,
            Screen.MODEL: self.room,
            Screen.STILL_THERE: self.asking,
            Screen.STAFF: self.staff,
            Screen.OUT_OF_SERVICE: self.broken,
        }
        self._stack = QStackedWidget()
        for screen in dict.fromkeys(self._screens.values()):
            self._stack.addWidget(screen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.screen_now = Screen.WIPING
        self.take_along = TakeAlong(self)
        self.pad = PinPad(self)
        self.corner = corner_button(self)
        self._may_close = False
        self._hold, self._deaf = QTimer(self), QTimer(self)
        for timer, after_ms in ((self._hold, _HELD_MS), (self._deaf, _DEAF_MS)):
            timer.setSingleShot(True)
            timer.setInterval(after_ms)
        self._hold.timeout.connect(self.pad.open)
        self.corner.pressed.connect(self._hold.start)
        self.corner.released.connect(self._hold.stop)
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def show_screen(self, screen: Screen, left_s: int | None) -> None:
        """Shows a screen, with the seconds that are left on one that waits."""
        widget = self._screens[screen]
        asked = widget if isinstance(widget, ConsentScreen | StillThereScreen) else None
        if asked is not None:
            asked.show_left(left_s)
        if screen is self.screen_now:
            return
        self.screen_now = screen
        self.attract.greet(near=screen is Screen.INVITE)
        if widget is not self._stack.currentWidget():
            self._close_menus()
            self._stack.setCurrentWidget(widget)
            if asked is None:
                self._deaf.stop()
            else:
                self._deaf.start()
        if screen is not Screen.MIRROR:
            self.take_along.hide()
        if screen in (Screen.WIPING, Screen.STAFF):
            self.pad.hide()
        self.corner.raise_()

    def forget(self) -> None:
        """Shows everything as at the first time, and holds no picture."""
        self.stage.forget()
        self.attract.viewport.forget()
        self.panel.reset()
        self.take_along.give_up()
        clipboard = QGuiApplication.clipboard()
        clipboard.clear(QClipboard.Mode.Clipboard)
        if clipboard.supportsSelection():
            clipboard.clear(QClipboard.Mode.Selection)

    def end(self) -> None:
        """Closes the window; nobody else can."""
        self._may_close = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Stays open, whatever keys a visitor knows."""
        if not self._may_close:
            event.ignore()
            return
        for timer in (self._hold, self._deaf):
            timer.stop()
        self.stage.stop()
        self.panel.products.stop()
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        super().closeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Tells of every touch, whatever it is on; a question that has only just come up gets none."""
        if event.type() in _TOUCHES and isinstance(watched, QWidget) and self._is_here(watched):
            self.touched.emit()
            return self._deaf.isActive() and self._stack.isAncestorOf(watched)
        return super().eventFilter(watched, event)

    def _is_here(self, widget: QWidget) -> bool:
        """Whether a widget is in the window, or in a menu of it."""
        at: QWidget | None = widget
        while at is not None and at is not self:
            at = at.parentWidget()
        return at is self

    @staticmethod
    def _close_menus() -> None:
        """What has come up over the last screen must not lie over the next one."""
        while (menu := QApplication.activePopupWidget()) is not None:
            if not menu.close():
                return

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keeps what lies over the screens in its place."""
        super().resizeEvent(event)
        side = theme.sizes().touch
        self.corner.setGeometry(0, 0, side, side)
        for sheet in (self.pad, self.take_along):
            sheet.settle()
