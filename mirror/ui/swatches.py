"""The shades of a product as discs, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from mirror.ui import theme

if TYPE_CHECKING:
    from mirror.makeup.products import AnyProduct

_SIDE_PX = 28
_STEP = 0.42  # of a disc's width, from one to the next
_MOST = 5


def shades_of(product: AnyProduct) -> tuple[str, ...]:
    """The product's shades, #rrggbb; none where they come from the skin or a picture."""
    several = getattr(product, "shades", None)
    if several is not None:
        return tuple(several)
    one = getattr(product, "shade", None)
    return () if one is None else (str(one),)


class Swatches(QWidget):
    """Up to five discs that overlap.

    Args:
        parent: The widget that it is part of.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shades: tuple[str, ...] = ()
        self.setFixedSize(self.sizeHint())

    def show_shades(self, shades: Sequence[str]) -> None:
        """Shows these, #rrggbb; none is an empty disc."""
        self._shades = tuple(shades[:_MOST])
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The room for all that may be shown."""
        return QSize(round(_SIDE_PX * (1 + _STEP * 2)), _SIDE_PX + 4)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's
        """Paints the discs, the first one in front."""
        radius = _SIDE_PX / 2 - 1
        room = self.width() - 2 * radius - 2
        step = min(_SIDE_PX * _STEP, room / max(len(self._shades) - 1, 1))
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.colours().edge), 1))
            middle = self.height() / 2
            if not self._shades:
                painter.setPen(QPen(QColor(theme.colours().edge), 1, Qt.PenStyle.DashLine))
                painter.drawEllipse(QPointF(radius + 1, middle), radius, radius)
            for at in reversed(range(len(self._shades))):
                painter.setBrush(QColor(self._shades[at]))
                centre = QPointF(radius + 1 + at * step, middle)
                painter.drawEllipse(
                    QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
                )
