"""What each product is made of, and where it goes: its layers of pigment.

Shades that a product takes from the person's skin are told here, in linear RGB.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

import numpy as np

from mirror.core.colour import LUMINANCE, hex_to_linear
from mirror.core.types import Floats
from mirror.makeup.brows import filled
from mirror.makeup.face_paint import face_paint, sticker
from mirror.makeup.pigment import Layer, Pigment, layer
from mirror.makeup.products import (
    AnyProduct,
    Blush,
    Bronzer,
    Brows,
    Concealer,
    ContactLenses,
    Contour,
    Eyeliner,
    Eyeshadow,
    FacePaint,
    FalseLashes,
    Foundation,
    Freckles,
    Highlighter,
    LipLiner,
    Lipstick,
    Mascara,
    Powder,
    SkinSmoothing,
    Sticker,
    TeethWhitening,
)
from mirror.makeup.shapes import eyes, face, lips

_LIPSTICK = {
    "sheer": Pigment(cover=0.22, tint=0.55, keeps=1.0, shine=0.15, tints_from=0.12),
    "satin": Pigment(cover=0.58, tint=0.85, keeps=0.5, shine=0.5, tints_from=0.3),
    "matte": Pigment(cover=0.9, tint=0.8, keeps=0.0, shine=0.12, tints_from=0.4),
    "gloss": Pigment(cover=0.42, tint=0.7, keeps=0.0, shine=2.4, tints_from=0.2),
    "plumping": Pigment(cover=0.2, tint=0.5, keeps=0.0, shine=3.6, tints_from=0.1),
    "metallic": Pigment(cover=0.85, tint=0.7, keeps=0.0, shine=2.0, glow=0.2, tints_from=0.4),
    "shimmer": Pigment(cover=0.6, tint=0.7, keeps=0.2, shine=1.4, glow=0.1, tints_from=0.3),
    "holographic": Pigment(cover=0.5, tint=0.6, keeps=0.2, shine=1.8, glow=0.05, tints_from=0.25),
}
_LIP_LINER = Pigment(cover=0.85, tint=0.8, keeps=0.3, shine=0.1)
_EYESHADOW = {
    "matte": Pigment(cover=1.0, tint=0.35, keeps=0.3, shine=0.0),
    "satin": Pigment(cover=1.0, tint=0.35, keeps=0.6, shine=0.5, glow=0.05),
    "shimmer": Pigment(cover=1.0, tint=0.3, keeps=0.0, shine=2.5, glow=0.12),
    "glitter": Pigment(cover=1.0, tint=0.3, keeps=0.4, shine=1.2, glow=0.05),
}
_BLUSH = {
    "matte": Pigment(cover=1.0, tint=0.3, keeps=0.6, shine=0.0),
    "satin": Pigment(cover=1.0, tint=0.3, keeps=0.9, shine=0.0),
    "dewy": Pigment(cover=1.0, tint=0.3, keeps=1.0, shine=0.5),
}
_FOUNDATION = {
    "matte": Pigment(cover=1.0, tint=0.0, keeps=0.25, shine=0.0, dulls_from=0.5),
    "natural": Pigment(cover=1.0, tint=0.0, keeps=0.7, shine=0.0, dulls_from=0.5),
    "dewy": Pigment(cover=1.0, tint=0.0, keeps=1.0, shine=0.35, dulls_from=0.5),
}
_BROWS = Pigment(cover=0.6, tint=0.5, keeps=0.6, shine=0.0)
_CONCEALER = Pigment(cover=1.0, tint=0.0, keeps=0.7, shine=0.0)
_CONTOUR = Pigment(cover=1.0, tint=0.3, keeps=0.5, shine=0.0)
_BRONZER = {
    "matte": Pigment(cover=1.0, tint=0.35, keeps=0.7, shine=0.0),
    "shimmer": Pigment(cover=1.0, tint=0.35, keeps=0.8, shine=0.9, glow=0.05),
}
_HIGHLIGHTER = {
    "satin": Pigment(cover=1.0, tint=0.1, keeps=1.0, shine=1.0, glow=0.05),
    "metallic": Pigment(cover=1.0, tint=0.1, keeps=0.6, shine=2.4, glow=0.12),
    "wet": Pigment(cover=0.4, tint=0.0, keeps=1.0, shine=2.8),
}
_FRECKLES = Pigment(cover=1.0, tint=0.5, keeps=1.0, shine=0.0)

# What own-skin shades are, as gains of the skin's R, G, B: a concealer half a stop lighter and a
# little warmer, since what it hides is blue; a shadow darker and greyer; a tan as melanin darkens,
# blue before green before red (Jacques 2013: absorption falls with the wavelength ** 3.48).
_LIGHTER = np.array([1.22, 1.2, 1.16], np.float32)
_SHADOW = np.array([0.46, 0.44, 0.46], np.float32)
_TAN = np.array([0.64, 0.48, 0.36], np.float32)
_SPOT = np.array([0.4, 0.25, 0.16], np.float32)
# Luminance of a skin's albedo from which on spots of such a colour show.
_FAIR_ENOUGH = 0.2


def layers(product: AnyProduct, skin: Floats, size: int) -> Iterator[Layer]:
    """A product's layers, the one next to the skin first; none of what is drawn line by line.

    Args:
        product: What is worn, in full strength.
        skin: 3 float32, linear RGB reflectance of this person's skin.
        size: N, of the canvas.

    Raises:
        LookError: A picture that is worn cannot be read.
    """
    match product:
        case Lipstick() | LipLiner():
            yield from _on_lips(product, size)
        case Eyeshadow():
            pigment = _EYESHADOW[product.finish]
            masks = eyes.eyeshadow(product.template, len(product.shades), size)
            for shade, mask in zip(product.shades, masks, strict=False):
                yield layer(pigment, hex_to_linear(shade), mask, product.coverage)
        case Blush():
            masks = face.blushes(product.placement, len(product.shades), size)
            for shade, mask in zip(product.shades, masks, strict=True):
                pigment = _BLUSH[product.finish]
                yield layer(pigment, hex_to_linear(shade), mask, product.coverage)
        case FacePaint():
            yield face_paint(product, size)
        case Sticker():
            yield sticker(product, size)
        case Powder():
            yield _powder(product, size)
        case (
            Eyeliner()
            | Mascara()
            | FalseLashes()
            | ContactLenses()
            | TeethWhitening()
            | SkinSmoothing()
        ):
            return
        case Brows():
            if product.style != "hairs":
                density = filled(product, size)
                yield layer(_BROWS, hex_to_linear(product.shade), density, 0.75 * product.coverage)
        case _:
            yield _on_skin(product, skin, size)


def _on_lips(product: Lipstick | LipLiner, size: int) -> Iterator[Layer]:
    if isinstance(product, LipLiner):
        mask = lips.outline(product.thickness, product.smudge, size)
        yield layer(_LIP_LINER, hex_to_linear(product.shade), mask, product.coverage)
        return
    pigment = _LIPSTICK[product.finish]
    yield layer(pigment, hex_to_linear(product.shades[0]), lips.whole(size), product.coverage)
    if len(product.shades) == 1:
        return
    # A second shade takes the first one's place instead of lying on it.
    mask = lips.middle(size) if product.blend == "ombre" else lips.lower(size)
    cover = pigment.cover if product.coverage is None else product.coverage
    yield layer(pigment, hex_to_linear(product.shades[1]), mask, cover)


def _powder(product: Powder, size: int) -> Layer:
    mask = face.powder(product.placement, size)
    shade = np.zeros(3, np.float32) if product.shade is None else hex_to_linear(product.shade)
    cover = 0.0 if product.shade is None else 0.25 * product.coverage
    pigment = Pigment(cover=cover, tint=0.0, keeps=1 - product.coverage, shine=0.0)
    return layer(pigment, shade, mask)


def _on_skin(
    product: Foundation | Concealer | Contour | Bronzer | Highlighter | Freckles,
    skin: Floats, size: int,
) -> Layer:  # fmt: skip
    match product:
        case Foundation():
            pigment, own, mask = _FOUNDATION[product.finish], skin, face.complexion(size)
        case Concealer():
            pigment, own = _CONCEALER, skin * _LIGHTER
            mask = face.concealer(product.placement, size)
        case Contour():
            pigment, own, mask = _CONTOUR, skin * _SHADOW, face.contour(product.placement, size)
        case Bronzer():
            pigment, own = _BRONZER[product.finish], skin * _TAN
            mask = face.bronzer(product.placement, size)
        case Highlighter():
            pigment, own = _HIGHLIGHTER[product.finish], skin
            mask = face.highlighter(product.placement, size)
        case Freckles():
            return _freckles(product, skin, size)
        case _:
            assert_never(product)
    shade = own if product.shade is None else hex_to_linear(product.shade)
    return layer(pigment, np.asarray(shade, np.float32), mask, product.coverage)


def _freckles(product: Freckles, skin: Floats, size: int) -> Layer:
    mask = face.freckles(product.placement, product.amount, product.size, product.pattern, size)
    if product.shade is not None:
        return layer(_FRECKLES, hex_to_linear(product.shade), mask, product.coverage)
    # On very dark skin a spot has little light left to take. As real ones there are, it is nearly
    # black and hides what is below.
    darkness = float(np.clip(1 - (skin @ LUMINANCE) / _FAIR_ENOUGH, 0, 1))
    spot = skin * _SPOT * np.float32(1 - 0.7 * darkness)
    cover = 1 - (1 - product.coverage) ** (1 + 3 * darkness)
    return layer(_FRECKLES, np.asarray(spot, np.float32), mask, cover)
