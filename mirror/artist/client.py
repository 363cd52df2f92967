"""What the book knows of a client, as plain values."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Literal, get_args

from msgspec import Meta, Struct

from mirror.catalogue.item import Item
from mirror.dressing.outfit import Outfit, Piece
from mirror.makeup.products import AnyProduct, Share

Id = Annotated[str, Meta(pattern=r"^[0-9a-f]{32}$")]
Moment = Annotated[datetime, Meta(tz=True)]
Line = Annotated[str, Meta(max_length=200, pattern=r"^[^\x00-\x1f\x7f-\x9f]*$")]
Name = Annotated[str, Meta(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f-\x9f]*$")]
Text = Annotated[str, Meta(max_length=20_000)]
Purpose = Literal["records", "pictures"]
"""What a client agrees to: that there is a page about them at all, and that pictures are kept."""
Part = Literal["before", "after"]
PARTS: tuple[Part, ...] = get_args(Part)


def new_id() -> str:
    """A random one, for a client or a session."""
    return secrets.token_hex(16)


class Consent(Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that a client has agreed to.

    Attributes:
        purpose: What it allows.
        text: The words that they have agreed to, as they were shown.
        agreed: When.
        withdrawn: When they have taken it back; None while it holds.
    """

    purpose: Purpose
    text: Text
    agreed: Moment
    withdrawn: Moment | None = None


class Client(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A client's page.

    Attributes:
        id: Random; says nothing of the person.
        name: What they are called.
        pronoun: How they are spoken of; may be empty.
        notes: The artist's own.
        allergies: What must not come on their skin.
        skin_tone: The artist's words for it: undertone, type, foundation shades that match.
        skin: The skin's colour as measured, linear RGB reflectance, 0..1 each; None where nobody has.
        consents: In the order in which they were given.
    """

    id: Id
    name: Name
    pronoun: Line = ""
    notes: Text = ""
    allergies: Text = ""
    skin_tone: Text = ""
    skin: tuple[Share, Share, Share] | None = None
    consents: tuple[Consent, ...] = ()

    def allows(self, purpose: Purpose) -> bool:
        """Whether a consent to it holds."""
        return any(one.purpose == purpose and one.withdrawn is None for one in self.consents)


class WornPiece(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One product as it was worn.

    Attributes:
        product: What it is, in which shades, and how strong.
        title: The product's name; empty where nobody has sold it.
        brand: Whose it is; may be empty.
        shade: What the shade is called, with its number; may be empty.
        sku: Of the item of the catalogue that it was; None if of none.
        shown: Whether it was worn, or only kept.
    """

    product: AnyProduct
    title: Line = ""
    brand: Line = ""
    shade: Line = ""
    sku: Line | None = None
    shown: bool = True


class Worn(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An outfit, as data.

    Attributes:
        pieces: In the order in which they lie on the skin.
        look_title: Of the look that they were taken from; may be empty.
        photo_title: Of the photo's look that was worn below them, of which nothing else is kept: it
            is another person's makeup. Empty where there was none.
        strength: 0..1, of everything.
    """

    pieces: Annotated[tuple[WornPiece, ...], Meta(max_length=64)] = ()
    look_title: Line = ""
    photo_title: Line = ""
    strength: Share = 1.0

    def outfit(self, items: Iterable[Item] = ()) -> Outfit:
        """The same, to be worn again.

        Args:
            items: Of the catalogue; a piece whose number is none of theirs is worn all the same.
        """
        by_sku = {item.sku: item for item in items}
        pieces = tuple(
            Piece(one.product, by_sku.get(one.sku or ""), shown=one.shown) for one in self.pieces
        )
        return Outfit(pieces, strength=self.strength)


class Session(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One sitting.

    Attributes:
        id: Random.
        date: When it was.
        title: What it was for; may be empty.
        worn: What was worn at its end.
        notes: The artist's own.
        pictures: Which pictures are kept of it.
    """

    id: Id
    date: Moment
    title: Line = ""
    worn: Worn = Worn()
    notes: Text = ""
    pictures: tuple[Part, ...] = ()


def worn_as(outfit: Outfit) -> Worn:
    """An outfit as data: what a piece was sold as is kept with it, since a catalogue changes."""
    return Worn(
        pieces=tuple(map(_kept, outfit.pieces)),
        look_title=outfit.base.title if outfit.base else "",
        photo_title=outfit.transferred.title if outfit.transferred else "",
        strength=outfit.strength,
    )


def _kept(piece: Piece) -> WornPiece:
    item = piece.item
    if item is None:
        return WornPiece(product=piece.product, shown=piece.shown)
    return WornPiece(
        product=piece.product,
        title=item.name,
        brand=item.brand,
        shade=" ".join(filter(None, (item.shade_code, item.shade_name))),
        sku=item.sku,
        shown=piece.shown,
    )
