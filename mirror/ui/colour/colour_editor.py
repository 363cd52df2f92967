"""One colour: its lightness, chroma and hue, its number, and a way to take it off the picture."""

from __future__ import annotations

import re

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from mirror.ui import theme
from mirror.ui.colour.gradient_slider import GradientSlider
from mirror.ui.colour.lch import MOST_CHROMA, Lch, lch_of, shade_of
from mirror.ui.icons import IconButton
from mirror.ui.translated import TranslatedFrame

_STOPS = 17  # of a slider's gradient
_HEX = re.compile(r"#?([0-9a-fA-F]{6})")


class ColourEditor(TranslatedFrame):
    """Edits one colour, live."""

    changed = Signal(str)
    """The colour, #rrggbb, while it is being changed."""

    released = Signal()
    """A slider was let go of: a gesture has ended."""

    pick_wanted = Signal(bool)
    """Whether the next place of the picture that is clicked gives the colour."""

    def __init__(self) -> None:
        super().__init__()
        self._lch = Lch(50, 0, 0)
        self._swatch = _Swatch()
        self.hex = QLineEdit()
        self.hex.setMaxLength(7)
        self.lab = QLabel()
        self.lab.setObjectName("small")
        self.pick = IconButton("eyedropper", "iconButton")
        self.pick.setCheckable(True)
        self.lightness, self.chroma, self.hue = (
            GradientSlider(100),
            GradientSlider(round(MOST_CHROMA)),
            GradientSlider(359),
        )
        self._lay_out()
        for slider in (self.lightness, self.chroma, self.hue):
            slider.valueChanged.connect(self._slid)
            slider.sliderReleased.connect(self.released)
        self.hex.textEdited.connect(self._typed)
        self.hex.editingFinished.connect(lambda: self.hex.setText(self.shade))
        self.pick.toggled.connect(self.pick_wanted)
        self.retranslate()
        self.show_colour("#777777")

    def retranslate(self) -> None:
        """Says everything in the language of today."""
        self.lightness.set_title(self.tr("Lightness"))
        self.chroma.set_title(self.tr("Chroma"), self.tr("How vivid it is."))
        self.hue.set_title(self.tr("Hue"))
        self.hex.setAccessibleName(self.tr("Colour as a hex number"))
        self.pick.describe(self.tr("Take it off the picture"))

    @property
    def shade(self) -> str:
        """The colour, #rrggbb."""
        return self._swatch.shade

    def show_colour(self, shade: str) -> None:
        """Shows another colour."""
        if shade.lower() != self._swatch.shade:
            self._lch = lch_of(shade)
            self._show(shade.lower())
            self.hex.setText(self.shade)

    def picked(self, shade: str) -> None:
        """Takes a colour that was taken off the picture."""
        self.pick.setChecked(False)
        self._take(shade)
        self.hex.setText(self.shade)
        self.released.emit()

    def _take(self, shade: str) -> None:
        self._lch = lch_of(shade)
        self._show(shade.lower())
        self.changed.emit(self.shade)

    def _typed(self, text: str) -> None:
        found = _HEX.fullmatch(text.strip())
        if found is not None:
            self._take(f"#{found.group(1)}")
            self.released.emit()

    def _slid(self) -> None:
        self._lch = Lch(self.lightness.value(), self.chroma.value(), self.hue.value())
        self._show(shade_of(self._lch))
        self.hex.setText(self.shade)
        self.changed.emit(self.shade)

    def _show(self, shade: str) -> None:
        lch = self._lch
        self._swatch.show_shade(shade)
        seen = lch_of(shade)
        self.lab.setText(f"L {seen.lightness:.0f}  C {seen.chroma:.0f}  h {seen.hue:.0f}°")
        for slider, value in (
            (self.lightness, lch.lightness),
            (self.chroma, lch.chroma),
            (self.hue, lch.hue),
        ):
            with QSignalBlocker(slider):
                slider.setValue(round(value))
        shares = [at / (_STOPS - 1) for at in range(_STOPS)]
        vivid = max(lch.chroma, 25.0)  # so that a grey's hues can be told apart
        self.lightness.show_colours(
            [shade_of(Lch(100 * share, lch.chroma, lch.hue)) for share in shares]
        )
        self.chroma.show_colours(
            [shade_of(Lch(lch.lightness, MOST_CHROMA * share, lch.hue)) for share in shares]
        )
        self.hue.show_colours(
            [shade_of(Lch(lch.lightness, vivid, 360 * share)) for share in shares]
        )

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.sizes().space_s)
        row.addWidget(self._swatch)
        row.addWidget(self.hex, 1)
        row.addWidget(self.pick)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(row)
        layout.addWidget(self.lab)
        for slider in (self.lightness, self.chroma, self.hue):
            layout.addWidget(slider)


class _Swatch(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.shade = ""
        self.setFixedSize(theme.sizes().touch, theme.sizes().touch)

    def show_shade(self, shade: str) -> None:
        self.shade = shade
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's
        radius = theme.sizes().radius_s
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.colours().edge), 1))
            painter.setBrush(QColor(self.shade))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), radius, radius)
