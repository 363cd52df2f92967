from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from mirror.catalogue import cells
from mirror.catalogue.cells import CellError

EAN = "4006381333931"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        ("  Rouge \n velours ", "Rouge velours"),
        ("Cre\u0300me", "Crème"),
        (1001.0, "1001"),
        (1001, "1001"),
        (12.9, "12.9"),
        (Decimal("12.90"), "12.90"),
        (True, "yes"),
        ("\ufeffsku", "sku"),
    ],
)
def test_a_cell_is_one_tidy_line(cell: object, text: str) -> None:
    assert cells.text(cell) == text


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("a\0b", "NUL"),
        ("a\x07b", "cannot be shown"),
        (["a"], "list"),
        ({"a": 1}, "list"),
        (dt.date(2024, 5, 1), "date"),
        (dt.time(5), "date or a time"),
    ],
)
def test_what_is_no_text_is_refused(cell: object, words: str) -> None:
    with pytest.raises(CellError, match=words):
        cells.text(cell)


def test_texts_are_compared_without_case_accents_and_width() -> None:
    assert cells.fold("ÉCLAT Größe ＡＢＣ") == "eclat grosse abc"
    assert cells.fold("豆沙色") == "豆沙色"


@pytest.mark.parametrize(
    ("cell", "share"),
    [
        ("80%", 0.8),
        ("80 %", 0.8),
        ("80", 0.8),
        (80, 0.8),
        (0.8, 0.8),
        ("0,8", 0.8),
        ("8０%", 0.8),
        ("1", 1.0),
        ("2", 0.02),
        ("1%", 0.01),
        (0, 0.0),
        ("", None),
        (None, None),
    ],
)
def test_an_opacity_is_a_share_or_a_percentage(cell: object, share: float | None) -> None:
    assert cells.share(cell) == (None if share is None else pytest.approx(share))


@pytest.mark.parametrize("cell", ["1.5", "120", "120%", "-5", "much", True, "1e5", "nan"])
def test_an_opacity_that_can_be_read_in_two_ways_or_none_is_refused(cell: object) -> None:
    with pytest.raises(CellError):
        cells.share(cell)


@pytest.mark.parametrize(("cell", "stock"), [("12", 12), (12.0, 12), ("0", 0), ("", None)])
def test_a_stock_is_a_whole_number_or_unknown(cell: object, stock: int | None) -> None:
    assert cells.stock(cell) == stock


@pytest.mark.parametrize("cell", ["-1", "many", "1.5", "1,234", "9" * 30])
def test_a_stock_that_is_none_is_refused(cell: object) -> None:
    with pytest.raises(CellError):
        cells.stock(cell)


@pytest.mark.parametrize(
    "cell",
    [
        EAN,
        int(EAN),
        float(EAN),
        f"{EAN}.0",
        "4.006381333931E+12",
        "4,006381333931E+12",
        "'" + EAN,
        " 4006381 333931 ",
        "４００６３８１３３３９３１",
    ],
)
def test_a_barcode_that_a_spreadsheet_took_for_a_number_is_restored(cell: object) -> None:
    assert cells.barcode(cell) == (EAN, False)


def test_a_zero_that_a_spreadsheet_dropped_is_put_back_and_told() -> None:
    assert cells.barcode(36000291452) == ("0036000291452", True)
    assert cells.barcode("036000291452") == ("0036000291452", False)
    assert cells.barcode("") == (None, False)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("4.00638E+12", "lost digits"),
        ("4.0063813339E+12", "lost digits"),
        ("4006381333932", "mistyped"),
        ("36000291453", "11 digits"),
        (True, "truth value"),
        (4006381333931.5, "made of digits"),
    ],
)
def test_a_barcode_that_is_lost_is_refused(cell: object, words: str) -> None:
    with pytest.raises(CellError, match=words):
        cells.barcode(cell)


@pytest.mark.parametrize("cell", ["yes", "JA", "是", "Sí", "oui", "1", 1, 1.0, "x", True, "✓"])
def test_a_yes_in_many_languages(cell: object) -> None:
    assert cells.truth(cell)


@pytest.mark.parametrize("cell", ["no", "Nein", "否", "0", 0, False, "", None, "-"])
def test_a_no_in_many_languages(cell: object) -> None:
    assert not cells.truth(cell)


def test_neither_yes_nor_no_is_refused() -> None:
    with pytest.raises(CellError, match="neither yes nor no"):
        cells.truth("perhaps")


@pytest.mark.parametrize(
    ("cell", "undertone"),
    [("Warm", "warm"), ("冷调", "cool"), ("kühl", "cool"), ("neutre", "neutral"), ("", None)],
)
def test_an_undertone_in_many_languages(cell: object, undertone: str | None) -> None:
    assert cells.undertone(cell) == undertone


def test_an_unknown_undertone_is_refused() -> None:
    with pytest.raises(CellError, match="cool, neutral, warm, olive"):
        cells.undertone("blueish")


@pytest.mark.parametrize(
    "cell",
    [
        "Waterproof, VEGAN",
        "wasserfest; vegan",
        ["waterproof", "vegan"],
        "纯素、防水",
        "vegan|waterproof",
    ],
)
def test_flags_are_a_list_in_one_order(cell: object) -> None:
    assert cells.flags(cell) == ("vegan", "waterproof")


def test_flags_are_spelt_as_people_do() -> None:
    assert cells.flags("Cruelty Free, crueltyfree, fragrance_free") == (
        "cruelty-free",
        "fragrance-free",
    )
    assert cells.flags("") == ()
    with pytest.raises(CellError, match="“magic” is no flag"):
        cells.flags("vegan, magic")
