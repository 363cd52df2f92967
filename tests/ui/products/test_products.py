from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from mirror.ui.app import MirrorApp
from mirror.ui.panel import Page
from tests.mirrors import Stage, until_worn
from tests.shelf import BARCODES, shade_worn, shelf_catalogue


@pytest.fixture
def shop(qtbot: QtBot, stage: Stage) -> Iterator[MirrorApp]:
    """A mirror with a counter."""
    mirror = MirrorApp(replace(stage.parts, open_catalogue=shelf_catalogue), spec="demo")
    qtbot.addWidget(mirror.window)
    mirror.start()
    until_worn(qtbot, mirror, stage)
    yield mirror
    mirror.close()


def test_a_product_of_the_catalogue_is_worn(qtbot: QtBot, shop: MirrorApp, stage: Stage) -> None:
    panel = shop.window.panel
    panel.show_page(Page.PRODUCTS)
    qtbot.waitUntil(lambda: panel.products.list.products.rowCount() > 0)
    panel.products.list.clicked.emit(panel.products.list.products.index(0))
    until_worn(qtbot, shop, stage)
    look = stage.processor.wearing[-1].look
    assert look is not None
    assert [shade_worn(product) for product in look.products] == ["#a8283c"]
    panel.undo.click()
    assert shop.controls.look is None
    assert not panel.products.shades.isVisible()
    panel.redo.click()
    assert panel.products.shades.isVisible()


def test_a_code_that_is_scanned_is_worn_or_told(
    qtbot: QtBot, shop: MirrorApp, stage: Stage
) -> None:
    assert shop.counter is not None
    shop.counter.scan(BARCODES[0])
    qtbot.waitUntil(lambda: shop.controls.look is not None)
    assert shop.window.panel.page is Page.PRODUCTS
    assert shop.window.panel.products.shades.title == "02 Ruby"
    worn = shop.controls.look
    shop.counter.scan("96385074")
    qtbot.waitUntil(lambda: "96385074 is in no catalogue" in shop.window.notice.text())
    assert shop.controls.look == worn
    until_worn(qtbot, shop, stage)
    shop.window.notice.stop()
