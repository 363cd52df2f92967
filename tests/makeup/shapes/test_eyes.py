from __future__ import annotations

import itertools
from typing import get_args, get_type_hints

import numpy as np
import pytest

from mirror.core.types import Floats
from mirror.makeup.products import Eyeshadow
from mirror.makeup.shapes import eyes
from tests.makeup.shapes.places import at

SIZE = 256
TEMPLATES: tuple[str, ...] = get_args(get_type_hints(Eyeshadow)["template"])


def single(name: str) -> Floats:
    return eyes.eyeshadow(name, 1, SIZE)[0]


def test_single_places_lie_around_the_eye() -> None:
    lid, crease, outer = single("lid"), single("crease"), single("outer")
    assert at(lid, 159, 27) > 0.9
    assert at(lid, 52) < 0.05
    assert at(crease, 27) > at(crease, 159, 159, 27)
    assert at(outer, 247) > 0.3
    assert at(outer, 190) < 0.05
    assert at(single("inner"), 133) > 0.8
    assert at(single("inner"), 33) < 0.01
    assert at(single("lower"), 145, 23) > 0.2
    assert at(single("lower"), 27) == 0
    assert at(single("smoky"), 27) > 0.8
    assert at(single("smoky"), 145, 145, 23) > 0.3
    assert at(single("brow-bone"), 53, 53, 225) > at(single("brow-bone"), 27)


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("count", [1, 3, 5])
def test_no_shadow_on_the_brow(name: str, count: int) -> None:
    for mask in eyes.eyeshadow(name, count, SIZE):
        assert at(mask, 105, 52) < 0.1


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_has_at_most_a_mask_for_each_shade(name: str) -> None:
    counts = [len(eyes.eyeshadow(name, count, SIZE)) for count in range(1, 6)]
    assert counts == sorted(counts)
    assert all(got <= asked for got, asked in zip(counts, range(1, 6), strict=True))
    assert counts[0] == 1


def test_a_halo_is_light_in_the_middle() -> None:
    ends, middle = eyes.eyeshadow("halo", 2, SIZE)
    lid_middle = (159, 27)
    assert at(middle, *lid_middle) > at(ends, *lid_middle) + 0.4
    assert at(ends, 246, 247) > at(middle, 246, 247)


def test_a_cut_crease_has_a_sharper_edge_than_a_lid() -> None:
    cut, fold, *_ = eyes.eyeshadow("cut-crease", 2, SIZE)
    column = int(0.5 * SIZE - 0.19 * SIZE)

    def steepest(mask: Floats) -> float:
        upper = np.diff(mask[: SIZE // 3, column - 4 : column + 5], axis=0)
        return float(upper.max())

    assert steepest(cut) > 2 * steepest(single("lid"))
    both = cut * fold
    assert both.sum() < 0.35 * cut.sum(), "they hardly overlap but in the outer corner"


@pytest.mark.parametrize(("template", "order"), [("gradient", 0), ("sunset", 1)])
def test_steps_follow_each_other(template: str, order: int) -> None:
    masks = eyes.eyeshadow(template, 4, SIZE)
    right = [mask[:, : SIZE // 2] for mask in masks]
    middles = [float(np.average(np.indices(m.shape)[order], weights=m)) for m in right]
    falling = all(a > b for a, b in itertools.pairwise(middles))
    assert falling, "up from the lashes, and outwards from the nose"
    together = sum(masks)
    assert isinstance(together, np.ndarray)
    assert together.max() < 1.05
