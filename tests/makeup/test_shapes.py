from __future__ import annotations

from typing import get_args, get_type_hints

import numpy as np
import pytest

from mirror.core.mesh import face_mesh
from mirror.core.types import Floats
from mirror.makeup import shapes
from mirror.makeup.look import Blush, Eyeshadow

SIZE = 256
EYESHADOWS: tuple[str, ...] = get_args(get_type_hints(Eyeshadow)["shape"])
BLUSHES: tuple[str, ...] = get_args(get_type_hints(Blush)["placement"])


def at(mask: Floats, *indices: int) -> float:
    u, v = face_mesh().uv[list(indices)].mean(axis=0)
    return float(mask[int(v * SIZE), int(u * SIZE)])


def all_masks() -> list[tuple[str, Floats]]:
    return [
        *((f"eyeshadow {name}", shapes.eyeshadow(name, SIZE)) for name in EYESHADOWS),
        *((f"blush {name}", shapes.blush(name, SIZE)) for name in BLUSHES),
        ("complexion", shapes.complexion(SIZE)),
        ("lips", shapes.lips(SIZE)),
    ]


@pytest.mark.parametrize(
    ("name", "mask"), all_masks(), ids=lambda v: v if isinstance(v, str) else ""
)
def test_masks_are_soft_symmetric_shares(name: str, mask: Floats) -> None:
    assert mask.dtype == np.float32
    assert mask.min() >= 0
    assert 0.5 < mask.max() <= 1, name
    assert np.abs(mask - mask[:, ::-1]).mean() < 0.004
    assert mask[0].max() == 0, "nothing at the rim"
    steps = max(np.abs(np.diff(mask, axis=0)).max(), np.abs(np.diff(mask, axis=1)).max())
    # Lips and complexion end sharply at the mouth's inside, powders nowhere.
    assert steps < (0.9 if " " in name else 1.01)


def test_shadows_lie_around_the_eye() -> None:
    lid, crease, outer = (shapes.eyeshadow(s, SIZE) for s in ("lid", "crease", "outer"))
    inner, lower, smoky = (shapes.eyeshadow(s, SIZE) for s in ("inner", "lower", "smoky"))
    assert at(lid, 159, 27) > 0.9
    assert at(lid, 52) < 0.05
    assert at(crease, 27) > at(crease, 159, 159, 27)
    assert at(outer, 247) > 0.3
    assert at(outer, 190) < 0.05
    assert at(inner, 133) > 0.8
    assert at(inner, 33) < 0.01
    assert at(lower, 145, 23) > 0.2
    assert at(lower, 27) == 0
    assert at(smoky, 27) > 0.8
    assert at(smoky, 145, 145, 23) > 0.3


def test_no_shadow_on_the_brow_or_the_eyeball() -> None:
    for name in EYESHADOWS:
        mask = shapes.eyeshadow(name, SIZE)
        assert at(mask, 105, 52) < 0.1, name


def test_blush_lies_on_the_cheek_and_not_on_the_lips() -> None:
    for name in BLUSHES:
        mask = shapes.blush(name, SIZE)
        assert at(mask, 50) > 0.3, name
        assert at(mask, 16) == 0, name
    assert at(shapes.blush("sunkissed", SIZE), 195) > 0.2
    assert at(shapes.blush("apples", SIZE), 195) < 0.05
    assert at(shapes.blush("draped", SIZE), 34) > at(shapes.blush("apples", SIZE), 34)


def test_lips_end_at_the_lip_line() -> None:
    lips = shapes.lips(SIZE)
    assert at(lips, 16) > 0.99
    assert at(lips, 12) > 0.99
    assert at(lips, 18) == 0
    assert at(lips, 164) == 0
