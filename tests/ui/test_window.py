from __future__ import annotations

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
    QApplication,
    QComboBox,
    QLineEdit,
    QSlider,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mirror.makeup.look import Look
from mirror.ui import theme
from mirror.ui.icons import icon_path
from mirror.ui.looks.photo_intake import Photo
from mirror.ui.looks.photo_looks import PhotoLook
from mirror.ui.window import Window
from tests.fakes import MS, rendered_at

LOOKS = (None, *(Look(name=f"look-{at}", title=f"Look {at}", products=()) for at in range(10)))


PARTY = PhotoLook(3, "Party", np.full((40, 40, 3), 90, np.uint8))


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Window:
    theme.apply(qapp, icon_path("chevron-down").as_posix())
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


def held(window: Window) -> list[bool]:
    seen: list[bool] = []
    window.compare_held.connect(seen.append)
    return seen


def test_the_button_compares_for_as_long_as_it_is_held(window: Window) -> None:
    seen = held(window)
    QTest.mousePress(window.panel.compare, Qt.MouseButton.LeftButton)
    assert seen == [True]
    QTest.mouseRelease(window.panel.compare, Qt.MouseButton.LeftButton)
    assert seen == [True, False]


def test_the_space_bar_compares_whatever_has_the_focus(qtbot: QtBot, window: Window) -> None:
    seen = held(window)
    card = window.panel.looks.cards[4]
    for focused in (card, window.panel.strength, window.panel.figures, window.panel.source):
        focused.setFocus()
        qtbot.waitUntil(focused.hasFocus)
        seen.clear()
        press(window, Qt.Key.Key_Space)
        assert seen == [True]
        assert window.panel.compare.isDown()
        release(window, Qt.Key.Key_Space)
        assert seen == [True, False]
    assert not card.isChecked()
    assert not window.panel.figures.isChecked()


def test_a_comparison_ends_when_another_window_comes_to_the_front(
    qtbot: QtBot, window: Window
) -> None:
    seen = held(window)
    press(window, Qt.Key.Key_Space)
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    assert seen == [True, False]


def test_return_presses_what_has_the_focus(qtbot: QtBot, window: Window) -> None:
    chosen: list[Look | None] = []
    window.look_chosen.connect(chosen.append)
    window.panel.looks.cards[2].setFocus()
    press(window, Qt.Key.Key_Return)
    assert chosen == [LOOKS[2]]
    window.panel.figures.setFocus()
    press(window, Qt.Key.Key_Enter)
    assert window.panel.figures.isChecked()


def test_strength_is_a_share(window: Window) -> None:
    strengths: list[float] = []
    window.strength_changed.connect(strengths.append)
    window.panel.strength.setValue(35)
    assert strengths == [0.35]


def test_figures_come_and_go_with_f_and_are_kept_up_to_date(qtbot: QtBot, window: Window) -> None:
    for ready in (0, 20, 40):
        window.show_picture(rendered_at(ready * MS, ready * MS - 8 * MS, {"tint": 2.0}))
    assert window.figures.isHidden()
    press(window, Qt.Key.Key_F)
    assert window.figures.isVisible()
    assert "50.0 frames/s" in window.figures.text()
    for ready in range(60, 20_000, 10):
        window.show_picture(rendered_at(ready * MS, ready * MS, {"tint": 2.0}))
    qtbot.waitUntil(lambda: "100.0 frames/s" in window.figures.text())
    press(window, Qt.Key.Key_F)
    assert window.figures.isHidden()


def test_a_picture_of_another_size_begins_new_figures(window: Window) -> None:
    for ready in (0, 20, 40):
        window.show_picture(rendered_at(ready * MS, 0, {"tint": 2.0}))
    window.show_picture(rendered_at(9000 * MS, 0, {"tint": 2.0}, width=32))
    assert window.stats.timings().fps is None


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
        (QSize(640, 520), True),
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
    viewport, panel = window.viewport, window.panel
    qtbot.waitUntil(lambda: (panel.x() >= viewport.width()) == beside)
    least = 0.6 if size.width() > 1000 or not beside else 0.45
    assert viewport.width() * viewport.height() > least * size.width() * size.height()
    always_there = (panel.compare, panel.strength, panel.figures, panel.full_screen)

    def all_inside(*more: QWidget) -> bool:
        corners = [it.mapTo(window, it.rect().bottomRight()) for it in (*always_there, *more)]
        return all(map(window.rect().contains, corners))

    qtbot.waitUntil(lambda: all_inside(panel.source))
    window.show_worn(LOOKS[2], PARTY, can_save=True)
    qtbot.waitUntil(
        lambda: all_inside(panel.source, panel.worn.take_photo_off, panel.worn.take_products_off)
    )
    if panel.worn.adjust.isVisible():
        panel.worn.adjust.click()
    qtbot.waitUntil(lambda: all_inside(*panel.worn.sliders.values()))


def test_everything_that_can_be_pressed_is_large_enough_and_has_a_name(window: Window) -> None:
    window.panel.looks.set_photos([PARTY], can_save=True)
    window.show_worn(LOOKS[2], PARTY, can_save=True)
    found = [
        widget
        for kind in (QAbstractButton, QSlider, QComboBox)
        for widget in window.findChildren(kind)
        if widget.isVisible()
    ]
    assert len(found) > 20
    for widget in found:
        name = widget.accessibleName() or getattr(widget, "text", str)()
        assert name
        assert widget.height() >= theme.TOUCH, name
        assert widget.width() >= theme.TOUCH, name
        assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus, name


def test_the_tab_key_reaches_everything(window: Window) -> None:
    window.panel.looks.set_photos([PARTY], can_save=True)
    window.show_worn(None, PARTY, can_save=True)
    window.panel.figures.setFocus()
    reached = set()
    for _ in range(50):
        reached.add(window.focusWidget())
        press(window, Qt.Key.Key_Tab)
    panel = window.panel
    assert {
        panel.figures,
        panel.full_screen,
        panel.strength,
        panel.compare,
        panel.source,
        panel.looks.tile,
        panel.worn.save,
        panel.worn.more,
        panel.worn.take_photo_off,
        *panel.worn.sliders.values(),
    } <= reached
    assert reached & set(panel.looks.cards)
    assert reached & set(panel.looks.photos)


def test_a_notice_keeps_its_place_when_the_window_grows(qtbot: QtBot, window: Window) -> None:
    window.show_notice("There is no camera; plug one in.")
    before = window.notice.geometry()
    window.resize(1920, 1080)
    qtbot.waitUntil(lambda: window.notice.geometry() != before)
    assert window.viewport.rect().contains(window.notice.geometry())


def test_closing_is_said_once_and_stops_the_clock(qtbot: QtBot, window: Window) -> None:
    press(window, Qt.Key.Key_F)
    with qtbot.waitSignal(window.closed):
        window.close()
    assert QGuiApplication.instance() is not None
    assert window.isHidden()


def test_a_held_key_that_repeats_is_one_comparison(window: Window) -> None:
    seen = held(window)
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
    assert window.veil.isVisible()
    assert "makeup" in window.veil.sentence
    assert moved(window, data).isAccepted()
    dropped(window, data)
    assert window.veil.isHidden()
    assert [photo.title for photo in seen] == ["Party"]


def test_what_is_no_photo_is_refused_while_it_is_dragged(window: Window) -> None:
    seen, data = given(window), files("/nowhere/notes.txt")
    entered(window, data)
    assert window.veil.sentence == "This is no photo"
    assert not moved(window, data).isAccepted()
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert window.veil.isHidden()
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
    qtbot.waitUntil(lambda: window.veil.geometry() == window.viewport.rect())


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
    seen, titles = held(window), list[str]()
    window.panel.looks.set_photos([PARTY], can_save=True)
    window.panel.looks.renamed.connect(lambda _, title: titles.append(title))
    QGuiApplication.clipboard().setText("ball")
    for ending in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
        window.panel.looks.edit_title(PARTY.key)
        (editor,) = window.panel.looks.photos[0].findChildren(QLineEdit)
        qtbot.waitUntil(editor.hasFocus)
        for key in (Qt.Key.Key_F, Qt.Key.Key_Space):
            QTest.keyClick(window.windowHandle(), key)
        paste(window)
        QTest.keyClick(window.windowHandle(), ending)
        qtbot.waitUntil(lambda: not window.panel.looks.photos[0].is_edited)
        qtbot.waitUntil(lambda: not window.panel.looks.photos[0].findChildren(QLineEdit))
    assert titles == ["f ball"]
    assert seen == []
    assert window.figures.isHidden()


def test_the_window_shows_what_is_worn(window: Window) -> None:
    window.panel.looks.set_photos([PARTY], can_save=True)
    window.show_worn(LOOKS[2], PARTY, can_save=True)
    assert window.panel.looks.photos[0].isChecked()
    assert window.panel.looks.cards[2].isChecked()
    assert window.panel.worn.isVisible()
    window.show_worn(LOOKS[2], None, can_save=True)
    assert not window.panel.looks.photos[0].isChecked()
    assert window.panel.worn.isHidden()


def test_the_tile_wants_a_photo(qtbot: QtBot, window: Window) -> None:
    with qtbot.waitSignal(window.photo_wanted):
        QTest.mouseClick(window.panel.looks.tile, Qt.MouseButton.LeftButton)
