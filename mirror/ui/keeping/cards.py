"""A before/after card: what a person takes home of a look, as one picture.

Drawn with Qt, because its text does what no other library here can: it takes the glyphs of every
script from whatever fonts the system has. A font for Chinese alone would be 10 to 20 MB to ship.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen

from mirror.ui import theme
from mirror.ui.keeping.card_pictures import Box, Label, draw_halves, draw_picture, places_for
from mirror.ui.keeping.card_products import CardProduct, ProductList, fitted
from mirror.ui.keeping.card_text import Paragraph, card_font
from mirror.ui.price import total_text

if TYPE_CHECKING:
    from mirror.core.types import Face, Pixels

MOST_PRODUCTS = 15
"""A card names no more; it says how many others there are."""


_LIGHT = theme.make_theme(theme.Scheme.LIGHT).colours  # on paper and on a phone, by day or night


class CardShape(Enum):
    """Width and height in pixels."""

    PORTRAIT = (1080, 1350)
    TALL = (1080, 1920)
    WIDE = (1920, 1080)


@dataclass(frozen=True, slots=True)
class CardColours:
    """What a card is painted with, as #rrggbb; the window's own colours unless told otherwise."""

    ground: str = "#faf7f4"
    ink: str = _LIGHT.ink
    quiet_ink: str = _LIGHT.quiet_ink
    line: str = _LIGHT.line
    accent: str = _LIGHT.accent
    veil: str = "#231b1f"
    on_veil: str = _LIGHT.on_veil


@dataclass(frozen=True, slots=True)
class CardWords:
    """The card's own words, in the language of the person.

    Attributes:
        before: On the first picture.
        after: On the second one.
        total: Before the sum of the prices.
        total_with_more: The same where more products are worn than are told; has `{count}`.
        more: Where nothing has a price; has `{count}`.
    """

    before: str = "Before"
    after: str = "After"
    total: str = "Total"
    total_with_more: str = "Total, with {count} more"
    more: str = "and {count} more"


@dataclass(frozen=True, slots=True)
class CardStyle:
    """How a card looks and speaks.

    Attributes:
        colours: Of ground and text.
        words: The card's own.
        families: Of the font, the first that is there; the application's own where none is named.
        locale: How prices are written.
    """

    colours: CardColours = field(default_factory=CardColours)
    words: CardWords = field(default_factory=CardWords)
    families: tuple[str, ...] = ()
    locale: QLocale = field(default_factory=lambda: QLocale("en_US"))


@dataclass(frozen=True, slots=True, eq=False)
class Card:
    """What a card tells.

    Attributes:
        title: Of the look.
        before: The bare frame, HxWx3 uint8, BGR, sRGB, as seen.
        after: The same frame with the look, of the same shape.
        products: What is worn, with prices where there are any.
        subtitle: A quiet line below the title, such as a date or the shop's name; may be empty.
        face: Left, top, width and height of the face in the frame, in pixels, as seen: both
            pictures are cut around it. None cuts around the middle.
        halves: One picture instead of two, bare on the left of the face's middle.
    """

    title: str
    before: Pixels
    after: Pixels
    products: tuple[CardProduct, ...] = ()
    subtitle: str = ""
    face: Box | None = None
    halves: bool = False

    def __post_init__(self) -> None:
        """Refuses two pictures of different shapes, which are not of one frame."""
        if self.before.shape != self.after.shape:
            msg = f"before is {self.before.shape} and after {self.after.shape}"
            raise ValueError(msg)


def face_box(face: Face, frame_width: int, *, mirrored: bool) -> Box:
    """`Card.face` for a face of the frame.

    Args:
        face: As the camera sees it.
        frame_width: In pixels.
        mirrored: Whether the card's pictures are as in a mirror.
    """
    low, high = face.landmarks_px[:, :2].min(axis=0), face.landmarks_px[:, :2].max(axis=0)
    width, height = (float(side) for side in high - low)
    left = frame_width - float(high[0]) if mirrored else float(low[0])
    return left, float(low[1]), width, height


_MARGIN = 72
_BLOCK_GAP = 44  # between heading, pictures, products and total
_TITLE_PX, _SUBTITLE_PX, _TOTAL_PX, _TOTAL_WORD_PX, _LABEL_PX = 62, 27, 44, 28, 25
_HEADING_GAP = 6
_LEAST_PICTURE = 400  # height of the pictures' block
_WIDE_PICTURES = 0.58  # of the width between the margins
_HIGHEST = 1.5  # a picture's height by its width, where there is something below it
_VEIL_OPACITY = 0.62


def draw_card(card: Card, shape: CardShape, style: CardStyle | None = None) -> QImage:
    """Draws a card; for any thread once there is an application.

    Returns:
        RGB of the shape's size; `mirror.ui.pictures.to_pixels` makes it one to save.
    """
    width, height = shape.value
    image = QImage(width, height, QImage.Format.Format_RGB32)
    drawing = _Drawing(card, style or CardStyle())
    image.fill(QColor(drawing.style.colours.ground))
    painter = QPainter(image)
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
    )
    inside = QRectF(0, 0, width, height).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
    try:
        if shape is CardShape.WIDE:
            drawing.draw_wide(painter, inside)
        else:
            drawing.draw_high(painter, inside)
    finally:
        painter.end()
    return image


class _Drawing:
    """One card on its way onto an image."""

    def __init__(self, card: Card, style: CardStyle) -> None:
        self.card = card
        self.style = style
        self._listed = card.products[:MOST_PRODUCTS]
        self._more = len(card.products) - len(self._listed)

    def draw_high(self, painter: QPainter, inside: QRectF) -> None:
        """Heading, pictures, products and total below one another."""
        title, subtitle = self._heading(inside.width())
        footer = self._footer_height()
        top = inside.top() + title.height + _HEADING_GAP + subtitle.height + _BLOCK_GAP * 0.8
        room = inside.bottom() - footer - top
        listed = self._fitted(inside.width(), room - _LEAST_PICTURE - _BLOCK_GAP, 2)
        below = listed.height + _BLOCK_GAP if self._listed else 0.0
        place = QRectF(inside.left(), top, inside.width(), max(1.0, room - below))
        highest = inside.width() * (1 if self.card.halves else _HIGHEST / 2)
        pictures = places_for(place, highest, halves=self.card.halves)
        self._draw_heading(painter, title, subtitle, inside.topLeft())
        self._draw_pictures(painter, pictures)
        bottom = pictures[-1].bottom()
        # What is left over goes between the rows, up to a point, and then below the last one.
        spare = room - below - (bottom - top)
        extra = min(spare / (listed.gaps + 2), 28.0) if self._listed else 0.0
        listed.draw(
            painter, inside.left(), bottom + _BLOCK_GAP + extra, self.style.colours, max(0, extra)
        )
        self._draw_footer(painter, inside)

    def draw_wide(self, painter: QPainter, inside: QRectF) -> None:
        """The pictures on the left, everything else beside them."""
        split = inside.width() * _WIDE_PICTURES
        room = QRectF(inside.left(), inside.top(), split, inside.height())
        pictures = places_for(room, room.height(), halves=self.card.halves)
        self._draw_pictures(painter, pictures)
        beside = QRectF(inside)
        beside.setLeft(inside.left() + split + _MARGIN)
        title, subtitle = self._heading(beside.width())
        self._draw_heading(painter, title, subtitle, beside.topLeft())
        top = beside.top() + title.height + _HEADING_GAP + subtitle.height + _BLOCK_GAP
        height = beside.bottom() - self._footer_height() - top
        listed = self._fitted(beside.width(), height, 1)
        while listed.height > height and len(self._listed) > 1:
            # Some fonts stand higher than others: the footer tells of those that find no place.
            self._listed, self._more = self._listed[:-1], self._more + 1
            height = beside.bottom() - self._footer_height() - top
            listed = self._fitted(beside.width(), height, 1)
        extra = min(max(0.0, height - listed.height) / (listed.gaps + 1), 28.0)
        listed.draw(painter, beside.left(), top, self.style.colours, extra)
        self._draw_footer(painter, beside)

    def _fitted(self, width: float, height: float, most_columns: int) -> ProductList:
        style = self.style
        return fitted(
            self._listed, width, height, style.families, style.locale, most_columns=most_columns
        )

    def _font(self, size_px: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        return card_font(self.style.families, size_px, weight)

    def _heading(self, width: float) -> tuple[Paragraph, Paragraph]:
        title = self._font(_TITLE_PX, QFont.Weight.DemiBold)
        return (
            Paragraph(self.card.title, title, width, 2),
            Paragraph(self.card.subtitle, self._font(_SUBTITLE_PX), width),
        )

    def _draw_heading(
        self, painter: QPainter, title: Paragraph, subtitle: Paragraph, at: QPointF
    ) -> None:
        colours = self.style.colours
        title.draw(painter, at.x(), at.y(), colours.ink)
        subtitle.draw(painter, at.x(), at.y() + title.height + _HEADING_GAP, colours.quiet_ink)

    def _draw_pictures(self, painter: QPainter, places: Sequence[QRectF]) -> None:
        card, words, colours = self.card, self.style.words, self.style.colours
        veil = QColor(colours.veil)
        veil.setAlphaF(_VEIL_OPACITY)
        label = Label(self._font(_LABEL_PX, QFont.Weight.Medium), veil, colours.on_veil)
        if len(places) == 1:
            draw_halves(painter, places[0], card.before, card.after, card.face)
            label.draw(painter, places[0], words.before)
            label.draw(painter, places[0], words.after, on_the_right=True)
            return
        pictures = (card.before, card.after)
        for where, pixels, word in zip(places, pictures, (words.before, words.after), strict=True):
            draw_picture(painter, where, pixels, card.face)
            label.draw(painter, where, word)

    def _total(self) -> str:
        prices = [
            (product.price, product.currency)
            for product in self.card.products
            if product.price is not None and product.currency is not None
        ]
        return total_text(prices, self.style.locale)

    def _footer_height(self) -> float:
        return _TOTAL_PX * 2.6 if self._total() or self._more else 0.0

    def _draw_footer(self, painter: QPainter, inside: QRectF) -> None:
        """A line, and below it the total and its word."""
        height = self._footer_height()
        if not height:
            return
        colours, words, total = self.style.colours, self.style.words, self._total()
        line = inside.bottom() - height + _TOTAL_PX * 0.9
        painter.setPen(QPen(QColor(colours.line), 2))
        painter.drawLine(QPointF(inside.left(), line), QPointF(inside.right(), line))
        told = words.total_with_more if total and self._more else words.total
        told = (told if total else words.more).format(count=self._more)
        amount_font = self._font(_TOTAL_PX, QFont.Weight.DemiBold)
        amount = Paragraph(total, amount_font, inside.width() * 0.7)
        word_width = inside.width() - amount.width - _BLOCK_GAP
        word = Paragraph(told, self._font(_TOTAL_WORD_PX), word_width)
        word.draw(painter, inside.left(), inside.bottom() - word.height * 1.05, colours.quiet_ink)
        top = inside.bottom() - amount.height
        amount.draw(painter, inside.left(), top, colours.accent, right=inside.right())
