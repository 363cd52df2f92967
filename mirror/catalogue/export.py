"""Writes the catalogue as a file that can be imported again, and then changes nothing."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import msgspec

from mirror.capture.whole_file import WholeFile, output_error
from mirror.catalogue.item import Item
from mirror.errors import OutputError

COLUMNS = (
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
    "price",
    "currency",
    "flags",
    "stock",
    "parameters",
)
_json = msgspec.json.Encoder(order="sorted")


def export_items(items: Iterable[Item], path: Path) -> int:
    """Writes items to a .csv or .json file, whole or not at all; returns how many there are.

    CSV has commas and a byte order mark, without which Excel takes UTF-8 for something else.

    Raises:
        OutputError: The name has another ending, or the file cannot be written.
    """
    writers: dict[str, Callable[[TextIO, Iterable[Item]], int]] = {
        ".csv": _write_csv,
        ".json": _write_json,
    }
    write = writers.get(path.suffix.lower())
    if write is None:
        raise OutputError(f"{path} is neither .csv nor .json; give it one of these endings.")
    with _whole_text(path, "utf-8-sig" if write is _write_csv else "utf-8") as file:
        return write(file, items)


def fields_of(item: Item) -> dict[str, object]:
    """The item by `COLUMNS`, as JSON can hold it; what it does not say is left out."""
    given: dict[str, object] = {
        **msgspec.to_builtins(item),
        "colour": str(item.colour),
    }
    if item.price_cents is not None:
        given["price"] = str(item.price)
    if item.colour_on_skin is not None:
        given["colour_on_skin"] = str(item.colour_on_skin)
    return {name: given[name] for name in COLUMNS if given.get(name) not in (None, "", (), [], {})}


@contextmanager
def _whole_text(path: Path, encoding: str) -> Iterator[TextIO]:
    file = WholeFile(path)
    try:
        with file.part.open("w", encoding=encoding, newline="") as part:
            yield part
    except OSError as error:
        raise output_error(path, error) from error
    else:
        file.commit()
    finally:
        file.discard()


def _write_csv(file: TextIO, items: Iterable[Item]) -> int:
    writer = csv.DictWriter(file, COLUMNS, restval="")
    writer.writeheader()
    count = 0
    for item in items:
        fields = fields_of(item)
        if item.flags:
            fields["flags"] = "; ".join(item.flags)
        if item.parameters:
            fields["parameters"] = _json.encode(item.parameters).decode()
        writer.writerow(fields)
        count += 1
    return count


def _write_json(file: TextIO, items: Iterable[Item]) -> int:
    """One item a line, so that two exports can be compared."""
    count = 0
    file.write('{"items": [')
    for item in items:
        file.write((",\n" if count else "\n") + _json.encode(fields_of(item)).decode())
        count += 1
    file.write("\n]}\n")
    return count
