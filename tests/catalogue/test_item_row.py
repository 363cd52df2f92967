from __future__ import annotations

import pytest

from mirror.catalogue.colour import Lab
from mirror.catalogue.item import FLAGS, Item
from mirror.catalogue.item_row import COLUMNS, STATED, item_of, row_of, spaced, words_of
from mirror.catalogue.synthetic import synthetic_items
from tests.shelf import item


def test_items_are_the_same_after_the_store() -> None:
    for one in synthetic_items(200):
        assert item_of(row_of(one)[: len(STATED)]) == one
    full = item(
        colour=Lab(54.2, 63.1, 22.0),
        colour_on_skin="#a04040",
        flags=FLAGS,
        parameters={"shape": "lid", "wing": 0.2},
    )
    assert item_of(row_of(full)[: len(STATED)]) == full


def test_a_row_has_all_columns_and_every_field_is_one() -> None:
    assert len(row_of(item())) == len(COLUMNS)
    assert set(Item.__struct_fields__) == set(STATED)


def test_the_place_of_a_flag_is_not_changed() -> None:
    """Stores keep the place: what was written as vegan must not be read as another."""
    assert FLAGS[:5] == ("vegan", "cruelty-free", "fragrance-free", "refillable", "waterproof")
    bits = row_of(item(flags=("vegan", "waterproof")))[STATED.index("flags")]
    assert bits == 0b10001


@pytest.mark.parametrize(
    ("text", "searched"),
    [
        ("Crème ÉCLAT", "creme eclat"),
        ("豆沙色mac", " 豆  沙  色 mac"),
        ("ルージュ", " ル  ー  シ  ュ "),
    ],
)
def test_letters_of_unspaced_scripts_stand_alone(text: str, searched: str) -> None:
    assert spaced(text).split() == searched.split()


def test_a_shade_is_found_by_its_name_and_its_code() -> None:
    words = words_of(item(brand="É", line="L", shade_name="Ruby", shade_code="104"))
    assert words == ("e", "l", "velvet", "ruby 104")
