from __future__ import annotations

import numpy as np

from mirror.core.contact import meet
from mirror.core.mesh import LIPS_INNER_LOWER, LIPS_INNER_UPPER, face_mesh
from tests.faces import posed

UPPER, LOWER = list(LIPS_INNER_UPPER[-2:0:-1]), list(LIPS_INNER_LOWER[1:-1])


def test_open_lips_and_eyes_are_left_alone() -> None:
    points, uv = posed(mouth_open=0.1)[:468], face_mesh().uv
    moved, moved_uv = meet(points, uv)
    assert moved is points
    assert moved_uv is uv


def test_closed_lips_meet_and_leave_the_fade_behind() -> None:
    points, uv = posed(mouth_closed=True)[:468], face_mesh().uv
    before = points.copy()
    moved, moved_uv = meet(points, uv)
    assert np.allclose(moved[UPPER], moved[LOWER])
    assert (moved_uv[UPPER, 1] < uv[UPPER, 1]).all()
    assert (moved_uv[LOWER, 1] > uv[LOWER, 1]).all()
    assert np.array_equal(points, before), "the argument stays as it was"


def test_only_the_lips_move() -> None:
    moved, _ = meet(posed(mouth_closed=True)[:468], face_mesh().uv)
    others = np.setdiff1d(np.arange(468), UPPER + LOWER)
    assert np.array_equal(moved[others], posed(mouth_closed=True)[others])


def test_one_closed_eye_does_not_close_the_other() -> None:
    points = posed()[:468]
    points[[246, 161, 160, 159, 158, 157, 173]] = points[[7, 163, 144, 145, 153, 154, 155]]
    moved, moved_uv = meet(points, face_mesh().uv)
    assert (moved_uv[159] != face_mesh().uv[159]).any()
    assert np.array_equal(moved_uv[386], face_mesh().uv[386])
    assert np.array_equal(moved[386], points[386])


def test_it_opens_without_a_jump() -> None:
    shut, wide = posed(mouth_closed=True)[:468], posed(mouth_open=0.1)[:468]
    uv = face_mesh().uv
    heights = []
    for share in np.linspace(0, 0.3, 200, dtype=np.float32):
        moved, _ = meet(shut + share * (wide - shut), uv)
        heights.append(float(moved[14, 1] - moved[13, 1]))
    steps = np.diff(heights)
    assert steps.min() >= -1e-3
    assert steps.max() < 0.25
