"""The shades of a product in a row that follows the finger; the one in the middle is worn."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    Property,
    QEasingCurve,
    QEvent,
    QPointF,
    QPropertyAnimation,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from mirror.ui import theme

_NEAR_PX = 6  # less than this is a tap
_SHRUNK = 0.72  # of a disc far from the middle
_WHEEL = 120


class ShadeCarousel(QAbstractSlider):
    """Discs to drag, tap, or go through with the keys.

    Its value is the place of the shade in the middle, and changes while it is dragged.

    Args:
        parent: The widget that it is part of.
    """

    released = Signal()
    """The finger was lifted: a gesture has ended."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setTracking(True)
        self._shades: list[tuple[str, str]] = []
        self._middle = 0.0
        self._pressed: QPointF | None = None
        self._middle_pressed = 0.0
        self._moved = False
        self._glide = QPropertyAnimation(self, b"middle", self)
        self._glide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self.valueChanged.connect(self._named)
        self.setRange(0, 0)

    def set_shades(self, shades: Sequence[tuple[str, str]], chosen: int) -> None:
        """Shows other shades.

        Args:
            shades: Each one's colour, #rrggbb, and what it is called.
            chosen: The place of the one in the middle.
        """
        self._glide.stop()
        self._shades = list(shades)
        blocked = self.blockSignals(True)
        self.setRange(0, max(len(shades) - 1, 0))
        self.setValue(chosen)
        self.blockSignals(blocked)
        self._set_middle(float(self.value()))
        self._named()

    @property
    def title(self) -> str:
        """What the shade in the middle is called."""
        return self._shades[self.value()][1] if self._shades else ""

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for one disc above the other controls, and several side by side."""
        return QSize(240, theme.sizes().touch + 20)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as always."""
        return QSize(120, self.sizeHint().height())

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Takes hold of the row."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._glide.stop()
            self._pressed, self._moved = event.position(), False
            self._middle_pressed = self._middle

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Drags the row, and wears what comes to the middle."""
        if self._pressed is None:
            return
        away = event.position().x() - self._pressed.x()
        self._moved = self._moved or abs(away) > _NEAR_PX
        if self._moved:
            self._set_middle(self._middle_pressed - away / self._step)
            self.setValue(round(self._middle))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Lets the nearest disc, or the one that was tapped, glide to the middle."""
        if self._pressed is None:
            return
        if not self._moved:
            away = (event.position().x() - self.width() / 2) / self._step
            self.setValue(round(self._middle + away))
        self._pressed = None
        self._glide_to(self.value())
        self.released.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Goes to the next disc with each notch."""
        turned = event.angleDelta()
        notch = turned.y() or -turned.x()
        self.setValue(self.value() - round(notch / _WHEEL))
        self._glide_to(self.value())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Goes from disc to disc."""
        super().keyPressEvent(event)
        self._glide_to(self.value())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Takes the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's
        """Paints the discs that are in view, and a ring around the middle."""
        colours = theme.colours()
        radius = theme.sizes().touch / 2 - 2
        centre_y = self.height() / 2
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for at, (shade, _) in enumerate(self._shades):
                away = at - self._middle
                x = self.width() / 2 + away * self._step
                if not -radius < x < self.width() + radius:
                    continue
                size = radius * max(1 - 0.28 * abs(away), _SHRUNK)
                painter.setPen(QPen(QColor(colours.edge), 1))
                painter.setBrush(QColor(shade))
                painter.drawEllipse(QPointF(x, centre_y), size, size)
            if self._shades:
                ring = radius + 4
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(colours.accent), 3))
                middle = QPointF(self.width() / 2, centre_y)
                painter.drawEllipse(middle, ring, ring)
                if self.hasFocus():
                    painter.setPen(QPen(QColor(colours.ink), 1.5))
                    box = QRectF(1, 1, self.width() - 2, self.height() - 2)
                    painter.drawRoundedRect(box, theme.sizes().radius_s, theme.sizes().radius_s)

    @property
    def _step(self) -> float:
        """From one disc to the next, in pixels."""
        return theme.sizes().touch * 1.1

    def _glide_to(self, at: int) -> None:
        duration = theme.motion().quick_ms
        if duration == 0 or not self.isVisible():
            self._set_middle(float(at))
            return
        self._glide.stop()
        self._glide.setDuration(duration)
        self._glide.setStartValue(self._middle)
        self._glide.setEndValue(float(at))
        self._glide.start()

    def _get_middle(self) -> float:
        return self._middle

    def _set_middle(self, middle: float) -> None:
        self._middle = min(max(middle, 0.0), float(max(len(self._shades) - 1, 0)))
        self.update()

    middle = Property(float, _get_middle, _set_middle)

    def _named(self) -> None:
        self.setAccessibleDescription(self.title)
