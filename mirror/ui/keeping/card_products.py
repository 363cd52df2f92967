"""The list of products on a card: as large as its place allows, in one column or two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen

from mirror.ui.keeping.card_text import Paragraph, card_font
from mirror.ui.price import price_text

if TYPE_CHECKING:
    from mirror.catalogue.item import Item
    from mirror.ui.keeping.cards import CardColours

# At full size, in pixels.
_NAME_PX, _DETAIL_PX, _PRICE_PX = 30, 24, 28
_DOT_PX, _DOT_GAP, _PRICE_GAP, _ROW_GAP, _COLUMN_GAP = 52, 24, 24, 24, 56
_SCALES = (1.0, 0.92, 0.85, 0.78, 0.72, 0.66, 0.6, 0.55, 0.5, 0.45)
_CUT_COSTS = 0.04  # as much as type that is smaller by this share
_DETAIL_SEPARATOR = " · "


@dataclass(frozen=True, slots=True)
class CardProduct:
    """A product as a card tells it.

    Attributes:
        name: The product's.
        colours: Of its shades, as a screen shows them, #rrggbb; none for what has no colour.
        brand: May be empty.
        shade: What the shade is called; may be empty.
        price: In units of the currency; None where it is not known.
        currency: By ISO 4217; given with the price.
    """

    name: str
    colours: tuple[str, ...] = ()
    brand: str = ""
    shade: str = ""
    price: Decimal | None = None
    currency: str | None = None


def sold_as(item: Item) -> CardProduct:
    """A shade from the catalogue, as a card tells it."""
    shade = " ".join(filter(None, (item.shade_code, item.shade_name)))
    return CardProduct(
        item.name, (item.shade,), item.brand, shade, price=item.price, currency=item.currency
    )


@dataclass(frozen=True, slots=True)
class _Row:
    product: CardProduct
    name: Paragraph
    detail: Paragraph
    price: Paragraph
    height: float


class ProductList:
    """The rows of some products, laid out.

    Args:
        products: In the order in which they are told.
        width: Of all columns together, in pixels.
        families: Of the font.
        locale: How prices are written.
        scale: 1 is the full size.
        columns: In how many.
        name_lines: On how many lines a name may be told.
    """

    def __init__(
        self,
        products: Sequence[CardProduct],
        width: float,
        families: Sequence[str],
        locale: QLocale,
        *,
        scale: float = 1.0,
        columns: int = 1,
        name_lines: int = 1,
    ) -> None:
        self.scale = scale
        self._columns = columns
        self._column_width = (width - (columns - 1) * _COLUMN_GAP * scale) / columns
        self._in_column = ceil(len(products) / columns)
        self._rows = [self._row(product, families, locale, name_lines) for product in products]

    @property
    def height(self) -> float:
        """Of the longest column, in pixels."""
        return max((self._height(column) for column in self._by_column()), default=0.0)

    @property
    def cut(self) -> int:
        """How many texts end in an ellipsis."""
        return sum(
            text.lines[-1].text.endswith("…")
            for row in self._rows
            for text in (row.name, row.detail)
            if text.lines
        )

    def draw(
        self, painter: QPainter, left: float, top: float, colours: CardColours, extra: float = 0.0
    ) -> None:
        """Draws the rows; `extra` pixels are added between two of them."""
        for number, column in enumerate(self._by_column()):
            x = left + number * (self._column_width + _COLUMN_GAP * self.scale)
            y = top
            for row in column:
                self._draw_row(painter, row, x, y, colours)
                y += row.height + _ROW_GAP * self.scale + extra

    @property
    def gaps(self) -> int:
        """How many gaps there are between the rows of the longest column."""
        return max(0, self._in_column - 1)

    def _by_column(self) -> list[list[_Row]]:
        step = max(1, self._in_column)
        return [self._rows[at : at + step] for at in range(0, len(self._rows), step)]

    def _height(self, rows: Sequence[_Row]) -> float:
        return sum(row.height for row in rows) + (len(rows) - 1) * _ROW_GAP * self.scale

    def _row(
        self, product: CardProduct, families: Sequence[str], locale: QLocale, name_lines: int
    ) -> _Row:
        scale = self.scale
        told = (
            price_text(product.price, product.currency, locale)
            if product.price is not None and product.currency is not None
            else ""
        )
        price = Paragraph(told, card_font(families, _PRICE_PX * scale), self._column_width)
        width = self._column_width - (_DOT_PX + _DOT_GAP) * scale
        if price.lines:
            width -= price.width + _PRICE_GAP * scale
        name_font = card_font(families, _NAME_PX * scale, QFont.Weight.DemiBold)
        name = Paragraph(product.name, name_font, width, name_lines)
        details = _DETAIL_SEPARATOR.join(filter(None, (product.brand, product.shade)))
        detail = Paragraph(details, card_font(families, _DETAIL_PX * scale), width)
        height = max(name.height + detail.height, _DOT_PX * scale)
        return _Row(product, name, detail, price, height)

    def _draw_row(
        self, painter: QPainter, row: _Row, left: float, top: float, colours: CardColours
    ) -> None:
        dot = _DOT_PX * self.scale
        text_height = row.name.height + row.detail.height
        text_top = top + (row.height - text_height) / 2
        # The dot and the price go with the middle of the row, however many lines the name has.
        where = QRectF(left, top + (row.height - dot) / 2, dot, dot)
        _draw_dot(painter, where, row.product.colours, colours)
        text_left = left + (_DOT_PX + _DOT_GAP) * self.scale
        row.name.draw(painter, text_left, text_top, colours.ink)
        row.detail.draw(painter, text_left, text_top + row.name.height, colours.quiet_ink)
        price_top = top + (row.height - row.price.height) / 2
        right = left + self._column_width
        row.price.draw(painter, left, price_top, colours.ink, right=right)


def fitted(
    products: Sequence[CardProduct],
    width: float,
    height: float,
    families: Sequence[str],
    locale: QLocale,
    *,
    most_columns: int,
) -> ProductList:
    """The list that fits a place best: large, and with few texts cut.

    Where none fits it is the lowest one, which is then higher than the place.
    """
    best: ProductList | None = None
    lowest: ProductList | None = None
    for scale in _SCALES:
        if best is not None and _cost(best) <= 1 - scale:
            break  # smaller ones can only be worse
        for columns in range(1, most_columns + 1):
            for lines in (2, 1):
                listed = ProductList(
                    products,
                    width,
                    families,
                    locale,
                    scale=scale,
                    columns=columns,
                    name_lines=lines,
                )
                if listed.height <= height and (best is None or _cost(listed) < _cost(best)):
                    best = listed
                if lowest is None or listed.height < lowest.height:
                    lowest = listed
    found = best or lowest
    if found is None:
        raise ValueError("a list has at least one column")
    return found


def _cost(listed: ProductList) -> float:
    return (1 - listed.scale) + _CUT_COSTS * listed.cut


def _draw_dot(
    painter: QPainter, where: QRectF, shades: Sequence[str], colours: CardColours
) -> None:
    """A disc in upright bands of the shades; without any, its outline alone."""
    disc = QPainterPath()
    disc.addEllipse(where)
    painter.save()
    painter.setClipPath(disc)
    for index, shade in enumerate(shades):
        band = where.width() / len(shades)
        # Half a pixel more, or the ground shines through between two bands.
        painter.fillRect(
            QRectF(where.left() + index * band, where.top(), band + 0.5, where.height()),
            QColor(shade),
        )
    painter.restore()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(colours.line), 1.5))
    painter.drawEllipse(where)
