from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mirror.catalogue.shelf import ShelfProduct, together
from mirror.ui import theme
from mirror.ui.products.product_list import PRODUCT, ProductList, ProductModel
from tests.shelf import SHELF, item

VELVET, GLOSS, BLUSH, VOLUME = together(SHELF)
MANY = tuple(ShelfProduct((item(f"N{at}", name=f"Number {at}"),)) for at in range(60))


def names(model: ProductModel) -> list[str]:
    return [model.index(row).data() for row in range(model.rowCount())]


@pytest.fixture
def products(qtbot: QtBot) -> ProductList:
    products = ProductList()
    qtbot.addWidget(products)
    products.resize(320, 300)
    products.show()
    products.activateWindow()
    qtbot.waitUntil(products.isActiveWindow)
    return products


def chosen(products: ProductList) -> list[ShelfProduct]:
    seen: list[ShelfProduct] = []
    products.chosen.connect(seen.append)
    return seen


def test_pages_are_joined_and_so_are_the_shades_that_they_part(qtbot: QtBot) -> None:
    model = ProductModel()
    model.set_products((ShelfProduct(SHELF[:2]),))
    model.append((ShelfProduct(SHELF[2:3]), GLOSS))
    assert names(model) == ["Velvet", "Ruby Gloss"]
    assert model.index(0).data(PRODUCT) == VELVET
    model.append((BLUSH,))
    assert names(model) == ["Velvet", "Ruby Gloss", "Soft Blush"]
    model.set_products((VOLUME,))
    assert names(model) == ["Volume"]


def test_a_page_that_holds_only_more_shades_adds_no_row(qtbot: QtBot) -> None:
    model = ProductModel()
    model.set_products((ShelfProduct(SHELF[:1]),))
    changed: list[int] = []
    model.dataChanged.connect(lambda at, _: changed.append(at.row()))
    model.append((ShelfProduct(SHELF[1:3]),))
    assert (model.rowCount(), changed) == (1, [0])


def test_products_of_one_name_and_two_makers_stay_apart(qtbot: QtBot) -> None:
    other = ShelfProduct((item("O1", brand="Other", name="Velvet"),))
    model = ProductModel()
    model.set_products((VELVET,))
    model.append((other,))
    assert model.rowCount() == 2
    assert model.place_of(other).row() == 1


def test_a_product_is_found_by_any_of_its_shades(qtbot: QtBot) -> None:
    model = ProductModel()
    model.set_products((GLOSS, VELVET))
    assert model.place_of(ShelfProduct(SHELF[2:3])).row() == 1
    assert not model.place_of(BLUSH).isValid()


def test_a_row_says_name_maker_and_price(qtbot: QtBot) -> None:
    model = ProductModel()
    model.set_products((VELVET, ShelfProduct((item("Z", name="Plain"),))))
    said = [model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in (0, 1)]
    assert said[0].startswith("Velvet, Aurora · Lips, ")
    assert "12.90" in said[0]
    assert said[1] == "Plain"
    assert model.data(QModelIndex()) is None
    assert model.rowCount(model.index(0)) == 0


def test_a_click_and_the_return_key_choose(products: ProductList) -> None:
    products.products.set_products((VELVET, GLOSS, BLUSH))
    seen = chosen(products)
    at = products.visualRect(products.products.index(1)).center()
    QTest.mouseClick(products.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert seen == [GLOSS]
    products.setFocus()
    QTest.keyClick(products, Qt.Key.Key_Down)
    QTest.keyClick(products, Qt.Key.Key_Return)
    assert seen[-1] == BLUSH


def test_the_product_that_is_worn_is_marked(products: ProductList) -> None:
    products.products.set_products((VELVET, GLOSS))
    before = products.grab().toImage()
    products.mark(GLOSS)
    assert products.currentIndex().row() == 1
    assert products.selectionModel().isSelected(products.products.index(1))
    assert products.grab().toImage() != before
    products.mark(None)
    assert not products.currentIndex().isValid()
    assert not products.selectionModel().hasSelection()


def test_near_the_end_the_next_page_is_wanted(qtbot: QtBot, products: ProductList) -> None:
    products.products.set_products(MANY)
    products.doItemsLayout()
    wanted: list[bool] = []
    products.end_reached.connect(lambda: wanted.append(True))
    bar = products.verticalScrollBar()
    assert bar.maximum() > 1000
    bar.setValue(bar.maximum() // 2)
    assert wanted == []
    bar.setValue(bar.maximum() - 10)
    assert wanted == [True]


def test_what_is_worn_stays_in_view_when_there_is_less_room(
    qtbot: QtBot, products: ProductList
) -> None:
    products.products.set_products(MANY)
    products.mark(MANY[3])
    products.resize(320, 150)

    def in_view() -> bool:
        place = products.visualRect(products.currentIndex())
        return bool(products.viewport().rect().contains(place.center()))

    qtbot.waitUntil(in_view)


def test_a_row_is_large_enough_for_a_finger_and_grows_with_the_text(
    products: ProductList,
) -> None:
    products.products.set_products((VELVET,))
    assert products.sizeHintForRow(0) >= theme.sizes().touch


def test_every_shade_is_a_disc_and_too_many_are_counted(products: ProductList) -> None:
    def colours() -> set[str]:
        image = products.grab().toImage()
        width, height = image.width(), min(image.height(), 90)
        return {image.pixelColor(x, y).name() for x in range(width) for y in range(height)}

    products.products.set_products((VELVET,))
    assert {one.shade for one in VELVET.items} <= colours()
    shades = [f"#{at:02x}40a0" for at in range(0, 200, 10)]
    many = ShelfProduct(tuple(item(f"S{at}", colour=at) for at in shades))
    products.products.set_products((many,))
    seen = colours() & set(shades)
    assert 5 <= len(seen) < len(shades)
    assert seen == set(shades[: len(seen)])
