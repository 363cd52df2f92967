from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from mirror.core.smoothing import LandmarkSmoother
from mirror.core.types import Floats

FPS = 30.0
HEIGHT_PX = 288.0
NOISE_PX = 0.35
"""What the landmark model trembles by at this size under strong camera noise (sigma 8)."""

Track = NDArray[np.float64]
Shape = Callable[[float], Track]


def face() -> Track:
    """478 points on the front of an ellipsoid, with depth."""
    random = np.random.default_rng(3)
    points = random.normal(size=(478, 3))
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    points[:, 2] = -np.abs(points[:, 2])
    shape: Track = points * (0.38 * HEIGHT_PX, HEIGHT_PX / 2, 0.3 * HEIGHT_PX) + (640, 360, 0)
    return shape


def shifted(x: float) -> Track:
    """The face, moved sideways."""
    moved: Track = face() + np.array([x, 0, 0])
    return moved


LIPS = np.argsort(np.linalg.norm((face() - (640, 430, -60))[:, :2], axis=1))[:60]


def smooth(
    shape: Shape, seconds: float, *, noise: float = NOISE_PX, fps: float = FPS
) -> tuple[Track, Track]:
    """Runs a moving face through the smoother: what came out, and where the face truly was."""
    random = np.random.default_rng(0)
    smoother = LandmarkSmoother()
    out, truth = [], []
    for i in range(round(seconds * fps)):
        points = shape(i / fps)
        # Neighbouring landmarks tremble together: half of the noise is common to all of them.
        trembling = random.normal(0, noise * math.sqrt(0.5), (478, 3)) + random.normal(
            0, noise * math.sqrt(0.5), 3
        )
        seen = (points + trembling).astype(np.float32)
        out.append(smoother.smooth(seen, round(1e9 + i / fps * 1e9)))
        truth.append(points)
    return np.array(out, np.float64), np.array(truth)


def rms(track: Track) -> float:
    points = track[..., :2]
    return float(np.sqrt(((points - points.mean(axis=0)) ** 2).mean()))


def lag_frames(out: Track, truth: Track) -> float:
    """The delay that explains the difference best, in frames."""
    speed = np.gradient(truth[..., :2], axis=0)
    return float(-((out - truth)[..., :2] * speed).sum() / (speed**2).sum())


def still(_: float) -> Track:
    return face()


@pytest.mark.parametrize("fps", [15.0, 30.0, 60.0])
def test_a_still_face_hardly_trembles(fps: float) -> None:
    out, _ = smooth(still, 4, fps=fps)
    assert rms(out[len(out) // 4 :]) < 0.15
    assert rms(out[len(out) // 4 :]) < NOISE_PX / 2


def test_a_still_face_stays_where_it_is() -> None:
    out, truth = smooth(still, 4)
    assert np.abs(out[30:].mean(axis=0) - truth[0]).mean() < 0.1


def swaying(amplitude_px: float, hertz: float) -> Shape:
    def at(seconds: float) -> Track:
        return shifted(amplitude_px * math.sin(2 * math.pi * hertz * seconds))

    return at


def turning(degrees: float, hertz: float) -> Shape:
    def at(seconds: float) -> Track:
        angle = math.radians(degrees) * math.sin(2 * math.pi * hertz * seconds)
        cos, sin = math.cos(angle), math.sin(angle)
        turned: Track = (face() - (640, 360, 0)) @ np.array(
            [[cos, 0, -sin], [0, 1, 0], [sin, 0, cos]]
        ) + (640, 360, 0)
        return turned

    return at


@pytest.mark.parametrize(
    "shape",
    [swaying(100, 0.5), swaying(30, 1), swaying(60, 2), turning(18, 0.25), turning(40, 0.7)],
)
def test_the_head_is_not_held_back(shape: Shape) -> None:
    out, truth = smooth(shape, 4)
    assert abs(lag_frames(out[10:], truth[10:])) < 0.5


def test_a_jump_is_followed_at_once() -> None:
    out, truth = smooth(lambda s: shifted(0.0 if s < 1 else 40.0), 2)
    after = round(FPS)
    assert np.abs((out - truth)[after, :, 0]).mean() < 2.0
    assert np.abs((out - truth)[after + 2, :, 0]).mean() < 1.0


def opening(change: Callable[[float], float]) -> Shape:
    """The lips' landmarks move down; the rest of the face rests."""

    def at(seconds: float) -> Track:
        points = face()
        points[LIPS, 1] += change(seconds)
        return points

    return at


def test_lips_that_open_suddenly_are_open_in_the_same_frame() -> None:
    out, _ = smooth(opening(lambda s: 0.0 if s < 1 else 10.0), 2)
    first = round(FPS)
    before = out[first - 10 : first, LIPS, 1].mean(axis=0)
    assert (out[first, LIPS, 1] - before).mean() > 9.0
    assert (out[first + 1, LIPS, 1] - before).mean() > 9.5


def talking(hertz: float) -> Shape:
    return opening(lambda s: 9 * (1 - math.cos(2 * math.pi * hertz * s)))


@pytest.mark.parametrize("hertz", [1, 2, 4])
def test_lips_that_move_are_not_held_back(hertz: float) -> None:
    out, truth = smooth(talking(hertz), 4)
    assert abs(lag_frames(out[10:, LIPS], truth[10:, LIPS])) < 0.5
    assert np.ptp(out[30:, LIPS, 1].mean(axis=1)) == pytest.approx(18, rel=0.05)


@pytest.mark.parametrize("hertz", [0.1, 0.25, 0.5])
def test_a_slow_smile_stays_on_the_lips(hertz: float) -> None:
    """So slow that a lag in time says little: what counts is by how much it is off."""
    out, truth = smooth(talking(hertz), 6)
    off = (out - truth)[10:, LIPS, 1].mean(axis=1)
    assert np.abs(off).max() < 1.2


def test_the_rest_of_the_face_rests_while_the_lips_move() -> None:
    out, _ = smooth(opening(lambda s: 9 * (1 - math.cos(2 * math.pi * s))), 4)
    brow = np.argsort(np.linalg.norm((face() - (640, 260, -60))[:, :2], axis=1))[:60]
    assert rms(out[30:, brow]) < NOISE_PX


def test_a_face_twice_as_large_is_treated_alike() -> None:
    small, _ = smooth(swaying(20, 1), 2)
    large, _ = smooth(lambda s: 2 * swaying(20, 1)(s), 2, noise=2 * NOISE_PX)
    assert np.abs(large - 2 * small).max() < 0.05


def seen(shift: float = 0.0) -> Floats:
    return shifted(shift).astype(np.float32)


def test_the_first_frame_and_one_after_a_pause_pass_unchanged() -> None:
    smoother = LandmarkSmoother()
    assert np.array_equal(smoother.smooth(seen(), 10**9), seen())
    assert not np.array_equal(smoother.smooth(seen(0.2), 1_030_000_000), seen(0.2))
    assert np.array_equal(smoother.smooth(seen(0.4), 1_600_000_000), seen(0.4))
    assert np.array_equal(smoother.smooth(seen(0.6), 1_500_000_000), seen(0.6)), (
        "time ran backwards"
    )


def test_the_input_is_left_alone() -> None:
    smoother = LandmarkSmoother()
    for i in range(3):
        points = seen(0.1 * i)
        kept = points.copy()
        points.flags.writeable = False
        out = smoother.smooth(points, 10**9 + i * 33_333_333)
        assert out is not points
        assert out.dtype == np.float32
        assert np.array_equal(points, kept)
