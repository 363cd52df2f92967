from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mirror.ui import theme
from mirror.ui.products.shade_carousel import ShadeCarousel
from tests.windows import turn_wheel

SHADES = [(f"#{40 * at:02x}3060", f"Shade {at}") for at in range(6)]
LEFT = Qt.MouseButton.LeftButton
MIDDLE = QPoint(200, 30)


@pytest.fixture(autouse=True)
def still(qapp: QApplication) -> Iterator[None]:
    """Nothing glides, unless a test wants it to."""
    before = theme.worn()
    theme.dress(qapp, theme.make_theme(still=True))
    yield
    theme.dress(qapp, before)


@pytest.fixture
def carousel(qtbot: QtBot, still: None) -> ShadeCarousel:
    carousel = ShadeCarousel()
    qtbot.addWidget(carousel)
    carousel.set_shades(SHADES, 2)
    carousel.resize(400, 64)
    carousel.show()
    qtbot.waitExposed(carousel)
    return carousel


def step() -> int:
    return round(1.1 * theme.sizes().touch)


def worn(carousel: ShadeCarousel) -> list[int | str]:
    seen: list[int | str] = []
    carousel.valueChanged.connect(seen.append)
    carousel.released.connect(lambda: seen.append("released"))
    return seen


def colour(carousel: ShadeCarousel, discs: int = 0) -> str:
    """Of a disc, counted from the middle."""
    return carousel.grab().toImage().pixelColor(200 + discs * step(), 32).name()


def test_the_chosen_shade_lies_in_the_middle(carousel: ShadeCarousel) -> None:
    assert (carousel.value(), carousel.title) == (2, "Shade 2")
    assert carousel.accessibleDescription() == "Shade 2"
    assert [colour(carousel, at) for at in (-1, 0, 1)] == [shade for shade, _ in SHADES[1:4]]


def test_other_shades_are_shown_without_being_chosen(carousel: ShadeCarousel) -> None:
    seen = worn(carousel)
    carousel.set_shades(SHADES[:2], 1)
    assert (carousel.maximum(), carousel.title, seen) == (1, "Shade 1", [])
    carousel.set_shades([], 0)
    assert (carousel.title, seen) == ("", [])
    assert not carousel.grab().isNull()


def test_what_is_dragged_through_the_middle_is_worn_at_once(carousel: ShadeCarousel) -> None:
    seen = worn(carousel)
    QTest.mousePress(carousel, LEFT, pos=MIDDLE)
    for discs in (0.4, 1.0, 2.0):
        QTest.mouseMove(carousel, MIDDLE - QPoint(round(discs * step()), 0))
    assert seen == [3, 4]
    QTest.mouseRelease(carousel, LEFT, pos=MIDDLE - QPoint(2 * step(), 0))
    assert seen == [3, 4, "released"]
    assert colour(carousel) == SHADES[4][0]


def test_a_row_that_is_let_go_between_two_goes_to_the_nearer_one(carousel: ShadeCarousel) -> None:
    QTest.mousePress(carousel, LEFT, pos=MIDDLE)
    end = MIDDLE + QPoint(round(0.7 * step()), 0)
    QTest.mouseMove(carousel, end)
    QTest.mouseRelease(carousel, LEFT, pos=end)
    assert carousel.value() == 1
    assert colour(carousel) == SHADES[1][0]


def test_it_is_not_dragged_beyond_its_ends(carousel: ShadeCarousel) -> None:
    QTest.mousePress(carousel, LEFT, pos=MIDDLE)
    QTest.mouseMove(carousel, QPoint(4000, 30))
    QTest.mouseRelease(carousel, LEFT, pos=QPoint(4000, 30))
    assert carousel.value() == 0
    assert colour(carousel) == SHADES[0][0]


def test_a_tap_brings_a_disc_to_the_middle(carousel: ShadeCarousel) -> None:
    seen = worn(carousel)
    QTest.mouseClick(carousel, LEFT, pos=MIDDLE + QPoint(2 * step(), 0))
    assert seen == [4, "released"]
    assert colour(carousel) == SHADES[4][0]


def test_a_finger_that_trembles_taps(carousel: ShadeCarousel) -> None:
    at = MIDDLE + QPoint(step(), 0)
    QTest.mousePress(carousel, LEFT, pos=at)
    QTest.mouseMove(carousel, at + QPoint(3, 0))
    QTest.mouseRelease(carousel, LEFT, pos=at + QPoint(3, 0))
    assert carousel.value() == 3


def test_keys_and_wheel_go_from_disc_to_disc(carousel: ShadeCarousel) -> None:
    QTest.keyClick(carousel, Qt.Key.Key_Right)
    assert (carousel.value(), colour(carousel)) == (3, SHADES[3][0])
    QTest.keyClick(carousel, Qt.Key.Key_Home)
    assert (carousel.value(), colour(carousel)) == (0, SHADES[0][0])
    turn_wheel(carousel, QPoint(0, -120), QPointF(MIDDLE))
    assert (carousel.value(), colour(carousel)) == (1, SHADES[1][0])


def test_a_disc_glides_to_the_middle_where_things_may_move(
    qtbot: QtBot, qapp: QApplication, carousel: ShadeCarousel
) -> None:
    theme.dress(qapp, theme.make_theme())
    QTest.keyClick(carousel, Qt.Key.Key_Right)
    assert carousel.value() == 3
    assert colour(carousel) == SHADES[2][0], "it has just set out"
    qtbot.waitUntil(lambda: colour(carousel) == SHADES[3][0])


def test_it_is_large_enough_for_a_finger(carousel: ShadeCarousel) -> None:
    assert carousel.minimumSizeHint().height() >= theme.sizes().touch
