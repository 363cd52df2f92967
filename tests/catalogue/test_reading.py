from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from mirror.catalogue.colour import Lab
from mirror.catalogue.columns import guess
from mirror.catalogue.item import Item
from mirror.catalogue.reading import ReadRow, RowReader
from mirror.catalogue.table import Row

GOOD: Mapping[str, object] = {
    "SKU": "R1",
    "EAN": "4006381333931",
    "Brand": "Aurora",
    "Name": "Velvet",
    "Type": "Lipstick",
    "Colour": "#A8283C",
    "Finish": "Matte",
    "Opacity": "80%",
    "Price": "12,90",
    "Currency": "EUR",
    "Stock": "3",
}


def read(cells: Mapping[str, object], currency: str | None = None, number: int = 7) -> ReadRow:
    mapping = guess(list(cells), [[GOOD.get(header, "") for header in cells]])
    return RowReader(mapping, currency).read(Row(number, list(cells.values())))


def item(cells: Mapping[str, object], currency: str | None = None) -> Item:
    row = read(cells, currency)
    assert row.item is not None, row.errors
    return row.item


def errors(cells: Mapping[str, object]) -> list[tuple[str | None, str]]:
    row = read(cells)
    assert row.item is None
    assert {remark.number for remark in row.errors} == {7}
    return [(remark.column, remark.text) for remark in row.errors]


def test_a_row_becomes_an_item() -> None:
    assert item(GOOD) == Item(
        sku="R1",
        barcode="4006381333931",
        brand="Aurora",
        name="Velvet",
        kind="lipstick",
        colour="#a8283c",
        finish="matte",
        opacity=0.8,
        price_cents=1290,
        currency="EUR",
        stock=3,
    )


@pytest.mark.parametrize("kind", ["Lipstick", "lip stick", "LIP-STICK"])
def test_a_kind_may_be_spelt_freely(kind: str) -> None:
    assert item({**GOOD, "Type": kind}).kind == "lipstick"


@pytest.mark.parametrize(
    ("change", "column", "words"),
    [
        ({"SKU": " "}, "SKU", "is missing"),
        ({"Name": ""}, "Name", "is missing"),
        ({"Type": ""}, "Type", "is missing"),
        ({"Type": "perfume"}, "Type", "no kind of product; there are lipstick"),
        ({"Colour": ""}, "Colour", "is missing"),
        ({"Colour": "Lab 120/0/0"}, "Colour", "not between 0 and 100"),
        ({"Finish": "dewy"}, "Finish", "“dewy” is no finish of lipstick; there are"),
        ({"Type": "eyeliner"}, "Finish", "“matte” is no finish of eyeliner; it has none"),
        ({"EAN": "4006381333932"}, "EAN", "check digit"),
        ({"Opacity": "1.5"}, "Opacity", "share or a percentage"),
        ({"Price": "1,234"}, "Price", "may be 1234"),
        ({"Currency": ""}, "Price", "names no currency"),
        ({"Currency": "$"}, "Price", "may be USD"),
        ({"Stock": "-2"}, "Stock", "below zero"),
        ({"SKU": "x" * 65}, "SKU", "length <= 64"),
        ({"Name": "a\0b"}, "Name", "NUL"),
    ],
)
def test_a_bad_cell_is_told_with_its_column(
    change: dict[str, object], column: str, words: str
) -> None:
    ((where, text),) = errors({**GOOD, **change})
    assert where == column
    assert words in text


def test_all_that_is_wrong_is_told_at_once() -> None:
    bad = {**GOOD, "SKU": "", "Colour": "red", "Stock": "many"}
    assert [column for column, _ in errors(bad)] == ["Colour", "Stock", "SKU"]


def test_a_bad_row_still_tells_what_it_lists() -> None:
    assert read({**GOOD, "Colour": "red"}).sku == "R1"
    assert read({**GOOD, "SKU": "\0"}).sku is None
    row = RowReader(guess(list(GOOD))).read(Row(9, (), "has 3 values"))
    assert (row.sku, row.item, row.errors[0].text) == (None, None, "has 3 values")


def test_the_currency_comes_from_the_row_the_header_or_the_person() -> None:
    bare = {key: value for key, value in GOOD.items() if key not in ("Price", "Currency")}
    assert item({**bare, "Price": "12,90 €"}).currency == "EUR"
    assert item({**bare, "Price (CHF)": 12.9}).currency == "CHF"
    assert item({**bare, "Price": 12.9}, currency="GBP").currency == "GBP"
    assert item({**bare, "Price (CHF)": 12.9}, currency="GBP").currency == "CHF"
    assert item({**bare, "Price": ""}).currency is None
    assert item({**bare, "Currency": "EUR"}).currency is None


def test_parameters_come_from_their_own_columns_or_from_one() -> None:
    liner = {key: GOOD[key] for key in ("SKU", "Name", "Colour")} | {"Type": "eyeliner"}
    expected = {"lower": 0.3, "wing": 0.2}
    for given in (
        {"wing": "0,2", "lower": 0.3},
        {"Parameters": "wing=0.2; lower: 0,3"},
        {"Parameters": {"wing": Decimal("0.2"), "lower": "0.3"}},
        {"Parameters": '{"wing": 0.2, "lower": 0.3}'},
        {"wing": 0.2, "Parameters": "lower=0.3"},
    ):
        assert item({**liner, **given}).parameters == expected
    assert item({**liner, "wing": "", "lower": None}).parameters == {}


@pytest.mark.parametrize(
    ("given", "column", "words"),
    [
        ({"wing": "9"}, "wing", "<= 0.6"),
        ({"wing": "long"}, "wing", "float"),
        ({"placement": "lifted"}, "placement", "eyeliner has no placement; leave it empty"),
        ({"Parameters": "wing"}, "Parameters", "write it as placement=lifted"),
        ({"Parameters": "smell=rose"}, "Parameters", "“smell” is no parameter"),
        ({"Parameters": "strength=0.5"}, "Parameters", "“strength” is no parameter"),
        ({"Parameters": "kind=blush"}, "Parameters", "“kind” is no parameter"),
        ({"Parameters": "wing=9"}, "Parameters", "(wing)"),
        ({"Parameters": "{broken"}, "Parameters", "no valid JSON"),
    ],
)
def test_a_bad_parameter_is_told(given: dict[str, object], column: str, words: str) -> None:
    liner = {key: GOOD[key] for key in ("SKU", "Name", "Colour")} | {"Type": "eyeliner"}
    ((where, text),) = errors({**liner, **given})
    assert where == column
    assert words in text


def test_flags_come_from_their_own_columns_and_from_a_list() -> None:
    row = {**GOOD, "Flags": "waterproof", "Vegan": "ja", "Refillable": "nein"}
    assert item(row).flags == ("vegan", "waterproof")
    ((where, text),) = errors({**GOOD, "Vegan": "perhaps"})
    assert (where, text) == ("Vegan", "“perhaps” is neither yes nor no")


def test_three_columns_are_a_measured_colour() -> None:
    bare = {key: value for key, value in GOOD.items() if key != "Colour"}
    measured = {"L*": "38,1", "a*": 52.3, "b*": Decimal("20.3")}
    assert item({**bare, **measured}).colour == Lab(38.1, 52.3, 20.3)
    assert item({**GOOD, **measured}).colour == Lab(38.1, 52.3, 20.3)
    assert item({**GOOD, "L*": "", "a*": "", "b*": ""}).colour == "#a8283c"
    ((where, text),) = errors({**bare, **measured, "a*": ""})
    assert (where, text) == ("L*", "one of L, a and b is missing")
    ((where, text),) = errors({**bare, **measured, "L*": 150})
    assert where == "L*"
    assert "not between 0 and 100" in text


def test_what_is_put_right_or_clipped_is_a_warning() -> None:
    row = read({**GOOD, "EAN": 36000291452, "Colour": "Lab 50/90/60"})
    assert row.item is not None
    assert [(remark.column, remark.number) for remark in row.warnings] == [
        ("EAN", 7),
        ("Colour", 7),
    ]
    assert "a zero was put back" in row.warnings[0].text
    assert "it is clipped" in row.warnings[1].text
