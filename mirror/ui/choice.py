"""One of a few, in a list that opens."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QWidget

from mirror.ui import theme
from mirror.ui.icons import icon

_ARROW_PX = 16


class Choice(QComboBox):
    """A combo box of keys and what each one is called, with the theme's own arrow.

    Args:
        parent: The widget that it is part of.
    """

    chosen = Signal(str)
    """The key that the person has chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.activated.connect(self._activated)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Lists these: each one's key, and what it is called. The choice stays if it can."""
        before = self.currentData()
        with QSignalBlocker(self):
            self.clear()
            for key, title in choices:
                self.addItem(title, key)
            self.setCurrentIndex(max(self.findData(before), 0))

    def show_choice(self, key: str) -> None:
        """Shows that this one is chosen."""
        with QSignalBlocker(self):
            self.setCurrentIndex(self.findData(key))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paints the arrow in the colours of the theme."""
        super().paintEvent(event)
        arrow = icon("chevron-down", theme.colours().quiet_ink, _ARROW_PX)
        left = self.width() - _ARROW_PX - theme.sizes().space_m
        place = QRect(left, (self.height() - _ARROW_PX) // 2, _ARROW_PX, _ARROW_PX)
        with QPainter(self) as painter:
            arrow.paint(painter, place, Qt.AlignmentFlag.AlignCenter)

    def _activated(self, index: int) -> None:
        key = self.itemData(index)
        if isinstance(key, str):
            self.chosen.emit(key)
