"""The screens around the mirror itself: what invites, what asks, and what waits."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from mirror.pipeline.messages import Rendered
from mirror.ui import theme
from mirror.ui.stage.viewport import Viewport
from mirror.ui.translated import TranslatedFrame

_SHEET_PX, _WIDE_SHEET_PX = 760, 960  # lines that are longer are not read standing up
_LOW_PX = 720  # on a screen that is lower, space goes to the words


class AttractScreen(TranslatedFrame):
    """A rendered model who wears one look after the other; one touch begins."""

    def __init__(self) -> None:
        super().__init__()
        self.viewport = Viewport(max_crop=0.75)
        self._title = QLabel()
        self._title.setObjectName("attractTitle")
        self._look = QLabel()
        self._look.setObjectName("attractLook")
        self._band = QFrame(self)
        self._band.setObjectName("attractBand")
        self._band.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._words = words_ = QVBoxLayout(self._band)
        sizes = theme.sizes()
        words_.setContentsMargins(*(sizes.space_xl,) * 4)
        words_.setSpacing(sizes.space_s)
        for label in (self._look, self._title):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            words_.addWidget(label)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.viewport)
        self._near = False
        self.viewport.resized.connect(self._settle)
        self.retranslate()

    def retranslate(self) -> None:
        """Says everything in the language of today."""
        near, far = self.tr("Hello! Touch to see it on you"), self.tr("Touch to try it on")
        self._title.setText(near if self._near else far)
        self.viewport.show_waiting(self.tr("Just a moment…"))
        self._settle()

    def show_picture(self, rendered: Rendered) -> None:
        """Shows the model."""
        self.viewport.show_picture(rendered)

    def show_look(self, title: str) -> None:
        """Says what the model wears."""
        self._look.setText(title)
        self._settle()

    def greet(self, *, near: bool) -> None:
        """Speaks to somebody who has come near, or to the room."""
        self._near = near
        self.retranslate()

    def _settle(self) -> None:
        width = self.viewport.width()
        height = self._words.heightForWidth(width)
        self._band.setGeometry(0, self.viewport.height() - height, width, height)
        self._band.raise_()


class Question(TranslatedFrame):
    """A sheet in the middle of an empty screen: a title, a text, and two answers.

    Subclasses say what, in `retranslate`.
    """

    yes = Signal()
    """The first answer."""

    no = Signal()
    """The second one."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        sizes = theme.sizes()
        self.title, self.text, self.left = QLabel(), QLabel(), QLabel()
        self.title.setObjectName("display")
        self.text.setObjectName("lead")
        self.left.setObjectName("quiet")
        self.accept, self.decline = QPushButton(), QPushButton()
        self.accept.setObjectName("primary")
        self._sheet = QFrame()
        self._sheet.setObjectName("sheet")
        self._inside = inside = QVBoxLayout(self._sheet)
        for label in (self.title, self.text):
            label.setWordWrap(True)
            inside.addWidget(label)
        inside.addWidget(self.accept)
        inside.addWidget(self.decline)
        inside.addWidget(self.left, 0, Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._sheet, 20)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(sizes.space_s,) * 4)
        layout.addStretch(1)
        layout.addLayout(row)
        layout.addStretch(1)
        self.accept.clicked.connect(self.yes)
        self.decline.clicked.connect(self.no)
        self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Gives words and answers the room that there is."""
        super().resizeEvent(event)
        sizes, low = theme.sizes(), self.height() < _LOW_PX
        wide = self.width() > self.height()
        self._sheet.setMaximumWidth(_WIDE_SHEET_PX if wide else _SHEET_PX)
        self._inside.setContentsMargins(*(sizes.space_m if low else sizes.space_xl,) * 4)
        self._inside.setSpacing(sizes.space_s if low else sizes.space_l)

    def show_left(self, seconds: int | None) -> None:
        """Says how long the answer is waited for."""
        said = "" if seconds is None else self.tr("{seconds} s").format(seconds=seconds)
        self.left.setText(said)


class ConsentScreen(Question):
    """Asks for the camera, in plain words, before it is switched on."""

    def retranslate(self) -> None:
        """Says everything in the language of today."""
        self.title.setText(self.tr("May the mirror use its camera?"))
        self.text.setText(
            self.tr(
                "It looks for your face to put makeup on your picture, here and now. Your picture "
                "stays in this mirror: it is not stored, not sent anywhere, and nobody is "
                "recognised. When you go, everything is deleted."
            )
        )
        self.accept.setText(self.tr("Yes, show me"))
        self.decline.setText(self.tr("No, show the looks on a model"))


class StillThereScreen(Question):
    """Asks whether the visit goes on; shows nothing of it."""

    def retranslate(self) -> None:
        """Says everything in the language of today."""
        self.title.setText(self.tr("Are you still there?"))
        self.text.setText(self.tr("Otherwise everything of this visit is deleted."))
        self.accept.setText(self.tr("Yes, go on"))
        self.decline.setText(self.tr("Start over"))


class WaitScreen(TranslatedFrame):
    """One sentence, for a moment or until somebody comes.

    Args:
        broken: The mirror has to be looked after; otherwise it is only about to be ready.
    """

    def __init__(self, *, broken: bool = False) -> None:
        super().__init__()
        self.setObjectName("page")
        self._broken = broken
        self._label = QLabel()
        self._label.setObjectName("lead")
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.addWidget(self._label)
        self.retranslate()

    def retranslate(self) -> None:
        """Says everything in the language of today."""
        ready = self.tr("Just a moment…")
        broken = self.tr("This mirror is out of order. Please ask the staff.")
        self._label.setText(broken if self._broken else ready)


def corner_button(parent: QWidget) -> QPushButton:
    """An unseen button in the upper left corner, for those who know that it is there."""
    button = QPushButton(parent)
    button.setObjectName("corner")
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    side = theme.sizes().touch
    button.setGeometry(0, 0, side, side)
    return button
