from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale

from mirror.ui.prices import price_text
from tests.shelf import item


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    locale = QLocale()
    yield
    QLocale.setDefault(locale)


@pytest.mark.parametrize(
    ("language", "currency", "cents", "written"),
    [
        ("en_GB", "EUR", 1290, "€12.90"),
        ("en_US", "USD", 5, "$0.05"),
        ("de_DE", "EUR", 123456, "1.234,56 €"),
        ("zh_CN", "CNY", 9900, "¥99.00"),
        ("en_US", "JPY", 120000, "¥1,200"),
    ],
)
def test_a_price_is_written_as_its_reader_writes_it(
    language: str, currency: str, cents: int, written: str
) -> None:
    QLocale.setDefault(QLocale(language))
    text = price_text(item(price_cents=cents, currency=currency))
    assert text.replace("\N{NO-BREAK SPACE}", " ") == written


def test_a_currency_without_a_sign_is_named() -> None:
    QLocale.setDefault(QLocale("en_US"))
    assert "SEK" in price_text(item(price_cents=100, currency="SEK"))


def test_what_nobody_has_priced_has_no_price() -> None:
    assert price_text(item()) == ""
    assert price_text(item(price_cents=0, currency="EUR")) != ""
