from __future__ import annotations

import pytest

from mirror.evaluation.transfer.figures import Sample
from mirror.evaluation.transfer.tones import TONES, by_tone, joined, tone_of


@pytest.mark.parametrize(
    ("angle", "tone"),
    [(70, "very light"), (55, "light"), (41, "intermediate"), (28, "tan"), (10, "brown"),
     (-29.9, "brown"), (-30, "dark"), (-60, "dark")],
)  # fmt: skip
def test_tones_have_their_limits(angle: float, tone: str) -> None:
    assert tone_of(angle) == tone


def test_small_groups_are_joined_with_the_smaller_neighbour() -> None:
    people = {"very light": 14, "light": 12, "intermediate": 8, "tan": 6, "brown": 1, "dark": 7}
    groups = joined(people)
    assert groups["brown"] == groups["tan"] == "tan and brown"
    assert groups["dark"] == "dark"
    assert joined({"light": 2, "dark": 1}) == {"light": "light and dark", "dark": "light and dark"}
    assert joined({"light": 2, "tan": 2, "dark": 2})["tan"] == "light to dark"
    assert joined(dict.fromkeys(TONES, 9))["brown"] == "brown"
    assert joined({"": 3, "light": 6}) == {"light": "light"}


def samples(values: dict[str, tuple[float, float]]) -> list[Sample]:
    """Six people a tone, evenly between two values."""
    return [
        Sample("error", low + (high - low) * i / 5, f"{tone} {i}", "", "photo", tone)
        for tone, (low, high) in values.items()
        for i in range(6)
    ]


def test_the_worst_is_held_against_the_best() -> None:
    parts = samples({"light": (1.9, 2.1), "dark": (2.9, 3.1)})
    less, more = (by_tone(parts, less_is_better=one) for one in (True, False))
    assert less.groups["light"].mean == pytest.approx(2)
    assert less.worst_over_best == pytest.approx(0.5)
    assert more.worst_over_best == pytest.approx(1 / 3)
    assert less.parted
    assert more.parted


def test_groups_that_overlap_may_differ_by_chance() -> None:
    found = by_tone(samples({"light": (0, 4), "dark": (1, 5)}), less_is_better=True)
    assert found.worst_over_best == pytest.approx(0.5)
    assert not found.parted


def test_one_group_has_nothing_to_be_held_against() -> None:
    found = by_tone(samples({"light": (1, 2)}), less_is_better=True)
    assert list(found.groups) == ["light"]
    assert found.worst_over_best is None
    nobody = Sample("error", 1.0, "clip", "", "clip", "")
    assert by_tone([nobody], less_is_better=True).groups == {}


def test_nothing_is_a_share_of_nothing() -> None:
    found = by_tone(samples({"light": (0, 0), "dark": (1, 2)}), less_is_better=True)
    assert found.worst_over_best is None
