"""What can be changed about a product, read off its type, so that a new parameter needs no new screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any

import msgspec
from msgspec import inspect

from mirror.makeup.products import AnyProduct


class Sort(Enum):
    """What a parameter takes."""

    COLOUR = "colour"
    COLOURS = "colours"
    CHOICE = "choice"
    NUMBER = "number"
    WHOLE = "whole number"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing that can be changed.

    Attributes:
        name: As a look file calls it.
        sort: What it takes.
        optional: Whether it can be left to the product itself, as None.
        choices: What can be chosen.
        low: The least number; of colours, how many at least.
        high: The largest; of colours, how many at most.
        above_low: Whether a number has to be larger than `low`.
    """

    name: str
    sort: Sort
    optional: bool = False
    choices: tuple[str, ...] = ()
    low: float = 0.0
    high: float = 1.0
    above_low: bool = False


def parameters_of(product: AnyProduct) -> tuple[Parameter, ...]:
    """All parameters of a product but its strength, in the order of its type."""
    return _parameters(type(product))


def with_parameter(product: AnyProduct, name: str, value: object) -> AnyProduct:
    """A product with another value of one parameter.

    Raises:
        msgspec.ValidationError: The value is none of those that the parameter takes.
    """
    changed = msgspec.structs.replace(product, **{name: value})
    return msgspec.convert(msgspec.to_builtins(changed), type(product))


@cache
def _parameters(kind: type[AnyProduct]) -> tuple[Parameter, ...]:
    info = inspect.type_info(kind)
    if not isinstance(info, inspect.StructType):
        raise TypeError(f"{kind} is no product")
    return tuple(_parameter(field) for field in info.fields if field.encode_name != "strength")


def _parameter(field: inspect.Field) -> Parameter:
    plain = [one for one in _plain(field.type) if not isinstance(one, inspect.NoneType)]
    optional = len(plain) < len(list(_plain(field.type)))
    found = plain[0]
    name = field.encode_name
    if isinstance(found, inspect.LiteralType):
        return Parameter(name, Sort.CHOICE, optional, tuple(map(str, found.values)))
    if isinstance(found, inspect.VarTupleType):
        least, most = found.min_length or 0, found.max_length or 5
        return Parameter(name, Sort.COLOURS, optional, low=least, high=most)
    if isinstance(found, inspect.FloatType | inspect.IntType):
        sort = Sort.WHOLE if isinstance(found, inspect.IntType) else Sort.NUMBER
        low, high = _first(found.ge, found.gt, 0.0), _first(found.le, found.lt, 1.0)
        return Parameter(name, sort, optional, (), low, high, found.gt is not None)
    if isinstance(found, inspect.StrType):
        sort = Sort.PICTURE if found.pattern is None else Sort.COLOUR
        return Parameter(name, sort, optional)
    raise TypeError(f"the parameter {name} takes something that no screen knows: {found}")


def _plain(found: inspect.Type) -> Iterator[inspect.Type]:
    """The types that a field may have, without what is only said about them."""
    if isinstance(found, inspect.Metadata):
        yield from _plain(found.type)
    elif isinstance(found, inspect.UnionType):
        for one in found.types:
            yield from _plain(one)
    else:
        yield found


def _first(*numbers: Any) -> float:
    return float(next(number for number in numbers if number is not None))
