"""The mirror itself: paints the latest picture, as large as the window allows."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QSizePolicy, QWidget

from mirror.ui import theme
from mirror.ui.stage import marks
from mirror.ui.stage.comparison import Comparison, Pane, panes
from mirror.ui.stage.placement import Box, Placement, place
from mirror.ui.stage.touch import face_at, shade_at
from mirror.ui.stage.zoom import Zoom

if TYPE_CHECKING:
    from mirror.core.types import Face
    from mirror.pipeline.messages import Rendered

_WHEEL_STEP = 1.0015  # a notch, 120 units, is a fifth
_GRIP_PX = 26  # how near to the line a finger takes hold of it
_LINE_STEP = 0.05
_PANE_CROP = 0.75  # of the width: half a view is narrow, and the face is what is compared


class Viewport(QWidget):
    """Shows pictures undistorted and in the middle, mirrored as a mirror does.

    The wheel and two fingers zoom, and what they zoom to follows the face; a double click shows all
    again. The picture's own buffer is painted, without a copy; it is kept alive until the next one.

    Args:
        parent: The widget that it is part of.
        max_crop: 0..1, the share of the picture's width that may be cut off evenly on both sides,
            so that less of the view stays empty.
    """

    painted = Signal(object)
    """The `Rendered` that has just been painted for the first time."""

    resized = Signal()
    """The view has another size."""

    zoomed = Signal(float)
    """The level of the zoom is another one; 1 shows all."""

    place_touched = Signal(int)
    """One of the four places was clicked or tapped."""

    face_touched = Signal(object)
    """The `Face` that was clicked or tapped, or None beside all faces."""

    colour_picked = Signal(str)
    """The colour of the bare picture where it was clicked, #rrggbb."""

    def __init__(self, parent: QWidget | None = None, *, max_crop: float = 0.0) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(290, 180)  # the tools have to fit in
        self.grabGesture(Qt.GestureType.PinchGesture)
        self._rendered: Rendered | None = None
        self._fresh = False
        self._waiting = ""
        self._max_crop = max_crop
        self._mirrored = True
        self._comparison = Comparison.MADE_UP
        self._split = 0.5
        self._names: Sequence[str] = ()
        self._worn_at = 0
        self._drag: QPointF | None = None
        self._drags_line = self._dragged = self._picks = False
        self.zoom = Zoom()
        self.paint_ms = 0.0
        """How long the last painting took."""
        self.retranslate()

    def retranslate(self) -> None:
        """Says everything in the language of today."""
        self.setAccessibleName(self.tr("Mirror"))
        self.setAccessibleDescription(self.tr("Your picture, wearing what you chose."))
        self.update()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follows the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    @property
    def faces(self) -> tuple[Face, ...]:
        """Those of the picture that is shown."""
        return self._rendered.faces if self._rendered is not None else ()

    @property
    def rendered(self) -> Rendered | None:
        """The picture that is shown."""
        return self._rendered

    @property
    def comparison(self) -> Comparison:
        """How the bare picture is shown."""
        return self._comparison

    def show_picture(self, rendered: Rendered) -> None:
        """Paints this picture from now on."""
        self._rendered = rendered
        self._fresh = True
        self.zoom.follow(rendered.faces)
        self.update()

    def forget(self) -> None:
        """Keeps no picture any longer."""
        self._rendered = None
        self.reset_zoom()
        self.update()

    def show_waiting(self, sentence: str) -> None:
        """Paints a sentence for as long as there is no picture."""
        if sentence != self._waiting:
            self._waiting = sentence
            self.update()

    def compare(self, comparison: Comparison) -> None:
        """Shows the bare picture in another way."""
        if comparison is not self._comparison:
            self._comparison = comparison
            # The line is dragged with the keyboard, too.
            split = comparison is Comparison.SPLIT
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if split else Qt.FocusPolicy.NoFocus)
            self.update()

    def name_four(self, names: Sequence[str], worn_at: int) -> None:
        """Says what the four places show, row by row, and which of them is worn."""
        self._names, self._worn_at = names, worn_at
        self.update()

    def set_mirrored(self, *, mirrored: bool) -> None:
        """Shows left and right as a mirror does, or as others see them."""
        self._mirrored = mirrored
        self.update()

    def set_picking(self, picks: bool) -> None:  # noqa: FBT001 - a slot
        """Has the next click take a colour off the picture, or no longer."""
        self._picks = picks
        self.setCursor(Qt.CursorShape.CrossCursor if picks else Qt.CursorShape.ArrowCursor)

    def reset_zoom(self) -> None:
        """Shows all of the picture again."""
        self.zoom.reset()
        self._zoom_changed()

    def look_at_lips(self) -> None:
        """Zooms to the lips."""
        self.zoom.look_at_lips(self.faces)
        self._zoom_changed()

    def look_at_eyes(self) -> None:
        """Zooms to the eyes."""
        self.zoom.look_at_eyes(self.faces)
        self._zoom_changed()

    def picture_place(self, at: QPointF) -> tuple[float, float] | None:
        """Where a place of the view lies in the picture, in its pixels; None outside of it."""
        pane = next((one for one in self._panes() if _rect(one.area).contains(at)), None)
        if pane is None:
            return None
        placement = self._placement(pane)
        x = at.x() - pane.area.x
        x, y = placement.to_picture(
            pane.area.width - x if self._mirrored else x, at.y() - pane.area.y
        )
        shown = placement.shown
        inside = 0 <= x - shown.x <= shown.width and 0 <= y - shown.y <= shown.height
        return (x, y) if inside else None

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Says so to what lies over the picture."""
        super().resizeEvent(event)
        self.resized.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paints the picture, or what it waits for."""
        start = time.perf_counter_ns()
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(theme.colours().ground))
            if self._rendered is None:
                painter.setPen(QColor(theme.colours().quiet_ink))
                waiting = self._waiting or self.tr("Opening the camera…")
                painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, waiting)
                return
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            shown = self._panes()
            for pane in shown:
                self._paint_pane(painter, pane)
            if len(shown) > 1:
                self._paint_marks(painter, shown)
        self.paint_ms = (time.perf_counter_ns() - start) / 1e6
        if self._fresh:
            self._fresh = False
            self.painted.emit(self._rendered)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Zooms to what lies below the pointer."""
        self._zoom_at(self.zoom.level * _WHEEL_STEP ** event.angleDelta().y(), event.position())

    def event(self, event: QEvent) -> bool:
        """Zooms with two fingers, on the screen or on a touch pad."""
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                at = self.mapFromGlobal(pinch.centerPoint().toPoint())
                self._zoom_at(self.zoom.level * pinch.scaleFactor(), QPointF(at))
                return True
        if (
            isinstance(event, QNativeGestureEvent)
            and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture
        ):
            self._zoom_at(self.zoom.level * (1 + event.value()), event.position())
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Takes hold of the line, or of the picture."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._drag, self._dragged = event.position(), False
            self._drags_line = self._on_line(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Drags the line, or what is zoomed into."""
        if self._drag is None:
            return
        step = event.position() - self._drag
        if self._drags_line:
            self._move_line(event.position().x() / self.width())
        elif step.manhattanLength() > 4 or self._dragged:
            self._dragged = True
            self._drag = event.position()
            self._pan(step)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Lets go; without a drag it was a touch."""
        if self._drag is not None and not self._drags_line and not self._dragged:
            self._touch(event.position())
        self._drag, self._drags_line = None, False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002, N802 - Qt's
        """Shows all of the picture again."""
        self.reset_zoom()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Moves the line."""
        steps = {Qt.Key.Key_Left: -_LINE_STEP, Qt.Key.Key_Right: _LINE_STEP}
        step = steps.get(Qt.Key(event.key()))
        if self._comparison is Comparison.SPLIT and step is not None:
            self._move_line(self._split + step)
        else:
            super().keyPressEvent(event)

    def _panes(self) -> tuple[Pane, ...]:
        if self._rendered is None:
            return ()
        bare, made_up = self._rendered.frame.pixels, self._rendered.pixels
        view = (self.width(), self.height())
        others = self._rendered.beside
        return tuple(
            panes(self._comparison, made_up, bare, view, self._split, others, self._worn_at)
        )

    def _placement(self, pane: Pane) -> Placement:
        height, width = pane.pixels.shape[:2]
        crop = max(self._max_crop, _PANE_CROP) if self._halved else self._max_crop
        return place(
            (width, height),
            (pane.area.width, pane.area.height),
            crop,
            zoom=self.zoom.level,
            centre=self.zoom.centre,
        )

    @property
    def _halved(self) -> bool:
        return self._comparison in (Comparison.SIDE_BY_SIDE, Comparison.FOUR)

    def _paint_pane(self, painter: QPainter, pane: Pane) -> None:
        height, width = pane.pixels.shape[:2]
        image = QImage(pane.pixels.data, width, height, 3 * width, QImage.Format.Format_BGR888)
        placement = self._placement(pane)
        painter.save()
        painter.setClipRect(_rect(pane.seen))
        if self._mirrored:
            painter.translate(pane.area.x + pane.area.width, pane.area.y)
            painter.scale(-1, 1)
        else:
            painter.translate(pane.area.x, pane.area.y)
        painter.drawImage(_rect(placement.target), image, _rect(placement.shown))
        painter.restore()

    def _paint_marks(self, painter: QPainter, shown: tuple[Pane, ...]) -> None:
        """The line between the pictures, and which is which."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._comparison is Comparison.FOUR:
            marks.paint_four(painter, [pane.seen for pane in shown], self._names, self._worn_at)
            return
        for pane in shown:
            name = self.tr("Before") if pane.bare else self.tr("After")
            marks.paint_name(painter, name, pane.seen, right=not pane.bare)
        view = (self.width(), self.height())
        marks.paint_seam(painter, shown[1].seen, view)
        if self._comparison is Comparison.SPLIT:
            grip = QPointF(shown[1].seen.x, self.height() / 2)
            marks.paint_grip(painter, grip, focused=self.hasFocus())

    def _on_line(self, at: QPointF) -> bool:
        near = abs(at.x() - self._split * self.width()) <= _GRIP_PX
        return self._comparison is Comparison.SPLIT and near

    def _move_line(self, split: float) -> None:
        self._split = min(max(split, 0.0), 1.0)
        self.update()

    def _touch(self, at: QPointF) -> None:
        if self._comparison is Comparison.FOUR:
            places = [_rect(pane.area).contains(at) for pane in self._panes()]
            if True in places:
                self.place_touched.emit(places.index(True))
            return
        spot, shown = self.picture_place(at), self._rendered
        if self._picks and spot is not None and shown is not None:
            self.colour_picked.emit(shade_at(shown.frame.pixels, *spot))
        else:
            self.face_touched.emit(None if spot is None else face_at(self.faces, *spot))

    def _zoom_at(self, level: float, at: QPointF) -> None:
        """Zooms so that what lies there stays there."""
        held = self.picture_place(at)
        shown = self._panes()
        if held is None or not shown:
            return
        pane = next(one for one in shown if _rect(one.area).contains(at))
        self.zoom.look_at(level, held, self.faces)
        if self.zoom.level > 1.0:
            scale = self._placement(pane).scale
            across = (at.x() - pane.area.x - pane.area.width / 2) / scale
            down = (at.y() - pane.area.y - pane.area.height / 2) / scale
            middle = (held[0] + (across if self._mirrored else -across), held[1] - down)
            self.zoom.look_at(level, self._inside(middle, pane), self.faces)
        self._zoom_changed()

    def _pan(self, step: QPointF) -> None:
        shown = self._panes()
        if self.zoom.centre is None or not shown:
            return
        placement = self._placement(shown[0])
        # From what is shown: what is wanted in the middle may lie nearer to the edge.
        x = placement.shown.x + placement.shown.width / 2
        y = placement.shown.y + placement.shown.height / 2
        across = step.x() / placement.scale
        moved = (x + (across if self._mirrored else -across), y - step.y() / placement.scale)
        self.zoom.look_at(self.zoom.level, self._inside(moved, shown[0]), self.faces)
        self.update()

    def _inside(self, middle: tuple[float, float], pane: Pane) -> tuple[float, float]:
        """The nearest middle that shows nothing beyond the picture's edges."""
        height, width = pane.pixels.shape[:2]
        shown = self._placement(pane).shown
        x = min(max(middle[0], shown.width / 2), width - shown.width / 2)
        y = min(max(middle[1], shown.height / 2), height - shown.height / 2)
        return x, y

    def _zoom_changed(self) -> None:
        self.zoomed.emit(self.zoom.level)
        self.update()


def _rect(box: Box) -> QRectF:
    return QRectF(box.x, box.y, box.width, box.height)
