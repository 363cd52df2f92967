from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec
import pytest

from mirror.catalogue.colour import Lab
from mirror.catalogue.item import Item
from mirror.makeup.products import Blush, Eyeliner, Lipstick
from tests.shelf import item, shade_worn


def test_an_item_becomes_the_product_that_a_look_holds() -> None:
    worn = item(finish="matte", opacity=0.8).product()
    assert isinstance(worn, Lipstick)
    assert (worn.finish, worn.coverage) == ("matte", 0.8)
    assert shade_worn(worn) == "#a8283c"
    blush = item(kind="blush", parameters={"placement": "draped"}).product()
    assert isinstance(blush, Blush)
    assert blush.placement == "draped"


def test_what_nobody_has_said_is_the_kinds_own() -> None:
    worn = item().product()
    assert isinstance(worn, Lipstick)
    assert (worn.finish, worn.coverage, worn.strength) == ("satin", None, 1.0)


def test_opacity_is_left_out_where_the_kind_has_no_coverage() -> None:
    assert isinstance(item(kind="eyeliner", opacity=0.8).product(), Eyeliner)


def test_a_measured_colour_is_worn_as_a_screen_shows_it() -> None:
    one = item(colour=Lab(38.146, 52.2616, 20.313))
    assert one.shade == "#a8283c"
    assert shade_worn(one.product()) == "#a8283c"


@pytest.mark.parametrize(
    "fields", [{"kind": "perfume"}, {"finish": "dewy"}, {"parameters": {"wing": 0.1}}]
)
def test_what_no_look_can_hold_is_no_product(fields: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        item(**fields).product()


def test_the_price_has_two_places() -> None:
    assert item(price_cents=1290, currency="EUR").price == Decimal("12.90")
    assert item(price_cents=0, currency="EUR").price == 0
    assert item().price is None


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"sku": ""}, "sku"),
        ({"barcode": "123"}, "barcode"),
        ({"colour": "red"}, "colour"),
        ({"colour": {"l": 120.0, "a": 0.0, "b": 0.0}}, "colour"),
        ({"opacity": 1.2}, "opacity"),
        ({"undertone": "blue"}, "undertone"),
        ({"price_cents": -1}, "price_cents"),
        ({"currency": "euro"}, "currency"),
        ({"flags": ["magic"]}, "flags"),
        ({"stock": -1}, "stock"),
        ({"smell": "rose"}, "smell"),
    ],
)
def test_the_ranges_are_in_the_types(fields: dict[str, object], place: str) -> None:
    good = {"sku": "R1", "name": "Velvet", "kind": "lipstick", "colour": "#a8283c"}
    assert msgspec.convert(good, Item) == item()
    with pytest.raises(msgspec.ValidationError, match=place):
        msgspec.convert({**good, **fields}, Item)
