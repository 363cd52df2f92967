"""The lines of the chart's head: calm, symmetrical, and thin enough to let the makeup speak."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from mirror.core import mesh
from mirror.core.colour import LUMINANCE
from mirror.core.types import Floats
from mirror.ui.chart.head import (
    BOTTOM,
    HALF_WIDTH,
    TOP,
    Curve,
    curve,
    ear,
    hair,
    hairline,
    inner_ear,
    mirrored,
    neck,
    outline,
    smooth,
    strands,
)

ASPECT = 2 * HALF_WIDTH / (BOTTOM - TOP)
"""Of width to height, of what is shown."""

_INK, _INK_ON_DARK = (80, 62, 54), (26, 17, 13)
_DARK = 0.16  # luminance of skin on which only the darker ink is seen
# Widths in units of the face's height: a point on a face of 13 cm is 0.0027.
_STRONG, _PLAIN, _FINE = 0.0042, 0.0028, 0.0018

_RIGHT_CREASE = (247, 30, 29, 27, 28, 56, 190)
_WING = [(0.071, 0.462), (0.093, 0.497), (0.0975, 0.532), (0.082, 0.557), (0.063, 0.553)]
_NOSTRIL = [(0.064, 0.556), (0.05, 0.545), (0.033, 0.551), (0.024, 0.566)]
_TIP = [(-0.024, 0.567), (-0.012, 0.579), (0.0, 0.5825), (0.012, 0.579), (0.024, 0.567)]
_MOUTH = (61, *mesh.LIPS_INNER_UPPER[::-1], 291)
_PHILTRUM = [(0.017, 0.598), (0.019, 0.622), (0.026, 0.642)]


def place_of(area: QRectF) -> tuple[float, QPointF]:
    """The face's height, and where the middle of its hairline lies, for a head that fills an area.

    Args:
        area: The head stands in its middle.
    """
    face = min(area.width() / (2 * HALF_WIDTH), area.height() / (BOTTOM - TOP))
    top = area.center().y() - face * (BOTTOM - TOP) / 2
    return face, QPointF(area.center().x(), top - TOP * face)


def draw_lines(painter: QPainter, area: QRectF, skin: Floats | None = None) -> None:
    """Draws all lines of the head into an area.

    Args:
        painter: Of a picture or a sheet of paper.
        area: The head fills it.
        skin: The skin that they are seen on, 3 float32, linear RGB; None is light.
    """
    face, origin = place_of(area)
    dark = skin is not None and float(skin @ LUMINANCE) < _DARK
    ink, denser = (_INK_ON_DARK, 1.3) if dark else (_INK, 1.0)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(origin)
    painter.scale(face, face)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.fillPath(_path(hair()), QColor(*_INK, 20))
    for width, opacity, curves in _strokes():
        pen = QPen(QColor(*ink, round(255 * min(denser * opacity, 1))), width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        for one in curves:
            painter.drawPath(_path(one))
    painter.restore()


def _strokes() -> Iterable[tuple[float, float, list[Curve]]]:
    """Width, opacity, and curves."""
    body = neck()
    visible = body[body[:, 1] > 0.872]
    yield _PLAIN, 0.85, [outline(), *_both(visible), *_both(ear())]
    yield _FINE, 0.6, [hairline(), *_both(inner_ear())]
    yield _FINE * 0.8, 0.32, list(strands())
    yield _STRONG, 0.9, _both(curve(mesh.RIGHT_UPPER_LID))
    yield _FINE, 0.75, _both(curve(mesh.RIGHT_LOWER_LID))
    yield _FINE, 0.5, _both(curve(_RIGHT_CREASE))
    yield _PLAIN, 0.7, [*_both(smooth(_WING)), *_both(smooth(_NOSTRIL)), smooth(_TIP)]
    yield _FINE, 0.22, _both(smooth(_PHILTRUM))
    yield _FINE, 0.6, [curve(mesh.LIPS_OUTER, closed=True)]
    yield _PLAIN, 0.85, [curve(_MOUTH)]


def _both(one: Curve) -> list[Curve]:
    return [one, mirrored(one)]


def _path(one: Curve) -> QPainterPath:
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(x, y) for x, y in one.tolist()]))
    return path
