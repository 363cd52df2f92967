"""Barcodes of retail goods: EAN-13, EAN-8 and UPC-A, as GS1 General Specifications 7.9 check them.

All three are one number of 13 digits once they are filled with zeros from the left: the weights of
the check digit are counted from the right, so the zeros change nothing.
"""

from __future__ import annotations

import re

LENGTH = 13
_PRINTED_LENGTHS = (8, 12, 13)
_SEPARATORS = re.compile(r"[\s\-]")


def check_digit(body: str) -> int:
    """The last digit that belongs behind the others."""
    weighted = (int(digit) * (3, 1)[i % 2] for i, digit in enumerate(reversed(body)))
    return -sum(weighted) % 10


def is_valid(code: str) -> bool:
    """Whether these are digits of which the last one checks the others."""
    return code.isascii() and code.isdecimal() and check_digit(code[:-1]) == int(code[-1])


def normalised(text: str) -> str:
    """Any of the three codes as 13 digits; spaces and hyphens do not count.

    Raises:
        ValueError: It is none; says why.
    """
    code = _SEPARATORS.sub("", text)
    if not (code.isascii() and code.isdecimal()):
        raise ValueError(f"“{text}” is no barcode; it is made of digits")
    if len(code) not in _PRINTED_LENGTHS:
        raise ValueError(
            f"“{text}” is no barcode: {len(code)} digits, where EAN-13 has 13, UPC-A 12, EAN-8 8"
        )
    if not is_valid(code):
        raise ValueError(
            f"“{text}” is mistyped: its check digit should be {check_digit(code[:-1])}"
        )
    if not int(code):
        raise ValueError(f"“{text}” is no barcode, only zeros")
    return code.zfill(LENGTH)


def gtin13(digits: str) -> str | None:
    """A product's number, however it is written, as the 13 digits by which it is stored.

    Takes GTIN-8, GTIN-12, GTIN-13, GTIN-14 of a single item (it starts with 0), and UPC-E with all
    of its 8 digits. Eight digits that start with 0 may be a UPC-E or a store's own EAN-8; they are
    taken for a UPC-E where both check digits hold.

    Returns:
        13 digits, padded with zeros in front; None when it is no such number or its check digit is
        wrong (GS1 General Specifications, 7.9).
    """
    if not (digits.isascii() and digits.isdigit()):
        return None
    if len(digits) == 8:
        forms = [_expanded(digits), digits] if digits[0] == "0" else [digits, _expanded(digits)]
    elif len(digits) in (12, 13) or (len(digits) == 14 and digits[0] == "0"):
        forms = [digits]
    else:
        return None
    padded = [form.zfill(13)[-13:] for form in forms if form]
    return next((form for form in padded if is_valid(form) and int(form)), None)


def _expanded(upc_e: str) -> str:
    """A UPC-E's 8 digits as the 12 of its UPC-A; empty where its number system has none."""
    system, body, last, check = upc_e[0], upc_e[1:6], upc_e[6], upc_e[7]
    if system not in "01":
        return ""
    if last in "012":
        return system + body[:2] + last + "0000" + body[2:] + check
    if last == "3":
        return system + body[:3] + "00000" + body[3:] + check
    if last == "4":
        return system + body[:4] + "00000" + body[4] + check
    return system + body + "0000" + last + check
