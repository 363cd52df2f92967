from __future__ import annotations

import numpy as np

from mirror.training.lines import lashes, liners
from mirror.training.masks import EYE_BOX, SIZE

SHAPE = ((EYE_BOX[1] - EYE_BOX[0]) * SIZE // 16, (EYE_BOX[3] - EYE_BOX[2]) * SIZE // 16)


def test_liners_come_with_the_numbers_that_drew_them() -> None:
    drawn = liners(12, seed=1)
    assert drawn.mask.shape == (12, *SHAPE)
    assert drawn.numbers.shape == (12, 4)
    thickness, wing, lower, smudge = drawn.numbers.T
    assert thickness.min() >= 0.018
    assert thickness.max() <= 0.19
    assert (wing <= 0.6).all()
    assert (np.stack([lower, smudge]) <= 1).all()
    assert (drawn.mask.max((1, 2)) > 60).all()


def test_a_thicker_liner_covers_more() -> None:
    drawn = liners(40, seed=2)
    plain = drawn.numbers[:, 1:].max(axis=1) == 0
    area = drawn.mask[plain].sum((1, 2), dtype=np.float64)
    order = np.argsort(drawn.numbers[plain, 0])
    assert len(order) >= 3
    assert area[order[-1]] > 2 * area[order[0]]


def test_liners_and_lashes_follow_the_seed() -> None:
    np.testing.assert_array_equal(liners(3, 5).mask, liners(3, 5).mask)
    assert not np.array_equal(liners(3, 5).mask, liners(3, 6).mask)
    np.testing.assert_array_equal(lashes(2, 5), lashes(2, 5))
    assert not np.array_equal(lashes(2, 5), lashes(2, 6))


def test_nothing_reaches_the_edge_of_the_box() -> None:
    for drawn in (liners(20, seed=3).mask, lashes(8, seed=3)):
        edges = (drawn[:, 0], drawn[:, -1], drawn[:, :, 0], drawn[:, :, -1])
        assert all(edge.max() <= 1 for edge in edges)


def test_lashes_are_thin_rays() -> None:
    drawn = lashes(6, seed=1)
    assert drawn.shape == (6, *SHAPE)
    assert (drawn.max((1, 2)) > 40).all()
    assert (drawn > 30).mean() < 0.08
