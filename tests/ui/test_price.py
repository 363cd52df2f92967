from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import QLocale

from mirror.ui.price import item_price, price_text, total_text
from tests.shelf import item


@pytest.mark.parametrize(
    ("language", "amount", "currency", "text"),
    [
        ("en_US", "12.9", "EUR", "€12.90"),
        ("en_US", "1788.5", "USD", "$1,788.50"),
        ("en_US", "100", "CNY", "CN¥100.00"),
        ("en_US", "1500", "JPY", "¥1,500"),
        ("en_US", "1500", "CAD", "CA$1,500.00"),
        ("en_US", "10", "CHF", "CHF\xa010.00"),
        ("de_DE", "12.9", "EUR", "12,90 €"),
        ("zh_CN", "129", "CNY", "¥129.00"),
        ("zh_CN", "129", "USD", "US$129.00"),
        ("zh_CN", "1500", "JPY", "JP¥1,500"),
    ],
)
def test_prices_are_written_as_people_write_them(
    language: str, amount: str, currency: str, text: str
) -> None:
    found = price_text(Decimal(amount), currency, QLocale(language))
    assert found.replace("\xa0", " ") == text.replace("\xa0", " ")


def test_a_total_is_told_for_each_currency() -> None:
    prices = [(Decimal("24.90"), "EUR"), (Decimal(12), "USD"), (Decimal("9.90"), "EUR")]
    assert total_text(prices, QLocale("en_US")) == "€34.80 + $12.00"
    assert total_text([], QLocale("en_US")) == ""


def test_cents_are_not_lost_in_a_sum() -> None:
    assert total_text([(Decimal("0.10"), "EUR")] * 3000, QLocale("en_US")) == "€300.00"


def test_what_nobody_has_priced_has_no_price() -> None:
    assert item_price(item()) == ""
    assert "0.00" in item_price(item(price_cents=0, currency="EUR"))
    assert "12.90" in item_price(item(price_cents=1290, currency="EUR"))
