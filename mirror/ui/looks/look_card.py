"""One of the looks that come along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QInputDevice, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from mirror.ui import theme, words
from mirror.ui.icons import icon
from mirror.ui.looks.card import Card

if TYPE_CHECKING:
    from mirror.makeup.look import Look

_HEART_PX = 20
_HEART_TOUCH_PX = 44


class LookCard(Card):
    """A look of products; checked while it is worn.

    Args:
        look: None is the bare face.
        parent: The widget that it is part of.
        kept: Whether it may be a favourite.
    """

    favourite_wanted = Signal(bool)
    """The heart was touched: whether the look is to be a favourite."""

    def __init__(
        self, look: Look | None, parent: QWidget | None = None, *, kept: bool = True
    ) -> None:
        super().__init__("", parent)
        self._kept = kept and look is not None
        self.look = look
        self.favourite = False
        self._heart_pressed = False
        self.setCheckable(True)
        self.retranslate()

    def retranslate(self) -> None:
        """Says everything in the language of today."""
        self.set_title(self.tr("No makeup") if self.look is None else words.look_title(self.look))
        tags = self.look.tags if self.look is not None else ()
        said = [words.tag(tag) for tag in tags]
        if self.favourite:
            said.insert(0, self.tr("favourite"))
        self.setAccessibleDescription(", ".join(said))

    def set_favourite(self, *, favourite: bool) -> None:
        """Marks it with a full heart, or no longer."""
        self.favourite = favourite
        self.retranslate()
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Takes the heart for itself, where it was seen before the touch."""
        finger = event.device().type() is QInputDevice.DeviceType.TouchScreen
        seen = self.favourite or self.isChecked() or (self.underMouse() and not finger)
        on_heart = self._heart(_HEART_TOUCH_PX).contains(event.position())
        self._heart_pressed = self.look is not None and seen and on_heart
        if not self._heart_pressed:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Makes it a favourite or no longer with the heart; all else wears the look."""
        pressed, self._heart_pressed = self._heart_pressed, False
        if not pressed:
            super().mouseReleaseEvent(event)
        elif self._heart(_HEART_TOUCH_PX).contains(event.position()):
            self.favourite_wanted.emit(not self.favourite)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Makes it a favourite with the key `H`, too."""
        if event.key() == Qt.Key.Key_H and self._kept:
            self.favourite_wanted.emit(not self.favourite)
        else:
            super().keyPressEvent(event)

    @property
    def _has_heart(self) -> bool:
        shown = self.favourite or self.underMouse() or self.hasFocus() or self.isChecked()
        return self._kept and shown

    def _heart(self, side_px: int) -> QRectF:
        middle = QPointF(self.width() - _HEART_PX - 4, _HEART_PX + 4)
        return QRectF(middle.x() - side_px / 2, middle.y() - side_px / 2, side_px, side_px)

    def paint_square(self, painter: QPainter, square: QRectF) -> None:
        """Paints the heart, too."""
        super().paint_square(painter, square)
        if self._has_heart:
            colours = theme.colours()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.veil))
            painter.drawEllipse(self._heart(_HEART_PX + 10))
            name = "heart-full" if self.favourite else "heart"
            heart = icon(name, colours.on_veil, _HEART_PX)
            heart.paint(painter, self._heart(_HEART_PX).toRect())
