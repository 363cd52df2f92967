"""What is filtered and sorted by, of all items, as one array.

Filters, orders and colour distances over 100,000 items take some milliseconds in numpy. In SQL no
index serves all of them: half of the items sorted by price, or a colour's neighbours, took 40 to
90 ms. The array lies in the store, written in the transaction that changes the items, so it is
there at once and never says anything else than they do.
"""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from mirror.catalogue.cells import fold
from mirror.catalogue.colour import ciede2000, lab_of
from mirror.catalogue.item import FLAGS
from mirror.catalogue.query import Query

_NAMED = ("kind", "finish", "brand", "undertone", "currency")
_UNKNOWN = -1
_MOST_STOCK = 2**31 - 1
_ROW = np.dtype(
    [
        ("id", np.int64),
        *((name, np.int32) for name in _NAMED),
        ("flags", np.uint32),
        ("price", np.int64),
        ("stock", np.int32),
        ("lab", np.float32, 3),
        ("by_name", np.int32),
        ("by_price", np.int32),
    ]
)


@dataclass(frozen=True, slots=True)
class Facets:
    """The array, and the names that its numbers stand for.

    Attributes:
        revision: Rises with every change.
        rows: N of `_ROW`, by rising `id`; -1 is unknown. `by_name` and `by_price` are places in
            these orders, unknown prices last.
        names: The names of kinds, finishes, brands, undertones and currencies.
    """

    revision: int
    rows: NDArray[np.void]
    names: Mapping[str, Sequence[str]]

    def matching(self, query: Query) -> NDArray[np.bool_]:
        """Which rows pass the filters; the text is none of them."""
        rows = self.rows
        kept = np.ones(len(rows), bool)
        wanted = {
            "kind": query.kinds,
            "finish": query.finishes,
            "brand": query.brands,
            "undertone": query.undertones,
            "currency": (query.currency,) if query.currency else (),
        }
        for name, values in wanted.items():
            if values:
                kept &= np.isin(rows[name], self._codes(name, values))
        if query.flags:
            bits = sum(1 << FLAGS.index(flag) for flag in query.flags)
            kept &= (rows["flags"] & bits) == bits
        if query.lowest_cents is not None:
            kept &= rows["price"] >= max(query.lowest_cents, 0)
        if query.highest_cents is not None:
            kept &= (rows["price"] != _UNKNOWN) & (rows["price"] <= query.highest_cents)
        if query.in_stock:
            kept &= rows["stock"] > 0
        return kept

    def places(self, ids: NDArray[np.int64]) -> NDArray[np.intp]:
        """The rows of items, all of which there are, by their ids."""
        return np.searchsorted(self.rows["id"], ids)

    def distances(self, query: Query, at: NDArray[np.intp]) -> NDArray[np.float32]:
        """CIEDE2000 from the rows `at` to the colour of the query."""
        if query.near is None:
            raise ValueError("distances are asked for without a colour")
        near = lab_of(query.near)
        found: NDArray[np.float32] = ciede2000((near.l, near.a, near.b), self.rows["lab"][at])
        return found

    def order(self, query: Query, at: NDArray[np.intp]) -> NDArray[np.float64]:
        """A number for each of the rows `at`, of which the lowest comes first."""
        rows = self.rows[at]
        if query.order == "colour":
            return self.distances(query, at).astype(np.float64)
        if query.order == "price":
            return np.asarray(rows["by_price"], np.float64)
        if query.order == "price-down":
            places = np.where(rows["price"] == _UNKNOWN, rows["by_price"], -rows["by_price"])
            return np.asarray(places, np.float64)
        return np.asarray(rows["by_name"], np.float64)

    def _codes(self, name: str, values: Sequence[str]) -> list[int]:
        wanted = set(map(fold, values))
        return [i for i, one in enumerate(self.names[name]) if fold(one) in wanted]


def read_facets(connection: sqlite3.Connection, known: Facets | None) -> Facets:
    """Those of the store as the transaction sees it; `known` if they are still the same."""
    revision = connection.execute("SELECT revision FROM facets").fetchone()
    if revision is None:
        return Facets(0, np.empty(0, _ROW), dict.fromkeys(_NAMED, ()))
    if known is not None and known.revision == revision[0]:
        return known
    names, held = connection.execute("SELECT names, columns FROM facets").fetchone()
    rows = np.load(io.BytesIO(held), allow_pickle=False)
    return Facets(revision[0], rows, msgspec.json.decode(names))


def write_facets(connection: sqlite3.Connection) -> None:
    """Makes them anew of all items, in the transaction that is open."""
    (count,) = connection.execute("SELECT count(*) FROM items").fetchone()
    rows = np.empty(count, _ROW)
    names: dict[str, list[str]] = {}
    for name in _NAMED:
        names[name], rows[name] = _coded(connection, name)
    for name, column, kind in (
        ("id", "id", np.int64),
        ("flags", "flags", np.uint32),
        ("price", f"ifnull(price_cents, {_UNKNOWN})", np.int64),
        ("stock", f"min(ifnull(stock, {_UNKNOWN}), {_MOST_STOCK})", np.int32),
    ):
        rows[name] = np.fromiter(_values(connection, column), kind, count)
    for i, name in enumerate(("lab_l", "lab_a", "lab_b")):
        rows["lab"][:, i] = np.fromiter(_values(connection, name), np.float32, count)
    keys = list(_values(connection, "sort_key"))
    by_name = np.array(sorted(range(count), key=keys.__getitem__), np.int64)
    rows["by_name"][by_name] = np.arange(count)
    # Sums of different currencies are not compared; within one price, the name decides.
    unknown = rows["price"] == _UNKNOWN
    by_price = np.lexsort((rows["by_name"], rows["price"], rows["currency"], unknown))
    rows["by_price"][by_price] = np.arange(count)
    file = io.BytesIO()
    np.save(file, rows, allow_pickle=False)
    connection.execute(
        "INSERT INTO facets VALUES (1, 1, ?, ?) ON CONFLICT (id) DO UPDATE SET "
        "revision = revision + 1, names = excluded.names, columns = excluded.columns",
        (msgspec.json.encode(names).decode(), file.getvalue()),
    )


def _values(connection: sqlite3.Connection, column: str) -> Iterator[Any]:
    found = connection.execute(f"SELECT {column} FROM items ORDER BY id")
    return (value for (value,) in found)


def _coded(connection: sqlite3.Connection, column: str) -> tuple[list[str], list[int]]:
    """The names that a column has, and for each item the place of its own among them."""
    codes: dict[str, int] = {}
    found = [
        _UNKNOWN if value is None else codes.setdefault(value, len(codes))
        for value in _values(connection, column)
    ]
    return list(codes), found
