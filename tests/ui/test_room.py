from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mirror.catalogue.shelf import together
from mirror.core.types import Frame
from mirror.dressing.history import History
from mirror.dressing.outfit import Outfit, Piece
from mirror.makeup.products import AnyProduct, Lipstick
from mirror.pipeline.messages import Rendered
from mirror.ui import theme
from mirror.ui.panel import Page, Panel
from mirror.ui.preferences import Preferences
from mirror.ui.room import Room
from mirror.ui.stage.stage import Stage
from mirror.ui.wearing.fields import ShadesField
from mirror.ui.window import Window
from tests import known_transfer as known
from tests.media import flat
from tests.shelf import SHELF
from tests.windows import PARTY, RED

LEFT = Qt.MouseButton.LeftButton
BARE = (30, 20, 10)


@pytest.fixture
def room(qtbot: QtBot) -> Iterator[Room]:
    room = Room(Stage(), Panel((None, RED), Preferences()))
    window = QWidget()  # which decides the size, as a screen that is turned does
    qtbot.addWidget(window)
    window.resize(3840, 2160)
    room.setParent(window)
    room.resize(1280, 720)
    window.show()
    qtbot.waitExposed(window)
    yield room
    window.close()


def resized(room: Room, width: int, height: int) -> Room:
    room.resize(width, height)
    QCoreApplication.sendPostedEvents(room, QEvent.Type.LayoutRequest.value)
    room._halves.activate()
    return room


def show(room: Room, history: History) -> None:
    room.show_worn(history, None, can_save=True)


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


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (3840, 2160), (900, 880)])
def test_the_panel_stands_beside_a_picture_in_landscape(room: Room, size: tuple[int, int]) -> None:
    resized(room, *size)
    stage, panel = room.stage.geometry(), room.panel.geometry()
    assert (stage.top(), stage.height()) == (panel.top(), panel.height())
    assert panel.left() == stage.right() + 1
    assert stage.width() + panel.width() == room.width()
    assert panel.height() == room.height()
    assert panel.width() <= 600
    assert panel.width() >= min(room.panel.least_width, 600)


@pytest.mark.parametrize("size", [(720, 1280), (1080, 1920), (800, 810)])
def test_it_lies_below_the_picture_in_portrait(room: Room, size: tuple[int, int]) -> None:
    resized(room, *size)
    stage, panel = room.stage.geometry(), room.panel.geometry()
    assert panel.top() == stage.bottom() + 1
    assert panel.width() == stage.width() == room.width()
    assert stage.height() + panel.height() == room.height()
    assert stage.height() > panel.height()


def test_a_screen_that_is_turned_and_back_looks_as_before(room: Room) -> None:
    before = resized(room, 1280, 720).panel.geometry()
    resized(room, 720, 1280)
    assert room.panel.geometry() != before
    resized(room, 1280, 720)
    assert room.panel.geometry() == before


def test_there_is_a_width_in_which_nothing_is_cut_off(room: Room) -> None:
    resized(room, room.least_width, 600)
    assert room.stage.width() >= room.stage.viewport.minimumWidth()
    assert room.panel.width() >= room.panel.least_width


def test_larger_text_has_a_wider_panel(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    resized(room, 1280, 720)
    monkeypatch.setattr(Panel, "least_width", property(lambda _: 480))
    QCoreApplication.postEvent(room, QEvent(QEvent.Type.LayoutRequest))
    QCoreApplication.sendPostedEvents(room)
    assert room.panel.width() == 480


def edit(room: Room, product: AnyProduct) -> Piece:
    piece = Piece(product)
    show(room, History(Outfit(pieces=(piece,))))
    room.panel.show_edited(piece)
    room.panel.show_page(Page.PIECE)
    return piece


def shades(room: Room) -> ShadesField:
    field = room.panel.piece.fields["shades"]
    assert isinstance(field, ShadesField)
    return field


def test_the_piece_that_is_edited_is_kept_up_to_date_until_it_is_taken_off(room: Room) -> None:
    piece = edit(room, Lipstick(shades=("#a8283c",)))
    changed = replace(piece, product=Lipstick(shades=("#20a030",)))
    show(room, History(Outfit(pieces=(changed,))))
    pages = [room.panel.page]
    assert shades(room).editor.shade == "#20a030"
    show(room, History(Outfit()))
    pages.append(room.panel.page)
    assert pages == [Page.PIECE, Page.LOOKS]
    assert room.panel.piece.key is None


def click_on_the_picture(room: Room) -> None:
    viewport = room.stage.viewport
    QTest.mouseClick(viewport, LEFT, pos=QPoint(viewport.width() // 2, viewport.height() // 2))


def test_a_shade_is_taken_off_the_bare_picture_once(room: Room) -> None:
    edit(room, Lipstick(shades=("#a8283c",)))
    bare = Frame(flat(BARE, 640, 360), 0, 0)
    room.stage.show_picture(Rendered(bare, flat((255, 255, 255), 640, 360), (), 0))
    products: list[AnyProduct] = []
    touched: list[object] = []
    room.panel.piece.changed.connect(lambda _, product: products.append(product))
    room.stage.viewport.face_touched.connect(touched.append)
    shades(room).editor.pick.click()
    click_on_the_picture(room)
    assert products == [Lipstick(shades=("#0a141e",))]
    assert touched == []
    click_on_the_picture(room)
    assert len(products) == 1
    assert touched == [None]


def test_whoever_leaves_the_piece_clicks_on_faces_again(room: Room) -> None:
    edit(room, Lipstick(shades=("#a8283c",)))
    bare = Frame(flat(BARE, 640, 360), 0, 0)
    room.stage.show_picture(Rendered(bare, bare.pixels, (), 0))
    touched: list[object] = []
    room.stage.viewport.face_touched.connect(touched.append)
    shades(room).editor.pick.click()
    room.panel.go_back()
    click_on_the_picture(room)
    assert touched == [None]
