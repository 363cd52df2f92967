"""A window as tests use it, and what they do with it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from mirror.catalogue.shelf import together
from mirror.core.types import Frame
from mirror.dressing.history import History
from mirror.dressing.outfit import Outfit
from mirror.makeup.look import Look
from mirror.makeup.products import Blush, Lipstick
from mirror.pipeline.messages import Rendered
from mirror.pipeline.reference import Candidate
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


def press(window: Window, key: Qt.Key) -> None:
    QTest.keyPress(window.windowHandle(), key)


def release(window: Window, key: Qt.Key) -> None:
    QTest.keyRelease(window.windowHandle(), key)


def page_of(window: Window) -> Page:
    return window.panel.page


def bare(window: Window) -> bool:
    return window.stage.viewport.comparison is Comparison.BARE


def dressed(window: Window) -> None:
    """Shows a window that wears a photo's look and two products."""
    outfit = Outfit(transferred=known.look(1)).put_on(Lipstick(shades=("#a03050",)))
    window.panel.looks.panel.set_photos([PARTY], can_save=True)
    outfit = outfit.put_on(Blush(shades=("#d08080",)), SHELF[4])
    window.room.show_worn(History(outfit), PARTY, can_save=True)
    window.panel.products.show_product(together(SHELF)[0], SHELF[1])
    window.panel.piece.show_piece(outfit.pieces[-1])


def turn_wheel(widget: QWidget, turned: QPoint, at: QPointF) -> None:
    """Turns the wheel over a widget, by eighths of a degree."""
    event = QWheelEvent(
        at,
        widget.mapToGlobal(at),
        QPoint(),
        turned,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
