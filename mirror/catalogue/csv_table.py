"""Reads CSV as shops and spreadsheets write it: any usual delimiter, any usual encoding.

The file is read row by row, never as a whole.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from mirror.catalogue.cells import CellError, text
from mirror.catalogue.columns import guess
from mirror.catalogue.encoding import Encoding
from mirror.catalogue.table import Row, Table
from mirror.errors import CatalogueError

DELIMITERS = (",", ";", "\t", "|")
_TITLES = {"\t": "tabs"}
_HEAD_ROWS = 40
_HEAD_CHARACTERS = 1 << 16
# Excel's own first line, which names the delimiter.
_SEP = re.compile(r"sep=([,;\t|])\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Layout:
    path: Path
    encoding: Encoding
    delimiter: str
    skipped: int

    def open(self) -> io.TextIOWrapper:
        """The text behind Excel's own line; bytes that do not decode are U+FFFD."""
        file = self.path.open("r", encoding=self.encoding.codec, errors="replace", newline="")
        for _ in range(self.skipped):
            file.readline()
        return file


def csv_table(path: Path, encoding: Encoding) -> Table:
    """A CSV file as a table.

    Raises:
        CatalogueError: It has no header.
        OSError: It cannot be read.
    """
    with path.open("r", encoding=encoding.codec, errors="replace", newline="") as file:
        head = file.read(_HEAD_CHARACTERS)
    excels = _SEP.match(head)
    head = head[excels.end() :] if excels else head
    delimiter = excels.group(1) if excels else _delimiter(head)
    layout = _Layout(path, encoding, delimiter, 1 if excels else 0)
    header = next((row for row in _parsed(layout) if row.trouble or any(row.cells)), None)
    if header is None:
        raise CatalogueError(f"{path} is empty; export the products again, with their headers.")
    if header.trouble:
        raise CatalogueError(f"{path}, line {header.number}: {header.trouble}; correct that line.")
    try:
        columns = tuple(map(text, header.cells))
    except CellError as error:
        raise CatalogueError(f"{path}, line {header.number}: the header {error}.") from error
    return Table(
        columns,
        lambda: _rows(layout, header.number, len(columns)),
        "line",
        f"CSV with {_TITLES.get(delimiter, f'“{delimiter}”')}, {encoding.title}",
    )


def _delimiter(head: str) -> str:
    """The delimiter that gives the most known headers, then the evenest rows."""
    scores = []
    for delimiter in DELIMITERS:
        reader = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
        try:
            rows = [row for row in islice(reader, _HEAD_ROWS) if any(row)]
        except csv.Error:
            continue
        if not rows:
            continue
        known = [column for column in guess(rows[0], rows[1:]).columns if column.field]
        even = sum(len(row) == len(rows[0]) for row in rows)
        scores.append((len(known), even if len(rows[0]) > 1 else 0, delimiter))
    return max(scores, key=lambda score: score[:2])[2] if scores else DELIMITERS[0]


def _parsed(layout: _Layout) -> Iterator[Row]:
    """All rows from the header on, with the physical lines on which they begin."""
    with layout.open() as file:
        reader = csv.reader(file, delimiter=layout.delimiter, strict=True)
        while True:
            number = layout.skipped + reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                last = layout.skipped + reader.line_num
                yield Row(number, (), _quote_trouble(error, number, last))
            else:
                yield Row(number, cells)


def _quote_trouble(error: csv.Error, first: int, last: int) -> str:
    reason = str(error)
    if "unexpected end" in reason or "field larger" in reason:
        lost = f"; lines {first} to {last} cannot be read" if last > first else ""
        return f"a quote opens that does not close{lost}"
    if "expected after" in reason:
        return "a quote closes in the middle of a value; double the quotes inside a value"
    return f"this is no CSV ({reason})"


def _rows(layout: _Layout, header: int, width: int) -> Iterator[Row]:
    for row in _parsed(layout):
        if row.number <= header:
            continue
        cells = row.cells
        if row.trouble is None and not any(isinstance(c, str) and c.strip() for c in cells):
            continue
        if len(cells) > width and not any(cells[width:]):
            cells = cells[:width]
        trouble = row.trouble
        if trouble is None and len(cells) != width:
            trouble = f"has {len(cells)} values where the header has {width}"
        elif not layout.encoding.strict and any("\ufffd" in str(cell) for cell in cells):
            trouble = f"holds bytes that are no {layout.encoding.title}"
        yield Row(row.number, () if trouble else cells, trouble)
