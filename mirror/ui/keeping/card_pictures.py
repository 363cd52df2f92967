"""The pictures on a card: where they lie, what of the frame they show, and their labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath

from mirror.ui.pictures import to_image

if TYPE_CHECKING:
    from mirror.core.types import Pixels

Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, width and height, in pixels of the frame."""

_GAP = 20  # between two pictures
_RADIUS = 28
_FACE_SHARE = 0.52  # of the picture's smaller side, so that hair and neck are in it
_SEAM_PX = 4
_SEAM = "#ffffff"
_LABEL_INSET = 20


def places_for(room: QRectF, highest: float, *, halves: bool) -> list[QRectF]:
    """Where the pictures lie in their room, from its upper left corner.

    Args:
        room: What they may fill.
        highest: A picture's height, at most; of two above one another, its width.
        halves: One place for both. Otherwise two, beside or above one another, whichever shows a
            face larger.
    """
    if halves:
        return [
            QRectF(room.left(), room.top(), room.width(), max(1.0, min(room.height(), highest)))
        ]
    beside = (room.width() - _GAP) / 2
    above = (room.height() - _GAP) / 2
    if min(room.width(), above) > min(beside, room.height()):
        first = QRectF(room.left(), room.top(), room.width(), min(above, room.width()))
        return [first, first.translated(0, first.height() + _GAP)]
    first = QRectF(room.left(), room.top(), beside, min(room.height(), highest))
    return [first, first.translated(beside + _GAP, 0)]


def draw_picture(painter: QPainter, where: QRectF, pixels: Pixels, face: Box | None) -> None:
    """Draws a frame with round corners, cut to the place around the face.

    Args:
        painter: On what.
        where: The place.
        pixels: HxWx3 uint8, BGR.
        face: Where the face is; None cuts around the middle.
    """
    cut = to_image(pixels).copy(_cut(pixels, face, where).toAlignedRect())
    size = where.size().toSize()
    scaled: QImage = cut.scaled(
        size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    frame = QPainterPath()
    frame.addRoundedRect(where, _RADIUS, _RADIUS)
    painter.save()
    painter.setClipPath(frame, Qt.ClipOperation.IntersectClip)
    painter.drawImage(where.topLeft(), scaled)
    painter.restore()


def draw_halves(
    painter: QPainter, where: QRectF, before: Pixels, after: Pixels, face: Box | None
) -> None:
    """Draws one picture of two frames, with a seam through the middle of the face."""
    draw_picture(painter, where, before, face)
    seam = where.center().x()
    if face is not None:
        cut = _cut(before, face, where)
        across = (face[0] + face[2] / 2 - cut.left()) / cut.width()
        seam = where.left() + min(max(across, 0.25), 0.75) * where.width()
    painter.save()
    painter.setClipRect(QRectF(seam, where.top(), where.right() - seam, where.height()))
    draw_picture(painter, where, after, face)
    painter.restore()
    line = QRectF(seam - _SEAM_PX / 2, where.top(), _SEAM_PX, where.height())
    painter.fillRect(line, QColor(_SEAM))


@dataclass(frozen=True, slots=True)
class Label:
    """Says in the lower corner of a picture which one it is.

    Attributes:
        font: Of the text.
        ground: Behind it.
        ink: The text's colour, as #rrggbb.
    """

    font: QFont
    ground: QColor
    ink: str

    def draw(
        self, painter: QPainter, where: QRectF, text: str, *, on_the_right: bool = False
    ) -> None:
        """Draws one line of text on a rounded ground, in a corner of the place."""
        metrics = QFontMetricsF(self.font)
        height = metrics.height() * 1.5
        size = QRectF(0, 0, metrics.horizontalAdvance(text) + height, height)
        if on_the_right:
            size.moveBottomRight(where.bottomRight() - QPointF(_LABEL_INSET, _LABEL_INSET))
        else:
            size.moveBottomLeft(where.bottomLeft() + QPointF(_LABEL_INSET, -_LABEL_INSET))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.ground)
        painter.drawRoundedRect(size, height / 2, height / 2)
        painter.setFont(self.font)
        painter.setPen(QColor(self.ink))
        painter.drawText(size, Qt.AlignmentFlag.AlignCenter, text)


def _cut(pixels: Pixels, face: Box | None, where: QRectF) -> QRectF:
    """The part of a frame to show: of the place's proportions, around the face, inside the frame."""
    height, width = pixels.shape[:2]
    aspect = where.width() / where.height()
    largest = min(width / aspect, height)
    cut_height, x, y = largest, width / 2, height / 2
    if face is not None:
        left, top, face_width, face_height = face
        x, y = left + face_width / 2, top + face_height / 2
        wanted = max(face_height / _FACE_SHARE, face_width / _FACE_SHARE / aspect)
        cut_height = min(largest, wanted)
    cut_width = cut_height * aspect
    x = min(max(x - cut_width / 2, 0), width - cut_width)
    y = min(max(y - cut_height / 2, 0), height - cut_height)
    return QRectF(x, y, cut_width, cut_height)
