from __future__ import annotations

from decimal import Decimal

from mirror.catalogue.item import Item
from mirror.dressing.basket import Basket

RED = Item(sku="1", name="Red", kind="lipstick", colour="#b01030", price_cents=1290, currency="EUR")
PINK = Item(sku="2", name="Pink", kind="lipstick", colour="#e07090")


def test_each_item_is_in_it_once() -> None:
    basket = Basket().with_item(RED).with_item(PINK).with_item(RED)
    assert basket.items == (RED, PINK)
    assert basket.holds(PINK)
    assert not basket.without(PINK).holds(PINK)
    assert basket.without(PINK).without(PINK).items == (RED,)


def test_what_has_no_price_is_not_counted() -> None:
    assert Basket((RED, PINK)).prices == ((Decimal("12.90"), "EUR"),)
