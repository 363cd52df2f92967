from __future__ import annotations

import pytest

from mirror.evaluation.transfer.parts import CHEEKS, LIDS, LIPS, PARTS, SKIN, part


def test_parts_lie_apart() -> None:
    lips, lids, cheeks = (part(name) for name in PARTS)
    assert (lips * lids).max() == 0
    assert (lips * cheeks).max() < 0.05
    assert (lids * cheeks).sum() < 0.05 * lids.sum()


@pytest.mark.parametrize("name", [LIPS, LIDS, CHEEKS, SKIN])
def test_parts_are_the_same_on_both_sides(name: str) -> None:
    mask = part(name)
    assert 0 < mask.mean() < 0.6
    assert abs(mask[:, :128].sum() / mask[:, 128:].sum() - 1) < 0.02
