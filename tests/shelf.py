"""Items for tests of the catalogue, and files that list them."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from mirror.catalogue.export import export_items
from mirror.catalogue.importer import import_file
from mirror.catalogue.item import Item
from mirror.catalogue.store import Catalogue

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


_VELVET = {"brand": "Aurora", "line": "Lips", "price_cents": 1290, "currency": "EUR"}
SHELF = (
    item("V1", **_VELVET, shade_name="Rosé", shade_code="01", colour="#c06070"),
    item("V2", **_VELVET, shade_name="Ruby", shade_code="02", barcode=BARCODES[0]),
    item("V3", **_VELVET, shade_name="Wine", shade_code="03", colour="#702040", stock=0),
    item("G1", brand="Bellis", name="Ruby Gloss", colour="#b03048"),
    item("B1", brand="Bellis", name="Soft Blush", kind="blush", colour="#d08080"),
    item("M1", brand="Bellis", name="Volume", kind="mascara", colour="#101010"),
)
"""Four products, the first one in three shades, in the order of their names."""


def shelf_catalogue(items: Sequence[Item] = SHELF) -> Catalogue:
    """A catalogue in memory of some items, for the thread that calls."""
    catalogue = Catalogue(None)
    with TemporaryDirectory() as folder:
        export_items(items, Path(folder) / "items.json")
        import_file(catalogue, Path(folder) / "items.json")
    return catalogue
