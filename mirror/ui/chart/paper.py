"""Sheets of paper, and what all parts of a chart are written with.

Everything is measured in tenths of a point: whole numbers are fine enough for type then.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QPageSize, QPainter, QPen

from mirror.ui import theme
from mirror.ui.keeping.card_text import Paragraph, card_font

UNITS_PER_INCH = 720
MM = UNITS_PER_INCH / 25.4
PT = 10.0

INK, QUIET, LINE, ACCENT = "#2b2422", "#847873", "#d9d0ca", "#a8324a"


class Paper(Enum):
    """What is printed on."""

    A4 = QPageSize.PageSizeId.A4
    LETTER = QPageSize.PageSizeId.Letter

    @property
    def size(self) -> tuple[float, float]:
        """Width and height."""
        size = QPageSize(self.value).size(QPageSize.Unit.Point)
        return size.width() * PT, size.height() * PT


@dataclass(frozen=True, slots=True)
class Type:
    """A size and weight of the chart's type.

    Attributes:
        size_pt: In points.
        weight: Of the strokes.
        colour: #rrggbb.
    """

    size_pt: float
    weight: QFont.Weight = QFont.Weight.Normal
    colour: str = INK

    def paragraph(self, text: str, width: float, most_lines: int = 1) -> Paragraph:
        """A text in it."""
        font = card_font(theme.families(), self.size_pt * PT, self.weight)
        return Paragraph(text, font, width, most_lines)

    def write(
        self,
        painter: QPainter,
        text: str,
        place: QRectF,
        *,
        most_lines: int = 1,
        right: bool = False,
    ) -> float:
        """Writes a text from the upper edge of a place down; returns its height."""
        written = self.paragraph(text, place.width(), most_lines)
        edge = place.right() if right else None
        written.draw(painter, place.left(), place.top(), self.colour, right=edge)
        return written.height


TITLE = Type(25, QFont.Weight.Bold)
HEADING = Type(11, QFont.Weight.Medium)
BODY = Type(9)
BOLD = Type(9.5, QFont.Weight.Medium)
SMALL = Type(8, colour=QUIET)
LABEL = Type(7, QFont.Weight.Medium, QUIET)
MARK = Type(8, QFont.Weight.Medium, ACCENT)


def rule(painter: QPainter, left: float, right: float, y: float, colour: str = LINE) -> None:
    """A hairline."""
    painter.setPen(QPen(QColor(colour), 0.5 * PT))
    painter.drawLine(QPointF(left, y), QPointF(right, y))
