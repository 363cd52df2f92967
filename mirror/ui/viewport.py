"""The mirror itself: paints the latest picture, as large as the window allows."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mirror.ui import theme
from mirror.ui.placement import Box, place

if TYPE_CHECKING:
    from mirror.pipeline.messages import Rendered


class Viewport(QWidget):
    """Shows pictures mirrored, undistorted and in the middle.

    The picture's own buffer is painted, without a copy; it is kept alive until the next one.

    Args:
        parent: The widget that it is part of.
        max_crop: 0..1, the share of the picture's width that may be cut off evenly on both sides,
            so that less of the view stays empty.
    """

    painted = Signal(object)
    """The `Rendered` that has just been painted for the first time."""

    resized = Signal()
    """The view has another size."""

    def __init__(self, parent: QWidget | None = None, *, max_crop: float = 0.0) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 180)
        self.setAccessibleName("Mirror")
        self.setAccessibleDescription("Your picture, wearing the look that you chose.")
        self._rendered: Rendered | None = None
        self._fresh = False
        self._waiting = "Opening the camera…"
        self._max_crop = max_crop
        self.paint_ms = 0.0
        """How long the last painting took."""

    def show_picture(self, rendered: Rendered) -> None:
        """Paints this picture from now on."""
        self._rendered = rendered
        self._fresh = True
        self.update()

    def show_waiting(self, sentence: str) -> None:
        """Paints a sentence for as long as there is no picture."""
        if sentence != self._waiting:
            self._waiting = sentence
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The size of the usual camera picture."""
        return QSize(1280, 720)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Says so to what lies over the picture."""
        super().resizeEvent(event)
        self.resized.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paints the picture, or what it waits for."""
        start = time.perf_counter_ns()
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(theme.GROUND))
            if self._rendered is None:
                painter.setPen(QColor(theme.QUIET_INK))
                painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._waiting)
                return
            self._paint_picture(painter, self._rendered)
        self.paint_ms = (time.perf_counter_ns() - start) / 1e6
        if self._fresh:
            self._fresh = False
            self.painted.emit(self._rendered)

    def _paint_picture(self, painter: QPainter, rendered: Rendered) -> None:
        pixels = rendered.pixels
        height, width = pixels.shape[:2]
        image = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_BGR888)
        shown, target = place((width, height), (self.width(), self.height()), self._max_crop)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.translate(self.width(), 0)
        painter.scale(-1, 1)
        painter.drawImage(_rect(target), image, _rect(shown))


def _rect(box: Box) -> QRectF:
    return QRectF(box.x, box.y, box.width, box.height)
