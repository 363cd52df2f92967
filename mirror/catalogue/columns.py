"""Guesses from a table's headers which column holds what, and lets a person say otherwise."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from mirror.catalogue.cells import CellError, flag_word, fold
from mirror.catalogue.header_words import HEADER_WORDS
from mirror.catalogue.item import FLAGS
from mirror.catalogue.kinds import all_parameters
from mirror.catalogue.money import currency
from mirror.catalogue.written_colour import colour
from mirror.errors import CatalogueError

FIELDS = tuple(HEADER_WORDS)
LAB_FIELDS = ("lab_l", "lab_a", "lab_b")
PARAMETER, FLAG = "parameters.", "flags."
_REQUIRED = ("sku", "name", "kind", "colour")
_IN_BRACKETS = re.compile(r"[(\[{（【](.*?)[)\]}）】]")
_CLOSE = 0.86


@dataclass(frozen=True, slots=True)
class Column:
    """What one column is taken for.

    Attributes:
        name: Its header, as it is written.
        field: A field of an item, `parameters.NAME` or `flags.NAME`; None is not read.
        confidence: 0..1; 1 where there is no doubt or a person has said it.
        why: In a few words.
        currency: What the header says that its prices are in.
    """

    name: str
    field: str | None
    confidence: float
    why: str
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What all columns of a table are taken for, in their order.

    Attributes:
        columns: One a column; no two of them have the same field.
        missing: The required fields that no column holds.
    """

    columns: tuple[Column, ...]
    missing: tuple[str, ...]

    @property
    def unmapped(self) -> tuple[str, ...]:
        """The headers of the columns that are not read."""
        return tuple(column.name for column in self.columns if column.field is None)

    def place(self, field: str) -> int | None:
        """The index of the column that holds a field."""
        return next((i for i, one in enumerate(self.columns) if one.field == field), None)


def guess(
    headers: Sequence[str],
    samples: Sequence[Sequence[object]] = (),
    overrides: Mapping[str, str] | None = None,
) -> ColumnMapping:
    """The mapping of a table.

    Args:
        headers: As they are written.
        samples: Some rows, which tell a colour from the name of a shade where both have one header.
        overrides: Fields by headers, against which nothing is guessed; an empty field is not read.

    Raises:
        CatalogueError: `overrides` names a column or a field that does not exist, or a field twice.
    """
    said = _checked(headers, overrides or {})
    offers = [
        [] if i in said else list(_offers(header, [row[i] for row in samples if i < len(row)]))
        for i, header in enumerate(headers)
    ]
    taken = {field: i for i, field in said.items() if field}
    best: dict[int, tuple[float, str, str]] = {}
    ranked = sorted(
        ((sure, i, field, why) for i, some in enumerate(offers) for sure, field, why in some),
        key=lambda offer: (-offer[0], offer[1]),
    )
    for sure, i, field, why in ranked:
        if i not in best and field not in taken:
            best[i] = (sure, field, why)
            taken[field] = i
    columns = []
    for i, header in enumerate(headers):
        if i in said:
            columns.append(_column(header, said[i] or None, 1.0, "as told"))
        elif i in best:
            sure, field, why = best[i]
            columns.append(_column(header, field, sure, why))
        else:
            rival = next((headers[taken[field]] for _, field, _ in offers[i]), None)
            why = f"“{rival}” holds that already" if rival is not None else "not a known name"
            columns.append(_column(header, None, 0.0, why))
    has_lab = all(field in taken for field in LAB_FIELDS)
    missing = [f for f in _REQUIRED if f not in taken and not (f == "colour" and has_lab)]
    return ColumnMapping(tuple(columns), tuple(missing))


def plain_header(header: str) -> str:
    """A header in lower case, without accents, signs and what stands in brackets."""
    bare = _IN_BRACKETS.sub(" ", fold(header).replace("*", ""))
    return " ".join(re.findall(r"[^\W_]+", bare if bare.strip() else fold(header)))


def known_fields() -> tuple[str, ...]:
    """All that a column can be told to hold."""
    parameters = (f"{PARAMETER}{name}" for name in sorted(all_parameters()))
    return (*FIELDS, *parameters, *(f"{FLAG}{flag}" for flag in FLAGS))


def _checked(headers: Sequence[str], overrides: Mapping[str, str]) -> dict[int, str]:
    """Fields by the index of their columns, which a person has told."""
    said: dict[int, str] = {}
    for header, field in overrides.items():
        name = _full_field(field)
        at = [i for i, one in enumerate(headers) if one == header] or [
            i for i, one in enumerate(headers) if plain_header(one) == plain_header(header)
        ]
        if not at:
            raise CatalogueError(
                f"There is no column “{header}”; the file has: {', '.join(filter(None, headers))}."
            )
        if name and name in said.values():
            raise CatalogueError(f"Two columns are told to be {name}; choose one of them.")
        said[at[0]] = name
    return said


def _full_field(field: str) -> str:
    known = known_fields()
    candidates = (field, f"{PARAMETER}{field}", f"{FLAG}{field}")
    found = "" if not field else next((name for name in candidates if name in known), None)
    if found is None:
        close = difflib.get_close_matches(field, known, n=1)
        hint = f"did you mean {close[0]}?" if close else f"there are: {', '.join(FIELDS)}."
        raise CatalogueError(f"There is no field “{field}”; {hint}")
    return found


@cache
def _words() -> Mapping[str, tuple[str, ...]]:
    """The fields that a plain header may mean."""
    found: dict[str, tuple[str, ...]] = {}
    for field, words in HEADER_WORDS.items():
        for one in [plain_header(field), *map(plain_header, words.split(","))]:
            if field not in found.get(one, ()):
                found[one] = (*found.get(one, ()), field)
    return found


def _offers(header: str, cells: Iterable[object]) -> Iterable[tuple[float, str, str]]:
    """The fields that a column may hold: how sure, which, and why."""
    plain, words = plain_header(header), _words()
    joined = plain.replace(" ", "")
    exact = words.get(plain) or next(
        (fields for word, fields in words.items() if word.replace(" ", "") == joined), ()
    )
    if not plain:
        return
    if header in FIELDS:
        yield 1.0, header, "the field's own name"
        return
    if exact:
        yield from _by_content(exact, cells)
        return
    for parameter in all_parameters():
        if plain_header(parameter) == plain:
            yield 1.0, f"{PARAMETER}{parameter}", "a parameter's name"
            return
    if (flag := flag_word(plain)) is not None:
        yield 1.0, f"{FLAG}{flag}", "a flag's name"
        return
    close = difflib.get_close_matches(plain, words, n=1, cutoff=_CLOSE) if len(plain) > 3 else []
    if close:
        yield 0.7, words[close[0]][0], f"nearly “{close[0]}”"
        return
    inside = [word for word in words if len(word) > 2 and f" {word} " in f" {plain} "]
    if inside:
        longest = max(inside, key=len)
        yield 0.5, words[longest][0], f"has “{longest}” in it"


def _by_content(fields: Sequence[str], cells: Iterable[object]) -> Iterable[tuple[float, str, str]]:
    """Of fields that share a name, `colour` is the one below which colours stand.

    Without colours it is still offered, in case that the others have better columns.
    """
    if len(fields) == 1:
        yield 1.0, fields[0], "a usual name"
        return
    filled = [cell for cell in cells if cell not in (None, "")]
    coloured = 2 * sum(map(_is_colour, filled)) >= len(filled)
    for field in fields:
        if field == "colour" and coloured:
            yield 1.0 if filled else 0.9, field, "a usual name, and holds colours"
        elif not (coloured and filled):
            sure = 0.4 if field == "colour" or coloured else 0.9
            yield sure, field, "a usual name, and holds no colours"


def _is_colour(cell: object) -> bool:
    try:
        return colour(cell) is not None
    except CellError:
        return False


def _column(header: str, field: str | None, confidence: float, why: str) -> Column:
    priced = _currency_in(header) if field == "price" else None
    return Column(header, field, confidence, why, priced)


def _currency_in(header: str) -> str | None:
    """The currency in a header such as “Preis (EUR)” or “Prix €”."""
    words = [*_IN_BRACKETS.findall(header), *header.split()[-1:]]
    for one in words:
        if re.fullmatch(r"[A-Z]{3}|[€£元]", one.strip()):
            try:
                return currency(one)
            except CellError:
                continue
    return None
