from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from mirror.catalogue.facets import read_facets, write_facets
from mirror.catalogue.importer import import_file
from mirror.catalogue.item import Item
from mirror.catalogue.query import Query
from mirror.catalogue.store import Catalogue
from mirror.catalogue.synthetic import synthetic_items
from tests.shelf import BLUSH, RED, ROSE, write_csv

ITEMS = list(synthetic_items(400))


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    from mirror.catalogue.export import export_items

    export_items(ITEMS, tmp_path / "items.json")
    with Catalogue(None) as catalogue:
        import_file(catalogue, tmp_path / "items.json")
        yield catalogue.connection


@pytest.mark.parametrize(
    ("query", "passes"),
    [
        (Query(), lambda item: True),
        (Query(kinds=("lipstick",)), lambda item: item.kind == "lipstick"),
        (Query(kinds=("lipstick", "blush")), lambda item: item.kind in ("lipstick", "blush")),
        (Query(finishes=("matte",)), lambda item: item.finish == "matte"),
        (Query(brands=(ITEMS[0].brand.upper(),)), lambda item: item.brand == ITEMS[0].brand),
        (Query(brands=("nobody",)), lambda item: False),
        (Query(undertones=("warm", "olive")), lambda item: item.undertone in ("warm", "olive")),
        (Query(flags=("vegan", "halal")), lambda item: {"vegan", "halal"} <= set(item.flags)),
        (Query(lowest_cents=5000), lambda item: (item.price_cents or -1) >= 5000),
        (Query(lowest_cents=0), lambda item: item.price_cents is not None),
        (
            Query(highest_cents=5000),
            lambda item: item.price_cents is not None and item.price_cents <= 5000,
        ),
        (Query(currency="EUR"), lambda item: item.currency == "EUR"),
        (Query(currency="USD"), lambda item: False),
        (Query(in_stock=True), lambda item: bool(item.stock)),
    ],
)
def test_a_filter_keeps_what_a_person_would(
    filled: sqlite3.Connection, query: Query, passes: Callable[[Item], bool]
) -> None:
    kept = read_facets(filled, None).matching(query)
    assert kept.tolist() == [passes(item) for item in ITEMS]


def test_they_are_read_again_only_when_they_have_changed(filled: sqlite3.Connection) -> None:
    first = read_facets(filled, None)
    assert read_facets(filled, first) is first
    write_facets(filled)
    again = read_facets(filled, first)
    assert again is not first
    assert again.revision == first.revision + 1
    np.testing.assert_array_equal(again.rows, first.rows)


def test_an_empty_store_has_none() -> None:
    with Catalogue(None) as catalogue:
        facets = read_facets(catalogue.connection, None)
    assert facets.matching(Query(kinds=("lipstick",))).shape == (0,)


def test_prices_of_one_currency_stand_together_and_unknown_ones_last(tmp_path: Path) -> None:
    rows = [
        ("A", "", "", "a", "lipstick", "#000000", "30", "USD"),
        ("B", "", "", "b", "lipstick", "#000000", "20", "EUR"),
        ("C", "", "", "c", "lipstick", "#000000", "", ""),
        ("D", "", "", "d", "lipstick", "#000000", "10", "USD"),
        ("E", "", "", "e", "lipstick", "#000000", "40", "EUR"),
    ]
    with Catalogue(None) as catalogue:
        import_file(catalogue, write_csv(tmp_path / "items.csv", *rows))
        orders = {
            order: "".join(found.item.sku for found in catalogue.search(Query(order=order)).found)
            for order in ("price", "price-down")
        }
    assert orders in (
        {"price": "DABEC", "price-down": "EBADC"},
        {"price": "BEDAC", "price-down": "ADEBC"},
    )


def test_a_stock_beyond_counting_is_in_stock(tmp_path: Path) -> None:
    header = ("sku", "name", "kind", "colour", "stock")
    row = ("A", "x", "lipstick", "#000000", "1000000000")
    with Catalogue(None) as catalogue:
        import_file(catalogue, write_csv(tmp_path / "items.csv", row, header=header))
        assert catalogue.search(Query(in_stock=True)).total == 1


def test_ranks_follow_names_without_case_and_accents(tmp_path: Path) -> None:
    rows = [RED, ROSE, BLUSH, ("Z", "", "áurora", "A", "lipstick", "#000000", "", "")]
    with Catalogue(None) as catalogue:
        import_file(catalogue, write_csv(tmp_path / "items.csv", *rows))
        found = catalogue.search(Query(order="name")).found
    assert [one.item.sku for one in found] == ["Z", "R1", "R2", "B1"]
