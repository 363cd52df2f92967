from __future__ import annotations

import numpy as np
import pytest

from mirror.ui.stage.comparison import Comparison, Pane, panes
from mirror.ui.stage.placement import Box

MADE_UP = np.full((4, 6, 3), 200, np.uint8)
BARE = np.full((4, 6, 3), 50, np.uint8)


def shown(
    comparison: Comparison, width: int = 600, height: int = 400, split: float = 0.5
) -> list[Pane]:
    return list(panes(comparison, MADE_UP, BARE, (width, height), split))


@pytest.mark.parametrize(
    ("comparison", "pixels"), [(Comparison.MADE_UP, MADE_UP), (Comparison.BARE, BARE)]
)
def test_one_picture_fills_the_view(comparison: Comparison, pixels: np.ndarray) -> None:
    (pane,) = shown(comparison)
    assert pane.pixels is pixels
    assert pane.bare == (pixels is BARE)
    assert pane.area == pane.seen == Box(0, 0, 600, 400)


def test_a_line_parts_two_pictures_that_lie_over_each_other() -> None:
    left, right = shown(Comparison.SPLIT, split=0.25)
    assert (left.pixels is BARE, right.pixels is MADE_UP) == (True, True)
    assert (left.bare, right.bare) == (True, False)
    assert left.area == right.area == Box(0, 0, 600, 400)
    assert (left.seen, right.seen) == (Box(0, 0, 150, 400), Box(150, 0, 450, 400))


@pytest.mark.parametrize("split", [0.0, 1.0])
def test_the_line_goes_to_the_very_edges(split: float) -> None:
    left, right = shown(Comparison.SPLIT, split=split)
    assert (left.seen.width, right.seen.width) == (600 * split, 600 * (1 - split))


@pytest.mark.parametrize(
    ("view", "halves"),
    [
        ((600, 400), (Box(0, 0, 300, 400), Box(300, 0, 300, 400))),
        ((400, 600), (Box(0, 0, 400, 300), Box(0, 300, 400, 300))),
    ],
)
def test_side_by_side_each_has_a_half_along_the_longer_side(
    view: tuple[int, int], halves: tuple[Box, Box]
) -> None:
    first, second = shown(Comparison.SIDE_BY_SIDE, *view)
    assert (first.bare, second.bare) == (True, False)
    assert (first.area, second.area) == (first.seen, second.seen) == halves


def test_four_looks_lie_two_by_two_and_the_worn_one_is_where_it_is_wanted() -> None:
    others = [np.full((4, 6, 3), level, np.uint8) for level in (1, 2, 3)]
    found = panes(Comparison.FOUR, MADE_UP, BARE, (600, 400), others=others, worn_at=2)
    assert [pane.pixels[0, 0, 0] for pane in found] == [1, 2, 200, 3]
    assert [pane.area for pane in found] == [
        Box(0, 0, 300, 200),
        Box(300, 0, 300, 200),
        Box(0, 200, 300, 200),
        Box(300, 200, 300, 200),
    ]


def test_a_look_that_is_still_painted_is_shown_made_up() -> None:
    found = panes(Comparison.FOUR, MADE_UP, BARE, (600, 400))
    assert all(pane.pixels is MADE_UP for pane in found)
