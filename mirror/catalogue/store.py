"""Keeps the items in a SQLite file, finds them by number, and searches them.

Readers and one writer do not wait for each other (WAL), and a reader sees all of an import or
nothing of it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from mirror.catalogue import gtin
from mirror.catalogue.facets import Facets, read_facets
from mirror.catalogue.item import Item
from mirror.catalogue.item_row import STATED, item_of
from mirror.catalogue.migrations import migrate
from mirror.catalogue.query import Found, Page, Query, match_expression
from mirror.errors import CatalogueError

_WAIT_S = 10.0
# Among more matches than this, as of a single letter, no order of relevance means anything.
RANKED = 10_000
# How much a word in the brand, line, name or shade says.
_WEIGHTS = "2.0, 1.0, 3.0, 3.0"
_SELECT = f"SELECT id, {', '.join(STATED)} FROM items"


class Catalogue:
    """A shop's items, in one file; for the thread that has opened it.

    Args:
        path: The file; None keeps the items in memory.
        create: Whether a file that is not there is made, with its folder.

    Raises:
        CatalogueError: It is not there, no catalogue, a newer one, or cannot be opened.
    """

    def __init__(self, path: Path | None, *, create: bool = True) -> None:
        self.path = path
        self._facets: Facets | None = None
        if path is not None:
            if not create and not path.exists():
                raise CatalogueError(
                    f"There is no catalogue at {path}; make one with `mirror catalogue import FILE`, "
                    "or one to try with `mirror catalogue import --demo`."
                )
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                reason = error.strerror or str(error)
                raise CatalogueError(
                    f"The folder {path.parent} for the catalogue cannot be made: {reason}."
                ) from error
        with said(path):
            self._connection = sqlite3.connect(
                ":memory:" if path is None else path, timeout=_WAIT_S, isolation_level=None
            )
        try:
            with said(path):
                self._connection.execute("PRAGMA foreign_keys = ON")
                migrate(self._connection, path or Path(":memory:"))
                self._connection.execute("PRAGMA journal_mode = WAL").fetchone()
        except BaseException:
            self._connection.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file; may be repeated."""
        self._connection.close()

    @property
    def connection(self) -> sqlite3.Connection:
        """For the importer, which keeps its rows beside the items until it commits."""
        return self._connection

    def __len__(self) -> int:
        with said(self.path):
            (count,) = self._connection.execute("SELECT count(*) FROM items").fetchone()
        return int(count)

    def by_sku(self, sku: str) -> Item | None:
        """The item of that number."""
        return self._one("sku", sku)

    def by_barcode(self, code: str) -> Item | None:
        """The item with that EAN-13, EAN-8 or UPC-A, as a scanner or a person gives it."""
        try:
            return self._one("barcode", gtin.normalised(code))
        except ValueError:
            return None

    def items(self) -> Iterator[Item]:
        """All items in the order in which they came, as they are at the first one."""
        with said(self.path):
            for row in self._connection.execute(f"{_SELECT} ORDER BY id"):
                yield item_of(row[1:])

    def search(self, query: Query) -> Page:
        """One page of what a query finds.

        Raises:
            CatalogueError: The file cannot be read.
        """
        with said(self.path), self._snapshot():
            self._facets = facets = read_facets(self._connection, self._facets)
            at, order = self._matches(facets, query)
            page = at[_first(order, query.offset + query.limit)][query.offset :]
            distances: list[float | None] = [None] * len(page)
            if query.near is not None:
                distances = facets.distances(query, page).tolist()
            items = self._by_ids(facets.rows["id"][page].tolist())
        found = tuple(Found(item, far) for item, far in zip(items, distances, strict=True))
        return Page(found, len(at))

    def _matches(
        self, facets: Facets, query: Query
    ) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        """The rows that are found, and the numbers that order them."""
        kept = facets.matching(query)
        if not query.text.strip():
            at = np.flatnonzero(kept)
            return at, facets.order(query, at)
        expression = match_expression(query.text)
        if not expression:
            none = np.empty(0, np.intp)
            return none, facets.order(query, none)
        if query.order == "relevance" and self._count(expression) <= RANKED:
            ids, ranks = self._ranked(expression)
            at = facets.places(ids)
            inside = kept[at]
            at = at[inside]
            # Equally relevant ones by name, which is what SQLite leaves open.
            best = np.lexsort((facets.rows["by_name"][at], ranks[inside]))
            return at[best], np.arange(len(at), dtype=np.float64)
        at = facets.places(self._worded(expression))
        at = at[kept[at]]
        return at, facets.order(query, at)

    def _count(self, expression: str) -> int:
        found = self._connection.execute(
            "SELECT count(*) FROM words WHERE words MATCH ?", (expression,)
        )
        return int(found.fetchone()[0])

    def _worded(self, expression: str) -> NDArray[np.int64]:
        """Ids of the items that have the words."""
        # One text of all of them: a row for each would take five times as long.
        (ids,) = self._connection.execute(
            "SELECT ifnull(group_concat(rowid), '') FROM words WHERE words MATCH ?", (expression,)
        ).fetchone()
        return np.array([], np.int64) if not ids else np.fromstring(ids, np.int64, sep=",")

    def _ranked(self, expression: str) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Ids of the items that have the words, and how well they do: the lower, the better."""
        rows = self._connection.execute(
            f"SELECT rowid, bm25(words, {_WEIGHTS}) FROM words WHERE words MATCH ?", (expression,)
        ).fetchall()
        ids, ranks = zip(*rows, strict=True) if rows else ((), ())
        return np.array(ids, np.int64), np.array(ranks, np.float64)

    def _by_ids(self, ids: list[int]) -> list[Item]:
        marks = ", ".join("?" * len(ids))
        rows = self._connection.execute(f"{_SELECT} WHERE id IN ({marks})", ids)
        found = {row[0]: item_of(row[1:]) for row in rows}
        return [found[one] for one in ids]

    def _one(self, column: str, value: str) -> Item | None:
        with said(self.path):
            row = self._connection.execute(f"{_SELECT} WHERE {column} = ?", (value,)).fetchone()
        return None if row is None else item_of(row[1:])

    @contextmanager
    def _snapshot(self) -> Iterator[None]:
        """One state of the file for several statements."""
        self._connection.execute("BEGIN")
        try:
            yield
        finally:
            self._connection.execute("COMMIT")


@contextmanager
def said(path: Path | None) -> Iterator[None]:
    """Turns the database's errors into sentences.

    Raises:
        CatalogueError: In place of a `sqlite3.Error` that is no fault of the program.
    """
    try:
        yield
    except (sqlite3.ProgrammingError, sqlite3.IntegrityError):
        raise  # a fault of ours
    except sqlite3.Error as error:
        reason = str(error)
        if "full" in reason:
            advice = "the disk is full; free some space"
        elif "locked" in reason:
            advice = "another import is running; try again when it is done"
        elif "not a database" in reason or "malformed" in reason:
            advice = "it is no catalogue, or a damaged one; move it away and import again"
        elif "readonly" in reason or "unable to open" in reason:
            advice = "this account may not write there; choose another file with --catalogue"
        else:
            advice = f"{reason}; choose another file with --catalogue"
        raise CatalogueError(
            f"The catalogue {path or 'in memory'} cannot be used: {advice}."
        ) from (error)


def _first(order: NDArray[np.float64], count: int) -> NDArray[np.intp]:
    """The places of the lowest numbers, lowest first; of equal ones the earlier first."""
    if count >= len(order):
        return np.argsort(order, kind="stable")
    # All that is no higher than the last wanted one, so that equal ones do not depend on chance.
    highest = np.partition(order, count - 1)[count - 1]
    candidates = np.flatnonzero(order <= highest)
    return candidates[np.argsort(order[candidates], kind="stable")][:count]
