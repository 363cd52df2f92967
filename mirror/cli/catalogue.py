"""`mirror catalogue`: imports what a shop sells, searches it, and writes it out again."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING

from mirror.cli.catalogue_photo import configure_scan, configure_shade, run_scan, run_shade
from mirror.cli.choices import count
from mirror.errors import CatalogueError

if TYPE_CHECKING:
    from mirror.catalogue.item import Item
    from mirror.catalogue.query import Found, Page, Query
    from mirror.catalogue.store import Catalogue


@dataclass(frozen=True, slots=True)
class Action:
    """What can be done with the catalogue: a subcommand of the subcommand.

    Attributes:
        name: What is typed.
        summary: What it does, in a few words.
        configure: Adds its arguments.
        run: Does the work; returns the exit code, or raises a MirrorError.
    """

    name: str
    summary: str
    configure: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of `mirror catalogue` and of all its actions."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    for action in ACTIONS:
        sub = actions.add_parser(
            action.name,
            help=action.summary,
            description=f"{action.summary[0].upper()}{action.summary[1:]}.",
            allow_abbrev=False,
        )
        action.configure(sub)
        sub.set_defaults(act=action.run)


def run(args: argparse.Namespace) -> int:
    """Does what the action does."""
    act: Callable[[argparse.Namespace], int] = args.act
    return act(args)


def _which(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--catalogue",
        metavar="DB",
        type=Path,
        help="the catalogue's file (default: the one in this account's data folder)",
    )


def _as_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON instead of lines")


def _path(args: argparse.Namespace) -> Path:
    from mirror.config import catalogue_path

    path: Path | None = args.catalogue
    return path or catalogue_path()


def _opened(args: argparse.Namespace) -> Catalogue:
    from mirror.catalogue.store import Catalogue

    return Catalogue(_path(args), create=False)


def _configure_import(parser: argparse.ArgumentParser) -> None:
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument(
        "file", metavar="FILE", type=Path, nargs="?", help=".csv, .json, .jsonl or .xlsx"
    )
    source.add_argument(
        "--demo", action="store_true", help="instead of a file, the made-up brands to try it with"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would happen, and change nothing"
    )
    parser.add_argument(
        "--map",
        metavar="COLUMN=FIELD",
        type=_column,
        action="append",
        default=[],
        help="what a column holds, such as “Colour code=shade_code”; with no field it is not read",
    )
    parser.add_argument(
        "--currency", metavar="CODE", type=_currency, help="of prices that name none, such as EUR"
    )
    parser.add_argument(
        "--encoding", metavar="NAME", help="of a text, such as gb18030 (default: found out)"
    )
    parser.add_argument(
        "--replace", action="store_true", help="remove the items that the file does not list"
    )
    _which(parser)
    _as_json(parser)


def _import(args: argparse.Namespace) -> int:
    """Imports a file; 1 if a row was left out."""
    from mirror.catalogue.demo import demo_file
    from mirror.catalogue.importer import Wishes, import_file
    from mirror.catalogue.store import Catalogue

    path = _path(args)
    file: Path = demo_file() if args.demo else args.file
    wishes = Wishes(
        columns=dict(args.map),
        currency=args.currency,
        encoding=args.encoding,
        replace=args.replace,
        dry_run=args.dry_run,
    )
    # A trial of the first import leaves no file behind.
    with Catalogue(None if args.dry_run and not path.exists() else path) as catalogue:
        report = import_file(catalogue, file, wishes)
    print(json.dumps(report.as_json(), ensure_ascii=False) if args.json else report)
    if not report.bad_rows:
        return 0
    print(
        f"mirror: {report.bad_rows} rows of {file} were left out; correct them and import it "
        "again.",
        file=sys.stderr,
    )
    return 1


def _configure_search(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "text",
        metavar="TEXT",
        nargs="*",
        help="words of brand, line, name or shade, or their start",
    )
    for name, what in (
        ("kind", "of product, such as lipstick"),
        ("finish", "such as matte"),
        ("brand", "by its whole name"),
        ("undertone", "cool, neutral, warm or olive"),
    ):
        parser.add_argument(
            f"--{name}", metavar="X", action="append", default=[], help=f"{what}; may be repeated"
        )
    parser.add_argument(
        "--flag", metavar="X", action="append", default=[], help="such as vegan; all must hold"
    )
    parser.add_argument("--min-price", metavar="P", type=_cents, help="the lowest price")
    parser.add_argument("--max-price", metavar="P", type=_cents, help="the highest price")
    parser.add_argument("--currency", metavar="CODE", type=_currency, help="of the price")
    parser.add_argument("--in-stock", action="store_true", help="only what is known to be there")
    parser.add_argument(
        "--near", metavar="COLOUR", help="nearest first to this, such as #a8283c or Lab 38/52/20"
    )
    parser.add_argument(
        "--order",
        choices=("relevance", "name", "price", "price-down", "colour"),
        help="what comes first (default: colour with --near, else relevance)",
    )
    parser.add_argument("--limit", metavar="N", type=count, default=20, help="(default: 20)")
    parser.add_argument("--page", metavar="N", type=count, default=1, help="from 1 (the default)")
    _which(parser)
    _as_json(parser)


def _search(args: argparse.Namespace) -> int:
    query = _query(args)
    with _opened(args) as catalogue:
        page = catalogue.search(query)
    if args.json:
        print(json.dumps(_page_as_json(page), ensure_ascii=False))
        return 0
    for found in page.found:
        print(_line(found))
    first = query.offset + 1
    last = query.offset + len(page.found)
    print(f"{first}–{last} of {page.total}" if page.found else f"nothing here, {page.total} in all")
    return 0


def _query(args: argparse.Namespace) -> Query:
    from mirror.catalogue import cells, written_colour
    from mirror.catalogue.kinds import all_finishes, product_kinds
    from mirror.catalogue.query import LARGEST_PAGE, Query

    for option, known in (("kind", tuple(product_kinds())), ("finish", all_finishes())):
        for value in getattr(args, option):
            if value not in known:
                raise CatalogueError(
                    f"There is no {option} “{value}”; there are: {', '.join(known)}."
                )
    if args.limit > LARGEST_PAGE:
        raise CatalogueError(f"A page has at most {LARGEST_PAGE} items; give a lower --limit.")
    if args.order == "colour" and args.near is None:
        raise CatalogueError("Nearest to which colour? Give it with --near.")
    try:
        near = written_colour.colour(args.near)
        undertones = tuple(one for one in map(cells.undertone, args.undertone) if one)
        flags = cells.flags(args.flag)
    except cells.CellError as error:
        raise CatalogueError(f"{error}.") from error
    return Query(
        text=" ".join(args.text),
        kinds=tuple(args.kind),
        finishes=tuple(args.finish),
        brands=tuple(args.brand),
        undertones=undertones,
        flags=flags,
        lowest_cents=args.min_price,
        highest_cents=args.max_price,
        currency=args.currency,
        in_stock=args.in_stock,
        near=near,
        order=args.order or ("relevance" if near is None else "colour"),
        offset=(args.page - 1) * args.limit,
        limit=args.limit,
    )


def _configure_show(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", metavar="SKU_OR_BARCODE", help="of the item")
    _which(parser)
    _as_json(parser)


def _show(args: argparse.Namespace) -> int:
    from mirror.catalogue.export import fields_of

    with _opened(args) as catalogue:
        item = catalogue.by_sku(args.number) or catalogue.by_barcode(args.number)
    if item is None:
        raise CatalogueError(
            f"There is no item with the SKU or barcode {args.number}; look for it with "
            "`mirror catalogue search`."
        )
    fields = {**fields_of(item), "shade": item.shade}
    if args.json:
        print(json.dumps(fields, ensure_ascii=False))
        return 0
    width = max(map(len, fields))
    for name, value in fields.items():
        print(f"{name:<{width}}  {_written(value)}")
    return 0


def _configure_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-o", "--output", metavar="FILE", type=Path, required=True, help="a .csv or .json file"
    )
    _which(parser)


def _export(args: argparse.Namespace) -> int:
    from mirror.catalogue.export import export_items

    with _opened(args) as catalogue:
        number = export_items(catalogue.items(), args.output)
    print(f"{number} items in {args.output}")
    return 0


def _configure_bench(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--items", metavar="N", type=count, default=100_000, help="(default: %(default)s)"
    )
    parser.add_argument(
        "--scan",
        action="store_true",
        help="instead, from a barcode before the camera until its product is worn",
    )
    _as_json(parser)


def _bench(args: argparse.Namespace) -> int:
    from mirror.cli.catalogue_bench import lines_of, measure

    if args.scan:
        from mirror.cli.scan_bench import measure as measure_scans

        figures = measure_scans()
    else:
        figures = measure(args.items)
    print(json.dumps(figures) if args.json else "\n".join(lines_of(figures)))
    return 0


ACTIONS = (
    Action("import", "read a shop's products from a file", _configure_import, _import),
    Action("search", "find products by words, filters and colour", _configure_search, _search),
    Action("show", "show one product", _configure_show, _show),
    Action("shade", "measure a shade in a photo of a swatch", configure_shade, run_shade),
    Action("scan", "read the barcodes in a picture", configure_scan, run_scan),
    Action("export", "write all products to a file", _configure_export, _export),
    Action("bench", "measure import and search, or scanning", _configure_bench, _bench),
)


def _page_as_json(page: Page) -> dict[str, object]:
    from mirror.catalogue.export import fields_of

    items = [
        {**fields_of(found.item), "shade": found.item.shade, "distance": found.distance}
        for found in page.found
    ]
    return {"total": page.total, "items": items}


def _line(found: Found) -> str:
    item = found.item
    shade = " ".join(filter(None, (item.shade_code, item.shade_name)))
    parts = (
        item.sku,
        item.shade,
        " ".join(filter(None, (item.brand, item.line, item.name))),
        shade,
        f"[{item.kind}{f', {item.finish}' if item.finish else ''}]",
        _price(item),
        "" if item.stock is None else f"{item.stock} in stock",
        "" if found.distance is None else f"ΔE {found.distance:.1f}",
    )
    return "  ".join(filter(None, parts))


def _price(item: Item) -> str:
    return "" if item.price is None else f"{item.price} {item.currency}"


def _written(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return ", ".join(f"{key}={one}" for key, one in value.items())
    return str(value)


def _column(text: str) -> tuple[str, str]:
    """Reads a column and its field; the column's name may hold a “=” itself."""
    column, equals, field = text.rpartition("=")
    if not equals or not column.strip():
        raise argparse.ArgumentTypeError(f"“{text}” says no field; write it as COLUMN=FIELD")
    return column.strip(), field.strip()


def _currency(text: str) -> str:
    if not (len(text) == 3 and text.isascii() and text.isalpha()):
        raise argparse.ArgumentTypeError(f"“{text}” is no currency; write three letters, as EUR")
    return text.upper()


def _cents(text: str) -> int:
    """Reads a price, such as 12.90, in hundredths."""
    try:
        cents = Decimal(text.replace(",", ".")) * 100
        if cents < 0 or cents != int(cents):
            raise InvalidOperation
    except (InvalidOperation, ValueError, OverflowError) as error:
        raise argparse.ArgumentTypeError(f"“{text}” is no price; write it as 12.90") from error
    return int(cents)
