"""What somebody would like to take home."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from mirror.catalogue.item import Item


@dataclass(frozen=True, slots=True)
class Basket:
    """Items, each once.

    Attributes:
        items: In the order in which they were put in.
    """

    items: tuple[Item, ...] = ()

    def holds(self, item: Item) -> bool:
        """Whether an item is in it."""
        return any(one.sku == item.sku for one in self.items)

    def with_item(self, item: Item) -> Basket:
        """With that item."""
        return self if self.holds(item) else replace(self, items=(*self.items, item))

    def without(self, item: Item) -> Basket:
        """Without that item."""
        return replace(self, items=tuple(one for one in self.items if one.sku != item.sku))

    @property
    def prices(self) -> tuple[tuple[Decimal, str], ...]:
        """What each item with a price costs, and in which currency."""
        return tuple(
            (item.price, item.currency)
            for item in self.items
            if item.price is not None and item.currency is not None
        )
