"""What is seen while something is dragged over the window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from mirror.ui import theme

_INSET = 12


class DropVeil(QWidget):
    """Lies over the picture: a frame and a sentence on what letting go would do.

    Args:
        view: What it lies over.
    """

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view
        self._welcome = True
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @property
    def sentence(self) -> str:
        """What it says."""
        if self._welcome:
            return self.tr("Let go to wear the makeup in this photo")
        return self.tr("This is no photo")

    def lower_over(self, *, welcome: bool) -> None:
        """Comes up, and says whether what is dragged is welcome."""
        self._welcome = welcome
        self.setAccessibleName(self.sentence)
        self.settle()
        self.show()
        self.raise_()
        self.update()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follows the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.setAccessibleName(self.sentence)

    def settle(self) -> None:
        """Covers the view again after it has changed its size."""
        self.setGeometry(self._view.rect())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's
        """Paints the veil, the frame and the sentence."""
        colour = QColor(theme.colours().accent if self._welcome else theme.colours().edge)
        veil = QColor(theme.colours().ground)
        veil.setAlphaF(0.72)
        inside = QRectF(self.rect()).adjusted(_INSET, _INSET, -_INSET, -_INSET)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(self.rect(), veil)
            style = Qt.PenStyle.DashLine if self._welcome else Qt.PenStyle.SolidLine
            painter.setPen(QPen(colour, 3, style))
            painter.drawRoundedRect(inside, 2 * theme.sizes().radius, 2 * theme.sizes().radius)
            font = self.font()
            font.setPixelSize(theme.sizes().title_px)
            font.setWeight(font.Weight.DemiBold)
            painter.setFont(font)
            painter.setPen(
                QColor(
                    theme.colours().accent_pressed if self._welcome else theme.colours().quiet_ink
                )
            )
            wrap = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(inside.adjusted(20, 20, -20, -20), wrap, self.sentence)
