"""What is worn now: products one by one, and the look of a photo below them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import count

import msgspec

from mirror.catalogue.item import Item
from mirror.catalogue.shelf import item_title
from mirror.makeup.look import Look
from mirror.makeup.products import AnyProduct
from mirror.makeup.transferred import TransferredLook, ZoneStrengths

ORDER = (
    "skin-smoothing",
    "foundation",
    "concealer",
    "powder",
    "contour",
    "bronzer",
    "blush",
    "highlighter",
    "freckles",
    "brows",
    "eyeshadow",
    "eyeliner",
    "mascara",
    "false-lashes",
    "contact-lenses",
    "lip-liner",
    "lipstick",
    "teeth-whitening",
    "face-paint",
    "sticker",
)
"""The kinds in the order in which they go on, the first one next to the skin."""

_STACKED = frozenset({"face-paint", "sticker"})  # several of them are worn at once
_ids = count(1)


def kind_of(product: AnyProduct) -> str:
    """The kind, as a look file calls it."""
    return str(product.__struct_config__.tag)


@dataclass(frozen=True, slots=True)
class Piece:
    """One product as it is worn.

    Attributes:
        product: What it is, and how strong.
        item: Of the catalogue, that it is; None if it is of none.
        shown: Whether it is worn; one that is not keeps its place.
        key: Stays the same while the product is changed.
    """

    product: AnyProduct
    item: Item | None = None
    shown: bool = True
    key: int = field(default_factory=lambda: next(_ids))

    @property
    def kind(self) -> str:
        """Of product."""
        return kind_of(self.product)

    @property
    def title(self) -> str:
        """What the person reads of it; empty for a product that is no more than its kind."""
        return "" if self.item is None else item_title(self.item)


@dataclass(frozen=True, slots=True)
class Outfit:
    """All that is worn.

    Attributes:
        pieces: Products in the order in which they lie on the skin.
        base: The look that the pieces were taken from; None if from none.
        transferred: The look of a photo, below the pieces; None if there is none.
        zones: How much of the photo's look is worn where.
        strength: 0..1, of everything.
    """

    pieces: tuple[Piece, ...] = ()
    base: Look | None = None
    transferred: TransferredLook | None = None
    zones: ZoneStrengths = field(default_factory=ZoneStrengths)
    strength: float = 1.0

    @property
    def bare(self) -> bool:
        """Whether nothing is worn at all."""
        return not self.pieces and self.transferred is None

    @property
    def altered(self) -> bool:
        """Whether the pieces are no longer those of `base`."""
        worn = tuple(piece.product for piece in self.pieces if piece.shown)
        return worn != (self.base.products if self.base is not None else ())

    def look(self) -> Look | None:
        """What the engine is to wear; the look itself as long as nothing about it was changed."""
        worn = tuple(piece.product for piece in self.pieces if piece.shown)
        if not worn:
            return None
        if self.base is not None and worn == self.base.products:
            return self.base
        # One name for all of them: what is painted of a look is found by what it is.
        return Look(name="own", title=self.base.title if self.base else "Own", products=worn)

    def piece(self, key: int) -> Piece:
        """The piece of that key. Raises KeyError if it is not worn."""
        found = next((piece for piece in self.pieces if piece.key == key), None)
        if found is None:
            raise KeyError(key)
        return found

    def worn_of(self, kind: str) -> Piece | None:
        """The uppermost piece of a kind, or None."""
        return next((piece for piece in reversed(self.pieces) if piece.kind == kind), None)

    def with_look(self, look: Look | None) -> Outfit:
        """A look in the place of all pieces; None takes everything off, a photo's look too."""
        if look is None:
            return Outfit(strength=self.strength)
        pieces = tuple(Piece(product) for product in look.products)
        return replace(self, pieces=pieces, base=look)

    def with_photo(self, transferred: TransferredLook | None) -> Outfit:
        """The look of a photo, on the bare face so that all of it is seen; None takes it off."""
        if transferred is None:
            return replace(self, transferred=None)
        return replace(self, pieces=(), base=None, transferred=transferred)

    def put_on(self, product: AnyProduct, item: Item | None = None) -> Outfit:
        """A product in the place of what is worn of its kind, or in the order of `ORDER`.

        It keeps the key of the first piece that it replaces, so that what shows one goes on to.
        """
        kind = kind_of(product)
        same = [] if kind in _STACKED else [one for one in self.pieces if one.kind == kind]
        if same:
            new = replace(same[0], product=product, item=item, shown=True)
            kept = (new if one is same[0] else one for one in self.pieces if one not in same[1:])
            return replace(self, pieces=tuple(kept))
        at = _place(self.pieces, kind)
        piece = Piece(product, item)
        return replace(self, pieces=(*self.pieces[:at], piece, *self.pieces[at:]))

    def take_off(self, key: int) -> Outfit:
        """Without that piece."""
        self.piece(key)
        return replace(self, pieces=tuple(one for one in self.pieces if one.key != key))

    def with_product(self, key: int, product: AnyProduct) -> Outfit:
        """That piece with another product, of the same kind: a shade or a shape was changed."""
        piece = self.piece(key)
        if kind_of(product) != piece.kind:
            raise ValueError(f"a {piece.kind} does not become a {kind_of(product)}")
        return self._with(replace(piece, product=product))

    def with_piece_strength(self, key: int, strength: float) -> Outfit:
        """That piece as strong as this, 0..1."""
        piece = self.piece(key)
        product = msgspec.structs.replace(piece.product, strength=strength)
        return self._with(replace(piece, product=product))

    def with_shown(self, key: int, *, shown: bool) -> Outfit:
        """That piece worn, or only kept."""
        return self._with(replace(self.piece(key), shown=shown))

    def moved(self, key: int, to: int) -> Outfit:
        """That piece at another place in the order, 0 next to the skin."""
        piece = self.piece(key)
        others = [one for one in self.pieces if one.key != key]
        others.insert(min(max(to, 0), len(others)), piece)
        return replace(self, pieces=tuple(others))

    def _with(self, new: Piece) -> Outfit:
        pieces = tuple(new if one.key == new.key else one for one in self.pieces)
        return replace(self, pieces=pieces)


def _place(pieces: Sequence[Piece], kind: str) -> int:
    """Where a new piece of a kind goes: above all that come before it in the order."""
    rank = ORDER.index(kind)
    above = (at + 1 for at, piece in enumerate(pieces) if ORDER.index(piece.kind) <= rank)
    return max(above, default=0)
