from __future__ import annotations

import pytest

from mirror.catalogue.columns import FIELDS, ColumnMapping, guess, known_fields, plain_header
from mirror.catalogue.kinds import all_parameters
from mirror.errors import CatalogueError

RED = "#a8283c"


def fields(mapping: ColumnMapping) -> list[str | None]:
    return [column.field for column in mapping.columns]


@pytest.mark.parametrize(
    "headers",
    [
        ["SKU", "EAN", "Brand", "Product name", "Category", "Colour", "Price", "Stock"],
        ["货号", "条码", "品牌", "商品名称", "类别", "颜色", "价格", "库存"],
        ["Artikel-Nr.", "EAN", "Marke", "Bezeichnung", "Kategorie", "Farbe", "Preis", "Bestand"],
        [
            "Référence",
            "Code-barres",
            "Marque",
            "Désignation",
            "Catégorie",
            "Couleur",
            "Prix",
            "Qté",
        ],
        [
            "Código",
            "Código de barras",
            "Marca",
            "Nombre",
            "Categoría",
            "Color",
            "Precio",
            "Cantidad",
        ],
    ],
)
def test_headers_in_five_languages(headers: list[str]) -> None:
    mapping = guess(headers, [["", "", "", "", "", RED, "", ""]])
    expected = ["sku", "barcode", "brand", "name", "kind", "colour", "price", "stock"]
    assert fields(mapping) == expected
    assert mapping.missing == ()
    assert all(column.confidence >= 0.9 for column in mapping.columns)


def test_the_names_of_the_fields_themselves_are_sure() -> None:
    mapping = guess(FIELDS)
    assert fields(mapping) == list(FIELDS)
    assert {column.confidence for column in mapping.columns} == {1.0}


@pytest.mark.parametrize("header", ["Farbe", "Color", "颜色", "Couleur"])
def test_what_stands_below_tells_a_colour_from_a_name(header: str) -> None:
    headers = ["SKU", "Name", "Type", header, "Hex"]
    coloured = guess(headers, [["", "", "", RED, RED]])
    assert fields(coloured)[3:] == ["colour", None]
    named = guess(headers, [["", "", "", "Ruby", RED]])
    assert fields(named)[3:] == ["shade_name", "colour"]
    assert "holds no colours" in named.columns[3].why


def test_parameters_and_flags_have_columns_of_their_own() -> None:
    mapping = guess(["wing", "Vegan", "wasserfest", "cruelty free"])
    expected = ["parameters.wing", "flags.vegan", "flags.waterproof", "flags.cruelty-free"]
    assert fields(mapping) == expected


def test_a_typing_error_or_more_words_are_less_sure_and_said_so() -> None:
    mapping = guess(["Barcodde", "Retail price incl VAT"])
    assert fields(mapping) == ["barcode", "price"]
    assert all(column.confidence < 0.8 for column in mapping.columns)
    assert "nearly “barcode”" in mapping.columns[0].why
    assert "price" in mapping.columns[1].why


def test_what_is_unknown_or_taken_is_not_read() -> None:
    mapping = guess(["Price", "Retail price", "Weather", ""])
    assert fields(mapping) == ["price", None, None, None]
    assert mapping.unmapped == ("Retail price", "Weather", "")
    assert mapping.columns[1].why == "“Price” holds that already"
    assert mapping.missing == ("sku", "name", "kind", "colour")


def test_three_columns_of_a_measurement_are_a_colour() -> None:
    mapping = guess(["SKU", "Name", "Type", "L*", "a*", "b*"])
    assert fields(mapping)[3:] == ["lab_l", "lab_a", "lab_b"]
    assert mapping.missing == ()
    assert guess(["SKU", "Name", "Type", "L*", "a*"]).missing == ("colour",)


@pytest.mark.parametrize(
    ("header", "currency"),
    [("Preis (EUR)", "EUR"), ("Prix €", "EUR"), ("Price [USD]", "USD"), ("Price", None)],
)
def test_a_header_may_name_the_currency(header: str, currency: str | None) -> None:
    (column,) = guess([header]).columns
    assert (column.field, column.currency) == ("price", currency)


def test_what_a_person_says_counts_before_any_guess() -> None:
    headers = ["SKU", "Colour code", "Price"]
    told = guess(headers, (), {"colour code": "shade_code", "Price": ""})
    assert fields(told) == ["sku", "shade_code", None]
    assert told.columns[1].why == "as told"
    row = ["R1", "104", "R1"]
    assert fields(guess(headers, [row], {"Price": "sku"})) == [None, "shade_code", "sku"]
    assert fields(guess(["Flügel"], (), {"Flügel": "wing"})) == ["parameters.wing"]
    assert fields(guess(["V"], (), {"V": "vegan"})) == ["flags.vegan"]


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"Colour": "shade_code"}, "no column “Colour”.*SKU, Price"),
        ({"Price": "prise"}, "no field “prise”; did you mean price"),
        ({"Price": "sku", "SKU": "sku"}, "Two columns are told to be sku"),
    ],
)
def test_what_a_person_says_of_nothing_is_refused(told: dict[str, str], words: str) -> None:
    with pytest.raises(CatalogueError, match=words):
        guess(["SKU", "Price"], (), told)


def test_every_parameter_can_be_told() -> None:
    assert {f"parameters.{name}" for name in all_parameters()} <= set(known_fields())


def test_headers_are_compared_plainly() -> None:
    assert plain_header(" Code-Barres (EAN) ") == "code barres"
    assert plain_header("L*") == "l"
    assert plain_header("(EAN)") == "ean"
