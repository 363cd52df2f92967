from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mirror.errors import CatalogueError
from mirror.ui.kiosk.shop_counter import ShopCounter
from mirror.ui.products.products_page import ProductsPage
from mirror.ui.stage.overlays import Notice
from tests.shelf import BARCODES
from tests.ui.kiosk.shop import Shop


def test_the_page_is_served_and_codes_are_found(qtbot: QtBot, shop: Shop) -> None:
    counter, page = shop.kiosk.counter, shop.kiosk.window.panel.products
    page.open()
    qtbot.waitUntil(lambda: page.list.products.rowCount() == 1)
    with qtbot.waitSignal(counter.found) as found:
        counter.scan(BARCODES[1])
    assert found.args is not None
    assert found.args[1].sku == "R2"


def test_without_a_catalogue_nothing_is_found(qtbot: QtBot) -> None:
    around = QWidget()
    page = ProductsPage()
    for widget in (around, page):
        qtbot.addWidget(widget)
    counter = ShopCounter(None, page, Notice(around), around)
    counter.open()
    counter.scan(BARCODES[0])
    counter.close()


def test_a_catalogue_that_cannot_be_read_is_told(qtbot: QtBot) -> None:
    def refuse() -> object:
        raise CatalogueError("The catalogue is damaged.")

    around = QWidget()
    page = ProductsPage()
    for widget in (around, page):
        qtbot.addWidget(widget)
    notice = Notice(around)
    counter = ShopCounter(refuse, page, notice, around)  # type: ignore[arg-type]
    counter.open()
    qtbot.waitUntil(lambda: notice.text() == "The catalogue is damaged.")
    counter.close()
    notice.stop()
    page.stop()
