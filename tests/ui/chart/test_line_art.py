from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from mirror.core.types import Floats
from mirror.ui.chart.head import BOTTOM, HALF_WIDTH, TOP
from mirror.ui.chart.line_art import ASPECT, draw_lines, place_of


def _drawn(area: QRectF, width: int, height: int, skin: Floats | None = None) -> NDArray[np.uint8]:
    image = QImage(width, height, QImage.Format.Format_Grayscale8)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    draw_lines(painter, area, skin)
    painter.end()
    pixels = np.frombuffer(image.constBits(), np.uint8)
    return pixels.reshape(height, image.bytesPerLine())[:, :width].copy()


def test_the_head_fills_its_area_and_keeps_its_shape() -> None:
    for area in (QRectF(0, 0, 400, 300), QRectF(10, 20, 100, 900)):
        face, origin = place_of(area)
        assert origin.x() == area.center().x()
        assert face * 2 * HALF_WIDTH <= area.width() + 1e-9
        assert origin.y() + face * TOP >= area.top() - 1e-9
        assert origin.y() + face * BOTTOM <= area.bottom() + 1e-9
    assert np.isclose(ASPECT, 2 * HALF_WIDTH / (BOTTOM - TOP))


def test_lines_are_drawn_inside_it_on_both_sides_alike(qapp: QApplication) -> None:
    pixels = _drawn(QRectF(20, 20, 400, 400 / ASPECT), 440, round(400 / ASPECT) + 40)
    dark = pixels < 200
    rows, columns = np.nonzero(dark)
    assert rows.min() >= 18
    assert rows.max() <= pixels.shape[0] - 18
    assert columns.min() >= 18
    assert columns.max() <= 421
    assert 0.01 < dark.mean() < 0.08  # lines, not areas
    assert np.abs(dark[:, :220].sum() - dark[:, 220:].sum()) < 0.06 * dark.sum()


def test_lines_on_dark_skin_are_darker(qapp: QApplication) -> None:
    area = QRectF(0, 0, 400, 400 / ASPECT)
    light, also, dark = (
        int(_drawn(area, 400, round(400 / ASPECT), skin).min())
        for skin in (None, np.full(3, 0.5, np.float32), np.full(3, 0.06, np.float32))
    )
    assert light == also
    assert dark < light - 30
