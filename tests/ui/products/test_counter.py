from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from mirror.catalogue.item import Item
from mirror.catalogue.query import Query
from mirror.catalogue.shelf import ShelfProduct
from mirror.catalogue.store import Catalogue
from mirror.errors import CatalogueError
from mirror.ui.products.counter import Answer, Counter
from tests.fakes import PATIENCE_S
from tests.shelf import BARCODES, SHELF, shelf_catalogue


class Shop:
    """A counter, and what it said."""

    def __init__(self, open_catalogue: Callable[[], Catalogue]) -> None:
        self.counter = Counter(open_catalogue)
        self.answers: list[Answer] = []
        self.found: list[tuple[ShelfProduct, Item]] = []
        self.unknown: list[str] = []
        self.failed: list[str] = []
        self.counter.answered.connect(self.answers.append)
        self.counter.found.connect(lambda *both: self.found.append(both))
        self.counter.unknown.connect(self.unknown.append)
        self.counter.failed.connect(self.failed.append)


@pytest.fixture
def shops(qtbot: QtBot) -> Iterator[Callable[[Callable[[], Catalogue]], Shop]]:
    made: list[Shop] = []

    def make(open_catalogue: Callable[[], Catalogue]) -> Shop:
        made.append(Shop(open_catalogue))
        return made[-1]

    yield make
    for shop in made:
        shop.counter.close()


@pytest.fixture
def shop(shops: Callable[[Callable[[], Catalogue]], Shop]) -> Shop:
    return shops(shelf_catalogue)


def names(answer: Answer) -> list[tuple[str, int]]:
    return [(product.first.name, len(product.items)) for product in answer.products]


def test_it_answers_with_products_in_all_their_shades(qtbot: QtBot, shop: Shop) -> None:
    query = Query(kinds=("lipstick",), order="name")
    shop.counter.ask(query)
    qtbot.waitUntil(lambda: len(shop.answers) == 1)
    (answer,) = shop.answers
    assert answer.query == query
    assert names(answer) == [("Velvet", 3), ("Ruby Gloss", 1)]
    assert (answer.total, answer.following) == (4, None)


def test_pages_follow_one_another_to_the_last(qtbot: QtBot, shop: Shop) -> None:
    query: Query | None = Query(order="name", limit=2)
    pages = []
    while query is not None:
        with qtbot.waitSignal(shop.counter.answered):
            shop.counter.ask(query)
        pages.append(names(shop.answers[-1]))
        query = shop.answers[-1].following
    assert pages == [
        [("Velvet", 2)],
        [("Velvet", 1), ("Ruby Gloss", 1)],
        [("Soft Blush", 1), ("Volume", 1)],
    ]


def test_what_is_no_longer_asked_is_not_answered(
    qtbot: QtBot, shops: Callable[[Callable[[], Catalogue]], Shop]
) -> None:
    may_open = threading.Event()

    def slowly() -> Catalogue:
        assert may_open.wait(PATIENCE_S)
        return shelf_catalogue()

    shop = shops(slowly)
    for text in ("velvet", "gloss", "blush"):
        shop.counter.ask(Query(text=text))
    may_open.set()
    qtbot.waitUntil(lambda: bool(shop.answers))
    assert [answer.query.text for answer in shop.answers] == ["blush"]
    shop.counter.ask(Query(text="volume"))
    qtbot.waitUntil(lambda: len(shop.answers) == 2)
    assert [answer.query.text for answer in shop.answers] == ["blush", "volume"]


def test_an_answer_on_its_way_is_dropped_when_something_else_is_asked(
    qtbot: QtBot, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered, may_answer = threading.Event(), threading.Event()
    search = Catalogue.search

    def slowly(catalogue: Catalogue, query: Query) -> object:
        entered.set()
        assert may_answer.wait(PATIENCE_S)
        return search(catalogue, query)

    monkeypatch.setattr(Catalogue, "search", slowly)
    shop.counter.ask(Query(text="velvet"))
    assert entered.wait(PATIENCE_S)
    shop.counter.ask(Query(text="gloss"))
    may_answer.set()
    qtbot.waitUntil(lambda: bool(shop.answers))
    assert [answer.query.text for answer in shop.answers] == ["gloss"]


def test_a_code_finds_its_shade_among_the_others(qtbot: QtBot, shop: Shop) -> None:
    shop.counter.scan(BARCODES[0])
    qtbot.waitUntil(lambda: bool(shop.found))
    ((product, item),) = shop.found
    assert item == SHELF[1]
    assert product.items == SHELF[:3]


def test_a_product_whose_name_says_nothing_is_found_by_its_code(
    qtbot: QtBot, shops: Callable[[Callable[[], Catalogue]], Shop]
) -> None:
    from tests.shelf import item

    odd = item("X1", name="!!!", barcode=BARCODES[1])
    shop = shops(lambda: shelf_catalogue((odd,)))
    shop.counter.scan(BARCODES[1])
    qtbot.waitUntil(lambda: bool(shop.found))
    assert shop.found == [(ShelfProduct((odd,)), odd)]


@pytest.mark.parametrize("code", [BARCODES[3], "nonsense"])
def test_an_unknown_code_is_said(qtbot: QtBot, shop: Shop, code: str) -> None:
    shop.counter.scan(code)
    qtbot.waitUntil(lambda: shop.unknown == [code])
    assert shop.found == []


def test_a_catalogue_that_cannot_be_opened_is_told(
    qtbot: QtBot, shops: Callable[[Callable[[], Catalogue]], Shop]
) -> None:
    def broken() -> Catalogue:
        raise CatalogueError("There is no catalogue.")

    shop = shops(broken)
    shop.counter.prepare()
    qtbot.waitUntil(lambda: len(shop.failed) == 1)
    shop.counter.ask(Query())
    qtbot.waitUntil(lambda: len(shop.failed) == 2)
    shop.counter.scan(BARCODES[0])
    qtbot.waitUntil(lambda: len(shop.failed) == 3)
    assert set(shop.failed) == {"There is no catalogue."}
    assert (shop.answers, shop.found, shop.unknown) == ([], [], [])


def test_a_catalogue_that_comes_later_is_opened_then(
    qtbot: QtBot, shops: Callable[[Callable[[], Catalogue]], Shop]
) -> None:
    there = threading.Event()

    def open_() -> Catalogue:
        if not there.is_set():
            raise CatalogueError("There is no catalogue.")
        return shelf_catalogue()

    shop = shops(open_)
    shop.counter.ask(Query())
    qtbot.waitUntil(lambda: bool(shop.failed))
    there.set()
    shop.counter.ask(Query())
    qtbot.waitUntil(lambda: bool(shop.answers))


def test_it_is_opened_once_used_and_closed_on_one_thread_of_its_own(
    qtbot: QtBot, shops: Callable[[Callable[[], Catalogue]], Shop], monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[tuple[str, str]] = []
    close = Catalogue.close

    def open_() -> Catalogue:
        threads.append(("open", threading.current_thread().name))
        return shelf_catalogue()

    def closing(catalogue: Catalogue) -> None:
        threads.append(("close", threading.current_thread().name))
        close(catalogue)

    monkeypatch.setattr(Catalogue, "close", closing)
    shop = shops(open_)
    shop.counter.prepare()
    shop.counter.ask(Query())
    qtbot.waitUntil(lambda: bool(shop.answers))
    shop.counter.close()
    shop.counter.close()
    assert [what for what, _ in threads] == ["open", "close"]
    assert len({thread for _, thread in threads}) == 1
    assert threads[0][1] != threading.current_thread().name
