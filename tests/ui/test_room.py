from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtWidgets import (
    QApplication,
)
from pytestqt.qtbot import QtBot

from mirror.catalogue.shelf import together
from mirror.dressing.history import History
from mirror.dressing.outfit import Outfit
from mirror.ui import theme
from mirror.ui.panel import Page
from mirror.ui.window import Window
from tests import known_transfer as known
from tests.shelf import SHELF
from tests.windows import (
    PARTY,
    RED,
)


@pytest.mark.parametrize(
    ("size", "beside"),
    [
        (QSize(640, 560), True),
        (QSize(1024, 600), True),
        (QSize(1920, 1080), True),
        (QSize(3840, 2160), True),
        (QSize(1080, 1920), False),
        (QSize(768, 1024), False),
    ],
    ids=lambda value: f"{value.width()}x{value.height()}" if isinstance(value, QSize) else None,
)
def test_every_size_gives_the_picture_most_of_the_room(
    qtbot: QtBot, window: Window, size: QSize, beside: bool
) -> None:
    window.resize(size)
    qtbot.waitUntil(lambda: window.size() == size)
    viewport, panel = window.stage.viewport, window.panel
    qtbot.waitUntil(lambda: (panel.x() >= viewport.width()) == beside)
    least = 0.55 if size.width() > 1000 or not beside else 0.45
    room = least * size.width() * size.height()
    qtbot.waitUntil(lambda: viewport.width() * viewport.height() > room)
    always_there = (panel.strength, panel.undo, panel.open_settings, panel.full_screen)

    def all_inside() -> bool:
        corners = [it.mapTo(window, it.rect().bottomRight()) for it in always_there]
        return all(map(window.rect().contains, corners))

    qtbot.waitUntil(all_inside)
    assert viewport.rect().contains(window.stage.toolbar.geometry())
    for page in Page:
        panel.show_page(page)
        assert panel.minimumSizeHint().width() <= panel.width(), page
        assert panel.minimumSizeHint().height() <= panel.height(), page


def test_with_larger_text_the_panel_is_still_whole(
    qtbot: QtBot, qapp: QApplication, window: Window
) -> None:
    theme.dress(qapp, theme.make_theme(text_scale=2.0))
    try:
        qtbot.waitUntil(lambda: window.minimumWidth() > 640)
        window.resize(640, 560)
        edge = QPoint(window.panel.width() - 1, 0)
        qtbot.waitUntil(lambda: window.rect().contains(window.panel.mapTo(window, edge)))
        assert window.panel.width() >= window.panel.least_width
    finally:
        theme.dress(qapp, theme.make_theme())


def test_the_window_shows_what_is_worn(window: Window) -> None:
    panel = window.panel
    panel.looks.panel.set_photos([PARTY], can_save=True)
    outfit = Outfit(transferred=known.look(1)).with_look(RED)
    history = History(outfit)
    history.wear(replace(outfit, strength=0.4))
    window.room.show_worn(history, PARTY, can_save=True)
    assert panel.looks.panel.photos[0].isChecked()
    assert panel.looks.panel.cards[-1].isChecked()
    assert panel.strength.value() == 40
    assert (panel.undo.isEnabled(), panel.redo.isEnabled()) == (True, False)
    assert panel.tabs[Page.WEARING].text() == "Wearing · 2"
    panel.show_page(Page.WEARING)
    assert panel.wearing.photo.isVisible()
    window.room.show_worn(History(Outfit()), None, can_save=True)
    assert not panel.looks.panel.photos[0].isChecked()
    assert panel.looks.panel.cards[0].isChecked()
    assert panel.wearing.photo.isHidden()
    assert panel.tabs[Page.WEARING].text() == "Wearing"


def test_an_item_that_comes_off_is_no_longer_shown_as_worn(window: Window) -> None:
    products, velvet = window.panel.products, together(SHELF)[0]
    window.panel.show_page(Page.PRODUCTS)
    products.list.products.set_products(together(SHELF))
    products.show_product(velvet, velvet.items[0])
    worn = History(Outfit().put_on(velvet.items[2].product(), velvet.items[2]))
    window.room.show_worn(worn, None, can_save=True)
    assert products.shades.value() == 2
    window.room.show_worn(History(Outfit()), None, can_save=True)
    assert not products.shades.isVisible()
    assert not products.list.currentIndex().isValid()
    window.room.show_worn(worn, None, can_save=True)
    assert products.shades.isVisible()
    assert products.list.currentIndex().row() == 0
