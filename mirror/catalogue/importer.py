"""Imports a file into the catalogue: all of its good rows in one transaction, or none.

Rows are read into a temporary table first, beside the catalogue, which nobody waits for. Only what
is then new, changed or gone is written, so a file that is imported twice changes nothing.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from mirror.catalogue.columns import ColumnMapping, guess
from mirror.catalogue.facets import write_facets
from mirror.catalogue.files import open_table
from mirror.catalogue.item import Item
from mirror.catalogue.item_row import COLUMNS, WORDS, row_of, words_of
from mirror.catalogue.reading import ReadRow, RowReader
from mirror.catalogue.report import Remark, Report
from mirror.catalogue.store import Catalogue, said
from mirror.catalogue.table import Table
from mirror.errors import CatalogueError

_SAMPLED = 50
# From so many changes on, the index of words is put in order again.
_MANY = 1000
_NAMES = ", ".join(COLUMNS)
_WORD_NAMES = ", ".join(f"word_{name}" for name in WORDS)
_DIFFERS = " OR ".join(f"items.{name} IS NOT incoming.{name}" for name in COLUMNS)


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a file is to be imported.

    Attributes:
        columns: Fields by the headers of columns, where the guess is not to be trusted; an empty
            field leaves the column out.
        currency: Of prices that name none.
        encoding: Python's name of the text's encoding; None finds it out.
        replace: Whether items that the file does not list are removed.
        dry_run: Whether to say what would happen, and leave the catalogue as it is.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    currency: str | None = None
    encoding: str | None = None
    replace: bool = False
    dry_run: bool = False


@dataclass(slots=True)
class _Tally:
    """What has been said of rows so far."""

    errors: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)
    bad: int = 0
    nameless: int = 0

    def leave_out(self, *errors: Remark) -> None:
        """Counts a row that is bad."""
        self.bad += 1
        self.errors.extend(errors)


@dataclass(frozen=True, slots=True)
class _Changes:
    new: int
    changed: int
    unchanged: int
    removed: int


def import_file(catalogue: Catalogue, path: Path, wishes: Wishes | None = None) -> Report:
    """Imports a file.

    Rows that cannot be read, or whose SKU or barcode is another item's, are left out and told in
    the report. Where a column is missing, the items have nothing in its field.

    Raises:
        CatalogueError: The file cannot be read at all, or the catalogue cannot be written; the
            catalogue is then as it was.
    """
    wishes = wishes or Wishes()
    started = time.perf_counter()
    table = open_table(path, wishes.encoding)
    mapping = mapping_of(path, table, wishes)
    reader = RowReader(mapping, wishes.currency)
    tally = _Tally()
    connection = catalogue.connection
    with said(catalogue.path):
        _make_tables(connection)
        try:
            _read_in(connection, path, table, reader, tally)
            notes = list(table.warnings)
            remove = wishes.replace
            if remove and tally.nameless:
                remove = False
                notes.append(
                    f"Nothing was removed: {tally.nameless} rows cannot be read, and may list what "
                    "would go; correct them and import again."
                )
            changes = _apply(connection, tally, remove=remove, dry_run=wishes.dry_run)
        finally:
            _drop_tables(connection)
    return Report(
        file=path,
        form=table.form,
        place=table.place,
        mapping=mapping,
        dry_run=wishes.dry_run,
        new=changes.new,
        changed=changes.changed,
        unchanged=changes.unchanged,
        removed=changes.removed,
        bad_rows=tally.bad,
        errors=tuple(sorted(tally.errors, key=lambda remark: remark.number)),
        warnings=tuple(tally.warnings),
        notes=tuple(notes),
        seconds=time.perf_counter() - started,
    )


def mapping_of(path: Path, table: Table, wishes: Wishes) -> ColumnMapping:
    """What the columns of a table are taken for.

    Raises:
        CatalogueError: A required field has no column, or there is no row.
    """
    sample = [row.cells for row in islice(table.rows(), _SAMPLED) if row.trouble is None]
    mapping = guess(table.columns, sample, wishes.columns)
    if mapping.missing:
        raise CatalogueError(
            f"{path} has no column for {', '.join(mapping.missing)} among its columns "
            f"{', '.join(filter(None, table.columns))}; name it with "
            f"--map “COLUMN={mapping.missing[0]}”."
        )
    if next(table.rows(), None) is None:
        raise CatalogueError(f"{path} has headers, but no rows; export the products again.")
    return mapping


def _make_tables(connection: sqlite3.Connection) -> None:
    _drop_tables(connection)
    unique = ", ".join(f"{n} UNIQUE" if n in ("sku", "barcode") else n for n in COLUMNS)
    connection.execute(f"CREATE TEMP TABLE incoming (number INTEGER, {unique}, {_WORD_NAMES})")
    connection.execute("CREATE TEMP TABLE listed (sku PRIMARY KEY) WITHOUT ROWID")
    connection.execute("CREATE TEMP TABLE todo (sku PRIMARY KEY, is_new) WITHOUT ROWID")


def _drop_tables(connection: sqlite3.Connection) -> None:
    for name in ("incoming", "listed", "todo"):
        connection.execute(f"DROP TABLE IF EXISTS temp.{name}")


def _read_in(
    connection: sqlite3.Connection, path: Path, table: Table, reader: RowReader, tally: _Tally
) -> None:
    """Reads all rows into the temporary tables."""
    connection.execute("BEGIN")
    try:
        for row in table.rows():
            read = reader.read(row)
            tally.warnings.extend(read.warnings)
            if read.sku is not None:
                connection.execute("INSERT OR IGNORE INTO listed VALUES (?)", (read.sku,))
            else:
                tally.nameless += 1
            if read.item is None:
                tally.leave_out(*read.errors)
            else:
                _take_in(connection, table, read, read.item, tally)
        connection.execute("COMMIT")
    except OSError as error:
        reason = error.strerror or str(error)
        raise CatalogueError(f"{path} cannot be read to its end: {reason}.") from error
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _take_in(
    connection: sqlite3.Connection, table: Table, read: ReadRow, item: Item, tally: _Tally
) -> None:
    values = (read.number, *row_of(item), *words_of(item))
    marks = ", ".join("?" * len(values))
    done = connection.execute(f"INSERT OR IGNORE INTO incoming VALUES ({marks})", values)
    if done.rowcount:
        return
    for column, value in (("sku", item.sku), ("barcode", item.barcode)):
        first = connection.execute(
            f"SELECT number FROM incoming WHERE {column} = ?", (value,)
        ).fetchone()
        if first is not None:
            text = f"the {column} {value} is in {table.place} {first[0]} already"
            tally.leave_out(Remark(read.number, None, text))
            return


def _apply(
    connection: sqlite3.Connection, tally: _Tally, *, remove: bool, dry_run: bool
) -> _Changes:
    """Writes what is new, changed and gone, and commits."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        _leave_out_taken_barcodes(connection, tally, remove=remove)
        changes = _compare(connection, remove=remove)
        if not dry_run and changes.new + changes.changed + changes.removed:
            _write(connection, changes, remove=remove)
        connection.execute("ROLLBACK" if dry_run else "COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    return changes


def _leave_out_taken_barcodes(
    connection: sqlite3.Connection, tally: _Tally, *, remove: bool
) -> None:
    """Takes out rows whose barcode another item keeps.

    One that is left out keeps its own old barcode, which may be another row's, and so on.
    """
    gone = "AND items.sku IN (SELECT sku FROM listed)" if remove else ""
    while taken := connection.execute(
        "SELECT incoming.number, incoming.sku, incoming.barcode, items.sku FROM incoming "
        "JOIN items ON items.barcode = incoming.barcode AND items.sku <> incoming.sku "
        f"WHERE items.sku NOT IN (SELECT sku FROM incoming) {gone} ORDER BY incoming.number"
    ).fetchall():
        for number, sku, barcode, other in taken:
            text = f"the barcode {barcode} is that of {other} in the catalogue"
            tally.leave_out(Remark(number, None, text))
            connection.execute("DELETE FROM incoming WHERE sku = ?", (sku,))


def _compare(connection: sqlite3.Connection, *, remove: bool) -> _Changes:
    connection.execute(
        "INSERT INTO todo SELECT incoming.sku, items.sku IS NULL FROM incoming "
        f"LEFT JOIN items ON items.sku = incoming.sku WHERE items.sku IS NULL OR {_DIFFERS}"
    )
    new, count = connection.execute("SELECT ifnull(sum(is_new), 0), count(*) FROM todo").fetchone()
    (rows,) = connection.execute("SELECT count(*) FROM incoming").fetchone()
    removed = 0
    if remove:
        (removed,) = connection.execute(
            "SELECT count(*) FROM items WHERE sku NOT IN (SELECT sku FROM listed)"
        ).fetchone()
    return _Changes(new, count - new, rows - count, removed)


def _write(connection: sqlite3.Connection, changes: _Changes, *, remove: bool) -> None:
    old = "SELECT id FROM items WHERE sku IN (SELECT sku FROM todo WHERE NOT is_new)"
    if changes.removed and remove:
        gone = "SELECT id FROM items WHERE sku NOT IN (SELECT sku FROM listed)"
        connection.execute(f"DELETE FROM words WHERE rowid IN ({gone})")
        connection.execute("DELETE FROM items WHERE sku NOT IN (SELECT sku FROM listed)")
    if changes.changed:
        connection.execute(f"DELETE FROM words WHERE rowid IN ({old})")
        # Two items may exchange their barcodes.
        connection.execute(f"UPDATE items SET barcode = NULL WHERE id IN ({old})")
    updates = ", ".join(f"{name} = excluded.{name}" for name in COLUMNS if name != "sku")
    connection.execute(
        f"INSERT INTO items ({_NAMES}) SELECT {_NAMES} FROM incoming "
        "WHERE sku IN (SELECT sku FROM todo) ORDER BY number "
        f"ON CONFLICT (sku) DO UPDATE SET {updates}"
    )
    connection.execute(
        f"INSERT INTO words (rowid, {', '.join(WORDS)}) SELECT items.id, {_WORD_NAMES} "
        "FROM incoming JOIN items ON items.sku = incoming.sku "
        "WHERE incoming.sku IN (SELECT sku FROM todo) ORDER BY items.id"
    )
    if changes.new + changes.changed + changes.removed >= _MANY:
        connection.execute("INSERT INTO words (words) VALUES ('optimize')")
    write_facets(connection)
