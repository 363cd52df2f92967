"""What every reader of files hands over: a table of rows that know where they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One row below the headers.

    Attributes:
        number: Of its first physical line, its row in the sheet or its place in the list, from 1.
        cells: One a column: text, a number, a truth value, None, or what JSON can hold besides.
        trouble: Why it cannot be read at all; there are then no cells.
    """

    number: int
    cells: Sequence[object]
    trouble: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A file as a table.

    Attributes:
        columns: The headers, as they are written.
        rows: Reads them from the start, each time it is called.
        place: What a row's number counts: `line`, `row` or `item`.
        form: What the file was found to be, such as `CSV with “;”, UTF-8`.
        warnings: What a person should know about how it was read; sentences.
    """

    columns: tuple[str, ...]
    rows: Callable[[], Iterator[Row]]
    place: str
    form: str
    warnings: tuple[str, ...] = ()
