from __future__ import annotations

from math import inf

import pytest

from mirror.pipeline.cadence import Cadence


def settle(cadence: Cadence, others_ms: float, each_ms: float, faces: int = 1) -> int:
    """Runs 300 frames in which every film takes `each_ms`; returns where the cadence ends up."""
    ages = dict.fromkeys(range(faces), 0)
    for _ in range(300):
        ages = {face: age + 1 for face, age in ages.items()}
        due = cadence.due(ages)
        ages.update(dict.fromkeys(due, 0))
        cadence.observe(others_ms, each_ms * len(due), len(due), faces)
    return cadence.every


@pytest.mark.parametrize(
    ("others_ms", "each_ms", "faces", "every"),
    [
        (10, 8, 1, 1),
        (10, 22, 1, 1),
        (20, 20, 1, 2),
        (20, 30, 1, 3),
        (10, 8, 4, 2),
        (20, 200, 1, 4),
        (50, 8, 1, 4),
    ],
)
def test_it_is_as_quick_as_fits(others_ms: float, each_ms: float, faces: int, every: int) -> None:
    assert settle(Cadence(33.3), others_ms, each_ms, faces) == every


def test_where_time_does_not_matter_every_frame_is_made_anew() -> None:
    assert settle(Cadence(inf), 500, 500, 4) == 1


def test_a_hiccup_changes_nothing() -> None:
    cadence = Cadence(33.3)
    for frame in range(300):
        slow = frame % 10 == 0
        cadence.observe(200 if slow else 10, 200 if slow else 8, 1, 1)
        assert cadence.every == 1


def test_it_becomes_quicker_again() -> None:
    cadence = Cadence(33.3)
    assert settle(cadence, 20, 35) == 3
    assert settle(cadence, 10, 8) == 1


def test_it_does_not_swing_where_the_quicker_one_only_just_fits() -> None:
    cadence = Cadence(33.3)
    assert settle(cadence, 20, 20) == 2
    assert settle(cadence, 12, 20) == 2, "32 of 33.3 ms: it would soon be left again"
    assert settle(cadence, 6, 20) == 1
    assert settle(cadence, 12, 20) == 1, "and what fits is not left"


def test_what_was_measured_with_fewer_faces_does_not_count() -> None:
    cadence = Cadence(33.3)
    for _ in range(29):
        cadence.observe(20, 30, 1, 1)
    cadence.observe(20, 30, 1, 2)
    assert cadence.every == 1


def test_each_face_gets_its_turn_and_no_frame_bears_all() -> None:
    cadence = Cadence(33.3)
    cadence.every = 2
    ages = {7: 1, 8: 2, 9: 3}
    made: list[frozenset[int]] = []
    for _ in range(6):
        due = cadence.due(ages)
        made.append(due)
        ages = {face: 1 if face in due else age + 1 for face, age in ages.items()}
    assert all(len(due) <= 2 for due in made)
    assert all(made[i] | made[i + 1] == {7, 8, 9} for i in range(5))


def test_one_face_is_due_with_every_third_frame() -> None:
    cadence = Cadence(33.3)
    cadence.every = 3
    assert [bool(cadence.due({1: age})) for age in (1, 2, 3, 4)] == [False, False, True, True]


def test_nobody_there_is_nobody_due() -> None:
    assert Cadence().due({}) == frozenset()


def test_it_is_never_quicker_than_it_may_be() -> None:
    assert Cadence(33.3, quickest=2).every == 2
    assert settle(Cadence(33.3, quickest=2), 5, 1) == 2
    slowed = Cadence(33.3, quickest=2)
    assert settle(slowed, 20, 45) == 4
    assert settle(slowed, 5, 1) == 2
