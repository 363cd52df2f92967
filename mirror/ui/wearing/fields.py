"""Fields that change one parameter of a product each."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSignalBlocker, QSize, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from mirror.dressing.parameters import Parameter, Sort
from mirror.ui import theme, words
from mirror.ui.choice import Choice
from mirror.ui.colour.colour_editor import ColourEditor
from mirror.ui.icons import IconButton
from mirror.ui.strength_slider import ZoneSlider
from mirror.ui.translated import TranslatedFrame

_STEPS = 100
_NEW_SHADE = "#a8505a"  # where there was none to begin from


class Field(TranslatedFrame):
    """Shows the value of one parameter, and says what it is to be.

    Args:
        parameter: What it changes.
    """

    changed = Signal(object)
    """The value that is wanted."""

    released = Signal()
    """A gesture has ended."""

    def __init__(self, parameter: Parameter) -> None:
        super().__init__()
        self.parameter = parameter

    def show_value(self, value: object) -> None:
        """Shows a value that the parameter may have."""
        raise NotImplementedError


class ChoiceField(Field):
    """One of a few words."""

    def __init__(self, parameter: Parameter) -> None:
        super().__init__(parameter)
        self._title = QLabel()
        self._title.setObjectName("sectionTitle")
        self.choice = Choice()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.sizes().space_xs)
        layout.addWidget(self._title)
        layout.addWidget(self.choice)
        self.choice.chosen.connect(self._choose)
        self.retranslate()

    def retranslate(self) -> None:
        """Says everything in the language of today."""
        title = words.parameter(self.parameter.name)
        self._title.setText(title)
        self.choice.setAccessibleName(title)
        self.choice.set_choices([(key, words.choice(key)) for key in self.parameter.choices])

    def show_value(self, value: object) -> None:
        """Shows the word that is chosen."""
        self.choice.show_choice(str(value))

    def _choose(self, key: str) -> None:
        self.changed.emit(key)
        self.released.emit()


class NumberField(Field):
    """A number within a range; one that is the product's own until it is moved.

    It says degrees and whole numbers as they are, and anything else in percent of its range, from -100
    where it goes to both sides.
    """

    def __init__(self, parameter: Parameter) -> None:
        super().__init__(parameter)
        self._whole = parameter.sort is Sort.WHOLE
        degrees = parameter.name.endswith("_deg")
        self.slider = ZoneSlider(unit="" if self._whole else "°" if degrees else "%")
        if self._whole or degrees:
            self.slider.setRange(round(parameter.low), round(parameter.high))
        else:
            self.slider.setRange(-_STEPS if parameter.low < 0 else 0, _STEPS)
            self.slider.setSingleStep(2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.slider)
        self.slider.valueChanged.connect(self._slid)
        self.slider.sliderReleased.connect(self.released)
        self.retranslate()

    def retranslate(self) -> None:
        """Says everything in the language of today."""
        self.slider.set_title(words.parameter(self.parameter.name))

    def show_value(self, value: object) -> None:
        """Shows a number; None leaves the slider in its middle."""
        low, high = self.parameter.low, self.parameter.high
        number = (low + high) / 2 if not isinstance(value, int | float) else float(value)
        first, last = self.slider.minimum(), self.slider.maximum()
        with QSignalBlocker(self.slider):
            self.slider.setValue(round(first + (last - first) * (number - low) / (high - low)))
        self.slider.update()

    def _slid(self, place: int) -> None:
        if self._whole:
            self.changed.emit(place)
            return
        low, high = self.parameter.low, self.parameter.high
        first, last = self.slider.minimum(), self.slider.maximum()
        least = first + 1 if self.parameter.above_low else first
        share = (max(place, least) - first) / (last - first)
        # A sum of fractions may come out a hair above the largest that there may be.
        self.changed.emit(min(low + (high - low) * share, high))


class ShadesField(Field):
    """One shade, or several side by side, of which one is edited."""

    pick_wanted = Signal(bool)
    """Whether the next place of the picture that is clicked gives the shade."""

    def __init__(self, parameter: Parameter) -> None:
        super().__init__(parameter)
        self._several = parameter.sort is Sort.COLOURS
        self._shades: list[str] = []
        self._at = 0
        self._title = QLabel()
        self._title.setObjectName("sectionTitle")
        self.discs: list[_Disc] = []
        self.add, self.remove = (
            IconButton("add", "quietButton"),
            IconButton("take-off", "quietButton"),
        )
        self.own = QPushButton()
        self.own.setCheckable(True)
        self.own.setVisible(parameter.optional)
        self.editor = ColourEditor()
        self._row = QHBoxLayout()
        self._row.setSpacing(theme.sizes().space_xs)
        self._row.addStretch(1)
        self._row.addWidget(self.remove)
        self._row.addWidget(self.add)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.sizes().space_xs)
        layout.addWidget(self._title)
        layout.addWidget(self.own)
        layout.addLayout(self._row)
        layout.addWidget(self.editor)
        self.editor.changed.connect(self._edit)
        self.editor.released.connect(self.released)
        self.editor.pick_wanted.connect(self.pick_wanted)
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        self.own.clicked.connect(self._own)
        self.retranslate()

    def retranslate(self) -> None:
        """Says everything in the language of today."""
        self._title.setText(words.parameter(self.parameter.name))
        self.own.setText(self.tr("In the colour of your skin"))
        self.add.describe(self.tr("One more shade"))
        self.remove.describe(self.tr("Without this shade"))

    def show_value(self, value: object) -> None:
        """Shows one shade, several, or None for the skin's own."""
        if value is None:
            self.stop_picking()
        if isinstance(value, str):
            self._shades = [value]
        else:
            self._shades = list(value) if isinstance(value, tuple) else []
        self._at = min(self._at, max(len(self._shades) - 1, 0))
        self._show()

    def picked(self, shade: str) -> None:
        """Takes a colour that was taken off the picture, if it was asked for one."""
        if self.editor.pick.isChecked():
            self.editor.picked(shade)

    def stop_picking(self) -> None:
        """Wants no colour off the picture any longer."""
        self.editor.pick.setChecked(False)

    def _show(self) -> None:
        while len(self.discs) > len(self._shades):
            gone = self.discs.pop()
            self._row.removeWidget(gone)
            gone.setParent(None)
            gone.deleteLater()
        while len(self.discs) < len(self._shades):
            disc = _Disc()
            disc.clicked.connect(partial(self._choose, len(self.discs)))
            self._row.insertWidget(len(self.discs), disc)
            self.discs.append(disc)
        for at, disc in enumerate(self.discs):
            disc.show_shade(self._shades[at], chosen=at == self._at)
            disc.setAccessibleName(self.tr("Shade {number}").format(number=at + 1))
            disc.setVisible(self._several)
        count = len(self._shades)
        self.add.setVisible(self._several and count < self.parameter.high)
        self.remove.setVisible(self._several and count > self.parameter.low)
        self.own.setChecked(count == 0)
        self.editor.setVisible(count > 0)
        if self._shades:
            self.editor.show_colour(self._shades[self._at])

    def _choose(self, at: int) -> None:
        self._at = at
        self._show()

    def _edit(self, shade: str) -> None:
        self._shades[self._at] = shade
        self._tell()

    def _add(self) -> None:
        self._shades.insert(self._at + 1, self._shades[self._at])
        self._at += 1
        self._tell()
        self.released.emit()

    def _remove(self) -> None:
        del self._shades[self._at]
        self._at = max(self._at - 1, 0)
        self._tell()
        self.released.emit()

    def _own(self, own: bool) -> None:  # noqa: FBT001 - a slot
        self.stop_picking()
        self._shades = [] if own else [_NEW_SHADE]
        self._at = 0
        self._tell()
        self.released.emit()

    def _tell(self) -> None:
        self._show()
        one = self._shades[0] if self._shades else None
        self.changed.emit(tuple(self._shades) if self._several else one)


class _Disc(QAbstractButton):
    """A shade that can be chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._shade, self._chosen = "#000000", False
        side = theme.sizes().touch
        self.setFixedSize(QSize(side, side))

    def show_shade(self, shade: str, *, chosen: bool) -> None:
        """Shows a shade, with a ring around the one that is edited."""
        self._shade, self._chosen = shade, chosen
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's
        """Paints the disc and its ring."""
        colours = theme.colours()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(colours.edge), 1))
            painter.setBrush(QColor(self._shade))
            painter.drawEllipse(self.rect().adjusted(7, 7, -7, -7))
            if self._chosen or self.hasFocus():
                painter.setBrush(QColor(0, 0, 0, 0))
                painter.setPen(QPen(QColor(colours.accent if self._chosen else colours.edge), 3))
                painter.drawEllipse(self.rect().adjusted(3, 3, -3, -3))
