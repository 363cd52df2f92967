from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from mirror.core.regions import regions
from mirror.core.types import Floats
from mirror.training import masks
from mirror.training.masks import EYE_BOX, LIPS_BOX, SIZE, WHOLE_BOX, Rng, bank

FAMILIES = {
    "lips": (masks.lips, LIPS_BOX),
    "eyes": (masks.eyes, EYE_BOX),
    "touches": (masks.touches, WHOLE_BOX),
    "art": (masks.art, WHOLE_BOX),
}
BOXED = {name: FAMILIES[name] for name in ("lips", "eyes")}
Draw = Callable[[Rng], Floats]
Box = tuple[int, int, int, int]


@pytest.mark.parametrize(("draw", "box"), FAMILIES.values(), ids=FAMILIES)
def test_a_bank_follows_its_seed(draw: Draw, box: Box) -> None:
    drawn = bank(draw, 6, box, seed=1)
    height, width = (box[1] - box[0]) * SIZE // 16, (box[3] - box[2]) * SIZE // 16
    assert drawn.shape == (6, height, width)
    assert drawn.dtype == np.uint8
    np.testing.assert_array_equal(drawn, bank(draw, 6, box, seed=1))
    assert not np.array_equal(drawn, bank(draw, 6, box, seed=2))


@pytest.mark.parametrize(("draw", "box"), BOXED.values(), ids=BOXED)
def test_the_boxes_cut_nothing_off_that_could_be_seen(draw: Draw, box: Box) -> None:
    rng = np.random.default_rng(5)
    top, bottom, left, right = (side * SIZE // 16 for side in box)
    for _ in range(60):
        outside = draw(rng).copy()
        outside[top:bottom, left:right] = 0
        assert outside.max() < 1 / 255


@pytest.mark.parametrize(("draw", "box"), FAMILIES.values(), ids=FAMILIES)
def test_masks_are_shares_and_most_are_not_empty(draw: Draw, box: Box) -> None:
    rng = np.random.default_rng(2)
    drawn = [draw(rng) for _ in range(30)]
    assert all(mask.dtype == np.float32 and mask.shape == (SIZE, SIZE) for mask in drawn)
    assert min(float(mask.min()) for mask in drawn) >= 0
    assert max(float(mask.max()) for mask in drawn) <= 1 + 1e-6
    assert sum(float(mask.max()) > 0.5 for mask in drawn) >= 24


@pytest.mark.parametrize("draw", [masks.touches, masks.art])
def test_paint_on_the_face_leaves_eyes_and_mouth_free(draw: Draw) -> None:
    rng = np.random.default_rng(0)
    holes = regions(SIZE).domain == 0
    assert holes.any()
    assert all(float(draw(rng)[holes].max()) == 0 for _ in range(20))


def test_shadow_stays_off_the_brow_and_on_the_right_eyes_side() -> None:
    rng = np.random.default_rng(0)
    brows = regions(SIZE).brows > 0.999
    for _ in range(20):
        mask = masks.eyes(rng)
        assert float(mask[brows].max()) < 0.02
        assert float(mask[:, SIZE // 2 :].max()) == 0


def test_lipstick_lies_on_the_lips() -> None:
    rng = np.random.default_rng(0)
    lips = regions(SIZE).lips
    far = np.asarray(lips == 0)
    for _ in range(20):
        mask = masks.lips(rng)
        assert mask[far].sum() < 0.6 * mask.sum()  # the edge is soft, and the mouth is not cut out
