"""A row of chips, of which one is chosen, that scrolls sideways where there is no room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QScroller,
    QWidget,
)

from mirror.ui import theme


class Chips(QScrollArea):
    """Chips side by side; a finger drags them, and so do wheel and keys.

    Args:
        parent: The widget that it is part of.
    """

    chosen = Signal(str)
    """The key of the chip that is chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._row = QHBoxLayout(inside)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.sizes().space_s)
        self._row.addStretch(1)
        self.setWidget(inside)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        self.setFixedHeight(theme.sizes().touch + 2)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)

    @property
    def current(self) -> str | None:
        """The key of the chip that is chosen."""
        return next((key for key, chip in self.buttons.items() if chip.isChecked()), None)

    def set_chips(self, chips: Sequence[tuple[str, str]]) -> None:
        """Shows these chips: each one's key, and what it says. The choice stays if it can."""
        before = self.current
        for button in self.buttons.values():
            self._group.removeButton(button)
            button.setParent(None)
            button.deleteLater()
        self.buttons = {}
        for at, (key, title) in enumerate(chips):
            button = QPushButton(title)
            button.setObjectName("chip")
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, key=key: self._choose(key))
            self._group.addButton(button)
            self._row.insertWidget(at, button)
            button.ensurePolished()
            # Narrower than it is high, Qt would draw it with square corners.
            button.setMinimumWidth(max(button.sizeHint().width(), theme.sizes().touch + 2))
            self.buttons[key] = button
        chosen = before if before in self.buttons else next(iter(self.buttons), None)
        if chosen is not None:
            self.buttons[chosen].setChecked(True)

    def choose(self, key: str) -> None:
        """Chooses a chip, as a click does."""
        self.buttons[key].click()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Scrolls sideways with any wheel."""
        bar = self.horizontalScrollBar()
        turned = event.angleDelta()
        bar.setValue(bar.value() - (turned.x() or turned.y()))
        event.accept()

    def _choose(self, key: str) -> None:
        self.ensureWidgetVisible(self.buttons[key], theme.sizes().touch, 0)
        self.chosen.emit(key)
