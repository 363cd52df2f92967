from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from mirror.catalogue import store
from mirror.catalogue.export import export_items
from mirror.catalogue.importer import import_file
from mirror.catalogue.query import Order, Query
from mirror.catalogue.store import Catalogue
from mirror.catalogue.synthetic import synthetic_items
from mirror.errors import CatalogueError
from tests.shelf import BARCODES, item, write_csv

ITEMS = [
    item("R1", barcode=BARCODES[0], brand="Aurora", name="Velvet Lipstick", shade_name="Ruby"),
    item("R2", brand="Aurora", name="Velvet Lipstick", shade_name="Crème rosée", colour="#c06070"),
    item("R3", brand="Bellis", name="Ruby Gloss", shade_code="104", colour="#b03048"),
    item(
        "B1", barcode=BARCODES[3], brand="花西子", name="豆沙色腮红", kind="blush", colour="#d08080"
    ),
]


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    export_items(ITEMS, tmp_path / "items.json")
    with Catalogue(tmp_path / "catalogue.sqlite") as opened:
        import_file(opened, tmp_path / "items.json")
        yield opened


@pytest.fixture
def large(tmp_path: Path) -> Iterator[Catalogue]:
    export_items(synthetic_items(1500), tmp_path / "items.json")
    with Catalogue(None) as opened:
        import_file(opened, tmp_path / "items.json")
        yield opened


def skus(catalogue: Catalogue, query: Query) -> list[str]:
    return [found.item.sku for found in catalogue.search(query).found]


def test_an_item_is_found_by_its_numbers(catalogue: Catalogue) -> None:
    assert len(catalogue) == 4
    assert catalogue.by_sku("R1") == ITEMS[0]
    assert catalogue.by_sku("r1") is None
    assert catalogue.by_barcode("4006381333931") == ITEMS[0]
    assert catalogue.by_barcode("4 006381 333931") == ITEMS[0]
    assert catalogue.by_barcode("036000291452") == ITEMS[3]
    assert catalogue.by_barcode("5901234123457") is None
    assert catalogue.by_barcode("nonsense") is None
    assert list(catalogue.items()) == ITEMS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("velvet", {"R1", "R2"}),
        ("VEL LIP", {"R1", "R2"}),
        ("creme rosee", {"R2"}),
        ("CRÈME", {"R2"}),
        ("aurora ruby", {"R1"}),
        ("ruby", {"R1", "R3"}),
        ("104", {"R3"}),
        ("豆沙", {"B1"}),
        ("沙色", {"B1"}),
        ("花西子 腮红", {"B1"}),
        ("沙豆", set()),
        ("elvet", set()),
        ("ruby absent", set()),
        ("!!!", set()),
        ("'); DROP TABLE items; --", set()),
    ],
)
def test_words_are_found_by_how_they_begin(
    catalogue: Catalogue, text: str, expected: set[str]
) -> None:
    page = catalogue.search(Query(text))
    assert {found.item.sku for found in page.found} == expected
    assert page.total == len(expected)
    assert len(catalogue) == 4


def test_text_and_filters_hold_together(catalogue: Catalogue) -> None:
    assert skus(catalogue, Query("ruby", brands=("aurora",))) == ["R1"]
    assert skus(catalogue, Query("ruby", kinds=("blush",))) == []


def test_the_nearest_colour_comes_first_with_its_distance(catalogue: Catalogue) -> None:
    page = catalogue.search(Query(near="#a8283c", order="colour"))
    assert [found.item.sku for found in page.found] == ["R1", "R3", "R2", "B1"]
    distances = [found.distance for found in page.found]
    assert distances[0] == pytest.approx(0.0, abs=1e-2)
    assert all(distance is not None and distance > 1 for distance in distances[1:])
    assert distances == sorted(distances, key=lambda distance: distance or 0)
    named = catalogue.search(Query("ruby gloss", near="#b03048"))
    assert named.found[0].distance == pytest.approx(0.0, abs=1e-2)
    assert catalogue.search(Query()).found[0].distance is None


@pytest.mark.parametrize("text", ["", "s", "lip"])
@pytest.mark.parametrize("order", ["relevance", "name", "price", "price-down", "colour"])
def test_pages_follow_each_other_without_gap_or_repeat(
    large: Catalogue, text: str, order: Order
) -> None:
    def page(offset: int, limit: int) -> list[str]:
        query = Query(text, near="#a8283c", order=order, offset=offset, limit=limit)
        return skus(large, query)

    whole = page(0, 1000)
    pieces = [sku for offset in range(0, 1000, 70) for sku in page(offset, 70)][:1000]
    assert len(whole) > 70
    assert pieces[: len(whole)] == whole
    assert len(set(whole)) == len(whole)
    assert page(5000, 20) == []


def test_an_order_by_price_is_one(large: Catalogue) -> None:
    for order, sign in (("price", 1), ("price-down", -1)):
        found = large.search(Query(order=order, limit=1000)).found  # type: ignore[arg-type]
        prices = [one.item.price_cents for one in found if one.item.price_cents is not None]
        assert prices == sorted(prices, key=lambda price: sign * price)
        unknown = [one.item.price_cents is None for one in found]
        assert unknown == sorted(unknown)


def test_the_nearest_are_exactly_those_of_all_distances(large: Catalogue) -> None:
    from coloraide import Color

    wanted = Color("#a8283c")
    exact = sorted(float(wanted.delta_e(Color(one.shade), method="2000")) for one in large.items())
    page = large.search(Query(near="#a8283c", order="colour", limit=50))
    assert [found.distance for found in page.found] == pytest.approx(exact[:50], abs=5e-3)


def test_the_better_match_comes_first_unless_there_are_too_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = [
        item("LINE", brand="A", line="Pearl", name="Gloss"),
        item("NAME", brand="B", line="Gloss", name="Pearl"),
        *(item(f"F{i}", brand="C", line="Gloss", name="Velvet") for i in range(20)),
    ]
    export_items(items, tmp_path / "pearls.json")
    with Catalogue(None) as catalogue:
        import_file(catalogue, tmp_path / "pearls.json")
        assert skus(catalogue, Query("pearl")) == ["NAME", "LINE"]
        monkeypatch.setattr(store, "RANKED", 1)
        assert skus(catalogue, Query("pearl")) == ["LINE", "NAME"]


def test_a_reader_sees_what_another_has_committed(catalogue: Catalogue, tmp_path: Path) -> None:
    assert catalogue.path is not None
    with Catalogue(catalogue.path) as other:
        assert other.search(Query()).total == 4
        write_csv(tmp_path / "more.csv", ("N1", "", "", "New", "blush", "#d08080", "", ""))
        import_file(catalogue, tmp_path / "more.csv")
        assert other.search(Query()).total == 5
        assert other.search(Query("new")).total == 1


def test_the_folder_is_made_and_what_is_not_there_is_told(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "catalogue.sqlite"
    with pytest.raises(CatalogueError, match=r"no catalogue at .*`mirror catalogue import FILE`"):
        Catalogue(path, create=False)
    assert not path.parent.exists()
    with Catalogue(path) as made:
        assert len(made) == 0
        assert made.search(Query("x")).total == 0
    with Catalogue(path, create=False) as again:
        again.close()


def test_a_file_that_is_no_catalogue_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    path.write_bytes(b"This is no database at all. " * 100)
    with pytest.raises(CatalogueError, match="no catalogue, or a damaged one"):
        Catalogue(path)
    (tmp_path / "file").touch()
    with pytest.raises(CatalogueError, match="cannot be made"):
        Catalogue(tmp_path / "file" / "catalogue.sqlite")
    with pytest.raises(CatalogueError, match="cannot be used"):
        Catalogue(tmp_path)


def test_a_catalogue_is_for_the_thread_that_opened_it(catalogue: Catalogue) -> None:
    caught: list[BaseException] = []

    def use() -> None:
        try:
            catalogue.by_sku("R1")
        except sqlite3.ProgrammingError as error:
            caught.append(error)

    thread = threading.Thread(target=use)
    thread.start()
    thread.join()
    assert len(caught) == 1


def test_the_file_is_in_wal_mode_with_foreign_keys(catalogue: Catalogue) -> None:
    connection = catalogue.connection
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("database or disk is full", "free some space"),
        ("database is locked", "another import is running"),
        ("attempt to write a readonly database", "may not write there"),
        ("disk I/O error", "disk I/O error"),
    ],
)
def test_an_error_of_the_database_becomes_a_sentence(reason: str, words: str) -> None:
    with (
        pytest.raises(CatalogueError, match=words) as caught,
        store.said(Path("shop.sqlite")),
    ):
        raise sqlite3.OperationalError(reason)
    assert "shop.sqlite" in str(caught.value)
