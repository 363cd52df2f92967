"""An item: one shade of a product, as it is sold.

The types carry the ranges. Texts are stored tidy: NFC, no space at the ends, none doubled.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Literal, get_args

from msgspec import Meta, Struct

from mirror.catalogue.colour import Colour, shade_of
from mirror.catalogue.kinds import SHADES, build_product, product_kinds
from mirror.makeup.products import AnyProduct, Share

Sku = Annotated[str, Meta(min_length=1, max_length=64)]
Barcode = Annotated[str, Meta(pattern=r"^[0-9]{13}$", description="EAN-13, filled with zeros")]
Line = Annotated[str, Meta(max_length=200, description="one line of text, may be empty")]
Title = Annotated[str, Meta(min_length=1, max_length=200)]
Cents = Annotated[int, Meta(ge=0, le=10**11)]
Currency = Annotated[str, Meta(pattern=r"^[A-Z]{3}$", description="ISO 4217")]
Stock = Annotated[int, Meta(ge=0, le=10**9)]
Undertone = Literal["cool", "neutral", "warm", "olive"]
# Stores keep a flag by its place in this list: add at the end, and never take one out.
Flag = Literal[
    "vegan",
    "cruelty-free",
    "fragrance-free",
    "refillable",
    "waterproof",
    "paraben-free",
    "alcohol-free",
    "oil-free",
    "silicone-free",
    "hypoallergenic",
    "non-comedogenic",
    "long-wear",
    "transfer-proof",
    "organic",
    "halal",
    "limited-edition",
]
FLAGS: tuple[Flag, ...] = get_args(Flag)
UNDERTONES: tuple[Undertone, ...] = get_args(Undertone)


class Item(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """What lies on the shelf under one stock number.

    Attributes:
        sku: The shop's own number, unique.
        barcode: What is printed on the packet, as 13 digits, unique; None where it has none.
        brand: Who makes it; may be empty, as in a shop of one brand.
        line: The brand's range that the product belongs to; may be empty.
        name: The product's, shared by its shades.
        kind: Of product, as in a look file.
        finish: One of the kind's; None is the kind's own.
        shade_name: What the shade is called; may be empty.
        shade_code: Its number; may be empty.
        colour: Of the product in a thick layer, on white.
        colour_on_skin: The same where it was measured as worn.
        opacity: 0..1, the share of the skin that it hides; None where nobody has said.
        undertone: Of the skin that the shade is meant for, or of the shade itself.
        price_cents: In hundredths of the currency, also where it has no such coin.
        currency: Given wherever there is a price.
        flags: In the order of `FLAGS`, each once.
        stock: How many there are; None where nobody counts.
        parameters: What the kind can be told besides, such as the placement of a blush.
    """

    sku: Sku
    barcode: Barcode | None = None
    brand: Line = ""
    line: Line = ""
    name: Title
    kind: str
    finish: str | None = None
    shade_name: Line = ""
    shade_code: Line = ""
    colour: Colour
    colour_on_skin: Colour | None = None
    opacity: Share | None = None
    undertone: Undertone | None = None
    price_cents: Cents | None = None
    currency: Currency | None = None
    flags: tuple[Flag, ...] = ()
    stock: Stock | None = None
    parameters: Mapping[str, object] = {}

    @property
    def shade(self) -> str:
        """The colour as a screen shows it, #rrggbb."""
        return shade_of(self.colour)

    @property
    def price(self) -> Decimal | None:
        """In units of the currency, with two places."""
        return None if self.price_cents is None else Decimal(self.price_cents).scaleb(-2)

    def product(self) -> AnyProduct:
        """What a look would wear of it, at full strength.

        Raises:
            msgspec.ValidationError: The kind does not exist, or has no such finish or parameter.
        """
        return build_product(self.product_fields())

    def product_fields(self) -> dict[str, object]:
        """The keys of its product in a look file.

        Where a kind takes several shades it is of the item's one colour, unless a parameter says
        them all.
        """
        fields: dict[str, object] = {"kind": self.kind}
        kind = product_kinds().get(self.kind)
        if kind is not None and kind.shade_field is not None:
            shades = (self.shade,) if kind.shade_field == SHADES else self.shade
            fields[kind.shade_field] = shades
        if kind is not None and kind.has_coverage and self.opacity is not None:
            fields["coverage"] = self.opacity
        if self.finish is not None:
            fields["finish"] = self.finish
        return {**fields, **self.parameters}
