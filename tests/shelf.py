"""Items for tests of the catalogue, and files that list them."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mirror.catalogue.item import Item

# Valid EAN-13 codes.
BARCODES = ("4006381333931", "5901234123457", "4012345678901", "0036000291452")
HEADER = ("sku", "barcode", "brand", "name", "kind", "colour", "price", "currency")
RED = ("R1", BARCODES[0], "Aurora", "Velvet Lipstick", "lipstick", "#a8283c", "12.90", "EUR")
ROSE = ("R2", BARCODES[1], "Aurora", "Velvet Lipstick", "lipstick", "#c06070", "12.90", "EUR")
BLUSH = ("B1", BARCODES[2], "Bellis", "Soft Blush", "blush", "#d08080", "19.00", "EUR")


def shade_worn(product: object) -> str:
    """The first colour of a product, whether it takes one or several."""
    return str(getattr(product, "shade", None) or getattr(product, "shades", ("",))[0])


def item(sku: str = "R1", **fields: Any) -> Item:
    """An item that lacks nothing."""
    return Item(**{"sku": sku, "name": "Velvet", "kind": "lipstick", "colour": "#a8283c", **fields})


def write_csv(path: Path, *rows: Sequence[str], header: Sequence[str] = HEADER) -> Path:
    """A CSV file of a header and rows."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path
