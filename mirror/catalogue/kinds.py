"""Which kinds of products there are, read off the types of `mirror.makeup.products`.

Nothing is listed a second time: a kind that is added to `AnyProduct` can be sold at once. Only those
that wear a picture are left out: a list from outside must not name files of this machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import cast

import msgspec
from msgspec import inspect

from mirror.makeup.products import AnyProduct

SHADE, SHADES, PICTURE = "shade", "shades", "picture"
# What an item says in fields of its own, or, as the strength, leaves to whoever wears it.
_NO_PARAMETERS = frozenset({SHADE, "strength", "finish", "coverage"})


@dataclass(frozen=True, slots=True)
class ProductKind:
    """One kind of product.

    Attributes:
        name: Its tag in a look file.
        finishes: Those it comes in; empty where it has none.
        parameters: What else can be set, by name; `shades` where it takes several.
        required: The parameters that have to be set.
        shade_field: Where its colour goes: `shade`, `shades`, or None where it has none.
        has_coverage: Whether it says how much of the skin it hides.
    """

    name: str
    finishes: tuple[str, ...]
    parameters: frozenset[str]
    required: frozenset[str]
    shade_field: str | None
    has_coverage: bool


@cache
def product_kinds() -> Mapping[str, ProductKind]:
    """All kinds that can be sold, by name, in the order of `AnyProduct`."""
    kinds = map(_kind, _structs(inspect.type_info(AnyProduct)))
    return {kind.name: kind for kind in kinds if PICTURE not in kind.parameters}


@cache
def all_finishes() -> tuple[str, ...]:
    """The finishes of all kinds, each once."""
    return tuple(dict.fromkeys(f for kind in product_kinds().values() for f in kind.finishes))


@cache
def all_parameters() -> frozenset[str]:
    """The parameters of all kinds, each once."""
    return frozenset().union(*(kind.parameters for kind in product_kinds().values()))


def build_product(fields: Mapping[str, object]) -> AnyProduct:
    """The product that a look would hold, from the keys of a look file.

    Numbers may be written as text.

    Raises:
        msgspec.ValidationError: There is no such product; says where and why.
    """
    kind = fields.get("kind")
    if kind not in product_kinds():
        raise msgspec.ValidationError(f"Invalid value '{kind}' - at `$.kind`")
    return cast(AnyProduct, msgspec.convert(fields, AnyProduct, strict=False))


def _structs(found: inspect.Type) -> Iterator[inspect.StructType]:
    if isinstance(found, inspect.Metadata):
        yield from _structs(found.type)
    elif isinstance(found, inspect.UnionType):
        for one in found.types:
            yield from _structs(one)
    elif isinstance(found, inspect.StructType):
        yield found


def _kind(struct: inspect.StructType) -> ProductKind:
    fields = {field.encode_name: field.type for field in struct.fields}
    return ProductKind(
        name=str(struct.tag),
        finishes=tuple(_choices(fields["finish"])) if "finish" in fields else (),
        parameters=frozenset(fields) - _NO_PARAMETERS,
        required=frozenset(field.encode_name for field in struct.fields if field.required)
        - {*_NO_PARAMETERS, SHADES},
        shade_field=next((name for name in (SHADE, SHADES) if name in fields), None),
        has_coverage="coverage" in fields,
    )


def _choices(found: inspect.Type) -> Iterator[str]:
    """The words of a Literal, also of one that may be None."""
    if isinstance(found, inspect.Metadata):
        yield from _choices(found.type)
    elif isinstance(found, inspect.UnionType):
        for one in found.types:
            yield from _choices(one)
    elif isinstance(found, inspect.LiteralType):
        yield from map(str, found.values)
