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
