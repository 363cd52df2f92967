"""What is asked of the catalogue, and what it answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, get_args

from mirror.catalogue.colour import Colour
from mirror.catalogue.item import Flag, Item, Undertone
from mirror.catalogue.item_row import spaced

Order = Literal["relevance", "name", "price", "price-down", "colour"]
ORDERS: tuple[Order, ...] = get_args(Order)
LARGEST_PAGE = 1000
_LONGEST_TEXT = 200
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Query:
    """A search. What is empty or None does not narrow it; what has several values takes any.

    Attributes:
        text: Words of brand, line, name and shade, or how they begin; all of them must be found.
        kinds: Of product.
        finishes: As in a look file.
        brands: Whole names; case and accents do not count.
        undertones: An item without one is not found.
        flags: All of them must be there.
        lowest_cents: Price, in hundredths; an item without one is not found.
        highest_cents: As `lowest_cents`.
        currency: In which the price is.
        in_stock: Whether at least one must be known to be there.
        near: The colour to which distances are told, in CIEDE2000.
        order: By `relevance` (best first; by name without a text, and where very many are found),
            `name` (brand, line, name, shade), `price` (cheapest first) or `price-down`, both with
            unknown prices last, or `colour` (nearest to `near` first).
        offset: How many to skip.
        limit: How many to answer, up to `LARGEST_PAGE`.
    """

    text: str = ""
    kinds: tuple[str, ...] = ()
    finishes: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    undertones: tuple[Undertone, ...] = ()
    flags: tuple[Flag, ...] = ()
    lowest_cents: int | None = None
    highest_cents: int | None = None
    currency: str | None = None
    in_stock: bool = False
    near: Colour | None = None
    order: Order = "relevance"
    offset: int = 0
    limit: int = 20

    def __post_init__(self) -> None:
        if not (self.offset >= 0 and 0 < self.limit <= LARGEST_PAGE):
            raise ValueError(f"a page has 1 to {LARGEST_PAGE} items, from 0 on")
        if self.order == "colour" and self.near is None:
            raise ValueError("the nearest colours are asked for without a colour")


@dataclass(frozen=True, slots=True)
class Found:
    """One item of an answer.

    Attributes:
        item: What was found.
        distance: CIEDE2000 to the colour of the query; None where it has none.
    """

    item: Item
    distance: float | None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of an answer.

    Attributes:
        found: In the order that was asked for.
        total: How many there are on all pages.
    """

    found: tuple[Found, ...]
    total: int


def match_expression(text: str) -> str:
    """The FTS5 expression that finds all words of a text, each by its beginning.

    Empty if there is no word in it. Letters of unspaced scripts that stand together are found
    together.
    """
    terms = []
    for written in text[:_LONGEST_TEXT].split():
        words = _WORD.findall(spaced(written))
        if words:
            terms.append(f'"{" ".join(words)}" *')
    return " AND ".join(terms)
