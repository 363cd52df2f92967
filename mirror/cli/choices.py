"""How arguments that several commands share are read."""

from __future__ import annotations

import argparse
import re

DEFAULT_LOOK = "soft-rose"

_SIZE = re.compile(r"([1-9][0-9]{1,4})x([1-9][0-9]{1,4})")


def size(text: str) -> tuple[int, int]:
    """Reads a width and a height in pixels, such as 1280x720."""
    match = _SIZE.fullmatch(text.lower())
    if match is None:
        raise argparse.ArgumentTypeError(f"“{text}” is no size; write it as 1280x720")
    return int(match.group(1)), int(match.group(2))


def count(text: str) -> int:
    """Reads a whole number above 0."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number above 0")
    return int(text)
