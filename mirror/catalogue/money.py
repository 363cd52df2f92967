"""Reads how prices are written: 12,90 €, EUR 12.90, 1.234,56."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from mirror.catalogue.cells import CellError, text

# Signs that stand for one currency; $ and ¥ stand for several.
_SIGNS = {"€": "EUR", "£": "GBP", "元": "CNY", "rmb": "CNY", "us$": "USD", "円": "JPY", "₩": "KRW",
          "₹": "INR", "zł": "PLN", "euro": "EUR", "cn¥": "CNY", "r$": "BRL"}  # fmt: skip
_SHARED = {"$": ("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN"), "¥": ("CNY", "JPY")}
_AMOUNT = re.compile(r"\d[\d.,' ]*")
_CODE = re.compile(r"[a-z]{3}")
_HIGHEST = 10**9


def currency(cell: object) -> str | None:
    """An ISO 4217 code from a code or a sign; None where there is nothing."""
    written = _word(cell)
    return _currency(written, None) if written else None


def price(cell: object, usual: str | None) -> tuple[int | None, str | None]:
    """An amount in cents and its currency; both None where there is nothing.

    Args:
        cell: What stands in the price's column.
        usual: The currency that holds where the cell names none; it also settles what $ means.

    Raises:
        CellError: It is no price, or can be read in two ways, or no currency is known.
    """
    if isinstance(cell, bool):
        raise CellError("is a truth value where a price belongs")
    written = _word(cell)
    if not written:
        return None, None
    amount = _AMOUNT.search(written)
    if amount is None:
        raise CellError(f"“{written}” is no price")
    before, after = written[: amount.start()].strip(), written[amount.end() :].strip()
    if before.endswith(("-", "−")):
        raise CellError(f"“{written}” is below zero")
    sign = f"{before}{after}".removesuffix(".")
    named = _currency(sign, usual) if sign else usual
    if named is None:
        raise CellError(
            f"“{written}” names no currency; add a column for it, or tell the import which it is"
        )
    if sign and usual is not None and named != usual:
        raise CellError(f"“{written}” is in {named}, but its currency is given as {usual}")
    return _cents(amount.group().strip(), written), named


def _word(cell: object) -> str:
    return unicodedata.normalize("NFKC", text(cell)).casefold()


def _currency(sign: str, usual: str | None) -> str:
    if sign in _SIGNS:
        return _SIGNS[sign]
    if sign in _SHARED:
        if usual in _SHARED[sign]:
            return usual
        raise CellError(
            f"“{sign}” may be {' or '.join(_SHARED[sign][:3])}; write the three letters"
        )
    if not _CODE.fullmatch(sign):
        raise CellError(f"“{sign}” is no currency; write its three letters, such as EUR")
    return sign.upper()


def _cents(amount: str, written: str) -> int:
    """Digits with points, commas, spaces and apostrophes in hundredths."""
    digits = re.sub(r"[' ](?=\d{3}(?!\d))", "", amount)
    marks = [mark for mark in digits if not mark.isdecimal()]
    groups = re.split(r"[.,]", digits)
    if not set(marks) <= {".", ","} or not all(groups):
        raise CellError(f"“{written}” is no price")
    last = groups[-1]
    if not marks or (len(marks) > 1 and len(set(marks)) == 1):
        whole, cents = groups, ""
    elif len(marks) == 1 and len(last) == 3 and len(groups[0]) <= 3 and groups[0] != "0":
        raise CellError(
            f"“{written}” may be {''.join(groups)} or {'.'.join(groups)}; write it whole"
        )
    else:
        if marks[-1] in marks[:-1]:
            raise CellError(f"“{written}” is no price")
        whole, cents = groups[:-1], last
    if len(whole) > 1 and (len(whole[0]) > 3 or any(len(group) != 3 for group in whole[1:])):
        raise CellError(f"“{written}” is no price")
    cents = cents.rstrip("0")
    if len(cents) > 2:
        raise CellError(f"“{written}” has a fraction of a cent")
    total = int(Decimal(f"{''.join(whole)}.{cents or 0}") * 100)
    if total > _HIGHEST * 100:
        raise CellError(f"“{written}” is more than anything costs")
    return total
