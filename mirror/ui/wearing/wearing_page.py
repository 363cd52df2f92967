"""All that is worn, one below the other, the uppermost layer first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mirror.ui import theme
from mirror.ui.icons import IconButton
from mirror.ui.translated import TranslatedFrame
from mirror.ui.wearing.photo_row import PhotoRow
from mirror.ui.wearing.piece_row import PieceRow

if TYPE_CHECKING:
    from mirror.dressing.basket import Basket
    from mirror.dressing.outfit import Outfit
    from mirror.ui.looks.photo_looks import PhotoLook


class WearingPage(TranslatedFrame):
    """A row for each piece, and one for the look of a photo below them.

    Args:
        kiosk: Whether it stands in a shop, where nothing is written.
    """

    strength_changed = Signal(int, float)
    """The key of a piece, and how strong it is to be, 0..1."""

    released = Signal()
    """A slider was let go of: a gesture has ended."""

    shown_changed = Signal(int, bool)
    """The key of a piece, and whether it is to be seen."""

    taken_off = Signal(int)
    """The key of the piece that is to be taken off."""

    edit_wanted = Signal(int)
    """The key of the piece that is to be changed in all its parameters."""

    basket_wanted = Signal(object, bool)
    """An `Item` that is worn, and whether it is to be in the basket."""

    look_wanted = Signal()
    """What is worn is to be given away as a look."""

    chart_wanted = Signal()
    """A face chart of what is worn is wanted."""

    all_off = Signal()
    """Everything is to be taken off."""

    def __init__(self, *, kiosk: bool = False) -> None:
        super().__init__()
        self.more = IconButton("more", "iconButton")
        self._hands_over = not kiosk
        self.photo = PhotoRow()
        self.rows: dict[int, PieceRow] = {}
        self._basket: Basket | None = None
        self.clear = QPushButton()
        self.clear.clicked.connect(self.all_off)
        self._empty = QLabel()
        self._empty.setObjectName("quiet")
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._rows = QVBoxLayout(inside)
        self._rows.setContentsMargins(0, 0, theme.sizes().space_s, 0)
        self._rows.setSpacing(theme.sizes().space_s)
        self._rows.addWidget(self.photo)
        self._rows.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.sizes().space_s)
        layout.addWidget(self._empty, 1)
        layout.addWidget(self._scroll, 1)
        footer = QHBoxLayout()
        footer.setSpacing(theme.sizes().space_s)
        footer.addWidget(self.clear, 1)
        footer.addWidget(self.more)
        layout.addLayout(footer)
        self.more.clicked.connect(self._open_more)
        self.photo.released.connect(self.released)
        self.retranslate()

    def retranslate(self) -> None:
        """Says everything in the language of today."""
        self.more.describe(self.tr("Hand over"))
        self.clear.setText(self.tr("Take everything off"))
        self._empty.setText(self.tr("You wear no makeup. Choose a look or a product to begin."))

    def show_outfit(self, outfit: Outfit, photo: PhotoLook | None, *, can_save: bool) -> None:
        """Shows what is worn.

        Args:
            outfit: All of it.
            photo: What is known of its photo's look; None if it has none.
            can_save: Whether saving the photo's look is offered.
        """
        self.photo.show_photo(photo, can_save=can_save)
        self.photo.show_zones(outfit.zones)
        keys = [piece.key for piece in outfit.pieces]
        for key in [key for key in self.rows if key not in keys]:
            row = self.rows.pop(key)
            self._rows.removeWidget(row)
            row.setParent(None)
            row.deleteLater()
        for at, piece in enumerate(reversed(outfit.pieces)):
            if piece.key in self.rows:
                self.rows[piece.key].show_piece(piece)
            else:
                self.rows[piece.key] = self._make_row(PieceRow(piece))
            self._rows.insertWidget(at, self.rows[piece.key])
        self.show_basket(self._basket)
        self._empty.setVisible(outfit.bare)
        self._scroll.setVisible(not outfit.bare)
        self.clear.setVisible(not outfit.bare)
        self.more.setVisible(not outfit.bare and self._hands_over)

    def show_basket(self, basket: Basket | None) -> None:
        """Shows which pieces are in a basket; None where there are none."""
        self._basket = basket
        for row in self.rows.values():
            row.show_basket(basket)

    def _open_more(self) -> None:
        menu = QMenu(self)
        menu.addAction(self.tr("Give this look away…")).triggered.connect(self.look_wanted)
        menu.addAction(self.tr("Face chart (PDF)…")).triggered.connect(self.chart_wanted)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def _make_row(self, row: PieceRow) -> PieceRow:
        row.strength_changed.connect(self.strength_changed)
        row.released.connect(self.released)
        row.shown_changed.connect(self.shown_changed)
        row.taken_off.connect(self.taken_off)
        row.edit_wanted.connect(self.edit_wanted)
        row.basket_wanted.connect(self.basket_wanted)
        return row
