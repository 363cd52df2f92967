"""Everything that can be set, beside the picture or below it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mirror.ui import theme
from mirror.ui.icons import icon_button
from mirror.ui.looks_panel import LooksPanel
from mirror.ui.source_choice import SourceChoice
from mirror.ui.strength_slider import StrengthSlider
from mirror.ui.worn_panel import WornPanel

if TYPE_CHECKING:
    from mirror.makeup.look import Look


_ROOMY_PX, _TIGHT_PX = 660, 560


class ControlsPanel(QFrame):
    """Looks, what is worn of a photo, strength, comparison, source, and the window's own buttons.

    Args:
        looks: In the order in which they are shown; None is the bare face.
    """

    strength_changed = Signal(float)
    """0..1."""

    compare_held = Signal(bool)
    """True while the bare face is to be shown."""

    def __init__(self, looks: Sequence[Look | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.looks = LooksPanel(looks)
        self.worn = WornPanel()
        self._space = QWidget()
        self._space.hide()
        self.source = SourceChoice()
        self.compare = self._make_compare()
        self.figures = icon_button("figures", "Figures", "Show frame rate and times (F)")
        self.figures.setCheckable(True)
        self.full_screen = icon_button("full-screen", "Full screen", "Full screen (F11)")
        self.strength, self._strength_value = self._make_strength()
        self._lower = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._portrait = self._compact = False
        self._lay_out()
        self.worn.adjusting.connect(self._make_room)

    def set_portrait(self, *, portrait: bool) -> None:
        """Arranges itself for a place below the picture, or beside it."""
        self._portrait = portrait
        self._settle()
        self.looks.set_strip(strip=portrait)
        self.worn.set_portrait(portrait=portrait)
        self._lower.setDirection(
            QBoxLayout.Direction.LeftToRight if portrait else QBoxLayout.Direction.TopToBottom
        )
        self._lower.setSpacing(theme.SPACE_L if portrait else theme.SPACE_M)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keeps the sliders behind a button where there is little height."""
        super().resizeEvent(event)
        self._settle()

    def _settle(self) -> None:
        compact = not self._portrait and self.height() < _ROOMY_PX
        if compact != self._compact:
            self._compact = compact
            self.worn.set_compact(compact=compact)

    def _make_room(self, adjusting: bool) -> None:  # noqa: FBT001 - a slot
        """Lets the sliders have the place of what is not needed meanwhile."""
        self.looks.setHidden(adjusting)
        self.source.setHidden(adjusting and self.height() < _TIGHT_PX)
        self._space.setVisible(adjusting)

    def _lay_out(self) -> None:
        wordmark = QLabel("Mirror")
        wordmark.setObjectName("wordmark")
        header = QHBoxLayout()
        header.setSpacing(theme.SPACE_S)
        header.addWidget(wordmark, 1)
        header.addWidget(self.figures)
        header.addWidget(self.full_screen)

        strength_title = QLabel("Strength")
        strength_title.setObjectName("sectionTitle")
        strength_title.setBuddy(self.strength)
        strength = QHBoxLayout()
        strength.setSpacing(theme.SPACE_M)
        strength.addWidget(strength_title)
        strength.addWidget(self.strength, 1)
        strength.addWidget(self._strength_value)

        self._lower.setSpacing(theme.SPACE_M)
        self._lower.addLayout(strength, 1)
        self._lower.addWidget(self.compare)
        self._lower.addWidget(self.source)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_L, theme.SPACE_M, theme.SPACE_L, theme.SPACE_L)
        layout.setSpacing(theme.SPACE_M)
        layout.addLayout(header)
        layout.addWidget(self.looks, 1)
        layout.addWidget(self.worn)
        layout.addWidget(self._space, 1)
        layout.addLayout(self._lower)

    def _make_compare(self) -> QPushButton:
        button = QPushButton("Hold to compare")
        button.setObjectName("compare")
        button.setToolTip("See your bare face for as long as you hold this (space bar)")
        button.setAccessibleDescription("Shows the bare face for as long as it is held.")
        button.pressed.connect(lambda: self.compare_held.emit(True))
        button.released.connect(lambda: self.compare_held.emit(False))
        return button

    def _make_strength(self) -> tuple[StrengthSlider, QLabel]:
        slider = StrengthSlider()
        value = QLabel("100%")
        value.setObjectName("strengthValue")
        value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        value.setMinimumWidth(value.fontMetrics().horizontalAdvance("100%") + theme.SPACE_S)
        slider.valueChanged.connect(lambda percent: value.setText(f"{percent}%"))
        slider.valueChanged.connect(lambda percent: self.strength_changed.emit(percent / 100))
        return slider, value
