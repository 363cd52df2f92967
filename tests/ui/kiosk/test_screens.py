from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from mirror.ui import theme
from mirror.ui.kiosk.screens import (
    AttractScreen,
    ConsentScreen,
    Question,
    StillThereScreen,
    WaitScreen,
    corner_button,
)
from tests.fakes import rendered_at


@pytest.fixture(autouse=True)
def kiosk_theme(qapp: QApplication) -> Iterator[None]:
    before = theme.worn()
    theme.dress(qapp, theme.make_theme(kiosk=True))
    yield
    theme.dress(qapp, before)


def _place(widget: QWidget) -> QRect:
    return QRect(widget.mapTo(widget.window(), widget.rect().topLeft()), widget.size())


def test_the_attract_screen_says_what_is_worn_and_greets_who_comes_near(qtbot: QtBot) -> None:
    screen = AttractScreen()
    qtbot.addWidget(screen)
    screen.resize(1080, 1920)
    screen.show()
    screen.show_look("Plum evening")
    screen.greet(near=False)
    labels = [label.text() for label in screen.findChildren(QLabel)]
    assert labels == ["Plum evening", "Touch to try it on"]
    screen.greet(near=True)
    assert screen._title.text().startswith("Hello!")
    assert screen._band.geometry().bottom() == screen.rect().bottom()
    picture = rendered_at(1, 1, {})
    screen.show_picture(picture)
    assert screen.viewport.rendered is picture


@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080), (1366, 768), (1024, 600)])
@pytest.mark.parametrize("kind", [ConsentScreen, StillThereScreen])
def test_a_question_fits_on_every_screen_and_its_answers_are_large(
    qtbot: QtBot, kind: type[Question], size: tuple[int, int]
) -> None:
    screen = kind()
    qtbot.addWidget(screen)
    screen.show_left(30)
    screen.resize(*size)
    screen.show()
    assert (screen.width(), screen.height()) == size, "it does not ask for more"
    for label in (screen.title, screen.text):
        qtbot.waitUntil(
            lambda label=label: label.height() >= label.heightForWidth(label.width())  # type: ignore[misc]
        )
    for widget in (screen.title, screen.text, screen.accept, screen.decline, screen.left):
        assert screen.rect().contains(_place(widget))
    for button in (screen.accept, screen.decline):
        assert button.height() >= 64
        assert button.fontMetrics().horizontalAdvance(button.text()) < button.width()
    assert screen.left.text() == "30 s"


def test_the_two_answers_are_told_apart(qtbot: QtBot) -> None:
    screen = ConsentScreen()
    qtbot.addWidget(screen)
    with qtbot.waitSignal(screen.yes):
        QTest.mouseClick(screen.accept, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(screen.no):
        QTest.mouseClick(screen.decline, Qt.MouseButton.LeftButton)


def test_the_consent_says_what_happens_to_the_picture(qtbot: QtBot) -> None:
    screen = ConsentScreen()
    qtbot.addWidget(screen)
    for promise in ("not stored", "not sent", "nobody is recognised", "deleted"):
        assert promise in screen.text.text()


def test_waiting_and_broken_say_different_things(qtbot: QtBot) -> None:
    waiting, broken = WaitScreen(), WaitScreen(broken=True)
    for screen in (waiting, broken):
        qtbot.addWidget(screen)
    assert waiting._label.text() == "Just a moment…"
    assert "staff" in broken._label.text()


def test_the_corner_takes_no_focus(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    corner = corner_button(parent)
    assert corner.focusPolicy() is Qt.FocusPolicy.NoFocus
    assert corner.geometry() == QRect(0, 0, theme.sizes().touch, theme.sizes().touch)
