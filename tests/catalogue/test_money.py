from __future__ import annotations

import pytest

from mirror.catalogue import money
from mirror.catalogue.cells import CellError


@pytest.mark.parametrize(
    ("written", "cents", "currency"),
    [
        ("12,90 €", 1290, "EUR"),
        ("€12.90", 1290, "EUR"),
        ("EUR 12.90", 1290, "EUR"),
        ("12.90 eur", 1290, "EUR"),
        ("1.234,56 EUR", 123456, "EUR"),
        ("1,234.56 USD", 123456, "USD"),
        ("US$5", 500, "USD"),
        ("1'234.50 CHF", 123450, "CHF"),
        ("1 234,50 €", 123450, "EUR"),
        ("1\u202f234,50 €", 123450, "EUR"),
        ("1.234.567 EUR", 123456700, "EUR"),
        ("12 元", 1200, "CNY"),
        ("0 EUR", 0, "EUR"),
        ("12.9 EUR", 1290, "EUR"),
        ("12.900,00 EUR", 1290000, "EUR"),
        ("0.500 EUR", 50, "EUR"),
        ("１２．９０ EUR", 1290, "EUR"),
    ],
)
def test_a_price_as_people_write_it(written: str, cents: int, currency: str) -> None:
    assert money.price(written, None) == (cents, currency)


def test_a_number_has_the_usual_currency() -> None:
    assert money.price(12.9, "EUR") == (1290, "EUR")
    assert money.price(12, "EUR") == (1200, "EUR")
    assert money.price("$5", "CAD") == (500, "CAD")
    assert money.price("¥5", "CNY") == (500, "CNY")
    assert money.price("", "EUR") == (None, None)
    assert money.price(None, None) == (None, None)


@pytest.mark.parametrize(
    ("written", "usual", "words"),
    [
        ("1,234 EUR", None, "may be 1234 or 1.234"),
        ("1.234", "EUR", "may be 1234 or 1.234"),
        ("12.90", None, "names no currency"),
        ("$5", None, "may be USD or CAD"),
        ("¥5", "EUR", "may be CNY or JPY"),
        ("5 €", "USD", "is given as USD"),
        ("-3 EUR", None, "below zero"),
        ("EUR -3", None, "below zero"),
        ("12.3456 EUR", None, "fraction of a cent"),
        ("0.125 EUR", None, "fraction of a cent"),
        ("free", None, "no price"),
        ("10-12 EUR", None, "no currency"),
        ("1,23,4 EUR", None, "no price"),
        ("12.34.5 EUR", None, "no price"),
        ("9" * 15, "EUR", "more than anything costs"),
        (True, "EUR", "truth value"),
    ],
)
def test_a_price_that_is_unclear_is_refused(written: object, usual: str | None, words: str) -> None:
    with pytest.raises(CellError, match=words):
        money.price(written, usual)


@pytest.mark.parametrize(
    ("written", "code"), [("eur", "EUR"), ("€", "EUR"), ("RMB", "CNY"), ("", None)]
)
def test_a_currency_is_its_code_or_its_own_sign(written: str, code: str | None) -> None:
    assert money.currency(written) == code


@pytest.mark.parametrize("written", ["$", "euros please", "E1"])
def test_a_currency_that_is_none_is_refused(written: str) -> None:
    with pytest.raises(CellError):
        money.currency(written)
