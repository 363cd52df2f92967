"""Everything about one product that is worn: its shades, its shape, its finish; changed live."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from mirror.dressing.parameters import Parameter, Sort, parameters_of, with_parameter
from mirror.ui import theme, words
from mirror.ui.line import Line
from mirror.ui.translated import TranslatedFrame
from mirror.ui.wearing.fields import ChoiceField, Field, NumberField, ShadesField

if TYPE_CHECKING:
    from mirror.dressing.outfit import Piece
    from mirror.makeup.products import AnyProduct


class PieceEditor(TranslatedFrame):
    """A field for each parameter of a product, made from its type."""

    changed = Signal(int, object)
    """The key of the piece, and the product that it is to become."""

    released = Signal()
    """A gesture has ended."""

    pick_wanted = Signal(bool)
    """Whether the next place of the picture that is clicked gives a colour."""

    def __init__(self) -> None:
        super().__init__()
        self._piece: Piece | None = None
        self.fields: dict[str, Field] = {}
        self._name = Line("lead")
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.sizes().space_s)
        layout.addWidget(self._name)
        layout.addWidget(self._scroll, 1)

    @property
    def key(self) -> int | None:
        """Of the piece that is edited; None if there is none."""
        return None if self._piece is None else self._piece.key

    def retranslate(self) -> None:
        """Says everything in the language of today."""
        if self._piece is not None:
            self._name.setText(self._piece.title or words.kind(self._piece.kind))
        for field in self.fields.values():
            field.retranslate()

    def show_piece(self, piece: Piece | None) -> None:
        """Shows what has become of the piece, or another one; None shows none."""
        before, self._piece = self._piece, piece
        if piece is None:
            self._stop_picking()
            return
        if before is None or before.key != piece.key or before.kind != piece.kind:
            self._build(piece.product)
        for name, field in self.fields.items():
            field.show_value(getattr(piece.product, name))
        self.retranslate()

    def picked(self, shade: str) -> None:
        """Takes a colour that was taken off the picture, for the shade that is being edited."""
        for field in self.fields.values():
            if isinstance(field, ShadesField):
                field.picked(shade)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Leaves the clicks on the picture to others."""
        super().hideEvent(event)
        self._stop_picking()

    def _stop_picking(self) -> None:
        for field in self.fields.values():
            if isinstance(field, ShadesField):
                field.stop_picking()

    def _build(self, product: AnyProduct) -> None:
        self._stop_picking()  # what is built anew asks for nothing yet
        inside = QWidget()
        inside.setObjectName("scrolled")
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, theme.sizes().space_s, 0)
        rows.setSpacing(theme.sizes().space_m)
        self.fields = {}
        for parameter in parameters_of(product):
            field = _field(parameter)
            if field is None:
                continue
            field.changed.connect(lambda value, name=parameter.name: self._change(name, value))
            field.released.connect(self.released)
            if isinstance(field, ShadesField):
                field.pick_wanted.connect(self.pick_wanted)
            self.fields[parameter.name] = field
            rows.addWidget(field)
        rows.addStretch(1)
        self._scroll.setWidget(inside)

    def _change(self, name: str, value: object) -> None:
        piece = self._piece
        if piece is not None:
            self.changed.emit(piece.key, with_parameter(piece.product, name, value))


def _field(parameter: Parameter) -> Field | None:
    if parameter.sort in (Sort.COLOUR, Sort.COLOURS):
        return ShadesField(parameter)
    if parameter.sort is Sort.CHOICE:
        return ChoiceField(parameter)
    if parameter.sort in (Sort.NUMBER, Sort.WHOLE):
        return NumberField(parameter)
    return None  # a picture is chosen when the product is put on
