"""How much is worn: of the look, and of one zone of it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSlider, QWidget

from mirror.ui import theme

_GROOVE_PX = 6
_KNOB_PX = 24
_MARGIN_PX = _KNOB_PX / 2 + 2


class StrengthSlider(QSlider):
    """A slider from 0 to 100 that goes to where it is touched, and is easy to hit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setRange(0, 100)
        self.setValue(100)
        self.setSingleStep(5)
        self.setPageStep(20)
        self.setMinimumSize(96, theme.sizes().touch)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Goes to where it is pressed."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._go_to(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Follows while it is held."""
        if self.isSliderDown():
            self._go_to(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Stays."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(False)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's
        """Paints groove, filled part and knob."""
        share = (self.value() - self.minimum()) / (self.maximum() - self.minimum())
        room = self.width() - 2 * _MARGIN_PX
        centre_x, centre_y = _MARGIN_PX + share * room, self.groove_y()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            top = centre_y - _GROOVE_PX / 2
            for colour, width in (
                (theme.colours().line, room),
                (theme.colours().accent, share * room),
            ):
                painter.setBrush(QColor(colour))
                painter.drawRoundedRect(QRectF(_MARGIN_PX, top, width, _GROOVE_PX), 3, 3)
            marked = self.hasFocus() or self.underMouse() or self.isSliderDown()
            painter.setPen(
                QPen(
                    QColor(theme.colours().accent if marked else theme.colours().edge),
                    2 if marked else 1,
                )
            )
            painter.setBrush(QColor(theme.colours().surface))
            corner = _KNOB_PX / 2
            painter.drawEllipse(QRectF(centre_x - corner, centre_y - corner, _KNOB_PX, _KNOB_PX))

    def groove_y(self) -> float:
        """Where the middle of the groove is, in pixels from above."""
        return self.height() / 2

    def _go_to(self, x: float) -> None:
        room = max(1.0, self.width() - 2 * _MARGIN_PX)
        share = min(max((x - _MARGIN_PX) / room, 0.0), 1.0)
        self.setValue(round(self.minimum() + share * (self.maximum() - self.minimum())))


class ZoneSlider(StrengthSlider):
    """A strength slider that carries its own name and value, to stand beside others.

    Args:
        parent: The widget that it is part of.
        unit: What stands behind the value.
    """

    def __init__(self, parent: QWidget | None = None, *, unit: str = "%") -> None:
        super().__init__(parent)
        self._title, self._unit = "", unit
        self.setMinimumSize(96, _caption_px() + _KNOB_PX + 6)

    def set_title(self, title: str, description: str = "") -> None:
        """Gives it a name, and what it says under the pointer."""
        self._title = title
        self.setAccessibleName(title)
        self.setAccessibleDescription(description)
        self.setToolTip(description)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paints the caption above the groove."""
        super().paintEvent(event)
        with QPainter(self) as painter:
            self.paint_caption(painter)

    def paint_caption(self, painter: QPainter) -> None:
        """Paints name and value in the upper line."""
        line = QRectF(2, 0, self.width() - 4, _caption_px())
        font = self.font()
        font.setPixelSize(theme.sizes().small_px)
        painter.setFont(font)
        painter.setPen(QColor(theme.colours().ink))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(line, middle | Qt.AlignmentFlag.AlignLeft, self._title)
        painter.setPen(QColor(theme.colours().quiet_ink))
        painter.drawText(line, middle | Qt.AlignmentFlag.AlignRight, f"{self.value()}{self._unit}")

    def groove_y(self) -> float:
        """Below the caption."""
        return self.height() - _KNOB_PX / 2 - 3


def _caption_px() -> int:
    return theme.sizes().small_px + 5
