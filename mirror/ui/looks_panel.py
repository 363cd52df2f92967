"""The looks to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QGridLayout,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from mirror.ui import theme
from mirror.ui.look_card import LookCard

if TYPE_CHECKING:
    from mirror.core.types import Pixels
    from mirror.makeup.look import Look

_CARD_PX = 132
_STRIP_CARDS = 6  # as many fit side by side
_STRIP_CARD_PX = (124, 240)
_GAP = 6


class LooksPanel(QScrollArea):
    """Cards in columns that scroll up and down, or in one strip that scrolls sideways.

    Args:
        looks: In the order of the cards; None is the bare face.
    """

    chosen = Signal(object)
    """The look to wear, or None for the bare face."""

    def __init__(self, looks: Sequence[Look | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Looks")
        inside = QWidget()
        inside.setObjectName("cards")
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._group = QButtonGroup(self)
        self.cards = [LookCard(look, inside) for look in looks]
        for card in self.cards:
            self._group.addButton(card)
        self._group.buttonToggled.connect(self._toggled)
        self.setWidget(inside)
        self._strip = False
        self._arrange()

    def wear(self, look: Look | None) -> None:
        """Shows a look as chosen."""
        for card in self.cards:
            if card.look == look:
                card.setChecked(True)

    def take_focus(self) -> None:
        """Gives the keyboard to the card that is chosen."""
        chosen = self._group.checkedButton()
        if chosen is not None:
            chosen.setFocus()

    def set_thumbnail(self, look: Look | None, pixels: Pixels) -> None:
        """Shows the thumbnail of a look, uint8 BGR."""
        for card in self.cards:
            if card.look == look:
                card.set_thumbnail(pixels)

    def set_strip(self, *, strip: bool) -> None:
        """One strip, or columns."""
        self._strip = strip
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Arranges the cards for the new width."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        off, on = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        bar = self.verticalScrollBar().sizeHint().width()
        if self._strip:
            least, most = _STRIP_CARD_PX
            columns = len(self.cards)
            width = min(max(self.width() // _STRIP_CARDS - _GAP, least), most)
            self.setHorizontalScrollBarPolicy(on)
            self.setVerticalScrollBarPolicy(off)
            self.setFixedHeight(LookCard.height_at(width) + bar + theme.SPACE_S)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        else:
            room = max(1, self.width() - bar - 2)
            columns = max(2, (room + _GAP) // (_CARD_PX + _GAP))
            width = (room - (columns - 1) * _GAP) // columns
            self.setHorizontalScrollBarPolicy(off)
            self.setVerticalScrollBarPolicy(on)
            self.setMinimumHeight(width // 2)
            self.setMaximumHeight(16777215)  # Qt's own “no limit”
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        for at, card in enumerate(self.cards):
            card.set_width(max(width, 1))
            self._grid.addWidget(card, at // columns, at % columns)
        # Only when the cards have taken their places can one of them be brought into view.
        QTimer.singleShot(0, self, self._bring_into_view)

    def _bring_into_view(self) -> None:
        # Cards that grew while the panel was being laid out are left lying over one another.
        self._grid.invalidate()
        self._grid.activate()
        chosen = self._group.checkedButton()
        if chosen is not None:
            self.ensureWidgetVisible(chosen)

    def _toggled(self, button: QAbstractButton, checked: bool) -> None:  # noqa: FBT001 - a slot
        if checked and isinstance(button, LookCard):
            self.ensureWidgetVisible(button)
            self.chosen.emit(button.look)
