"""Writes amounts of money as people write them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

if TYPE_CHECKING:
    from mirror.catalogue.item import Item

# Signs that tell the currency in any language, as in Unicode's CLDR; the rest go by their code.
_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "CNY": "CN¥", "KRW": "₩", "INR": "₹",
          "CAD": "CA$", "AUD": "A$", "NZD": "NZ$", "HKD": "HK$", "TWD": "NT$", "MXN": "MX$",
          "BRL": "R$"}  # fmt: skip
_IN_CHINESE = {"CNY": "¥", "JPY": "JP¥", "USD": "US$"}
_WITHOUT_CENTS = frozenset({"JPY", "KRW", "VND", "CLP", "ISK"})


def price_text(amount: Decimal, currency: str, locale: QLocale) -> str:
    """An amount with its currency, such as €12.90, 12,90 € or ¥129.00.

    Args:
        amount: In units of the currency.
        currency: By ISO 4217.
        locale: Decides the marks, and on which side the currency stands.
    """
    chinese = locale.language() == QLocale.Language.Chinese
    sign = (_IN_CHINESE if chinese else {}).get(currency) or _SIGNS.get(currency, f"{currency}\xa0")
    whole = currency in _WITHOUT_CENTS and amount == amount.to_integral_value()
    return locale.toCurrencyString(float(amount), sign, 0 if whole else 2)


def total_text(prices: Iterable[tuple[Decimal, str]], locale: QLocale) -> str:
    """The sum of prices, one for each currency: €34.80 + $12.00; empty where there is none."""
    sums: dict[str, Decimal] = {}
    for amount, currency in prices:
        sums[currency] = sums.get(currency, Decimal(0)) + amount
    return " + ".join(price_text(amount, currency, locale) for currency, amount in sums.items())


def item_price(item: Item) -> str:
    """The price of an item in the application's language; empty where nobody has said one."""
    if item.price is None or item.currency is None:
        return ""
    return price_text(item.price, item.currency, QLocale())
