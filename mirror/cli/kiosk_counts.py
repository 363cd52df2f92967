"""`mirror kiosk counts`: how often which product was tried on."""

from __future__ import annotations

import argparse
import io
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mirror.kiosk.counts import Daily

_STANDARD_OUTPUT = "-"


def configure_counts(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of `mirror kiosk counts`."""
    parser.add_argument("--from", dest="first", metavar="DAY", type=_day, help="as 2026-03-01")
    parser.add_argument("--to", dest="last", metavar="DAY", type=_day, help="as 2026-03-31")
    parser.add_argument(
        "--csv", metavar="FILE", help="write CSV to this file, or to standard output if it is “-”"
    )
    parser.add_argument(
        "--file",
        metavar="DB",
        type=Path,
        help="the counts' file (default: the one in this account's data folder)",
    )


def run_counts(args: argparse.Namespace) -> int:
    """Prints or writes the counts."""
    from mirror.config import kiosk_counts_path
    from mirror.kiosk.counts import Counts, write_csv

    path: Path = args.file or kiosk_counts_path()
    with Counts(path, create=False) as counts:
        days = counts.daily(args.first, args.last)
    if args.csv == _STANDARD_OUTPUT:
        text = io.StringIO()
        write_csv(days, text)
        print(text.getvalue().replace("\r\n", "\n"), end="")
    elif args.csv is not None:
        _write(days, Path(args.csv))
        print(f"{len(days)} rows in {args.csv}")
    else:
        print("\n".join(_lines(days)) or "nothing counted in these days")
    return 0


def _write(days: list[Daily], path: Path) -> None:
    from mirror.capture.whole_file import WholeFile, output_error
    from mirror.kiosk.counts import write_csv

    file = WholeFile(path)
    try:
        with file.part.open("w", encoding="utf-8-sig", newline="") as out:  # so that Excel knows it
            write_csv(days, out)
        file.commit()
    except OSError as error:
        file.discard()
        raise output_error(path, error) from error


def _lines(days: list[Daily]) -> list[str]:
    return [
        f"{one.day}  {one.sku}  worn {one.worn}, removed {one.removed}, saved {one.saved}, "
        f"basket {one.basket}"
        for one in days
    ]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}” is no day; write it as 2026-03-31") from error
