"""The one window: the mirror, and what can be set."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QComboBox,
    QLineEdit,
    QMainWindow,
    QWidget,
)

from mirror.errors import PhotoError
from mirror.pipeline.stats import PictureStats
from mirror.ui.controls_panel import ControlsPanel
from mirror.ui.drop_veil import DropVeil
from mirror.ui.face_choice import FaceChoice
from mirror.ui.overlays import Figures, Notice
from mirror.ui.photo_intake import holds_photo, photo_in
from mirror.ui.viewport import Viewport

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

    from mirror.makeup.look import Look
    from mirror.pipeline.messages import Rendered
    from mirror.ui.photo_looks import PhotoLook

_FIGURES_EVERY_MS = 250
_PANEL_SHARE = 0.24
_PANEL_PX = (316, 560)
_MOST_CROP = 0.5  # a face in the middle loses nothing, and comes out larger


class Window(QMainWindow):
    """Shows pictures and says what the person wants; knows neither engine nor source.

    Args:
        looks: To choose from; None is the bare face.
    """

    look_chosen = Signal(object)
    """The look to wear, or None."""

    strength_changed = Signal(float)
    """0..1."""

    compare_held = Signal(bool)
    """True while the bare face is to be shown."""

    photo_given = Signal(object)
    """A `Photo` was dropped on the window, or pasted."""

    photo_wanted = Signal()
    """The person wants to open a photo."""

    closed = Signal()
    """The person has closed the window."""

    def __init__(self, looks: Sequence[Look | None]) -> None:
        super().__init__()
        self.setWindowTitle("Mirror")
        self.setMinimumSize(640, 520)
        self.viewport = Viewport(max_crop=_MOST_CROP)
        self.panel = ControlsPanel(looks)
        self.notice = Notice(self.viewport)
        self.figures = Figures(self.viewport)
        self.faces = FaceChoice(self.viewport)
        self.veil = DropVeil(self.viewport)
        self.setAcceptDrops(True)
        self.stats = PictureStats()
        self._portrait: bool | None = None
        self._comparing_by_key = False
        self._was_maximized = False
        self._last: Rendered | None = None

        inside = QWidget()
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self._halves.setContentsMargins(0, 0, 0, 0)
        self._halves.setSpacing(0)
        self._halves.addWidget(self.viewport, 1)
        self._halves.addWidget(self.panel)
        self.setCentralWidget(inside)

        self._figures_timer = QTimer(self)
        self._figures_timer.setInterval(_FIGURES_EVERY_MS)
        self._figures_timer.timeout.connect(self._show_figures)
        self._connect()
        # Keys are seen here before the widget that has the focus gets them. Lists and dialogs on
        # top are windows of their own.
        self.winId()
        self.windowHandle().installEventFilter(self)

    def show_picture(self, rendered: Rendered) -> None:
        """Shows a picture and its notice."""
        if self._last is not None and rendered.frame.pixels.shape != self._last.frame.pixels.shape:
            self.stats.clear()
        self._last = rendered
        self.stats.add(rendered)
        self.viewport.show_picture(rendered)

    def show_notice(self, sentence: str | None) -> None:
        """Shows a sentence over the picture, or none."""
        self.notice.show_sentence(sentence)

    def show_worn(self, look: Look | None, photo: PhotoLook | None, *, can_save: bool) -> None:
        """Shows what is worn: products, a photo's look below them, both or none."""
        self.panel.looks.show_worn(look, None if photo is None else photo.key)
        self.panel.worn.show_worn(photo, look, can_save=can_save)

    def toggle_full_screen(self) -> None:
        """Fills the screen, or goes back to what it was."""
        if self.isFullScreen():
            self._leave_full_screen()
        else:
            self._was_maximized = self.isMaximized()
            self.showFullScreen()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Puts the panel beside or below the picture, whichever leaves the face more room."""
        super().resizeEvent(event)
        portrait = self.height() > self.width()
        if not portrait:
            width = round(self.width() * _PANEL_SHARE)
            self.panel.setFixedWidth(min(max(width, _PANEL_PX[0]), _PANEL_PX[1]))
        else:
            self.panel.setMinimumWidth(0)
            self.panel.setMaximumWidth(16777215)  # Qt's own “no limit”
        if portrait != self._portrait:
            self._portrait = portrait
            self.panel.set_portrait(portrait=portrait)
            self._halves.setDirection(
                QBoxLayout.Direction.TopToBottom if portrait else QBoxLayout.Direction.LeftToRight
            )

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Says that the window is closed."""
        self._figures_timer.stop()
        self.notice.stop()
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
        self.veil.lower_over(welcome=holds_photo(event.mimeData()))
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
        self.veil.hide()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Takes the photo."""
        self.veil.hide()
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
        self._take(QGuiApplication.clipboard().mimeData())

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
        if isinstance(focused, QAbstractButton) and focused is not self.panel.compare:
            focused.click()
            return True
        if isinstance(focused, QComboBox):
            focused.showPopup()
            return True
        return False

    def _compare_by_key(self, *, held: bool) -> None:
        if held != self._comparing_by_key:
            self._comparing_by_key = held
            self.panel.compare.setDown(held)
            self.compare_held.emit(held)

    def _connect(self) -> None:
        for overlay in (self.notice, self.faces, self.veil):
            self.viewport.resized.connect(overlay.settle)
        self.panel.looks.chosen.connect(self.look_chosen)
        self.panel.looks.photo_wanted.connect(self.photo_wanted)
        self.panel.strength_changed.connect(self.strength_changed)
        self.panel.compare_held.connect(self.compare_held)
        self.panel.figures.toggled.connect(self._figures_toggled)
        self.panel.full_screen.clicked.connect(self.toggle_full_screen)
        for keys, action in (
            (QKeySequence(Qt.Key.Key_F), self.panel.figures.toggle),
            (QKeySequence(Qt.Key.Key_F11), self.toggle_full_screen),
            (QKeySequence(Qt.Key.Key_Escape), self._escape),
            (QKeySequence(QKeySequence.StandardKey.Open), self.photo_wanted.emit),
            (QKeySequence(QKeySequence.StandardKey.Paste), self._paste),
            (QKeySequence(QKeySequence.StandardKey.Quit), self.close),
        ):
            QShortcut(keys, self).activated.connect(action)

    def _escape(self) -> None:
        """Gives up what is asked or written, else leaves the full screen."""
        if not self.faces.isHidden():
            self.faces.give_up()
        elif not self.panel.looks.cancel_edit():
            self._leave_full_screen()

    def _leave_full_screen(self) -> None:
        if not self.isFullScreen():
            return
        if self._was_maximized:
            self.showMaximized()
        else:
            self.showNormal()

    def _figures_toggled(self, on: bool) -> None:  # noqa: FBT001 - a slot
        self.figures.setVisible(on)
        if on:
            self._show_figures()
            self._figures_timer.start()
        else:
            self._figures_timer.stop()

    def _show_figures(self) -> None:
        if self._last is not None:
            size = (self._last.frame.width, self._last.frame.height)
            self.figures.show_timings(self.stats.timings(), size, self.viewport.paint_ms)
