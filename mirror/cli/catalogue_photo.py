"""`mirror catalogue shade` and `mirror catalogue scan`: what a photo tells of a product."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from mirror.errors import CatalogueError

if TYPE_CHECKING:
    from mirror.catalogue.query import Found
    from mirror.catalogue.swatch import Swatch

_NEAREST = 3


def configure_shade(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of `mirror catalogue shade`."""
    parser.add_argument(
        "photo", metavar="PHOTO", type=Path, help="one or more swatches on plain white paper"
    )
    parser.add_argument(
        "--paper",
        metavar="L/a/b",
        help="the paper's own colour in CIELAB, D65, if it is not plain white (96/0/0)",
    )
    parser.add_argument(
        "--catalogue",
        metavar="DB",
        type=Path,
        help="the catalogue whose nearest shades are named (default: the one in this account's data "
        "folder, if there is one)",
    )
    parser.add_argument("--json", action="store_true", help="print it for programs")
    parser.epilog = (
        "The light and its colour are taken from the paper, so that any even light will do. Spread the\n"
        "product thick, leave white paper all around it, and do not let the paper be blown out."
    )


def run_shade(args: argparse.Namespace) -> int:
    """Prints the shade of every swatch, largest first."""
    from mirror.capture.picture_file import load_picture
    from mirror.catalogue.swatch import PAPER_LAB, measure_swatch
    from mirror.config import catalogue_path

    paper = PAPER_LAB if args.paper is None else _lab(args.paper)
    swatches = measure_swatch(load_picture(args.photo).on_white(), paper)
    shop: Path | None = args.catalogue
    if shop is None and catalogue_path().exists():
        shop = catalogue_path()
    near = [_nearest(shop, swatch) for swatch in swatches]
    if args.json:
        print(json.dumps([_as_json(*pair) for pair in zip(swatches, near, strict=True)], indent=2))
        return 0
    for swatch, found in zip(swatches, near, strict=True):
        lightness, a, b = swatch.lab
        print(f"{swatch.shade}  Lab {lightness:.1f}/{a:.1f}/{b:.1f}, within {swatch.spread:.1f}")
        for note in swatch.notes:
            print(f"  {note.value}")
        for one in found:
            item = one.item
            print(
                f"  {one.distance:.1f} from {item.brand} {item.name}, {item.shade_name} ({item.sku})"
            )
    return 0


def _lab(text: str) -> tuple[float, float, float]:
    try:
        lightness, a, b = (float(part) for part in text.replace(",", "/").split("/"))
    except ValueError as error:
        raise CatalogueError(f"“{text}” is no colour in CIELAB; write it like 96/0/0.") from error
    if not 50 <= lightness <= 100:
        raise CatalogueError(f"A paper of lightness {lightness:g} is not white; use white paper.")
    return lightness, a, b


def _nearest(catalogue: Path | None, swatch: Swatch) -> tuple[Found, ...]:
    from mirror.catalogue.colour import Lab
    from mirror.catalogue.query import Query
    from mirror.catalogue.store import Catalogue

    if catalogue is None:
        return ()
    with Catalogue(catalogue, create=False) as store:
        query = Query(near=Lab(*swatch.lab), order="colour", limit=_NEAREST)
        return store.search(query).found


def _as_json(swatch: Swatch, near: tuple[Found, ...]) -> dict[str, object]:
    return {
        "shade": swatch.shade,
        "lab": [round(value, 2) for value in swatch.lab],
        "spread": round(swatch.spread, 2),
        "box_px": swatch.box_px,
        "notes": [note.value for note in swatch.notes],
        "nearest": [{"sku": one.item.sku, "distance": one.distance} for one in near],
    }


def configure_scan(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of `mirror catalogue scan`."""
    parser.add_argument("photo", metavar="PHOTO", type=Path, help="a picture with barcodes in it")


def run_scan(args: argparse.Namespace) -> int:
    """Prints every barcode in a picture; 1 if there is none."""
    from mirror.capture.picture_file import load_picture
    from mirror.catalogue.barcode import BarcodeReader

    found = BarcodeReader().read(load_picture(args.photo).on_white(), thorough=True)
    for code in found:
        print(f"{code.symbology.value}  {code.gtin13 or code.text}")
    if not found:
        print(f"There is no barcode to be read in {args.photo}; come closer, and hold still.")
    return 0 if found else 1
