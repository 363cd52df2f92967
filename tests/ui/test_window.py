from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
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
    QApplication,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mirror.makeup.look import Look
from mirror.ui.looks.photo_intake import Photo
from mirror.ui.panel import Page
from mirror.ui.stage.comparison import Comparison
from mirror.ui.window import Window
from tests.windows import (
    CONTROL,
    LOOKS,
    PARTY,
    SIGHTING,
    bare,
    page_of,
    press,
    release,
    with_face,
)


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


def test_the_tile_wants_a_photo(qtbot: QtBot, window: Window) -> None:
    with qtbot.waitSignal(window.photo_wanted):
        QTest.mouseClick(window.panel.looks.panel.tile, Qt.MouseButton.LeftButton)
