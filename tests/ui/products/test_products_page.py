from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mirror.catalogue.item import Item
from mirror.catalogue.kinds import product_kinds
from mirror.catalogue.query import LARGEST_PAGE, Query
from mirror.catalogue.shelf import ShelfProduct, together
from mirror.ui.products.counter import Answer
from mirror.ui.products.products_page import CATEGORIES, ProductsPage
from tests.shelf import SHELF

VELVET, GLOSS, BLUSH, VOLUME = together(SHELF)
LIPS = Query(kinds=CATEGORIES["lips"], order="name", limit=LARGEST_PAGE)


@pytest.fixture
def page(qtbot: QtBot) -> ProductsPage:
    page = ProductsPage()
    qtbot.addWidget(page)
    page.resize(340, 700)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


@pytest.fixture
def stocked(page: ProductsPage) -> ProductsPage:
    page.show_answer(Answer(LIPS, (VELVET, GLOSS), 4))
    return page


def asked(page: ProductsPage) -> list[Query]:
    seen: list[Query] = []
    page.asked.connect(seen.append)
    return seen


def chosen(page: ProductsPage) -> list[str]:
    seen: list[str] = []

    def keep(item: Item) -> None:
        seen.append(item.sku)

    page.item_chosen.connect(keep)
    return seen


def choose(page: ProductsPage, row: int) -> None:
    place = page.list.visualRect(page.list.products.index(row)).center()
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=place)


def listed(page: ProductsPage) -> list[str]:
    model = page.list.products
    return [model.index(row).data() for row in range(model.rowCount())]


def test_every_kind_with_a_colour_or_without_lies_in_one_category() -> None:
    kinds = [kind for some in CATEGORIES.values() for kind in some]
    assert len(kinds) == len(set(kinds))
    assert set(kinds) == set(product_kinds()) - {"face-paint", "sticker"}


def test_the_first_category_is_asked_for_when_the_page_is_first_seen(page: ProductsPage) -> None:
    queries = asked(page)
    page.open()
    page.open()
    assert queries == [LIPS]


@pytest.mark.parametrize("category", list(CATEGORIES))
def test_a_chip_asks_for_its_kinds(page: ProductsPage, category: str) -> None:
    queries = asked(page)
    page.search.chips.choose(category)
    assert queries == [replace(LIPS, kinds=CATEGORIES[category])]


def test_words_are_looked_for_everywhere_once_the_typing_pauses(
    qtbot: QtBot, page: ProductsPage
) -> None:
    page.search.chips.choose("eyes")
    queries = asked(page)
    page.search.open()
    QTest.keyClicks(page.search.field, "velvet ru")
    qtbot.waitUntil(lambda: bool(queries))
    assert queries == [replace(LIPS, text="velvet ru", kinds=())]
    page.search.glass.setChecked(False)
    qtbot.waitUntil(lambda: len(queries) == 2)
    assert queries[1] == replace(LIPS, kinds=CATEGORIES["eyes"])


def test_what_was_found_is_listed(stocked: ProductsPage) -> None:
    assert listed(stocked) == ["Velvet", "Ruby Gloss"]
    stocked.show_answer(Answer(replace(LIPS, kinds=CATEGORIES["eyes"]), (VOLUME,), 1))
    assert listed(stocked) == ["Volume"]


def test_where_nothing_was_found_that_is_said(stocked: ProductsPage) -> None:
    stocked.show_answer(Answer(LIPS, (), 0))
    assert not stocked.list.isVisible()
    stocked.show_answer(Answer(LIPS, (VELVET,), 3))
    assert stocked.list.isVisible()


def test_the_next_page_is_asked_for_once_and_joined(page: ProductsPage) -> None:
    first = replace(LIPS, limit=2)
    page.show_answer(Answer(first, (ShelfProduct(SHELF[:2]),), 4))
    queries = asked(page)
    page.list.end_reached.emit()
    page.list.end_reached.emit()
    assert queries == [replace(first, offset=2)]
    page.show_answer(Answer(queries[0], (ShelfProduct(SHELF[2:3]), GLOSS), 4))
    assert listed(page) == ["Velvet", "Ruby Gloss"]
    page.list.end_reached.emit()
    assert len(queries) == 1, "there is no page after the last one"


def test_a_product_is_worn_in_its_middle_shade(stocked: ProductsPage) -> None:
    said = chosen(stocked)
    assert not stocked.shades.isVisible()
    choose(stocked, 0)
    assert said == ["V2"]
    assert stocked.shades.isVisible()
    assert stocked.shades.title == "02 Ruby"
    choose(stocked, 1)
    assert said == ["V2", "G1"]


def test_going_through_the_shades_wears_each_and_ends_with_a_release(
    qtbot: QtBot, stocked: ProductsPage
) -> None:
    choose(stocked, 0)
    said = chosen(stocked)
    released: list[list[str]] = []
    stocked.released.connect(lambda: released.append(list(said)))
    middle = QPoint(stocked.shades.width() // 2, 30)
    QTest.mousePress(stocked.shades, Qt.MouseButton.LeftButton, pos=middle)
    for away in (30, 60, -60):
        QTest.mouseMove(stocked.shades, middle + QPoint(away, 0))
    QTest.mouseRelease(stocked.shades, Qt.MouseButton.LeftButton, pos=middle + QPoint(-60, 0))
    assert said[0] == "V1"
    assert said[-1] == "V3"
    assert released == [said]


def test_a_shade_that_is_sold_out_says_so(stocked: ProductsPage) -> None:
    stocked.show_product(VELVET, SHELF[0])
    assert "12.90" in stocked._price.text()
    stocked.show_product(VELVET, SHELF[2])
    assert stocked._price.text() == "sold out"
    stocked.show_product(GLOSS)
    assert (stocked._shade.text(), stocked._price.text()) == ("Ruby Gloss", "")


def test_a_product_that_was_taken_off_is_put_on_again_in_its_shade(
    stocked: ProductsPage,
) -> None:
    choose(stocked, 0)
    stocked.shades.setValue(0)
    stocked.show_worn(())
    assert not stocked.shades.isVisible()
    said = chosen(stocked)
    choose(stocked, 0)
    assert said[-1] == "V1"


def test_what_is_worn_is_shown_and_not_chosen(stocked: ProductsPage) -> None:
    choose(stocked, 0)
    said = chosen(stocked)
    stocked.show_worn({"V3", "B1"})
    assert stocked.shades.title == "03 Wine"
    assert stocked._price.text() == "sold out"
    stocked.show_worn({"B1"})
    assert not stocked.shades.isVisible()
    assert not stocked.list.currentIndex().isValid()
    stocked.show_worn({"V1"})
    assert (stocked.shades.isVisible(), stocked.shades.title) == (True, "01 Rosé")
    assert stocked.list.currentIndex().row() == 0
    assert said == []


def test_a_page_that_is_opened_again_marks_what_is_worn(stocked: ProductsPage) -> None:
    choose(stocked, 1)
    stocked.show_answer(Answer(replace(LIPS, kinds=CATEGORIES["eyes"]), (VOLUME,), 1))
    assert not stocked.list.currentIndex().isValid()
    stocked.show_answer(Answer(LIPS, (VELVET, GLOSS), 4))
    assert stocked.list.currentIndex().row() == 1


def test_it_keeps_no_clock_when_it_is_stopped(page: ProductsPage) -> None:
    page.search.open()
    QTest.keyClicks(page.search.field, "v")
    page.stop()
