"""The picture, and the panel beside or below it, whichever leaves the face more room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from mirror.ui.panel import Panel
from mirror.ui.stage.stage import Stage

if TYPE_CHECKING:
    from mirror.dressing.history import History
    from mirror.ui.looks.photo_looks import PhotoLook

_PANEL_SHARE, _PANEL_PX = 0.27, (330, 600)  # of the width, beside the picture
_PANEL_BELOW = 0.42  # of the height, below it
_NO_LIMIT = 16777215  # Qt's own


class Room(QWidget):
    """Stage and panel.

    Args:
        stage: The picture.
        panel: All that is chosen.
    """

    def __init__(self, stage: Stage, panel: Panel) -> None:
        super().__init__()
        self.stage = stage
        self.panel = panel
        self._portrait: bool | None = None
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._halves.setContentsMargins(0, 0, 0, 0)
        self._halves.setSpacing(0)
        self._halves.addWidget(stage, 1)
        self._halves.addWidget(panel)
        panel.piece.pick_wanted.connect(stage.viewport.set_picking)
        stage.viewport.colour_picked.connect(panel.piece.picked)

    @property
    def least_width(self) -> int:
        """The width below which the panel would be cut off."""
        return self.panel.least_width + self.stage.viewport.minimumWidth()

    def show_worn(self, history: History, photo: PhotoLook | None, *, can_save: bool) -> None:
        """Shows what is worn, and whether there is a way back.

        Args:
            history: What is worn, and was before.
            photo: What is known of the photo whose look is worn; None if none is.
            can_save: Whether saving a photo's look is offered.
        """
        outfit, panel = history.worn, self.panel
        base = outfit.base if outfit.pieces else None
        panel.looks.panel.show_worn(base, None if photo is None else photo.key, bare=outfit.bare)
        panel.wearing.show_outfit(outfit, photo, can_save=can_save)
        edited = next((one for one in outfit.pieces if one.key == panel.piece.key), None)
        panel.show_edited(edited)
        items = [piece.item for piece in outfit.pieces]
        panel.products.show_worn({item.sku for item in items if item is not None})
        panel.show_strength(outfit.strength)
        panel.show_history(can_undo=history.can_undo, can_redo=history.can_redo)
        panel.show_count(len(outfit.pieces) + (outfit.transferred is not None))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Puts the panel where there is room for it."""
        super().resizeEvent(event)
        self._place_panel()

    def event(self, event: QEvent) -> bool:
        """Gives the panel more room when its text has become larger."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._place_panel()
        return super().event(event)

    def _place_panel(self) -> None:
        portrait = self.height() > self.width()
        panel = self.panel
        if portrait:
            panel.setFixedHeight(round(self.height() * _PANEL_BELOW))
            panel.setMinimumWidth(0)
            panel.setMaximumWidth(_NO_LIMIT)
        else:
            least, most = max(_PANEL_PX[0], panel.least_width), _PANEL_PX[1]
            panel.setFixedWidth(min(max(round(self.width() * _PANEL_SHARE), least), most))
            panel.setMinimumHeight(0)
            panel.setMaximumHeight(_NO_LIMIT)
        if portrait != self._portrait:
            self._portrait = portrait
            across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
            self._halves.setDirection(down if portrait else across)
