"""How arguments that several commands share are read."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mirror.makeup.transferred import ZoneStrengths

DEFAULT_LOOK = "soft-rose"
ZONES = ("lips", "eyes", "cheeks", "skin", "rest")

_LONGEST_TITLE = 60
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


def share(text: str) -> float:
    """Reads a number from 0 to 1."""
    number = float(text)
    if not 0.0 <= number <= 1.0:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and 1")
    return number


def zones(text: str) -> ZoneStrengths:
    """Reads how much is worn where, such as lips=1,eyes=0.5; what is not named stays as it is."""
    from mirror.makeup.transferred import ZoneStrengths

    strengths: dict[str, float] = {}
    for part in text.split(","):
        zone, equals, number = (piece.strip() for piece in part.partition("="))
        if zone not in ZONES or not equals:
            raise argparse.ArgumentTypeError(
                f"“{part}” is no zone with its strength; write it as {ZONES[0]}=0.5, the zones are "
                f"{', '.join(ZONES)}"
            )
        try:
            strengths[zone] = share(number)
        except ValueError as error:
            raise argparse.ArgumentTypeError(f"“{number}” is no number from 0 to 1") from error
    return ZoneStrengths(**strengths)


def title(text: str) -> str:
    """Reads what a person calls a look: one line."""
    if not text.strip() or len(text) > _LONGEST_TITLE or not text.isprintable():
        raise argparse.ArgumentTypeError(
            f"a look's name is one line of 1 to {_LONGEST_TITLE} characters"
        )
    return text.strip()
