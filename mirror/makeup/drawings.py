"""Which drawings each product is, and in which order they are drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mirror.makeup.brows import BrowEraser, BrowHairs, brow_eraser, brow_hairs
from mirror.makeup.drawing import Drawing
from mirror.makeup.glitter import Glitter, glitter
from mirror.makeup.lashes import LashLine, lash_lines
from mirror.makeup.lenses import LensOnEye, lenses
from mirror.makeup.liner import LinerStroke, liner_strokes
from mirror.makeup.products import (
    AnyProduct,
    Brows,
    ContactLenses,
    Eyeliner,
    Eyeshadow,
    FalseLashes,
    Lipstick,
    Mascara,
    SkinSmoothing,
    TeethWhitening,
)
from mirror.makeup.skin import SmootherSkin
from mirror.makeup.teeth import WhiterTeeth

_GROUNDWORK: tuple[type[Drawing], ...] = (BrowEraser, SmootherSkin)
# Lashes grow out of the liner's line, and stand before the eye.
_ON_TOP: tuple[type[Drawing], ...] = (
    Glitter,
    WhiterTeeth,
    LensOnEye,
    BrowHairs,
    LinerStroke,
    LashLine,
)


def groundwork(products: Sequence[AnyProduct]) -> tuple[Drawing, ...]:
    """What is done to the bare skin before any film is put on, in order."""
    return _of_kinds(products, _GROUNDWORK)


def drawings(products: Sequence[AnyProduct]) -> tuple[Drawing, ...]:
    """What is drawn on top of the film, in order."""
    return _of_kinds(products, _ON_TOP)


def _of_kinds(
    products: Sequence[AnyProduct], kinds: tuple[type[Drawing], ...]
) -> tuple[Drawing, ...]:
    drawn = (drawing for product in products for drawing in _drawn(product))
    return tuple(
        sorted((d for d in drawn if isinstance(d, kinds)), key=lambda d: kinds.index(type(d)))
    )


def _drawn(product: AnyProduct) -> Iterator[Drawing]:
    match product:
        case SkinSmoothing():
            yield SmootherSkin(product.amount * product.strength)
        case TeethWhitening():
            yield WhiterTeeth(product.strength)
        case Lipstick() | Eyeshadow():
            yield from glitter(product)
        case Brows():
            yield from brow_eraser(product)
            yield from brow_hairs(product)
        case ContactLenses():
            yield from lenses(product)
        case Eyeliner():
            yield from liner_strokes(product)
        case Mascara() | FalseLashes():
            yield from lash_lines(product)
        case _:
            pass
