"""The looks to choose from."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QGridLayout,
    QMenu,
    QScrollArea,
    QWidget,
)

from mirror.ui import theme
from mirror.ui.looks.card import Card
from mirror.ui.looks.look_card import LookCard
from mirror.ui.looks.photo_card import PhotoCard, PhotoTile

if TYPE_CHECKING:
    from mirror.core.types import Pixels
    from mirror.makeup.look import Look
    from mirror.ui.looks.photo_looks import PhotoLook

_TITLE_EM = 6.9  # of the small text, into which most titles fit
_GAP = 6


class LooksPanel(QScrollArea):
    """Cards in columns that scroll up and down.

    First the bare face and the way to open a photo, then the looks from photos, then the shipped
    ones. What is worn is shown, and decided elsewhere.

    Args:
        looks: In the order of the cards; the first one, None, is the bare face.
        parent: The widget that it is part of.
        own: Whether a person's own things are offered: looks of photos, and favourites.
    """

    chosen = Signal(object)
    """The look to wear, or None for the bare face."""

    photo_chosen = Signal(int)
    """The key of the photo's look to wear."""

    favourite_wanted = Signal(object, bool)
    """A `Look`, and whether it is to be a favourite."""

    photo_wanted = Signal()
    """The person wants to open a photo."""

    save_wanted = Signal(int)
    """The key of the photo's look to save."""

    renamed = Signal(int, str)
    """The key of a photo's look, and the title that the person has given it."""

    edit_begun = Signal()
    """A title is about to be written, and has to be seen."""

    delete_wanted = Signal(int)
    """The key of the photo's look to delete."""

    def __init__(
        self,
        looks: Sequence[Look | None],
        parent: QWidget | None = None,
        *,
        own: bool = True,
    ) -> None:
        super().__init__(parent)
        self._own = own
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inside = QWidget()
        self._inside.setObjectName("cards")
        self._grid = QGridLayout(self._inside)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._groups = (QButtonGroup(self), QButtonGroup(self))
        products, taken = self._groups
        self.cards = [LookCard(look, self._inside, kept=own) for look in looks]
        self.tile = PhotoTile(self._inside)
        self.photos: list[PhotoCard] = []
        for card in self.cards:
            products.addButton(card)
            card.favourite_wanted.connect(
                lambda on, card=card: self.favourite_wanted.emit(card.look, on)
            )
        products.buttonToggled.connect(self._toggled)
        taken.buttonToggled.connect(self._toggled)
        self.tile.clicked.connect(self.photo_wanted)
        self.setWidget(self._inside)
        self.retranslate()
        self._only: Collection[str] | None = None
        self._showing = False
        self._can_save = False
        self._arrange()

    def show_worn(self, look: Look | None, photo: int | None, *, bare: bool) -> None:
        """Shows what is worn.

        Args:
            look: That the products were taken from; None if there is none.
            photo: The key of the photo's look below them; None if there is none.
            bare: Whether nothing is worn at all.
        """
        products, photos = self._groups
        self._showing = True
        for card in self.cards:
            worn = card.look == look and (card.look is not None or bare)
            _check(products, card, worn=worn)
        for shown in self.photos:
            _check(photos, shown, worn=shown.photo.key == photo)
        self._showing = False
        self._bring_into_view()

    def set_photos(self, photos: Sequence[PhotoLook], *, can_save: bool) -> None:
        """Lists the looks from photos.

        Args:
            photos: In the order of the cards.
            can_save: Whether saving is offered.
        """
        self._can_save = can_save
        before = {card.photo.key: card for card in self.photos}
        self.photos = [
            before.pop(photo.key) if photo.key in before else self._make_card(photo)
            for photo in photos
        ]
        for card, photo in zip(self.photos, photos, strict=True):
            card.set_photo(photo)
        for gone in before.values():
            self._groups[1].removeButton(gone)
            gone.setParent(None)
            gone.deleteLater()
        self._arrange()
        for first, second in itertools.pairwise(self._order()):
            QWidget.setTabOrder(first, second)

    def edit_title(self, key: int) -> None:
        """Has the person write another title for a photo's look."""
        card = self._photo(key)
        self.edit_begun.emit()
        self.ensureWidgetVisible(card)
        card.edit_title()

    def cancel_edit(self) -> bool:
        """Ends the writing of a title and drops it; returns whether one was being written."""
        edited = [card for card in self.photos if card.is_edited]
        for card in edited:
            card.end_edit(keep=False)
        return bool(edited)

    def open_menu(self, key: int, place: QPoint) -> None:
        """Offers what can be done with a photo's look, at a place of the screen."""
        photo = self._photo(key).photo
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._can_save and photo.saved_as is None:
            menu.addAction(self.tr("Save")).triggered.connect(lambda: self.save_wanted.emit(key))
        menu.addAction(self.tr("Rename…")).triggered.connect(lambda: self.edit_title(key))
        saved = photo.saved_as is not None
        delete = menu.addAction(self.tr("Delete…") if saved else self.tr("Remove"))
        delete.triggered.connect(lambda: self.delete_wanted.emit(key))
        menu.popup(place)

    def take_focus(self) -> None:
        """Gives the keyboard to the card that is chosen."""
        for group in self._groups:
            chosen = group.checkedButton()
            if chosen is not None:
                chosen.setFocus()

    def set_thumbnail(self, look: Look | None, pixels: Pixels) -> None:
        """Shows the thumbnail of a look, uint8 BGR."""
        for card in self.cards:
            if card.look == look:
                card.set_thumbnail(pixels)

    def clear_thumbnails(self) -> None:
        """Shows no look's thumbnail any longer."""
        for card in self.cards:
            card.clear_thumbnail()

    def show_only(self, looks: Collection[str] | None) -> None:
        """Narrows the looks.

        Args:
            looks: The names of those that are shown; None shows all, with the bare face and photos.
        """
        self._only = looks
        self._arrange()

    def set_favourites(self, names: Collection[str]) -> None:
        """Marks the looks of these names with a full heart."""
        for card in self.cards:
            card.set_favourite(favourite=card.look is not None and card.look.name in names)

    def retranslate(self) -> None:
        """Says everything in the language of today."""
        self.setAccessibleName(self.tr("Looks"))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follows the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.PaletteChange and self.widget() is not None:
            self._arrange()  # text may be larger now

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Arranges the cards for the new width."""
        super().resizeEvent(event)
        self._arrange()

    def _order(self) -> list[Card]:
        bare, *shipped = self.cards
        return [bare, self.tile, *self.photos, *shipped]

    def _photo(self, key: int) -> PhotoCard:
        return next(card for card in self.photos if card.photo.key == key)

    def _make_card(self, photo: PhotoLook) -> PhotoCard:
        card = PhotoCard(photo, self._inside)
        self._groups[1].addButton(card)
        card.menu_wanted.connect(lambda place: self.open_menu(photo.key, place))
        card.renamed.connect(lambda title: self.renamed.emit(photo.key, title))
        card.delete_wanted.connect(lambda: self.delete_wanted.emit(photo.key))
        card.show()
        return card

    def _arrange(self) -> None:
        order = self._order()
        shown = [card for card in order if self._is_shown(card)]
        for card in order:
            card.setVisible(card in shown)
            self._grid.removeWidget(card)
        room = max(1, self.width() - self.verticalScrollBar().sizeHint().width() - 2)
        sizes = theme.sizes()
        title = round(_TITLE_EM * sizes.small_px)
        fewest = 3 if title <= sizes.card_px else 2
        columns = max(fewest, (room + _GAP) // (max(sizes.card_px, title) + _GAP))
        width = max(1, (room - (columns - 1) * _GAP) // columns)
        for at, card in enumerate(shown):
            card.set_width(width)
            self._grid.addWidget(card, at // columns, at % columns)
        # Only when the cards have taken their places can one of them be brought into view.
        QTimer.singleShot(0, self, self._bring_into_view)

    def _is_shown(self, card: Card) -> bool:
        if self._only is None:
            return self._own or card is not self.tile
        return isinstance(card, LookCard) and card.look is not None and card.look.name in self._only

    def _bring_into_view(self) -> None:
        # Cards that grew while the panel was being laid out are left lying over one another.
        self._grid.invalidate()
        self._grid.activate()
        for group in self._groups:
            chosen = group.checkedButton()
            if chosen is not None and chosen.isVisibleTo(self):
                self.ensureWidgetVisible(chosen)

    def _toggled(self, button: QAbstractButton, checked: bool) -> None:  # noqa: FBT001 - a slot
        if not checked or self._showing:
            return
        self.ensureWidgetVisible(button)
        if isinstance(button, LookCard):
            self.chosen.emit(button.look)
        elif isinstance(button, PhotoCard):
            self.photo_chosen.emit(button.photo.key)


def _check(group: QButtonGroup, card: Card, *, worn: bool) -> None:
    """Checks a card or not; in a group that is exclusive, Qt itself lets go of none."""
    if card.isChecked() == worn:
        return
    group.setExclusive(worn)
    card.setChecked(worn)
    group.setExclusive(True)
    if not worn:
        # While a card is checked, Qt has the Tab key reach that one alone.
        for each in group.buttons():
            each.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
