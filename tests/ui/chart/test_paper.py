from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from mirror.ui.chart.paper import BODY, MM, TITLE, Paper


def test_sheets_are_of_their_size() -> None:
    for paper, width, height in ((Paper.A4, 210, 297), (Paper.LETTER, 215.9, 279.4)):
        assert paper.size == pytest.approx((width * MM, height * MM), rel=2e-3)


def test_what_is_written_is_as_high_as_it_was_measured(qapp: QApplication) -> None:
    image = QImage(100, 100, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    place = QRectF(0, 0, 60 * MM, 0)
    for kind in (BODY, TITLE):
        text = "Below the eyes and up towards the temples; pat it in, and again, and again."
        high = kind.write(painter, text, place, most_lines=3)
        assert high == kind.paragraph(text, place.width(), 3).height
        assert high > kind.paragraph("x", place.width()).height
    painter.end()
