"""An item as a row of the store's table, and back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import cast

import msgspec

from mirror.catalogue.cells import fold
from mirror.catalogue.colour import Colour, Lab, lab_of
from mirror.catalogue.item import FLAGS, Flag, Item, Undertone

# Those of which an item consists, then those that are worked out from them.
STATED = (
    "sku",
    "barcode",
    "brand",
    "line",
    "name",
    "kind",
    "finish",
    "shade_name",
    "shade_code",
    "colour",
    "colour_on_skin",
    "opacity",
    "undertone",
    "price_cents",
    "currency",
    "flags",
    "stock",
    "parameters",
)
DERIVED = ("lab_l", "lab_a", "lab_b", "sort_key")
COLUMNS = (*STATED, *DERIVED)
WORDS = ("brand", "line", "name", "shade")

Value = str | int | float | None
# Scripts that write no spaces between words, so that every letter has to be found by itself.
_UNSPACED = re.compile(
    "([\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f])"
)
_encoder = msgspec.json.Encoder(order="sorted")


def row_of(item: Item) -> tuple[Value, ...]:
    """The values of `COLUMNS`."""
    lab = lab_of(item.colour)
    return (
        item.sku,
        item.barcode,
        item.brand,
        item.line,
        item.name,
        item.kind,
        item.finish,
        item.shade_name,
        item.shade_code,
        str(item.colour),
        None if item.colour_on_skin is None else str(item.colour_on_skin),
        item.opacity,
        item.undertone,
        item.price_cents,
        item.currency,
        sum(1 << FLAGS.index(flag) for flag in item.flags),
        item.stock,
        _encoder.encode(item.parameters).decode(),
        round(lab.l, 3),
        round(lab.a, 3),
        round(lab.b, 3),
        "\x1f".join(
            map(fold, (item.brand, item.line, item.name, item.shade_code, item.shade_name))
        ),
    )


def words_of(item: Item) -> tuple[str, ...]:
    """What is searched, one text for each of `WORDS`, as `spaced` makes them."""
    shade = f"{item.shade_name} {item.shade_code}"
    return tuple(map(spaced, (item.brand, item.line, item.name, shade)))


def spaced(text: str) -> str:
    """A text as it is searched: folded, and with spaces around the letters of unspaced scripts."""
    folded = fold(text)
    return folded if folded.isascii() else _UNSPACED.sub(r" \1 ", folded)


def item_of(row: Sequence[Value]) -> Item:
    """The item of a row of `STATED`."""
    fields: dict[str, object] = dict(zip(STATED, row, strict=True))
    bits = cast(int, fields["flags"])
    flags: tuple[Flag, ...] = tuple(flag for i, flag in enumerate(FLAGS) if bits >> i & 1)
    parameters = msgspec.json.decode(cast(str, fields["parameters"]), type=dict[str, object])
    on_skin = fields["colour_on_skin"]
    return Item(
        sku=cast(str, fields["sku"]),
        barcode=cast(str | None, fields["barcode"]),
        brand=cast(str, fields["brand"]),
        line=cast(str, fields["line"]),
        name=cast(str, fields["name"]),
        kind=cast(str, fields["kind"]),
        finish=cast(str | None, fields["finish"]),
        shade_name=cast(str, fields["shade_name"]),
        shade_code=cast(str, fields["shade_code"]),
        colour=_colour(cast(str, fields["colour"])),
        colour_on_skin=None if on_skin is None else _colour(cast(str, on_skin)),
        opacity=cast(float | None, fields["opacity"]),
        undertone=cast(Undertone | None, fields["undertone"]),
        price_cents=cast(int | None, fields["price_cents"]),
        currency=cast(str | None, fields["currency"]),
        flags=flags,
        stock=cast(int | None, fields["stock"]),
        parameters=cast(Mapping[str, object], parameters),
    )


def _colour(text: str) -> Colour:
    if text.startswith("#"):
        return text
    return Lab(*map(float, text.removeprefix("Lab ").split("/")))
