"""Reads how people and instruments write a colour: #hex, rgb(…), or CIE Lab."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal

from mirror.catalogue.cells import CellError, text
from mirror.catalogue.colour import FARTHEST_OUT, Colour, Lab, loss_on_screen

# Three digits without the sign are rather the number of a shade.
_HEX = re.compile(r"#([0-9a-f]{3})|#?([0-9a-f]{6})")
_RGB = re.compile(r"rgb\((.*)\)")
_LAB = re.compile(r"(?:cie)?[ -]?(?:l\*?a\*?b\*?)(?:[ -]?d65)?\W*?[:(= ](.*?)\)?")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
# More than any instrument tells apart, and few enough to be written out and read back unchanged.
_PLACES = 4
_SLASHES = re.compile(r"\s*[/;|]\s*")
_COMMAS = re.compile(r"\s*,\s*|\s+")


def colour(cell: object) -> Colour | None:
    """A colour, as #rrggbb or Lab; None where there is nothing.

    Raises:
        CellError: It is none, or one that does not exist or that no screen comes near to.
    """
    if isinstance(cell, Mapping):
        numbers = {str(key).lower(): value for key, value in cell.items()}
        if set(numbers) != {"l", "a", "b"}:
            raise CellError("is an object, but not of l, a and b")
        return lab(*(_number(numbers[key]) for key in "lab"))
    if isinstance(cell, (int, float, Decimal)) and not isinstance(cell, bool):
        return _hex_that_was_a_number(text(cell))
    if isinstance(cell, Sequence) and not isinstance(cell, str):
        raise CellError("is a list; write a colour as text, or as an object of l, a and b")
    written = unicodedata.normalize("NFKC", text(cell)).lower()
    if not written:
        return None
    if found := _HEX.fullmatch(written):
        return _long(found.group(1) or found.group(2))
    if found := _RGB.fullmatch(written):
        return _rgb(found.group(1), written)
    if found := _LAB.fullmatch(written):
        parts = _numbers(found.group(1))
        if len(parts) == 3:
            return lab(*parts)
    raise CellError(
        f"“{_short(written)}” is no colour; write it as #a8283c, rgb(168, 40, 60) or Lab 38/52/20"
    )


def lab(l: float, a: float, b: float) -> Lab:  # noqa: E741 - CIE's own name
    """A measured colour, if there can be one.

    Raises:
        CellError: There cannot, or sRGB is farther from it than `FARTHEST_OUT`.
    """
    measured = Lab(*(round(float(part), _PLACES) for part in (l, a, b)))
    if not all(map(math.isfinite, (l, a, b))):
        raise CellError(f"{measured} is no colour")
    if not 0 <= l <= 100:
        raise CellError(f"{measured} does not exist: its lightness is not between 0 and 100")
    if not (abs(a) <= 200 and abs(b) <= 200):
        raise CellError(f"{measured} does not exist: its a or b is beyond 200")
    lost = loss_on_screen(measured)
    if lost > FARTHEST_OUT:
        raise CellError(
            f"{measured} is {lost:.0f} away from all that a screen can show; check that it is "
            "L, a, b in this order, under D65"
        )
    return measured


def _long(code: str) -> str:
    return "#" + (code if len(code) == 6 else "".join(2 * digit for digit in code))


def _hex_that_was_a_number(digits: str) -> str:
    """A hex code of six digits and no letters, which a spreadsheet took for a number."""
    if not re.fullmatch(r"\d{6}", digits):
        raise CellError(f"“{digits}” is a number, no colour; format the column as text")
    return _long(digits)


def _rgb(inside: str, written: str) -> str:
    parts = [part for part in re.split(r"[\s,;]+", inside.strip()) if part]
    if len(parts) != 3 or not all(re.fullmatch(r"\d{1,3}", part) for part in parts):
        raise CellError(f"“{_short(written)}” is no colour; rgb(…) takes three whole numbers")
    channels = [int(part) for part in parts]
    if max(channels) > 255:
        raise CellError(f"“{_short(written)}” is no colour: sRGB goes up to 255")
    return "#" + "".join(f"{channel:02x}" for channel in channels)


def _numbers(inside: str) -> list[float]:
    """Numbers between slashes may have decimal commas; between commas or spaces they cannot."""
    inside = inside.strip(" ()")
    if _SLASHES.search(inside):
        parts = [part.replace(",", ".") for part in _SLASHES.split(inside)]
    else:
        parts = [part for part in _COMMAS.split(inside) if part]
    if not all(_NUMBER.fullmatch(part) for part in parts):
        return []
    return [float(part) for part in parts]


def _number(value: object) -> float:
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return float(value)
    written = text(value).replace(",", ".")
    if not _NUMBER.fullmatch(written):
        raise CellError(f"“{_short(written)}” is no number")
    return float(written)


def _short(written: str) -> str:
    return written if len(written) <= 40 else f"{written[:39]}…"
