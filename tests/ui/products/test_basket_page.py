from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mirror.catalogue.item import Item
from mirror.dressing.basket import Basket
from mirror.ui.products import basket_page
from mirror.ui.products.basket_page import BasketPage
from tests.shelf import SHELF, item

LEFT = Qt.MouseButton.LeftButton
ROSE, RUBY, GLOSS = SHELF[0], SHELF[1], SHELF[3]
DOLLARS = item("D1", name="Balm", price_cents=800, currency="USD")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_IE"))
    yield
    QLocale.setDefault(before)


@pytest.fixture(autouse=True)
def printer(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is a printer, whatever the machine has."""
    monkeypatch.setattr(basket_page, "_has_printer", lambda: True)


@pytest.fixture
def page(qtbot: QtBot) -> BasketPage:
    page = BasketPage()
    qtbot.addWidget(page)
    page.resize(340, 600)
    page.show()
    qtbot.waitExposed(page)
    return page


def texts(page: BasketPage) -> list[list[str]]:
    """What each row says, from above."""
    assert all(row.isVisible() for row in page.rows)
    rows = sorted(page.rows, key=lambda row: row.y())
    return [[label.text() for label in row.findChildren(QLabel) if label.text()] for row in rows]


def show(page: BasketPage, *items: Item) -> None:
    page.show_basket(Basket(items))
    QCoreApplication.processEvents()  # only then does a layout show what is new in it
    page._rows.activate()


def test_an_empty_one_says_how_to_fill_it_and_offers_nothing(page: BasketPage) -> None:
    assert page._hint.text() == "Nothing is in it yet. Put products in it under Wearing."
    assert not any(part.isVisible() for part in (page.print, page._total, page._sum))
    show(page, RUBY)
    assert page._hint.text() == "Show this list to the staff."
    assert all(part.isVisible() for part in (page.print, page._total, page._sum))
    show(page)
    assert page.rows == []
    assert not any(part.isVisible() for part in (page.print, page._total, page._sum))


def test_a_row_tells_what_staff_find_an_item_by(page: BasketPage) -> None:
    show(page, RUBY, GLOSS)
    ruby, gloss = texts(page)
    assert ruby[0] == "Velvet"
    assert ruby[-1] == "€12.90"
    for part in ("Aurora", "Ruby", "V2"):
        assert part in ruby[1]
    assert gloss[0] == "Ruby Gloss"
    assert gloss[1].count("·") == 1  # it has no shade of a name
    assert "€" not in "".join(gloss)


def test_the_total_is_that_of_what_has_a_price(page: BasketPage) -> None:
    show(page, ROSE, RUBY, GLOSS)
    assert page._sum.text() == "€25.80"
    show(page, ROSE, DOLLARS)
    assert page._sum.text() in ("€12.90 + $8.00", "€12.90 + US$8.00")
    show(page, GLOSS)
    assert not page._total.isVisible()
    assert not page._sum.isVisible()


def test_an_item_is_taken_out(page: BasketPage) -> None:
    removed: list[Item] = []
    page.removed.connect(removed.append)
    show(page, ROSE, RUBY)
    QTest.mouseClick(page.rows[1].remove, LEFT)
    assert removed == [RUBY]
    assert page.rows[0].remove.accessibleName() == "Take Velvet out"


def test_rows_follow_the_basket(page: BasketPage) -> None:
    show(page, ROSE, RUBY)
    show(page, GLOSS, ROSE)
    assert [row[0] for row in texts(page)] == ["Ruby Gloss", "Velvet"]
    assert page._rows.count() == 3  # and what keeps them above


def test_what_is_printed_has_a_line_for_each_item(page: BasketPage) -> None:
    show(page, RUBY, GLOSS)
    first, second, empty, total = page.document().toPlainText().split("\n")
    assert first.startswith("Velvet · Aurora · ")
    assert first.endswith("V2\t€12.90")
    assert second == "Ruby Gloss · Bellis · G1\t"
    assert empty == ""
    assert total == "Total\t€12.90"


def test_without_a_price_no_total_is_printed(page: BasketPage) -> None:
    show(page, GLOSS)
    assert page.document().toPlainText() == "Ruby Gloss · Bellis · G1\t"


def test_without_a_printer_nothing_is_printed(
    page: BasketPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(basket_page, "_has_printer", lambda: False)
    show(page, RUBY)
    assert not page.print.isVisible()
    assert page._sum.isVisible()


def test_prices_follow_the_language(page: BasketPage) -> None:
    show(page, RUBY)
    QLocale.setDefault(QLocale("de_DE"))
    page.retranslate()
    assert texts(page)[0][-1].replace("\xa0", " ") == "12,90 €"
    assert page._sum.text().replace("\xa0", " ") == "12,90 €"
