from __future__ import annotations

import numpy as np

from mirror.training.covers import covers
from mirror.training.masks import SIZE


def test_things_hide_a_part_of_the_face_and_follow_the_seed() -> None:
    mask, colour = covers(24, seed=1)
    assert mask.shape == (24, SIZE, SIZE)
    assert colour.shape == (24, SIZE, SIZE, 3)
    assert mask.dtype == colour.dtype == np.uint8
    hidden = (mask > 127).mean((1, 2))
    assert (hidden > 0).mean() > 0.7
    assert hidden.mean() < 0.6
    again = covers(24, seed=1)
    np.testing.assert_array_equal(mask, again[0])
    np.testing.assert_array_equal(colour, again[1])
    assert not np.array_equal(mask, covers(24, seed=2)[0])


def test_edges_are_soft_and_surfaces_uneven() -> None:
    mask, colour = covers(24, seed=1)
    there = (mask > 127).any((1, 2))
    between = ((mask > 20) & (mask < 235)).any((1, 2))
    assert (between >= there).all()
    assert (colour.astype(float).std((1, 2)).max(axis=1) > 1).mean() > 0.9
