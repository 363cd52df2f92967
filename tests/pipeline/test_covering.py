from __future__ import annotations

from math import inf

import numpy as np

from mirror.core import mesh
from mirror.core.regions import contour_uv, fill
from mirror.core.types import Floats
from mirror.pipeline.cadence import Cadence
from mirror.pipeline.covering import Covering
from tests import known_transfer as known
from tests.pipeline.finders import KnownFinder

SECOND = 1_000_000_000
SEEN: Floats = np.ones((known.SIZE, known.SIZE), np.float32)


class SteadyFinder(KnownFinder):
    """Says everywhere what it is told."""

    def __init__(self, says: float) -> None:
        super().__init__()
        self.says = says

    def find(self, picture: Floats, visibility: Floats) -> Floats:
        self.runs += 1
        return np.full((known.SIZE, known.SIZE), self.says, np.float32)


def face(green: float = 0.3) -> Floats:
    return np.full((known.SIZE, known.SIZE, 3), green, np.float32)


def seen(
    covering: Covering, picture: Floats, at_s: float, visibility: Floats = SEEN
) -> Floats | None:
    covering.begin([7])
    if covering.wants(7):
        covering.look(7, round(at_s * SECOND), picture, visibility)
    return covering.worn(7)


def test_on_a_free_face_everything_stays() -> None:
    assert seen(Covering(KnownFinder(), Cadence(inf)), face(), 0) is None


def test_nothing_is_worn_on_what_is_covered() -> None:
    picture = face()
    picture[:20] = 0.9
    worn = seen(Covering(KnownFinder(), Cadence(inf)), picture, 0)
    assert worn is not None
    assert worn[:12].max() < 0.05
    assert worn[28:].min() > 0.95


def test_eyes_and_mouth_are_taken_for_what_is_around_them() -> None:
    size = known.SIZE
    contours = [contour_uv(part) for part in (mesh.RIGHT_EYE, mesh.LEFT_EYE, mesh.LIPS_INNER)]
    holes = fill(contours, size) > 0
    picture = face()
    picture[holes] = 0.9  # the white of an eye
    assert seen(Covering(KnownFinder(), Cadence(inf)), picture, 0) is None
    picture[:, size // 2 :] = 0.9  # a hand before the left half
    worn = seen(Covering(KnownFinder(), Cadence(inf)), picture, 0)
    assert worn is not None
    left_eye = fill(contours[1:2], size) > 0
    right_eye = fill(contours[:1], size) > 0
    assert worn[left_eye].max() < 0.1
    assert worn[right_eye].min() > 0.9


def test_a_doubtful_place_keeps_its_makeup() -> None:
    assert seen(Covering(SteadyFinder(0.6), Cadence(inf)), face(), 0) is None
    little = seen(Covering(SteadyFinder(0.3), Cadence(inf)), face(), 0)
    none = seen(Covering(SteadyFinder(0.1), Cadence(inf)), face(), 0)
    assert little is not None
    assert none is not None
    assert 0 < little.max() < 0.5
    assert none.max() == 0


def test_what_is_not_seen_is_not_judged() -> None:
    away = SEEN.copy()
    away[:, :10] = 0
    picture = face()
    picture[:, :10] = 0.9
    assert seen(Covering(KnownFinder(), Cadence(inf)), picture, 0, away) is None


def test_a_hand_comes_and_goes_without_delay() -> None:
    covering = Covering(KnownFinder(), Cadence(inf))
    assert seen(covering, face(), 0) is None
    covered = seen(covering, face(0.9), 0.03)
    assert covered is not None
    assert covered.max() == 0
    assert seen(covering, face(), 0.06) is None


def test_trembling_is_calmed() -> None:
    finder = SteadyFinder(0.45)
    covering = Covering(finder, Cadence(inf))
    first = seen(covering, face(), 0)
    finder.says = 0.35
    second = seen(covering, face(), 0.03)
    fresh = seen(Covering(finder, Cadence(inf)), face(), 0)
    assert first is not None
    assert second is not None
    assert fresh is not None
    assert abs(second.mean() - first.mean()) < 0.3 * abs(fresh.mean() - first.mean())
    later = seen(covering, face(), 5)
    assert later is not None
    assert abs(later.mean() - fresh.mean()) < 1e-3


def test_a_slow_machine_looks_less_often_and_keeps_what_it_saw() -> None:
    finder = KnownFinder()
    covering = Covering(finder, Cadence(frame_ms=10))
    for frame in range(60):
        seen(covering, face(0.9), frame / 30)
        covering.observe({"covers": 8.0, "composite": 6.0})
    runs = finder.runs
    kept = [seen(covering, face(0.9), 2 + frame / 30) for frame in range(8)]
    assert finder.runs - runs < 8
    assert all(one is not None and one.max() == 0 for one in kept)


def test_between_two_looks_what_was_seen_holds() -> None:
    finder = KnownFinder()
    covering = Covering(finder, Cadence(inf, quickest=2))
    kept = [seen(covering, face(0.9), frame / 30) for frame in range(9)]
    assert finder.runs == 5
    assert all(one is not None and one.max() == 0 for one in kept)


def test_who_left_is_forgotten_and_the_model_is_freed() -> None:
    finder = KnownFinder()
    covering = Covering(finder, Cadence(inf))
    seen(covering, face(0.9), 0)
    covering.begin([8])
    assert covering.wants(8)
    assert covering.worn(8) is None
    covering.close()
    assert finder.closed
