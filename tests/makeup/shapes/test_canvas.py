"""What holds for the masks of all products."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args, get_type_hints

import numpy as np
import pytest

from mirror.core.types import Floats
from mirror.makeup.products import (
    Blush,
    Bronzer,
    Concealer,
    Contour,
    Eyeshadow,
    Freckles,
    Highlighter,
    Powder,
)
from mirror.makeup.shapes import eyes, face, lips

SIZE = 256


def choices(product: type, name: str) -> tuple[str, ...]:
    """What a field of a product may be."""
    return get_args(get_type_hints(product)[name])


def symmetric() -> Iterator[tuple[str, Floats]]:
    for name in choices(Eyeshadow, "template"):
        for count in (1, 5):
            for place, mask in enumerate(eyes.eyeshadow(name, count, SIZE)):
                yield f"eyeshadow {name} {place} of {count}", mask
    for name in choices(Blush, "placement"):
        yield f"blush {name}", face.blush(name, SIZE)
    for product, draw in (
        (Concealer, face.concealer), (Contour, face.contour), (Bronzer, face.bronzer),
        (Highlighter, face.highlighter), (Powder, face.powder),
    ):  # fmt: skip
        for name in choices(product, "placement"):
            yield f"{product.__name__.lower()} {name}", draw(name, SIZE)
    yield "complexion", face.complexion(SIZE)
    yield "lips", lips.whole(SIZE)
    yield "lips' middle", lips.middle(SIZE)
    yield "lower lip", lips.lower(SIZE)
    yield "outline", lips.outline(0.03, 0.5, SIZE)


@pytest.mark.parametrize(
    ("name", "mask"), list(symmetric()), ids=lambda v: v if isinstance(v, str) else ""
)
def test_masks_are_soft_symmetric_shares(name: str, mask: Floats) -> None:
    assert mask.dtype == np.float32
    assert not mask.flags.writeable
    assert mask.min() >= 0
    assert 0.4 < mask.max() <= 1, name
    assert np.abs(mask - mask[:, ::-1]).mean() < 0.004
    assert mask[0].max() == 0, "nothing at the rim"


@pytest.mark.parametrize("name", choices(Freckles, "placement"))
def test_freckles_are_spots_that_differ_from_side_to_side(name: str) -> None:
    mask = face.freckles(name, 0.6, 0.4, 1, SIZE)
    assert 0.5 < mask.max() <= 1
    assert 0.001 < (mask > 0.25).mean() < 0.1
    assert np.abs(mask - mask[:, ::-1]).mean() > 0.4 * mask.mean()
