"""One product that is worn: what it is, how strong, whether it is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from mirror.ui import theme, words
from mirror.ui.icons import IconButton
from mirror.ui.line import Line
from mirror.ui.strength_slider import StrengthSlider
from mirror.ui.swatches import Swatches, shades_of
from mirror.ui.translated import TranslatedFrame

if TYPE_CHECKING:
    from mirror.dressing.basket import Basket
    from mirror.dressing.outfit import Piece


class PieceRow(TranslatedFrame):
    """A product's shades, name and strength.

    Args:
        piece: What it shows.
    """

    strength_changed = Signal(int, float)
    """The key of the piece, and how strong it is to be, 0..1."""

    released = Signal()
    """The slider was let go of."""

    shown_changed = Signal(int, bool)
    """The key of the piece, and whether it is to be seen."""

    edit_wanted = Signal(int)
    """The key of the piece that is to be changed in all its parameters."""

    basket_wanted = Signal(object, bool)
    """The `Item` of the piece, and whether it is to be in the basket."""

    taken_off = Signal(int)
    """The key of the piece that is to be taken off."""

    def __init__(self, piece: Piece) -> None:
        super().__init__()
        self.setObjectName("card")
        self._piece = piece
        self._swatches = Swatches()
        self.title = Line("sectionTitle")
        self._detail = Line("small")
        self.slider = StrengthSlider()
        self.edit = IconButton("adjust", "quietButton")
        self.basket = IconButton("basket", "quietButton")
        self.basket.setCheckable(True)
        self.basket.hide()
        self.eye = IconButton("compare", "quietButton")
        self.take_off = IconButton("take-off", "quietButton")
        self._lay_out()
        self.slider.valueChanged.connect(
            lambda percent: self.strength_changed.emit(self._piece.key, percent / 100)
        )
        self.slider.sliderReleased.connect(self.released)
        self.eye.clicked.connect(
            lambda: self.shown_changed.emit(self._piece.key, not self._piece.shown)
        )
        self.basket.clicked.connect(lambda on: self.basket_wanted.emit(self._piece.item, on))
        self.edit.clicked.connect(lambda: self.edit_wanted.emit(self._piece.key))
        self.take_off.clicked.connect(lambda: self.taken_off.emit(self._piece.key))
        self.show_piece(piece)

    @property
    def key(self) -> int:
        """Of the piece that it shows."""
        return self._piece.key

    def show_piece(self, piece: Piece) -> None:
        """Shows what has become of the piece."""
        self._piece = piece
        self._swatches.show_shades(shades_of(piece.product))
        with QSignalBlocker(self.slider):
            self.slider.setValue(round(100 * piece.product.strength))
        self.slider.update()
        self.slider.setEnabled(piece.shown)
        self.retranslate()

    def show_basket(self, basket: Basket | None) -> None:
        """Shows whether the piece is in a basket; None where there are none."""
        item = self._piece.item
        self.basket.setVisible(basket is not None and item is not None)
        self.basket.setChecked(basket is not None and item is not None and basket.holds(item))

    def retranslate(self) -> None:
        """Says everything in the language of today."""
        piece = self._piece
        kind = words.kind(piece.kind)
        self.title.setText(piece.title or kind)
        self._detail.setText(self._details(kind))
        self._detail.setVisible(bool(self._detail.text()))
        self.slider.setAccessibleName(self.tr("Strength of {name}").format(name=kind))
        self.eye.set_icon("compare" if piece.shown else "hide")
        hide, show = self.tr("Hide {name}"), self.tr("Show {name}")
        self.eye.describe((hide if piece.shown else show).format(name=kind))
        self.basket.describe(self.tr("{name} in the basket").format(name=kind))
        self.edit.describe(self.tr("Change {name}").format(name=kind))
        self.take_off.describe(self.tr("Take off {name}").format(name=kind))

    def _details(self, kind: str) -> str:
        piece = self._piece
        said = [] if not piece.title else [kind]
        finish = getattr(piece.product, "finish", None)
        if finish is not None:
            said.append(words.finish(finish))
        if not said and not shades_of(piece.product):
            said.append(self.tr("In the colour of your skin"))
        return " · ".join(said)

    def _lay_out(self) -> None:
        sizes = theme.sizes()
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.title)
        names.addWidget(self._detail)
        header = QHBoxLayout()
        header.setSpacing(0)
        header.addWidget(self._swatches)
        header.addSpacing(sizes.space_s)
        header.addLayout(names, 1)
        header.addWidget(self.basket)
        header.addWidget(self.edit)
        header.addWidget(self.eye)
        header.addWidget(self.take_off)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(sizes.space_m, sizes.space_xs, sizes.space_xs, sizes.space_xs)
        layout.setSpacing(0)
        layout.addLayout(header)
        layout.addWidget(self.slider)
