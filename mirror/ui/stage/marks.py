"""What is painted over pictures that are compared: their names, the seam, and its grip."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from mirror.ui import theme
from mirror.ui.stage.placement import Box

_GRIP, _ON_GRIP = "#ffffff", "#2b2428"  # on any picture, in any theme


def paint_name(painter: QPainter, name: str, seen: Box, *, right: bool) -> None:
    """Paints a word in an upper corner of a part of the view; none where there is no room for it.

    Args:
        painter: Of the view.
        name: The word.
        seen: The part of the view.
        right: In the right corner, not in the left one.
    """
    sizes, colours = theme.sizes(), theme.colours()
    font = painter.font()
    font.setPixelSize(sizes.small_px)
    painter.setFont(font)
    metrics = painter.fontMetrics()
    width = metrics.horizontalAdvance(name) + 2 * sizes.space_m
    height = metrics.height() + sizes.space_s
    if width + 2 * sizes.space_m > seen.width:
        return
    left = seen.x + seen.width - width - sizes.space_m if right else seen.x + sizes.space_m
    pill = QRectF(left, seen.y + sizes.space_m, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.veil))
    painter.drawRoundedRect(pill, height / 2, height / 2)
    painter.setPen(QColor(colours.on_veil))
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, name)


def paint_four(
    painter: QPainter, places: Sequence[Box], names: Sequence[str], worn_at: int
) -> None:
    """Paints the seams between four pictures, their names, and a ring around the worn one.

    Args:
        painter: Of the view.
        places: Of the pictures, row by row.
        names: What they show.
        worn_at: Which one is worn.
    """
    painter.setPen(QPen(QColor(_GRIP), 2))
    middle, end = places[-1], places[-1]
    painter.drawLine(QPointF(middle.x, 0), QPointF(middle.x, end.y + end.height))
    painter.drawLine(QPointF(0, middle.y), QPointF(end.x + end.width, middle.y))
    for place, name in zip(places, names, strict=False):
        paint_name(painter, name, place, right=False)
    if worn_at < len(places):
        worn = places[worn_at]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.colours().accent), 4))
        painter.drawRect(QRectF(worn.x + 2, worn.y + 2, worn.width - 4, worn.height - 4))


def paint_seam(painter: QPainter, second: Box, view: tuple[float, float]) -> None:
    """Paints the line at which the second picture begins.

    Args:
        painter: Of the view.
        second: The part of the view that shows the second picture.
        view: Width and height.
    """
    painter.setPen(QPen(QColor(_GRIP), 2))
    if second.y > 0:
        painter.drawLine(QPointF(0, second.y), QPointF(view[0], second.y))
    else:
        painter.drawLine(QPointF(second.x, 0), QPointF(second.x, view[1]))


def paint_grip(painter: QPainter, at: QPointF, *, focused: bool) -> None:
    """Paints what a finger takes hold of: a disc with two arrows."""
    radius = theme.sizes().touch / 2 - 2
    painter.setPen(QPen(QColor(theme.colours().accent), 3) if focused else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(_GRIP))
    painter.drawEllipse(at, radius, radius)
    painter.setPen(QPen(QColor(_ON_GRIP), 2))
    for side in (-1, 1):
        tip = at + QPointF(side * radius * 0.6, 0)
        for up in (-1, 1):
            painter.drawLine(tip, tip + QPointF(-side * radius * 0.25, up * radius * 0.25))
