"""A picture for the visitor's phone: a code to scan, for as long as the link lasts."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from mirror.ui import theme
from mirror.ui.sheet import Sheet

_WORDS_PX = 380
_HIGH_PX = 800  # of what it lies over


class Code(QWidget):
    """A QR code, as large as it gets with whole modules; dark on white in any theme."""

    def __init__(self) -> None:
        super().__init__()
        self._modules: NDArray[np.bool_] = np.zeros((0, 0), np.bool_)
        self.setMinimumSize(280, 280)

    def show_modules(self, modules: NDArray[np.bool_]) -> None:
        """Shows NxN modules, True where dark, the quiet zone included."""
        self._modules = modules
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Large enough for a phone at arm's length."""
        return QSize(360, 360)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's
        """Paints the modules."""
        count = len(self._modules)
        if count == 0:
            return
        module = max(1, min(self.width(), self.height()) // count)
        left, top = (self.width() - module * count) // 2, (self.height() - module * count) // 2
        with QPainter(self) as painter:
            painter.fillRect(QRectF(left, top, module * count, module * count), QColor("#ffffff"))
            for row, column in np.argwhere(self._modules):
                x, y = left + int(column) * module, top + int(row) * module
                painter.fillRect(x, y, module, module, QColor("#000000"))


class TakeAlong(Sheet):
    """The code over the mirror."""

    closed = Signal()
    """The visitor is done with it, or wants the link to end."""

    def __init__(self, around: QWidget) -> None:
        super().__init__(around)
        self._title, self._text = QLabel(), QLabel()
        self._title.setObjectName("title")
        self.code = Code()
        self.done = QPushButton()
        self.done.setObjectName("primary")
        self._halves = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._halves.setContentsMargins(*(theme.sizes().space_l,) * 4)
        self._halves.setSpacing(theme.sizes().space_m)
        words = QVBoxLayout()
        words.setSpacing(theme.sizes().space_m)
        for label in (self._title, self._text):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for widget in (self._title, self._text, self.done):
            widget.setMinimumWidth(_WORDS_PX)
            words.addWidget(widget)
        self._halves.addWidget(self.code, 0, Qt.AlignmentFlag.AlignCenter)
        self._halves.addLayout(words)
        self.done.clicked.connect(self.give_up)
        self.retranslate()

    def retranslate(self) -> None:
        """Says everything in the language of today."""
        self._title.setText(self.tr("Scan it with your phone"))
        self._text.setText(
            self.tr(
                "Your picture goes to your phone over this shop's network, once, and is then deleted "
                "here. It is not encrypted on its way."
            )
        )
        self.done.setText(self.tr("Done"))

    def settle(self) -> None:
        """Lies down where it would not fit standing."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._halves.setDirection(down if self._around.height() >= _HIGH_PX else across)
        super().settle()

    def open(self, modules: NDArray[np.bool_]) -> None:
        """Shows a code in the middle of its parent."""
        self.code.show_modules(modules)
        self.come_up()

    def give_up(self) -> None:
        """Goes away, and takes the link with it."""
        self.code.show_modules(np.zeros((0, 0), np.bool_))
        self.hide()
        self.closed.emit()
