from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter

from mirror.ui.keeping.card_text import Paragraph, card_font
from mirror.ui.pictures import to_pixels

WORDS = "one of the longest names that any product has ever had"


@pytest.fixture
def font() -> QFont:
    return card_font((), 20)


def drawn(draw: Callable[[QPainter], object], width: int = 300, height: int = 100) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    draw(painter)
    painter.end()
    return image


def test_a_short_text_is_one_line(font: QFont) -> None:
    text = Paragraph("  Velvet \n lipstick ", font, 1000, 2)
    assert [line.text for line in text.lines] == ["Velvet lipstick"]
    assert text.height == pytest.approx(QFontMetricsF(font).height())


def test_a_long_text_is_wrapped_between_words(font: QFont) -> None:
    text = Paragraph(WORDS, font, 200, 20)
    assert len(text.lines) > 2
    assert " ".join(line.text for line in text.lines) == WORDS
    assert all(line.width <= 200 for line in text.lines)
    assert text.height == pytest.approx(len(text.lines) * QFontMetricsF(font).height())


@pytest.mark.parametrize("most_lines", [1, 2, 3])
def test_what_does_not_fit_ends_in_an_ellipsis(font: QFont, most_lines: int) -> None:
    text = Paragraph(WORDS, font, 120, most_lines)
    assert len(text.lines) == most_lines
    assert text.lines[-1].text.endswith("…")
    assert all(line.width <= 120 for line in text.lines)


@pytest.mark.parametrize("sign", ["妆", "💄", "W"])
def test_a_text_without_spaces_breaks_anywhere(font: QFont, sign: str) -> None:
    text = Paragraph(sign * 40, font, 150, 100)
    assert len(text.lines) > 1
    assert "".join(line.text for line in text.lines) == sign * 40
    assert all(line.width <= 150 for line in text.lines)
    assert "\ufffd" not in Paragraph(sign * 40, font, 150, 2).lines[-1].text


def test_no_text_is_no_line(font: QFont) -> None:
    text = Paragraph(" ", font, 100)
    assert (text.lines, text.width, text.height) == ((), 0, 0)


def test_text_is_drawn_from_the_left_or_flush_with_the_right(font: QFont) -> None:
    text = Paragraph("Total", font, 200)
    left = to_pixels(drawn(lambda painter: text.draw(painter, 10, 10, "#000000")))
    right = to_pixels(drawn(lambda painter: text.draw(painter, 10, 10, "#000000", right=290)))
    dark_left = (left.max(axis=(0, 2)) < 255).nonzero()[0]
    dark_right = (right.min(axis=(0, 2)) < 255).nonzero()[0]
    assert dark_left.size == 0 or dark_left.min() >= 9
    assert (left.min(axis=(0, 2)) < 255).nonzero()[0].max() < 10 + text.width + 2
    assert dark_right.min() > 290 - text.width - 2
    assert dark_right.max() <= 290


def test_a_family_can_be_asked_for() -> None:
    assert card_font(("DejaVu Sans", "Arial"), 20).families() == ["DejaVu Sans", "Arial"]
    assert card_font((), 20).families() == QFont().families()
    assert card_font((), 0.2).pixelSize() == 1
