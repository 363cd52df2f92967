from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QLineEdit,
    QPushButton,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mirror.catalogue.shelf import together
from mirror.core.types import Frame
from mirror.dressing.history import History
from mirror.dressing.outfit import Outfit
from mirror.makeup.look import Look
from mirror.makeup.products import Blush, Lipstick
from mirror.pipeline.messages import Rendered
from mirror.pipeline.reference import Candidate
from mirror.ui import theme
from mirror.ui.looks.photo_intake import Photo
from mirror.ui.looks.photo_looks import PhotoLook
from mirror.ui.looks.photo_reader import Sighting
from mirror.ui.panel import Page
from mirror.ui.stage.comparison import Comparison
from mirror.ui.window import Window
from tests import known_transfer as known
from tests.faces import face_of, posed
from tests.photos import pixels
from tests.shelf import SHELF

RED = Look(name="red", title="Red", products=(Lipstick(shades=("#a8283c",)),))
LOOKS = (
    None,
    *(Look(name=f"look-{at}", title=f"Look {at}", products=()) for at in range(10)),
    RED,
)
CONTROL = Qt.KeyboardModifier.ControlModifier
CANDIDATE = Candidate(face_of(posed()), np.zeros((192, 192, 3), np.uint8), ())
SIGHTING = Sighting(Photo("Party", pixels), np.zeros((4, 4, 3), np.uint8), (CANDIDATE, CANDIDATE))
PARTY = PhotoLook(3, "Party", np.full((40, 40, 3), 90, np.uint8))


def with_face() -> Rendered:
    plain = np.full((320, 320, 3), 90, np.uint8)
    return Rendered(Frame(plain, 0, 0), plain, (face_of(posed()),), 0)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Window:
    theme.dress(qapp, theme.make_theme())
    window = Window(LOOKS)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def press(window: Window, key: Qt.Key) -> None:
    QTest.keyPress(window.windowHandle(), key)


def release(window: Window, key: Qt.Key) -> None:
    QTest.keyRelease(window.windowHandle(), key)


def page_of(window: Window) -> Page:
    return window.panel.page


def bare(window: Window) -> bool:
    return window.stage.viewport.comparison is Comparison.BARE


def test_the_space_bar_compares_whatever_has_the_focus(qtbot: QtBot, window: Window) -> None:
    panel, stage = window.panel, window.stage
    card = panel.looks.panel.cards[4]
    everywhere = (card, panel.strength, panel.open_help, stage.toolbar.freeze, stage.toolbar.hold)
    for focused in everywhere:
        focused.setFocus()
        qtbot.waitUntil(focused.hasFocus)
        press(window, Qt.Key.Key_Space)
        assert bare(window)
        assert stage.toolbar.hold.isDown()
        release(window, Qt.Key.Key_Space)
        assert not bare(window)
    assert not card.isChecked()
    assert not stage.toolbar.freeze.isChecked()
    assert panel.page is Page.LOOKS


def test_a_comparison_ends_when_another_window_comes_to_the_front(
    qtbot: QtBot, window: Window
) -> None:
    press(window, Qt.Key.Key_Space)
    assert bare(window)
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    assert not bare(window)


def test_return_presses_what_has_the_focus(qtbot: QtBot, window: Window) -> None:
    chosen: list[Look | None] = []
    window.panel.looks.panel.chosen.connect(chosen.append)
    window.panel.looks.panel.cards[2].setFocus()
    press(window, Qt.Key.Key_Return)
    assert chosen == [LOOKS[2]]
    window.stage.toolbar.freeze.setFocus()
    press(window, Qt.Key.Key_Enter)
    assert window.stage.toolbar.freeze.isChecked()


def test_return_on_the_button_that_is_held_presses_nothing(window: Window) -> None:
    window.stage.toolbar.hold.setFocus()
    press(window, Qt.Key.Key_Return)
    assert not bare(window)


@pytest.mark.parametrize(
    ("key", "comparison"),
    [(Qt.Key.Key_B, Comparison.SPLIT), (Qt.Key.Key_N, Comparison.SIDE_BY_SIDE)],
)
def test_keys_compare_and_go_back(window: Window, key: Qt.Key, comparison: Comparison) -> None:
    press(window, key)
    assert window.stage.viewport.comparison is comparison
    assert window.stage.toolbar.ways[comparison].isChecked()
    press(window, key)
    assert window.stage.viewport.comparison is Comparison.MADE_UP


def test_keys_go_to_the_pages(window: Window) -> None:
    for key, page in (
        (Qt.Key.Key_2, Page.PRODUCTS),
        (Qt.Key.Key_3, Page.WEARING),
        (Qt.Key.Key_F1, Page.HELP),
        (Qt.Key.Key_1, Page.LOOKS),
        (Qt.Key.Key_F1, Page.HELP),
        (Qt.Key.Key_F1, Page.LOOKS),
    ):
        press(window, key)
        assert window.panel.page is page
    for page in (Page.SETTINGS, Page.LOOKS):
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Comma, CONTROL)
        assert window.panel.page is page


def test_keys_freeze_and_look_nearer(window: Window) -> None:
    window.show_picture(with_face())
    press(window, Qt.Key.Key_Z)
    assert window.stage.viewport.zoom.level > 1.0
    with_frozen: list[bool] = []
    window.stage.freeze_wanted.connect(with_frozen.append)
    press(window, Qt.Key.Key_P)
    press(window, Qt.Key.Key_P)
    assert with_frozen == [True, False]


def test_keys_go_back_and_forth(window: Window) -> None:
    said: list[str] = []
    window.panel.undo_wanted.connect(lambda: said.append("undo"))
    window.panel.redo_wanted.connect(lambda: said.append("redo"))
    handle, shift = window.windowHandle(), Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(handle, Qt.Key.Key_Z, CONTROL)
    assert said == [], "there is nothing to undo"
    window.panel.show_history(can_undo=True, can_redo=True)
    QTest.keyClick(handle, Qt.Key.Key_Z, CONTROL)
    QTest.keyClick(handle, Qt.Key.Key_Z, CONTROL | shift)
    QTest.keyClick(handle, Qt.Key.Key_Y, CONTROL)
    assert said == ["undo", "redo", "redo"]


def test_the_search_is_opened_and_closed_by_keys(qtbot: QtBot, window: Window) -> None:
    press(window, Qt.Key.Key_3)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_F, CONTROL)
    search = window.panel.looks.search
    assert window.panel.page is Page.LOOKS
    qtbot.waitUntil(search.field.hasFocus)
    for key in (Qt.Key.Key_B, Qt.Key.Key_1, Qt.Key.Key_Space):
        QTest.keyClick(window.windowHandle(), key)
    assert search.field.text() == "b1 "
    assert window.stage.viewport.comparison is Comparison.MADE_UP
    window.showFullScreen()
    qtbot.waitUntil(window.isFullScreen)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Escape)
    assert not search.glass.isChecked()
    assert search.field.text() == ""
    assert window.isFullScreen(), "only the search is given up"


def test_figures_come_and_go_with_f(window: Window) -> None:
    press(window, Qt.Key.Key_F)
    assert window.stage.figures.isVisible()
    assert window.panel.settings.figures.isChecked()
    press(window, Qt.Key.Key_F)
    assert window.stage.figures.isHidden()


def test_escape_gives_up_one_thing_at_a_time(qtbot: QtBot, window: Window) -> None:
    window.showFullScreen()
    qtbot.waitUntil(window.isFullScreen)
    window.panel.show_page(Page.WEARING)
    window.panel.show_page(Page.SETTINGS)
    window.stage.faces.offer(SIGHTING)
    press(window, Qt.Key.Key_Escape)
    assert window.stage.faces.isHidden()
    assert page_of(window) is Page.SETTINGS
    press(window, Qt.Key.Key_Escape)
    assert page_of(window) is Page.WEARING
    assert window.isFullScreen()
    press(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.isFullScreen())
    press(window, Qt.Key.Key_Escape)
    assert window.isVisible()


def test_full_screen_and_back(qtbot: QtBot, window: Window) -> None:
    press(window, Qt.Key.Key_F11)
    qtbot.waitUntil(window.isFullScreen)
    press(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.isFullScreen())
    press(window, Qt.Key.Key_Escape)
    assert window.isVisible()
    QTest.mouseClick(window.panel.full_screen, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(window.isFullScreen)
    QTest.mouseClick(window.panel.full_screen, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.isFullScreen())


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


def dressed(window: Window) -> None:
    """Shows a window that wears a photo's look and two products."""
    outfit = Outfit(transferred=known.look(1)).put_on(Lipstick(shades=("#a03050",)))
    window.panel.looks.panel.set_photos([PARTY], can_save=True)
    outfit = outfit.put_on(Blush(shades=("#d08080",)), SHELF[4])
    window.room.show_worn(History(outfit), PARTY, can_save=True)
    window.panel.products.show_product(together(SHELF)[0], SHELF[1])
    window.panel.piece.show_piece(outfit.pieces[-1])


# What Qt puts into a field to clear it; a key and the field's own closing do so, too.
_INNER = ("QLineEditIconButton",)
_ANSWERS = (QAbstractButton, QAbstractSlider, QComboBox, QLineEdit, QAbstractItemView)


def answering(window: Window) -> list[QWidget]:
    """All that answers to finger or key, also on pages that are not shown."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if isinstance(widget, _ANSWERS)
        and not isinstance(widget, QScrollBar)
        and widget.metaObject().className() not in _INNER
        and widget.window() is window  # the list of a combo box is a window of its own
    ]


@pytest.mark.parametrize("page", [*Page])
def test_everything_that_answers_has_a_name_and_is_large_enough(
    qtbot: QtBot, window: Window, page: Page
) -> None:
    dressed(window)
    window.panel.show_page(page)
    found = answering(window)
    assert len(found) > 60
    for widget in found:
        name = widget.accessibleName() or getattr(widget, "text", str)()
        assert name, f"{widget} of {widget.parent()} has no name"
    pressed = [widget for widget in found if widget.isVisible()]
    assert len(pressed) > 8
    touch = theme.sizes().touch
    for widget in pressed:
        name = widget.accessibleName() or getattr(widget, "text", str)()
        assert widget.height() >= touch, name
        assert widget.width() >= touch, name
        assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus, name


def test_what_has_no_name_is_found_out(window: Window) -> None:
    nameless = QPushButton(window.panel)
    assert nameless in answering(window)
    assert not nameless.accessibleName() + nameless.text()


@pytest.mark.parametrize("page", [*Page])
def test_the_tab_key_reaches_everything(qtbot: QtBot, window: Window, page: Page) -> None:
    dressed(window)
    window.panel.show_page(page)
    wanted = {
        widget
        for widget in answering(window)
        if widget.isVisible()
        and widget.isEnabled()
        and not (isinstance(widget, QAbstractButton) and widget.group() is not None)
    }
    window.panel.open_help.setFocus()
    reached = set()
    for _ in range(90):
        reached.add(window.focusWidget())
        press(window, Qt.Key.Key_Tab)
    missed = wanted - reached
    assert not missed, [f"{at} {at.accessibleName()}" for at in missed]
    if page is Page.LOOKS:
        assert reached & set(window.panel.looks.panel.cards)
        assert reached & set(window.panel.looks.panel.photos)
        assert reached & set(window.panel.looks.search.chips.buttons.values())
    if page in (Page.LOOKS, Page.PRODUCTS, Page.WEARING):
        assert reached & set(window.panel.tabs.values())


def test_a_notice_keeps_its_place_when_the_window_grows(qtbot: QtBot, window: Window) -> None:
    window.show_notice("There is no camera; plug one in.")
    before = window.notice.geometry()
    window.resize(1920, 1080)
    qtbot.waitUntil(lambda: window.notice.geometry() != before)
    assert window.stage.viewport.rect().contains(window.notice.geometry())


def test_closing_is_said_once_and_stops_the_clock(qtbot: QtBot, window: Window) -> None:
    press(window, Qt.Key.Key_F)
    with qtbot.waitSignal(window.closed):
        window.close()
    assert QGuiApplication.instance() is not None
    assert window.isHidden()


def test_a_held_key_that_repeats_is_one_comparison(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []
    monkeypatch.setattr(window.stage, "hold", seen.append)
    press(window, Qt.Key.Key_Space)
    for kind in (QEvent.Type.KeyRelease, QEvent.Type.KeyPress):
        repeat = QKeyEvent(
            kind, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ", autorep=True
        )
        QApplication.sendEvent(window.windowHandle(), repeat)
    assert seen == [True]
    release(window, Qt.Key.Key_Space)
    assert seen == [True, False]


NONE, LEFT, COPY = (
    Qt.KeyboardModifier.NoModifier,
    Qt.MouseButton.LeftButton,
    Qt.DropAction.CopyAction,
)


def files(*names: str) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(name) for name in names])
    return data


def entered(window: Window, data: QMimeData) -> QDragEnterEvent:
    event = QDragEnterEvent(QPoint(50, 50), COPY, data, LEFT, NONE)
    QApplication.sendEvent(window, event)
    return event


def moved(window: Window, data: QMimeData) -> QDragMoveEvent:
    event = QDragMoveEvent(QPoint(60, 60), COPY, data, LEFT, NONE)
    QApplication.sendEvent(window, event)
    return event


def dropped(window: Window, data: QMimeData) -> None:
    QApplication.sendEvent(window, QDropEvent(QPointF(60, 60), COPY, data, LEFT, NONE))


def given(window: Window) -> list[Photo]:
    seen: list[Photo] = []
    window.photo_given.connect(seen.append)
    return seen


def test_a_photo_that_is_dragged_over_the_window_is_welcomed_and_taken(window: Window) -> None:
    seen, data = given(window), files("/nowhere/party.jpg")
    assert entered(window, data).isAccepted()
    assert window.stage.veil.isVisible()
    assert "makeup" in window.stage.veil.sentence
    assert moved(window, data).isAccepted()
    dropped(window, data)
    assert window.stage.veil.isHidden()
    assert [photo.title for photo in seen] == ["Party"]


def test_what_is_no_photo_is_refused_while_it_is_dragged(window: Window) -> None:
    seen, data = given(window), files("/nowhere/notes.txt")
    entered(window, data)
    assert window.stage.veil.sentence == "This is no photo"
    assert not moved(window, data).isAccepted()
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert window.stage.veil.isHidden()
    dropped(window, data)
    assert seen == []


def test_a_file_that_is_no_picture_is_told_when_it_is_pasted(window: Window) -> None:
    seen = given(window)
    QGuiApplication.clipboard().setMimeData(files("/nowhere/notes.txt"))
    paste(window)
    assert seen == []
    assert "notes.txt is no photo" in window.notice.text()
    window.notice.stop()


def test_the_veil_grows_with_the_window(qtbot: QtBot, window: Window) -> None:
    entered(window, files("/nowhere/party.jpg"))
    window.resize(1500, 900)
    qtbot.waitUntil(lambda: window.stage.veil.geometry() == window.stage.viewport.rect())


def paste(window: Window) -> None:
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def test_an_image_is_pasted(window: Window) -> None:
    seen = given(window)
    image = QImage(5, 4, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(image)
    paste(window)
    (photo,) = seen
    assert photo.title == "Pasted photo"
    assert photo.load()[0, 0].tolist() == [0, 0, 255]


def test_a_file_is_pasted(window: Window) -> None:
    seen = given(window)
    QGuiApplication.clipboard().setMimeData(files("/nowhere/party.jpg"))
    paste(window)
    assert [photo.title for photo in seen] == ["Party"]


def test_without_a_picture_to_paste_that_is_told(window: Window) -> None:
    seen = given(window)
    QGuiApplication.clipboard().setText("no picture")
    paste(window)
    assert seen == []
    assert window.notice.text() == "There is no picture to paste; copy one first."
    window.notice.stop()


def test_while_a_title_is_written_the_keys_go_there(qtbot: QtBot, window: Window) -> None:
    titles: list[str] = []
    window.panel.looks.panel.set_photos([PARTY], can_save=True)
    window.panel.looks.panel.renamed.connect(lambda _, title: titles.append(title))
    QGuiApplication.clipboard().setText("ball")
    for ending in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
        window.panel.looks.panel.edit_title(PARTY.key)
        (editor,) = window.panel.looks.panel.photos[0].findChildren(QLineEdit)
        qtbot.waitUntil(editor.hasFocus)
        for key in (Qt.Key.Key_F, Qt.Key.Key_Space):
            QTest.keyClick(window.windowHandle(), key)
        paste(window)
        QTest.keyClick(window.windowHandle(), ending)
        qtbot.waitUntil(lambda: not window.panel.looks.panel.photos[0].is_edited)
        qtbot.waitUntil(lambda: not window.panel.looks.panel.photos[0].findChildren(QLineEdit))
    assert titles == ["f ball"]
    assert not bare(window)
    assert window.stage.figures.isHidden()


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


def test_the_tile_wants_a_photo(qtbot: QtBot, window: Window) -> None:
    with qtbot.waitSignal(window.photo_wanted):
        QTest.mouseClick(window.panel.looks.panel.tile, Qt.MouseButton.LeftButton)
