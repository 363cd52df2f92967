"""Prices as people write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

if TYPE_CHECKING:
    from mirror.catalogue.item import Item

_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£", "CNY": "¥", "JPY": "¥", "CHF": "CHF"}


def price_text(item: Item) -> str:
    """The price of an item; empty where nobody has said one."""
    if item.price is None or item.currency is None:
        return ""
    sign = _SIGNS.get(item.currency, item.currency)
    return QLocale().toCurrencyString(float(item.price), sign)
