"""The one window: the mirror, and what can be set."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLineEdit,
    QMainWindow,
)

from mirror.errors import PhotoError
from mirror.ui.looks.photo_intake import holds_photo, photo_in
from mirror.ui.panel import Page, Panel
from mirror.ui.preferences import Preferences
from mirror.ui.room import Room
from mirror.ui.shortcuts import SHORTCUTS
from mirror.ui.stage.comparison import Comparison
from mirror.ui.stage.stage import Stage

if TYPE_CHECKING:
    from mirror.makeup.look import Look
    from mirror.pipeline.messages import Rendered
    from mirror.ui.stage.overlays import Notice


_LEAST = (640, 560)


class Window(QMainWindow):
    """Shows pictures and says what the person wants; knows neither engine nor source.

    Args:
        looks: To choose from; None is the bare face.
        preferences: What is set to begin with.
        counter: Whether there is a catalogue.
    """

    photo_given = Signal(object)
    """A `Photo` was dropped on the window, or pasted."""

    photo_wanted = Signal()
    """The person wants to open a photo."""

    closed = Signal()
    """The person has closed the window."""

    def __init__(
        self,
        looks: Sequence[Look | None],
        preferences: Preferences | None = None,
        *,
        counter: bool = True,
    ) -> None:
        super().__init__()
        self.setWindowTitle("Mirror")
        self.setMinimumSize(*_LEAST)
        self.resize(1280, 800)
        self.stage = Stage()
        self.panel = Panel(looks, preferences or Preferences(), counter=counter)
        self.setAcceptDrops(True)
        self._comparing_by_key = False
        self._was_maximized = False
        self.room = Room(self.stage, self.panel)
        self.setCentralWidget(self.room)
        self._connect()
        # Keys are seen here before the widget that has the focus gets them. Lists and dialogs on
        # top are windows of their own.
        self.winId()
        self.windowHandle().installEventFilter(self)

    @property
    def notice(self) -> Notice:
        """Where sentences are told."""
        return self.stage.notice

    def show_picture(self, rendered: Rendered) -> None:
        """Shows a picture."""
        self.stage.show_picture(rendered)

    def show_notice(self, sentence: str | None) -> None:
        """Shows a sentence over the picture, or none."""
        self.notice.show_sentence(sentence)

    def press(self, keys: str) -> None:
        """Does what a key does, where something else has taken the key itself."""
        for shortcut in SHORTCUTS:
            if keys in shortcut.keys:
                self._actions()[shortcut.action]()

    def toggle_full_screen(self) -> None:
        """Fills the screen, or goes back to what it was."""
        if self.isFullScreen():
            self._leave_full_screen()
        else:
            self._was_maximized = self.isMaximized()
            self.showFullScreen()

    def event(self, event: QEvent) -> bool:
        """Becomes no narrower than its text allows, which may have become larger."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.setMinimumWidth(max(_LEAST[0], self.room.least_width))
        return super().event(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Says that the window is closed."""
        self.stage.stop()
        self.panel.products.stop()
        super().closeEvent(event)
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Has the space bar compare and Return press, whatever has the focus."""
        if isinstance(event, QKeyEvent):
            return self._key(event)
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Ends a comparison when another window comes to the front, which gets the release."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self._compare_by_key(held=False)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Says what letting go would do."""
        self.stage.veil.lower_over(welcome=holds_photo(event.mimeData()))
        # Even what is not welcome: one that is refused here is not told of again.
        event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802 - Qt's name
        """Has the pointer show what is not welcome."""
        if holds_photo(event.mimeData()):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Takes the veil away."""
        self.stage.veil.hide()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Takes the photo."""
        self.stage.veil.hide()
        event.acceptProposedAction()
        self._take(event.mimeData())

    def _take(self, data: QMimeData) -> None:
        try:
            photo = photo_in(data)
        except PhotoError as error:
            self.notice.tell(str(error))
        else:
            self.photo_given.emit(photo)

    def _paste(self) -> None:
        # There is none where nobody has copied anything, or whoever did has gone; the stubs leave
        # that out.
        copied: QMimeData | None = QGuiApplication.clipboard().mimeData()
        self._take(QMimeData() if copied is None else copied)

    def _key(self, event: QKeyEvent) -> bool:
        if isinstance(self.focusWidget(), QLineEdit):
            return False
        pressed = event.type() == QEvent.Type.KeyPress
        released = event.type() == QEvent.Type.KeyRelease
        if event.key() == Qt.Key.Key_Space and (pressed or released):
            if not event.isAutoRepeat():
                self._compare_by_key(held=pressed)
            return True
        if pressed and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return self._press_focused()
        return False

    def _press_focused(self) -> bool:
        focused = self.focusWidget()
        if isinstance(focused, QAbstractButton) and focused is not self.stage.toolbar.hold:
            focused.click()
            return True
        if isinstance(focused, QComboBox):
            focused.showPopup()
            return True
        return False

    def _compare_by_key(self, *, held: bool) -> None:
        if held != self._comparing_by_key:
            self._comparing_by_key = held
            self.stage.hold(held)

    def _connect(self) -> None:
        panel = self.panel
        panel.looks.panel.photo_wanted.connect(self.photo_wanted)
        panel.settings.figures_wanted.connect(self.stage.show_figures)
        panel.full_screen.clicked.connect(self.toggle_full_screen)
        actions = self._actions()
        for shortcut in SHORTCUTS:
            for keys in shortcut.keys:
                if shortcut.action in actions:
                    bound = QShortcut(QKeySequence(keys), self)
                    bound.activated.connect(actions[shortcut.action])

    def _actions(self) -> Mapping[str, Callable[[], object]]:
        """What the keys do; the space bar is seen by `eventFilter`."""
        stage, panel = self.stage, self.panel
        return {
            "split": lambda: stage.toolbar.toggle(Comparison.SPLIT),
            "side-by-side": lambda: stage.toolbar.toggle(Comparison.SIDE_BY_SIDE),
            "four": lambda: stage.toolbar.toggle(Comparison.FOUR),
            "freeze": stage.toolbar.freeze.toggle,
            "zoom": stage.zoom_on,
            "picture": stage.toolbar.picture.click,
            "record": stage.toolbar.record.click,
            "looks": lambda: panel.show_page(Page.LOOKS),
            "products": panel.tabs[Page.PRODUCTS].click,
            "wearing": lambda: panel.show_page(Page.WEARING),
            "search": panel.search,
            "undo": panel.undo.click,
            "redo": panel.redo.click,
            "open": self.photo_wanted.emit,
            "paste": self._paste,
            "figures": panel.settings.figures.toggle,
            "full-screen": self.toggle_full_screen,
            "settings": lambda: panel.toggle_page(Page.SETTINGS),
            "help": lambda: panel.toggle_page(Page.HELP),
            "escape": self._escape,
            "quit": self.close,
        }

    def _escape(self) -> None:
        """Gives up what is asked or written, else goes back, else leaves the full screen."""
        if not self.stage.faces.isHidden():
            self.stage.faces.give_up()
        elif not self.panel.looks.panel.cancel_edit() and not self.panel.go_back():
            self._leave_full_screen()

    def _leave_full_screen(self) -> None:
        if not self.isFullScreen():
            return
        if self._was_maximized:
            self.showMaximized()
        else:
            self.showNormal()
