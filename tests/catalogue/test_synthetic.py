from __future__ import annotations

import msgspec

from mirror.catalogue.gtin import is_valid
from mirror.catalogue.item import Item
from mirror.catalogue.kinds import product_kinds
from mirror.catalogue.synthetic import synthetic_items
from tests.shelf import shade_worn


def test_the_same_seed_makes_the_same_items() -> None:
    assert list(synthetic_items(50)) == list(synthetic_items(50))
    assert list(synthetic_items(50)) != list(synthetic_items(50, seed=2))


def test_every_item_could_be_sold() -> None:
    items = list(synthetic_items(1000))
    assert len({item.sku for item in items}) == 1000
    kinds = {kind.name for kind in product_kinds().values() if not kind.required}
    assert {item.kind for item in items} == kinds
    for item in items:
        assert msgspec.convert(msgspec.to_builtins(item), Item) == item
        assert shade_worn(item.product()) in (item.colour, "")
        assert item.barcode is None or is_valid(item.barcode)
