"""Reads JSON: a list of objects, an object that holds one under `items`, or an object a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path

import msgspec

from mirror.catalogue.encoding import Encoding
from mirror.catalogue.table import Row, Table
from mirror.errors import CatalogueError

ITEMS = "items"
# As a hook, so that a price is the decimal number that is written.
_decoder = msgspec.json.Decoder(float_hook=Decimal)


def json_table(path: Path, encoding: Encoding) -> Table:
    """A JSON file as a table; it is read as a whole.

    Raises:
        CatalogueError: It is no JSON, or holds no list of objects.
        OSError: It cannot be read.
    """
    try:
        held = _decoder.decode(path.read_bytes().decode(encoding.codec).encode())
    except UnicodeError as error:
        raise CatalogueError(f"{path} is no valid {encoding.title}; save it as UTF-8.") from error
    except (msgspec.DecodeError, RecursionError) as error:
        raise CatalogueError(f"{path} is no valid JSON: {error}; export it again.") from error
    if isinstance(held, dict):
        held = held.get(ITEMS)
    if not isinstance(held, list):
        raise CatalogueError(
            f"{path} holds no list of products; write [{{…}}, …], or an object with “{ITEMS}”."
        )
    rows: list[object] = held
    columns = _keys(rows)
    return Table(
        columns,
        lambda: (_row(i, one, columns) for i, one in enumerate(rows, 1)),
        "item",
        f"JSON, {encoding.title}",
    )


def json_lines_table(path: Path, encoding: Encoding) -> Table:
    """A file of one JSON object a line as a table; it is read line by line, twice.

    Raises:
        OSError: It cannot be read.
    """
    columns = _keys(one for _, one, trouble in _lines(path, encoding) if trouble is None)

    def rows() -> Iterator[Row]:
        for number, one, trouble in _lines(path, encoding):
            yield Row(number, (), trouble) if trouble else _row(number, one, columns)

    return Table(columns, rows, "line", f"JSON lines, {encoding.title}")


def _keys(rows: Iterable[object]) -> tuple[str, ...]:
    """The keys of all objects, in the order in which they first come."""
    return tuple(dict.fromkeys(key for row in rows if isinstance(row, dict) for key in row))


def _row(number: int, held: object, columns: tuple[str, ...]) -> Row:
    if not isinstance(held, dict):
        return Row(number, (), "is no object of keys and values")
    return Row(number, [held.get(column) for column in columns])


def _lines(path: Path, encoding: Encoding) -> Iterator[tuple[int, object, str | None]]:
    with path.open("r", encoding=encoding.codec, errors="replace") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            if not encoding.strict and "\ufffd" in line:
                yield number, None, f"holds bytes that are no {encoding.title}"
                continue
            try:
                yield number, _decoder.decode(line), None
            except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
                yield number, None, f"is no valid JSON: {error}"
