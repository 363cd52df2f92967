"""Makes items of rows: every cell is read by the rules of its field, and the whole is checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import msgspec

from mirror.catalogue import cells, money, written_colour
from mirror.catalogue.cells import CellError
from mirror.catalogue.colour import Lab, loss_on_screen
from mirror.catalogue.columns import FLAG, LAB_FIELDS, PARAMETER, ColumnMapping
from mirror.catalogue.item import FLAGS, Flag, Item
from mirror.catalogue.kinds import all_parameters, build_product, product_kinds
from mirror.catalogue.report import Remark
from mirror.catalogue.table import Row

_PLACE = re.compile(r" - at `\$\.?(?P<path>.*)`$")
_PAIR = re.compile(r"\s*([^=:]+?)\s*[=:]\s*(.*?)\s*")
_PAIRS = re.compile(r"[;\n，；|]+|,(?=\s*[a-z_]+\s*[=:])")
_SHADE = re.compile(r"#[0-9a-fA-F]{6}")
_SHADES = re.compile(rf"{_SHADE.pattern}(?:[\s,;|/]+{_SHADE.pattern})*")
_DECIMAL_COMMA = re.compile(r"\d+,\d+")

_PLAIN: Mapping[str, Callable[[object], object]] = {
    "sku": cells.text,
    "brand": cells.text,
    "line": cells.text,
    "name": cells.text,
    "shade_name": cells.text,
    "shade_code": cells.text,
    "colour": written_colour.colour,
    "colour_on_skin": written_colour.colour,
    "opacity": cells.share,
    "undertone": cells.undertone,
    "stock": cells.stock,
}
_REQUIRED = ("sku", "name", "kind", "colour")


@dataclass(slots=True)
class _Reading:
    """One row while it is read."""

    number: int
    fields: dict[str, object] = field(default_factory=dict)
    parameters: dict[str, object] = field(default_factory=dict)
    flags: set[Flag] = field(default_factory=set)
    errors: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ReadRow:
    """What became of a row.

    Attributes:
        number: The row's.
        sku: What the row lists, if that much can be read.
        item: None if the row is bad.
        errors: Why it is bad.
        warnings: What was put right, or is not as a screen will show it.
    """

    number: int
    sku: str | None
    item: Item | None
    errors: tuple[Remark, ...]
    warnings: tuple[Remark, ...]


class RowReader:
    """Reads the rows of one table.

    Args:
        mapping: What the columns hold.
        currency: Holds where neither the row nor the header names one.
    """

    def __init__(self, mapping: ColumnMapping, currency: str | None = None) -> None:
        self._mapping = mapping
        self._headers = {one.field: one.name for one in mapping.columns if one.field}
        self._at = {one.field: i for i, one in enumerate(mapping.columns) if one.field}
        priced = next((one for one in mapping.columns if one.field == "price"), None)
        self._currency = (priced.currency if priced else None) or currency
        self._kinds = {re.sub(r"[\W_]", "", cells.fold(name)): name for name in product_kinds()}

    def read(self, row: Row) -> ReadRow:
        """The item of a row, or all that is wrong with it."""
        if row.trouble is not None:
            return ReadRow(row.number, None, None, (Remark(row.number, None, row.trouble),), ())
        reading = _Reading(row.number)
        for name, at in self._at.items():
            try:
                self._cell(reading, name, row.cells[at])
            except CellError as error:
                reading.errors.append(Remark(row.number, self._headers[name], str(error)))
        self._together(reading, row.cells)
        item = None
        if not reading.errors:
            item = self._item(reading)
        sku = reading.fields.get("sku")
        return ReadRow(
            row.number,
            sku if isinstance(sku, str) and sku else None,
            item,
            tuple(reading.errors),
            tuple(reading.warnings),
        )

    def _cell(self, reading: _Reading, name: str, cell: object) -> None:
        """Reads what one column says alone; price, currency and Lab columns are read together."""
        if cell is None or cell == "":
            return
        if name in _PLAIN:
            reading.fields[name] = _PLAIN[name](cell)
        elif name == "kind":
            reading.fields[name] = self._kind(cell)
        elif name == "finish":
            said = cells.word(cell).replace(" ", "-")
            reading.fields[name] = said or None
        elif name == "barcode":
            code, restored = cells.barcode(cell)
            reading.fields[name] = code
            if restored:
                said = f"a zero was put back in front of {cells.text(cell)}"
                reading.warnings.append(Remark(reading.number, self._headers[name], said))
        elif name == "flags":
            reading.flags.update(cells.flags(cell))
        elif name == "parameters":
            reading.parameters.update(_parameters(cell))
        elif name.startswith(PARAMETER):
            if not isinstance(cell, str) or cell.strip():
                reading.parameters[name.removeprefix(PARAMETER)] = _parameter(cell)
        elif name.startswith(FLAG) and cells.truth(cell):
            reading.flags.add(cells.flag(name.removeprefix(FLAG)))

    def _kind(self, cell: object) -> str | None:
        said = cells.text(cell)
        known = self._kinds.get(re.sub(r"[\W_]", "", cells.fold(said)))
        if said and known is None:
            raise CellError(
                f"“{said}” is no kind of product; there are {', '.join(product_kinds())}"
            )
        return known

    def _together(self, reading: _Reading, row: Sequence[object]) -> None:
        """Reads what several columns say together."""
        for name, parts in (("price", ("price", "currency")), ("lab_l", LAB_FIELDS)):
            at = [self._at[part] for part in parts if part in self._at]
            if name not in self._at or (name == "lab_l" and len(at) < len(LAB_FIELDS)):
                continue
            try:
                if name == "price":
                    self._price(reading, row)
                else:
                    self._lab(reading, [cells.decimal(row[i]) for i in at])
            except CellError as error:
                reading.errors.append(Remark(reading.number, self._headers[name], str(error)))
        reading.fields["flags"] = tuple(one for one in FLAGS if one in reading.flags)
        for name in _REQUIRED:
            told_by = (name, "lab_l") if name == "colour" else (name,)
            headers = [self._headers[one] for one in told_by if one in self._headers]
            failed = any(one.column in headers for one in reading.errors)
            if not failed and reading.fields.get(name) in (None, ""):
                header = headers[0] if headers else name
                reading.errors.append(Remark(reading.number, header, "is missing"))

    def _price(self, reading: _Reading, row: Sequence[object]) -> None:
        named = money.currency(row[self._at["currency"]]) if "currency" in self._at else None
        cents, currency = money.price(row[self._at["price"]], named or self._currency)
        reading.fields.update(price_cents=cents, currency=currency)

    def _lab(self, reading: _Reading, parts: Sequence[Decimal | None]) -> None:
        if all(part is None for part in parts):
            return
        numbers = [float(part) for part in parts if part is not None]
        if len(numbers) < len(parts):
            raise CellError("one of L, a and b is missing")
        # Whoever gives both has measured the one and drawn the other.
        reading.fields["colour"] = written_colour.lab(*numbers)

    def _item(self, reading: _Reading) -> Item | None:
        """The item, with its parameters as the product's own types have them."""
        fields = {key: value for key, value in reading.fields.items() if value is not None}
        try:
            item = msgspec.convert(fields, Item)
            product = build_product({**item.product_fields(), **reading.parameters})
        except msgspec.ValidationError as error:
            reading.errors.append(self._wrong(reading, error))
            return None
        for name in ("colour", "colour_on_skin"):
            measured = reading.fields.get(name)
            lost = loss_on_screen(measured) if isinstance(measured, Lab) else 0.0
            if lost:
                said = f"{measured} is {lost:.0f} away from what a screen can show; it is clipped"
                column = self._headers.get(name, self._headers.get("lab_l"))
                reading.warnings.append(Remark(reading.number, column, said))
        if not reading.parameters:
            return item
        # As JSON has them, since that is what the store keeps.
        made = msgspec.json.decode(msgspec.json.encode(product))
        return msgspec.structs.replace(
            item, parameters={name: made[name] for name in sorted(reading.parameters)}
        )

    def _wrong(self, reading: _Reading, error: msgspec.ValidationError) -> Remark:
        place = _PLACE.search(str(error))
        path = place.group("path") if place else ""
        reason = _PLACE.sub("", str(error))
        name = {"coverage": "opacity", "shade": "colour", "price_cents": "price"}.get(path, path)
        kind = product_kinds().get(str(reading.fields.get("kind")))
        if kind is not None:
            if name == "finish" or "unknown field `finish`" in reason:
                there = f"there are {', '.join(kind.finishes)}" if kind.finishes else "it has none"
                reason = f"“{reading.fields['finish']}” is no finish of {kind.name}; {there}"
                name = "finish"
            for parameter in reading.parameters:
                if f"unknown field `{parameter}`" in reason:
                    reason = f"{kind.name} has no {parameter}; leave it empty"
                    name = parameter
        header = self._headers.get(name, self._headers.get(f"{PARAMETER}{name}"))
        where = "" if header or not name else f" ({name})"
        if name in reading.parameters:
            header = header or self._headers.get("parameters")
        return Remark(reading.number, header, f"{reason[0].lower()}{reason[1:]}{where}")


def _parameter(cell: object) -> object:
    """A parameter's value; what it must be, its product knows."""
    if isinstance(cell, (Mapping, bool)) or (
        isinstance(cell, Sequence) and not isinstance(cell, str)
    ):
        return cell
    said = cells.text(cell)
    if said.startswith(("[", "{")):
        try:
            return msgspec.json.decode(said)
        except msgspec.DecodeError as error:
            raise CellError(f"“{said}” is no valid JSON: {error}") from error
    if _SHADES.fullmatch(said):
        return [shade.lower() for shade in _SHADE.findall(said)]
    return said.replace(",", ".") if _DECIMAL_COMMA.fullmatch(said) else said


def _parameters(cell: object) -> dict[str, object]:
    """Parameters from an object, or from a text such as “placement=lifted; wing=0.2”."""
    if isinstance(cell, Mapping):
        pairs = [(str(name), value) for name, value in cell.items()]
    else:
        said = cells.text(cell)
        if said.startswith("{"):
            return _parameters(_parameter(said))
        found = [(_PAIR.fullmatch(part), part) for part in _PAIRS.split(said) if part.strip()]
        wrong = next((part for pair, part in found if pair is None), None)
        if wrong is not None:
            raise CellError(
                f"“{wrong.strip()}” is no parameter; write it as placement=lifted; wing=0.2"
            )
        pairs = [(pair.group(1), pair.group(2)) for pair, _ in found if pair is not None]
    unknown = next((name for name, _ in pairs if name not in all_parameters()), None)
    if unknown is not None:
        raise CellError(
            f"“{unknown}” is no parameter; there are {', '.join(sorted(all_parameters()))}"
        )
    return {name: _parameter(value) for name, value in pairs}
