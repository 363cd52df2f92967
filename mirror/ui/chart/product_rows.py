"""The chart's list of products: one row each, in the order in which they are put on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from mirror.dressing.outfit import kind_of
from mirror.makeup.products import of_own_skin
from mirror.ui import words
from mirror.ui.chart.paper import BODY, BOLD, MM, PT, QUIET, SMALL, Type, rule
from mirror.ui.chart.steps import how
from mirror.ui.keeping.card_text import Paragraph
from mirror.ui.swatches import shades_of

if TYPE_CHECKING:
    from mirror.artist.client import WornPiece

_NUMBER, _SWATCHES, _GAP, _ASIDE = 7 * MM, 15 * MM, 4 * MM, 24 * MM
_DISC, _STEP = 7.4 * MM, 1.9 * MM
_PAD, _LEAD = 1.75 * MM, 0.2 * MM
_NAMED = 0.5  # of the width that is left for words
_COUNT = Type(9, colour=QUIET)


@dataclass(frozen=True, slots=True)
class ProductRow:
    """One product.

    Attributes:
        number: Its place in the order, from 1.
        piece: What it is.
    """

    number: int
    piece: WornPiece

    @property
    def headline(self) -> str:
        """Brand and name; the kind where nobody has sold it."""
        piece = self.piece
        name = piece.title or words.kind(kind_of(piece.product))
        if piece.brand and not name.casefold().startswith(piece.brand.casefold()):
            return f"{piece.brand} {name}"
        return name

    @property
    def detail(self) -> str:
        """Kind, shade and number, as far as they are known."""
        piece = self.piece
        kind = words.kind(kind_of(piece.product)) if piece.title else ""
        return "  ·  ".join(filter(None, (kind, piece.shade or self._own_shade(), piece.sku)))

    def _own_shade(self) -> str:
        product = self.piece.product
        if of_own_skin(product):
            return QCoreApplication.translate("FaceChart", "The skin's own tone")
        return ", ".join(one.upper() for one in shades_of(product))

    @property
    def finish(self) -> str:
        """Of the product; empty where it has none."""
        finish = getattr(self.piece.product, "finish", None)
        return words.finish(finish) if finish else ""

    @property
    def strength(self) -> str:
        """How much of it is worn."""
        return f"{QLocale().toString(round(100 * self.piece.product.strength))} %"

    def height(self, width: float) -> float:
        """In a list of that width."""
        words_high = max(sum(part.height for part in side) for side in self._sides(width))
        return 2 * _PAD + max(words_high, _DISC)

    def draw(self, painter: QPainter, left: float, top: float, width: float) -> None:
        """Draws it, with a hairline above."""
        right, y = left + width, top + _PAD
        rule(painter, left, right, top)
        middle = top + self.height(width) / 2
        count = _COUNT.paragraph(str(self.number), _NUMBER)
        count.draw(painter, left, middle - count.height / 2, _COUNT.colour)
        _draw_swatches(painter, shades_of(self.piece.product), left + _NUMBER, middle)
        (name, detail), (step,) = self._sides(width)
        x = left + _NUMBER + _SWATCHES + _GAP
        name.draw(painter, x, y, BOLD.colour)
        detail.draw(painter, x, y + name.height, SMALL.colour)
        step.draw(painter, x + _NAMED * self._room(width), y, BODY.colour)
        for line, told in enumerate(filter(None, (self.finish, self.strength))):
            place = QRectF(right - _ASIDE, y + line * name.height, _ASIDE, 0)
            SMALL.write(painter, told, place, right=True)

    def _room(self, width: float) -> float:
        return width - _NUMBER - _SWATCHES - _GAP - _ASIDE

    def _sides(self, width: float) -> tuple[tuple[Paragraph, Paragraph], tuple[Paragraph]]:
        """What it is; and how it is put on."""
        room = self._room(width)
        named = _NAMED * room - _GAP
        return (
            (BOLD.paragraph(self.headline, named), SMALL.paragraph(self.detail, named, 2)),
            (BODY.paragraph(how(self.piece.product), (1 - _NAMED) * room - _GAP, 3),),
        )


def _draw_swatches(painter: QPainter, shades: Sequence[str], left: float, middle: float) -> None:
    """The first shade in front; an empty disc where the shade is the skin's own."""
    radius = _DISC / 2
    painter.setPen(QPen(QColor(0, 0, 0, 46), 0.4 * PT))
    if not shades:
        painter.setPen(QPen(QColor(QUIET), 0.6 * PT, Qt.PenStyle.DotLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(left + radius, middle), radius, radius)
    for at in reversed(range(len(shades))):
        painter.setBrush(QColor(shades[at]))
        painter.drawEllipse(QPointF(left + radius + at * _STEP, middle), radius, radius)
    painter.setBrush(Qt.BrushStyle.NoBrush)
