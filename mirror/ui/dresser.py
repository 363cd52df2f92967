"""Puts on and takes off what the person asks for, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mirror.catalogue.shelf import ShelfProduct
from mirror.dressing.outfit import Outfit
from mirror.ui.panel import Page, Panel

if TYPE_CHECKING:
    from mirror.catalogue.item import Item
    from mirror.dressing.history import History
    from mirror.makeup.look import Look
    from mirror.makeup.transferred import TransferredLook, ZoneStrengths
    from mirror.ui.looks.photo_looks import PhotoLook


class Dresser(QObject):
    """Turns what the panel says into outfits, and keeps the way back.

    Args:
        history: What is worn to begin with.
        parent: Owns it.
    """

    changed = Signal(object)
    """The `Outfit` that is worn from now on."""

    item_worn = Signal(object)
    """An `Item` of the catalogue has been put on."""

    def __init__(self, history: History, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.history = history
        self._photos: list[tuple[TransferredLook, PhotoLook]] = []
        self._panel: Panel | None = None

    @property
    def photo(self) -> PhotoLook | None:
        """What is known of the photo whose look is worn; None if none is."""
        worn = self.history.worn.transferred
        return next((photo for code, photo in self._photos if code is worn), None)

    def know(self, photo: PhotoLook, code: TransferredLook) -> None:
        """Takes note of the photo that a look is of."""
        others = [known for known in self._photos if known[0] is not code]
        self._photos = [*others, (code, photo)]

    def photos_changed(self, photos: Sequence[PhotoLook]) -> None:
        """Takes note of what has become of the photos that it knows."""
        now = {photo.key: photo for photo in photos}
        self._photos = [(code, now.get(photo.key, photo)) for code, photo in self._photos]

    def serve(self, panel: Panel) -> None:
        """Does what a panel says."""
        self._panel = panel
        panel.looks.panel.chosen.connect(self.wear_look)
        panel.products.item_chosen.connect(self.wear_item)
        panel.strength_changed.connect(self._set_strength)
        panel.released.connect(self.history.end_gesture)
        panel.undo_wanted.connect(lambda: self._show(self.history.undo()))
        panel.redo_wanted.connect(lambda: self._show(self.history.redo()))
        wearing = panel.wearing
        wearing.strength_changed.connect(
            lambda key, share: self._wear(
                self.history.worn.with_piece_strength(key, share), ("piece", key)
            )
        )
        wearing.shown_changed.connect(
            lambda key, on: self._wear(self.history.worn.with_shown(key, shown=on))
        )
        wearing.taken_off.connect(lambda key: self._wear(self.history.worn.take_off(key)))
        wearing.all_off.connect(lambda: self.wear_look(None))
        wearing.edit_wanted.connect(self._edit)
        panel.piece.changed.connect(
            lambda key, product: self._wear(
                self.history.worn.with_product(key, product), ("product", key)
            )
        )
        wearing.photo.zones_changed.connect(self._set_zones)
        wearing.photo.taken_off.connect(lambda: self._wear(self.history.worn.with_photo(None)))

    def begin(self, outfit: Outfit) -> None:
        """Wears an outfit with no way back."""
        self.history.forget(outfit)
        self.changed.emit(outfit)

    def forget(self) -> None:
        """Wears nothing, and keeps nothing of what was worn."""
        self._photos = []
        self.begin(Outfit())

    def wear_look(self, look: Look | None) -> None:
        """Puts a look on top of a photo's; None takes everything off."""
        self._wear(self.history.worn.with_look(look))

    def wear_photo(self, photo: PhotoLook, code: TransferredLook) -> None:
        """Puts a photo's look on the bare face, so that all of it is seen."""
        self.know(photo, code)
        self._wear(self.history.worn.with_photo(code))

    def photo_removed(self, photo: PhotoLook) -> None:
        """Takes a photo's look off that is gone; no way back leads to it."""
        gone = [code for code, known in self._photos if known.key == photo.key]
        self._photos = [known for known in self._photos if known[1].key != photo.key]
        for code in gone:
            self.history.forget_photo(code)
        if gone:
            self._show(self.history.worn)

    def wear_item(self, item: Item) -> None:
        """Puts an item of the catalogue on; going through its shades is one step."""
        outfit = self.history.worn.put_on(item.product(), item)
        self._wear(outfit, ("item", item.kind, item.brand, item.name))
        self.item_worn.emit(item)

    def wear_scanned(self, product: ShelfProduct, item: Item) -> None:
        """Puts an item on whose code was scanned, and shows its other shades."""
        if self._panel is not None:
            self._panel.show_page(Page.PRODUCTS)
            self._panel.products.show_product(product, item)
        self.wear_item(item)

    def _edit(self, key: int) -> None:
        if self._panel is not None:
            self._panel.piece.show_piece(self.history.worn.piece(key))
            self._panel.show_page(Page.PIECE)

    def _set_strength(self, strength: float) -> None:
        self._wear(replace(self.history.worn, strength=strength), "strength")

    def _set_zones(self, zones: ZoneStrengths) -> None:
        self._wear(replace(self.history.worn, zones=zones), "zones")

    def _wear(self, outfit: Outfit, gesture: object = None) -> None:
        self.history.wear(outfit, gesture)
        self._show(outfit)

    def _show(self, outfit: Outfit) -> None:
        self.changed.emit(outfit)
