"""What a look is chosen by: a square with a title below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from mirror.ui import theme
from mirror.ui.pictures import to_image

if TYPE_CHECKING:
    from mirror.core.types import Pixels

_RING_PX = 3


class Card(QAbstractButton):
    """A square with a title below.

    Args:
        title: What it is called.
        parent: The widget that it is part of.
    """

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnail: QImage | None = None
        self._scaled: QImage | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_title(title)

    def retranslate(self) -> None:
        """Says everything in the language of today."""

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follows the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    @property
    def has_thumbnail(self) -> bool:
        """Whether its picture has arrived."""
        return self._thumbnail is not None

    def set_title(self, title: str) -> None:
        """Gives it another title."""
        self.setText(title)
        self.setAccessibleName(title)

    def set_thumbnail(self, pixels: Pixels) -> None:
        """Shows the middle of a picture, HxWx3 uint8 BGR."""
        self._thumbnail = to_image(pixels)
        self._scaled = None
        self.update()

    def clear_thumbnail(self) -> None:
        """Shows no picture."""
        self._thumbnail = self._scaled = None
        self.update()

    def set_width(self, width: int) -> None:
        """Makes the card so wide; its height follows."""
        self.setFixedSize(QSize(width, self.height_at(width)))

    @staticmethod
    def height_at(width: int) -> int:
        """The height of a card of that width, in pixels."""
        return width + title_px()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's
        """Paints the square, the title, and the rings."""
        colours = theme.colours()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            inset = _RING_PX + 2
            side = self.width() - 2 * inset
            square = QRectF(inset, inset, side, side)
            self.paint_square(painter, square)
            self._paint_rings(painter, square)
            worn = self.isChecked()
            painter.setPen(QColor(colours.accent_pressed if worn else colours.ink))
            font = self.font()
            font.setPixelSize(theme.sizes().small_px)
            font.setWeight(font.Weight.Bold if worn else font.Weight.Normal)
            painter.setFont(font)
            below = QRectF(0, square.bottom() + 4, self.width(), title_px() - 4)
            title = painter.fontMetrics().elidedText(
                self.text(), Qt.TextElideMode.ElideRight, self.width()
            )
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, title)

    def paint_square(self, painter: QPainter, square: QRectF) -> None:
        """Paints what is above the title."""
        clip = QPainterPath()
        radius = theme.sizes().radius
        clip.addRoundedRect(square, radius, radius)
        thumbnail = self._scaled_to(round(square.width() * self.devicePixelRatioF()))
        if thumbnail is None:
            painter.fillPath(clip, QColor(theme.colours().line))
            return
        painter.save()
        painter.setClipPath(clip)
        painter.drawImage(square, thumbnail)
        painter.restore()

    def _paint_rings(self, painter: QPainter, square: QRectF) -> None:
        colours, radius = theme.colours(), theme.sizes().radius
        around = square.adjusted(-2.5, -2.5, 2.5, 2.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.isChecked():
            painter.setPen(QPen(QColor(colours.accent), _RING_PX))
        elif self.hasFocus() or self.underMouse():
            painter.setPen(QPen(QColor(colours.edge), 1.5))
        else:
            return
        painter.drawRoundedRect(around, radius + 2, radius + 2)
        if self.isChecked() and self.hasFocus():
            painter.setPen(QPen(QColor(colours.surface), 2))
            inside = square.adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(inside, radius - 1, radius - 1)

    def _scaled_to(self, side_px: int) -> QImage | None:
        if self._thumbnail is None:
            return None
        if self._scaled is None or self._scaled.width() != side_px:
            width, height = self._thumbnail.width(), self._thumbnail.height()
            side = min(width, height)
            middle = self._thumbnail.copy((width - side) // 2, (height - side) // 2, side, side)
            self._scaled = middle.scaled(
                side_px,
                side_px,
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        return self._scaled


def title_px() -> int:
    """The height of the title below the square."""
    return 2 * theme.sizes().small_px + 2
