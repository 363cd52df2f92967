"""Reads a cell of a table as text, a word of a list, a number or a barcode.

A cell is what a file's reader hands over: text, a number, a truth value, nothing, or, from JSON, a
list or an object. What is written in more than one usual way is understood where that is safe, and
refused where two readings are possible. All functions raise `CellError` with the reason.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from mirror.catalogue import gtin
from mirror.catalogue.item import FLAGS, UNDERTONES, Flag, Undertone


def _words(spaced: str) -> list[str]:
    return spaced.split()


YES = frozenset(_words("yes y true 1 x ja j wahr oui o vrai si s verdadero 是 有 真 ✓ ✔ √"))
NO = frozenset(_words("no n false 0 nein falsch non faux falso 否 无 無 没有 假 - –"))
_UNDERTONE_WORDS: Mapping[str, Undertone] = {
    **{word: word for word in UNDERTONES},
    **dict.fromkeys(_words("kuhl kuehl froid froide frio fria 冷 冷调 冷皮 c"), "cool"),
    **dict.fromkeys(_words("neutre neutro neutra 中性 中性调 自然 n"), "neutral"),
    **dict.fromkeys(_words("chaud chaude calido calida 暖 暖调 暖皮 w"), "warm"),
    **dict.fromkeys(_words("oliv oliva 橄榄 橄榄调 o"), "olive"),
}
_FLAG_WORDS: Mapping[str, Flag] = {
    **{re.sub(r"[^a-z]", "", flag): flag for flag in FLAGS},
    **dict.fromkeys(_words("vegano vegana vegetalien 纯素 素食"), "vegan"),
    **dict.fromkeys(_words("tierversuchsfrei 零残忍 nontesteesurlesanimaux"), "cruelty-free"),
    **dict.fromkeys(_words("parfumfrei sansparfum sinperfume 无香料 无香"), "fragrance-free"),
    **dict.fromkeys(_words("nachfullbar rechargeable recargable 可替换 可补充"), "refillable"),
    **dict.fromkeys(_words("wasserfest impermeable resistentealagua 防水"), "waterproof"),
}
_SPACES = re.compile(r"\s+")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
_WHOLE = re.compile(r"([+-]?\d+)([.,]0+)?")
_POWER = re.compile(r"(\d)(?:[.,](\d+))?[eE]\+?(\d{1,2})")
_LIST = re.compile(r"[,;|/\n，、；]+")
# Excel drops one zero at the end of a number that it shows with a power of ten.
_ZEROS_DROPPED = 1
_UPC = 12


class CellError(ValueError):
    """A cell that cannot be what its column says; the text is the reason."""


def text(cell: object) -> str:
    """One tidy line, empty where there is nothing; a whole number loses its “.0”."""
    match cell:
        case None:
            return ""
        case str():
            return _tidy(cell)
        case bool():
            return "yes" if cell else "no"
        case int():
            return str(cell)
        case float() | Decimal():
            return _plain(cell)
        case Sequence() | Mapping():
            raise CellError("holds a list where one value belongs")
        case _:
            raise CellError(f"is a date or a time ({cell}); format the column as text")


def word(cell: object) -> str:
    """A word as it is compared: in lower case, without accents, full-width forms made narrow."""
    return fold(text(cell))


def fold(written: str) -> str:
    """A text as it is compared and searched: casefolded, without accents, narrow.

    Of a German ß it makes ss; other letters that are no accented ones stay.
    """
    if written.isascii():
        return written.lower()
    split = unicodedata.normalize("NFKD", written.casefold())
    plain = "".join(letter for letter in split if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", plain)


def decimal(cell: object) -> Decimal | None:
    """A number, with a point or a comma before its decimals; None where there is nothing."""
    if isinstance(cell, bool):
        raise CellError("is a truth value where a number belongs")
    written = unicodedata.normalize("NFKC", text(cell))
    if not written:
        return None
    if not _NUMBER.fullmatch(written) or len(written) > 30:
        raise CellError(f"“{written}” is no number")
    return Decimal(written.replace(",", "."))


def share(cell: object) -> float | None:
    """An opacity: 80%, 0.8 and 80 are the same; 1 is all of it."""
    written = unicodedata.normalize("NFKC", text(cell))
    percent = written.endswith("%")
    number = decimal(written.removesuffix("%").strip())
    if number is None:
        return None
    if not 0 <= number <= 100:
        raise CellError(f"“{written}” is not between 0 and 100 %")
    if percent:
        return float(number / 100)
    if 1 < number < 2:
        raise CellError(f"“{written}” may be a share or a percentage; write it as {number}% or 0.…")
    return float(number if number <= 1 else number / 100)


def stock(cell: object) -> int | None:
    """How many there are; None where there is nothing."""
    written = unicodedata.normalize("NFKC", text(cell))
    if not written:
        return None
    whole = _WHOLE.fullmatch(written)
    if whole is None or len(written) > 15:
        raise CellError(f"“{written}” is no number of pieces")
    count = int(whole.group(1))
    if count < 0:
        raise CellError(f"“{written}” is below zero")
    return count


def barcode(cell: object) -> tuple[str | None, bool]:
    """A barcode as 13 digits, and whether a zero in front, which Excel drops, was put back.

    A number that Excel shows with a power of ten is restored if it shows all its digits.
    """
    if isinstance(cell, bool):
        raise CellError("is a truth value where a barcode belongs")
    written = unicodedata.normalize("NFKC", text(cell)).lstrip("'")
    if not written:
        return None, False
    digits = _without_power(written)
    if re.fullmatch(r"\d{1,15}[.,]0+", digits):
        digits = re.split(r"[.,]", digits)[0]
    zero_lost = re.fullmatch(r"\d{11}", digits) is not None and gtin.is_valid(digits)
    try:
        return gtin.normalised(digits.zfill(_UPC) if zero_lost else digits), zero_lost
    except ValueError as error:
        raise CellError(str(error)) from error


def truth(cell: object) -> bool:
    """Whether a cell says yes; nothing at all is a no."""
    said = word(cell)
    if said in YES:
        return True
    if not said or said in NO:
        return False
    raise CellError(f"“{said}” is neither yes nor no")


def undertone(cell: object) -> Undertone | None:
    """One of the undertones, also in another language or as a letter of a shade code."""
    said = word(cell)
    if not said:
        return None
    if said not in _UNDERTONE_WORDS:
        raise CellError(f"“{said}” is no undertone; there are {', '.join(UNDERTONES)}")
    return _UNDERTONE_WORDS[said]


def flags(cell: object) -> tuple[Flag, ...]:
    """Flags from a list, or from a text that separates them, in the order of `FLAGS`."""
    if isinstance(cell, Sequence) and not isinstance(cell, str):
        parts = [text(one) for one in cell]
    else:
        parts = _LIST.split(text(cell))
    found = {flag(part) for part in parts if part.strip()}
    return tuple(one for one in FLAGS if one in found)


def flag(written: str) -> Flag:
    """One flag by its name, however it is spaced."""
    known = flag_word(written)
    if known is None:
        raise CellError(f"“{written.strip()}” is no flag; there are {', '.join(FLAGS)}")
    return known


def flag_word(written: str) -> Flag | None:
    """The flag that a word names, if it does."""
    return _FLAG_WORDS.get(re.sub(r"[\W_]", "", fold(written)))


def _tidy(written: str) -> str:
    if written.isascii() and written.isprintable() and "  " not in written:
        return written.strip()
    line = _SPACES.sub(" ", unicodedata.normalize("NFC", written)).strip()
    if line.isprintable():
        return line
    if "\0" in line:
        raise CellError("holds a NUL character; the file is damaged or no text")
    # What joins letters of other scripts, or marks a file's start, is not printable either.
    line = line.strip("\ufeff\u200b")
    if any(unicodedata.category(letter) in ("Cc", "Cs", "Cn") for letter in line):
        raise CellError("holds characters that cannot be shown")
    return line


def _plain(number: float | Decimal) -> str:
    """A number without a power of ten and without zeros at its end."""
    try:
        exact = Decimal(f"{number:.15g}") if isinstance(number, float) else number
        return f"{exact.to_integral_value() if exact == exact.to_integral_value() else exact:f}"
    except InvalidOperation as error:
        raise CellError(f"“{number}” is no finite number") from error


def _without_power(written: str) -> str:
    """4.006381333931E+12 as 4006381333931; anything else as it is."""
    power = _POWER.fullmatch(written)
    if power is None:
        return written
    first, rest, exponent = power.group(1), power.group(2) or "", int(power.group(3))
    missing = exponent - len(rest)
    if missing > _ZEROS_DROPPED or missing < 0:
        raise CellError(
            f"“{written}” has lost digits in a spreadsheet; format the column as text and enter it "
            "again"
        )
    return first + rest + "0" * missing
