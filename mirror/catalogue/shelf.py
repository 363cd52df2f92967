"""Items as they lie on a shelf: the shades of one product together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mirror.catalogue.item import Item

_Name = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class ShelfProduct:
    """One product in all its shades.

    Attributes:
        items: Its shades, at least one, in the order in which they came.
    """

    items: tuple[Item, ...]

    @property
    def first(self) -> Item:
        """What all of its shades share is read off this one."""
        return self.items[0]

    @property
    def maker(self) -> str:
        """Brand and line, as far as there are any."""
        return " · ".join(part for part in (self.first.brand, self.first.line) if part)

    def place_of(self, sku: str) -> int | None:
        """The place of an item among the shades."""
        return next((at for at, item in enumerate(self.items) if item.sku == sku), None)


def shade_title(item: Item) -> str:
    """What one shade is called: its number and its name, as far as it has them."""
    return " ".join(part for part in (item.shade_code, item.shade_name) if part)


def item_title(item: Item) -> str:
    """What an item is called where nothing else says which product it is."""
    return " · ".join(part for part in (item.name, shade_title(item)) if part)


def together(items: Iterable[Item]) -> tuple[ShelfProduct, ...]:
    """The products of some items, in the order in which each one's first item comes."""
    found: dict[_Name, list[Item]] = {}
    for item in items:
        found.setdefault((item.brand, item.line, item.name, item.kind), []).append(item)
    return tuple(ShelfProduct(tuple(shades)) for shades in found.values())
