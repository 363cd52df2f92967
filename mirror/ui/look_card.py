"""One look to choose: its thumbnail with its title below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from mirror.ui import theme

if TYPE_CHECKING:
    from mirror.core.types import Pixels
    from mirror.makeup.look import Look

_TITLE_PX = 28
_RING_PX = 3


class LookCard(QAbstractButton):
    """A button that is checked while its look is worn.

    Args:
        look: What it puts on; None is the bare face.
    """

    def __init__(self, look: Look | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._thumbnail: QImage | None = None
        self._scaled: QImage | None = None
        title = look.title if look is not None else "No makeup"
        self.setText(title)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(title)
        if look is not None and look.tags:
            self.setAccessibleDescription(", ".join(look.tags))

    @property
    def has_thumbnail(self) -> bool:
        """Whether its picture has arrived."""
        return self._thumbnail is not None

    def set_thumbnail(self, pixels: Pixels) -> None:
        """Shows a square picture, uint8 BGR."""
        height, width = pixels.shape[:2]
        image = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_BGR888)
        self._thumbnail = image.copy()
        self._scaled = None
        self.update()

    def set_width(self, width: int) -> None:
        """Makes the card so wide; its height follows."""
        self.setFixedSize(QSize(width, self.height_at(width)))

    @staticmethod
    def height_at(width: int) -> int:
        """The height of a card of that width, in pixels."""
        return width + _TITLE_PX

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's
        """Paints the thumbnail or its place, the title, and the rings."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            inset = _RING_PX + 2
            side = self.width() - 2 * inset
            square = QRectF(inset, inset, side, side)
            self._paint_square(painter, square)
            self._paint_rings(painter, square)
            worn = self.isChecked()
            painter.setPen(QColor(theme.ACCENT_PRESSED if worn else theme.INK))
            font = self.font()
            font.setPixelSize(theme.SMALL_PX)
            font.setBold(worn)
            painter.setFont(font)
            below = QRectF(0, square.bottom() + 4, self.width(), _TITLE_PX - 4)
            title = painter.fontMetrics().elidedText(
                self.text(), Qt.TextElideMode.ElideRight, self.width()
            )
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, title)

    def _paint_square(self, painter: QPainter, square: QRectF) -> None:
        clip = QPainterPath()
        clip.addRoundedRect(square, theme.RADIUS, theme.RADIUS)
        thumbnail = self._scaled_to(round(square.width() * self.devicePixelRatioF()))
        if thumbnail is None:
            painter.fillPath(clip, QColor(theme.LINE))
            return
        painter.save()
        painter.setClipPath(clip)
        painter.drawImage(square, thumbnail)
        painter.restore()

    def _paint_rings(self, painter: QPainter, square: QRectF) -> None:
        around = square.adjusted(-2.5, -2.5, 2.5, 2.5)
        if self.isChecked():
            painter.setPen(QPen(QColor(theme.ACCENT), _RING_PX))
        elif self.hasFocus() or self.underMouse():
            painter.setPen(QPen(QColor(theme.EDGE), 1.5))
        else:
            return
        painter.drawRoundedRect(around, theme.RADIUS + 2, theme.RADIUS + 2)
        if self.isChecked() and self.hasFocus():
            painter.setPen(QPen(QColor(theme.SURFACE), 2))
            inside = square.adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(inside, theme.RADIUS - 1, theme.RADIUS - 1)

    def _scaled_to(self, side_px: int) -> QImage | None:
        if self._thumbnail is None:
            return None
        if self._scaled is None or self._scaled.width() != side_px:
            self._scaled = self._thumbnail.scaled(
                side_px,
                side_px,
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        return self._scaled
