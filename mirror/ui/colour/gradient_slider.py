"""A slider whose groove shows what each place of it would give."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent, QPen

from mirror.ui import theme
from mirror.ui.strength_slider import ZoneSlider

_GROOVE_PX = 12
_KNOB_PX = 24
_MARGIN_PX = _KNOB_PX / 2 + 2


class GradientSlider(ZoneSlider):
    """A slider over a row of colours, with its name and value above it."""

    def __init__(self, high: int) -> None:
        super().__init__(unit="")
        self._colours: Sequence[str] = ()
        self.setRange(0, high)
        self.setSingleStep(1)
        self.setPageStep(max(high // 10, 1))

    def show_colours(self, colours: Sequence[str]) -> None:
        """Shows what its places give, #rrggbb, from the left to the right."""
        self._colours = colours
        self.update()

    def paint_slider(self, painter: QPainter) -> None:
        """Paints the row of colours, and a ring around the one that is chosen."""
        share = (self.value() - self.minimum()) / (self.maximum() - self.minimum())
        room = self.width() - 2 * _MARGIN_PX
        middle = self.groove_y()
        groove = QRectF(_MARGIN_PX, middle - _GROOVE_PX / 2, room, _GROOVE_PX)
        gradient = QLinearGradient(groove.topLeft(), groove.topRight())
        for at, colour in enumerate(self._colours):
            gradient.setColorAt(at / max(len(self._colours) - 1, 1), QColor(colour))
        painter.setPen(QPen(QColor(theme.colours().line), 1))
        painter.setBrush(gradient)
        painter.drawRoundedRect(groove, _GROOVE_PX / 2, _GROOVE_PX / 2)
        marked = self.hasFocus() or self.underMouse() or self.isSliderDown()
        painter.setPen(QPen(QColor(theme.colours().accent if marked else theme.colours().ink), 2))
        painter.setBrush(QColor(theme.colours().surface))
        centre = QPointF(_MARGIN_PX + share * room, middle)
        painter.drawEllipse(centre, _KNOB_PX / 2, _KNOB_PX / 2)
        at = round(share * (len(self._colours) - 1))
        if self._colours:
            painter.setBrush(QColor(self._colours[at]))
            painter.drawEllipse(centre, _KNOB_PX / 2 - 4, _KNOB_PX / 2 - 4)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's
        """Paints the row and the caption."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.paint_slider(painter)
            self.paint_caption(painter)
