from __future__ import annotations

from mirror.makeup.shapes import lips
from tests.makeup.shapes.places import at

SIZE = 512
# Upper and lower lip on their middle, beside the lip line below, skin above.
UPPER, LOWER, BELOW, ABOVE = 12, 16, 18, 164


def test_lips_end_at_the_lip_line() -> None:
    mask = lips.whole(SIZE)
    assert at(mask, LOWER) > 0.99
    assert at(mask, UPPER) > 0.99
    assert at(mask, BELOW) == 0
    assert at(mask, ABOVE) == 0


def test_the_middle_is_where_the_lips_meet() -> None:
    mask = lips.middle(SIZE)
    assert at(mask, 14, 15) > 0.8
    assert at(mask, 14, 15) > at(mask, LOWER, 17) + 0.4
    assert at(mask, 61, 146, 76) < 0.1, "not in the corners"


def test_the_lower_lip_is_the_lower_one() -> None:
    mask = lips.lower(SIZE)
    assert at(mask, LOWER) > 0.99
    assert at(mask, UPPER) == 0


def test_a_pencil_follows_the_line() -> None:
    sharp, smudged = (lips.outline(0.04, smudge, SIZE) for smudge in (0.0, 1.0))
    assert at(sharp, 17) > 0.5
    assert at(sharp, 61) > 0.3
    assert at(sharp, 15) == 0
    assert at(smudged, LOWER) > at(sharp, LOWER)
    assert smudged.sum() > 1.5 * sharp.sum()


def test_a_thicker_pencil_covers_more() -> None:
    assert lips.outline(0.08, 0.0, SIZE).sum() > 1.6 * lips.outline(0.03, 0.0, SIZE).sum()
