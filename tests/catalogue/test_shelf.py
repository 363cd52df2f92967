from __future__ import annotations

import pytest

from mirror.catalogue.item import Item
from mirror.catalogue.shelf import ShelfProduct, item_title, shade_title, together
from tests.shelf import SHELF, item


def test_the_shades_of_one_product_lie_together_in_their_order() -> None:
    products = together(SHELF)
    assert [[one.sku for one in product.items] for product in products] == [
        ["V1", "V2", "V3"],
        ["G1"],
        ["B1"],
        ["M1"],
    ]


def test_shades_that_come_apart_still_join_the_first_one() -> None:
    mixed = (SHELF[3], SHELF[0], SHELF[4], SHELF[2], SHELF[1])
    assert [[one.sku for one in product.items] for product in together(mixed)] == [
        ["G1"],
        ["V1", "V3", "V2"],
        ["B1"],
    ]


@pytest.mark.parametrize(
    "other",
    [{"brand": "Other"}, {"line": "Other"}, {"name": "Other"}, {"kind": "blush"}],
)
def test_what_differs_in_more_than_its_shade_is_another_product(other: dict[str, str]) -> None:
    one = item("A", brand="Brand", line="Line")
    another = item("B", **{"brand": "Brand", "line": "Line", **other})
    assert len(together((one, another))) == 2
    assert len(together((one, item("C", brand="Brand", line="Line", finish="matte")))) == 1


def test_nothing_makes_no_product() -> None:
    assert together(()) == ()


@pytest.mark.parametrize(
    ("fields", "maker"),
    [
        ({"brand": "Brand", "line": "Line"}, "Brand · Line"),
        ({"brand": "Brand"}, "Brand"),
        ({"line": "Line"}, "Line"),
        ({}, ""),
    ],
)
def test_a_maker_is_named_as_far_as_it_is_known(fields: dict[str, str], maker: str) -> None:
    assert ShelfProduct((item(**fields),)).maker == maker


def test_a_shade_is_found_by_its_number() -> None:
    product = together(SHELF)[0]
    assert product.first is SHELF[0]
    assert [product.place_of(sku) for sku in ("V1", "V3", "G1")] == [0, 2, None]


@pytest.mark.parametrize(
    ("shade", "title", "whole"),
    [
        (item(shade_code="02", shade_name="Ruby"), "02 Ruby", "Velvet · 02 Ruby"),
        (item(shade_name="Ruby"), "Ruby", "Velvet · Ruby"),
        (item(shade_code="02"), "02", "Velvet · 02"),
        (item(), "", "Velvet"),
    ],
)
def test_a_shade_is_called_by_number_and_name(shade: Item, title: str, whole: str) -> None:
    assert (shade_title(shade), item_title(shade)) == (title, whole)
