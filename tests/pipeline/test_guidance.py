from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest

from mirror.core.types import LANDMARKS, Face, Floats, Frame, Pixels
from mirror.pipeline.guidance import Guide, Hint, hint_for
from mirror.pipeline.messages import Rendered

HEIGHT, WIDTH = 720, 1280
MS = 1_000_000


def landmarks(
    *, middle: tuple[float, float] = (640, 360), high: float = 320, yaw_deg: float = 0.0
) -> Floats:
    """An egg of points as wide as a face; the points at the ears where the mesh has them."""
    rng = np.random.default_rng(2)
    points = rng.normal(size=(LANDMARKS, 3))
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    points[234], points[454] = (-1, 0, 0), (1, 0, 0)
    points[10], points[152] = (0, -1, 0), (0, 1, 0)
    points *= np.array([0.38, 0.5, 0.38]) * high
    turn = np.radians(yaw_deg)
    x = points[:, 0] * np.cos(turn) - points[:, 2] * np.sin(turn)
    z = points[:, 0] * np.sin(turn) + points[:, 2] * np.cos(turn)
    turned = np.stack([x + middle[0], points[:, 1] + middle[1], z], axis=1)
    return turned.astype(np.float32)


def face(points: Floats) -> Face:
    return Face(landmarks_px=points, confidence=1.0, track_id=1)


def lit(level: int, background: int | None = None) -> Pixels:
    pixels = np.full((HEIGHT, WIDTH, 3), level, np.uint8)
    if background is not None:
        pixels[:, :200] = background
    return pixels


GOOD = lit(140)


@pytest.mark.parametrize(
    ("points", "pixels", "hint"),
    [
        (landmarks(), GOOD, None),
        (landmarks(high=80), GOOD, Hint.FAR),
        (landmarks(high=700), GOOD, Hint.NEAR),
        (landmarks(middle=(60, 360)), GOOD, Hint.EDGE),
        (landmarks(yaw_deg=65), GOOD, Hint.TURNED),
        (landmarks(yaw_deg=-65), GOOD, Hint.TURNED),
        (landmarks(yaw_deg=30), GOOD, None),
        (landmarks(), lit(30), Hint.DARK),
        (landmarks(), lit(45, background=190), None),  # dark skin in good light
        (landmarks(), lit(254), Hint.GLARE),
    ],
)
def test_the_worst_that_is_in_the_way(points: Floats, pixels: Pixels, hint: Hint | None) -> None:
    assert hint_for((face(points),), pixels) is hint


def test_the_largest_face_counts() -> None:
    small, good = face(landmarks(high=80)), face(landmarks())
    assert hint_for((small, good), GOOD) is None
    assert hint_for((), GOOD) is Hint.ABSENT


def picture(at_ms: float, *faces: Face) -> Rendered:
    frame = Frame(GOOD, 0, time.perf_counter_ns())
    frame = replace(frame, captured_ns=round(at_ms * MS))
    return Rendered(frame, GOOD, faces, 0)


def given(guide: Guide, start_ms: int, stop_ms: int, *faces: Face) -> list[Hint | None]:
    return [guide.observe(picture(at, *faces)) for at in range(start_ms, stop_ms, 100)]


FAR = face(landmarks(high=80))
WELL = face(landmarks())


def test_what_is_over_in_a_moment_is_not_told() -> None:
    guide = Guide()
    assert set(given(guide, 0, 500, FAR)) == {None}
    assert set(given(guide, 500, 1200, WELL)) == {None}
    assert set(given(guide, 1200, 1900, FAR)) == {None}


def test_what_lasts_is_told_and_stays_long_enough_to_be_read() -> None:
    guide = Guide()
    told = given(guide, 0, 1500, FAR)
    assert told[0] is None
    assert told[-1] is Hint.FAR
    since = 100 * told.index(Hint.FAR)
    after = given(guide, 1500, 4000, WELL)
    assert after[0] is Hint.FAR
    assert after[-1] is None
    assert 1500 + 100 * after.index(None) - since >= 1600


def test_an_absence_is_told_later_than_a_distance() -> None:
    near, gone = Guide(), Guide()
    first_far = given(near, 0, 4000, FAR).index(Hint.FAR)
    first_gone = given(gone, 0, 4000).index(Hint.ABSENT)
    assert first_gone > first_far


def test_forgotten_with_the_source() -> None:
    guide = Guide()
    given(guide, 0, 3000, FAR)
    guide.forget()
    assert guide.observe(picture(3200, WELL)) is None
