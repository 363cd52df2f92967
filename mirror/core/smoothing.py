"""Takes the trembling out of landmarks without holding back the head or the lips.

A landmark trembles by a fraction of a pixel of the model's small input picture; a person moves by
more. So what is small and goes nowhere is held, and what is large, or goes on in one direction, is
followed at once. The head and the face are judged apart: an affine motion of the whole face
(which a turn of the head nearly is, for landmarks with depth) is fitted to all landmarks and is
therefore known much better than any of them; what remains is expression, judged landmark by
landmark together with its neighbours on the skin.

`python -m models.measure.smoothing` measures jitter and lag; the constants were chosen with it.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeVar

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mirror.core.types import Floats

Deviation = TypeVar("Deviation", float, "NDArray[np.float64]")

_MODEL_PIXELS_ACROSS = 128
"""The longer side of a face in the landmark model's input: trembling is measured in its pixels."""
_NOISE = 0.2
"""A deviation of so many model pixels is followed half way; twice as much, nearly all the way."""
_STEEPNESS = 4
_REST_S = 0.55
"""Time constant with which a face at rest is averaged."""
_TREND_S = 0.065
"""Time constant with which deviations are averaged to see whether they go in one direction."""
_SUDDEN = 0.3
"""Weight of a single frame's deviation beside the averaged one."""
_NEIGHBOURS = 8
_PAUSE_NS = 500_000_000


class LandmarkSmoother:
    """Smooths the landmarks of one face over time. One smoother belongs to one track."""

    def __init__(self) -> None:
        self._state: _State | None = None
        self._last_ns = 0

    def smooth(self, landmarks_px: Floats, captured_ns: int) -> Floats:
        """Smooths the next frame's landmarks.

        The first frame's, and those after a pause of half a second or a step back in time, are
        returned as they are.

        Args:
            landmarks_px: Nx3 float32 in pixels of the frame; N stays the same.
            captured_ns: When the frame was captured.

        Returns:
            Nx3 float32, a new array.
        """
        elapsed_ns, self._last_ns = captured_ns - self._last_ns, captured_ns
        if self._state is None or not 0 < elapsed_ns < _PAUSE_NS:
            self._state = _State(landmarks_px)
            return landmarks_px.copy()
        return self._state.step(landmarks_px, elapsed_ns / 1e9)


class _State:
    """What is remembered of a face: its shape at the start, its smoothed pose and deformation."""

    def __init__(self, landmarks: Floats) -> None:
        shape = landmarks.astype(np.float64)
        count = len(shape)
        self._root_count = math.sqrt(count)
        # Every affine motion of the first shape is basis @ pose, with a 4x3 pose. The basis is
        # orthonormal, so the best pose is a product, and a pose's norm is the points' RMS motion.
        self._basis, _ = np.linalg.qr(np.column_stack([shape - shape.mean(axis=0), np.ones(count)]))
        self._pose = self._basis.T @ shape
        self._deformation = shape - self._basis @ self._pose
        self._pose_trend = np.zeros_like(self._pose)
        self._trend = np.zeros_like(shape)
        apart = ((shape[:, None] - shape[None]) ** 2).sum(axis=2)
        self._near = np.argpartition(apart, min(_NEIGHBOURS, count) - 1, axis=1)[:, :_NEIGHBOURS]

    def step(self, landmarks: Floats, seconds: float) -> Floats:
        rest = -math.expm1(-seconds / _REST_S)
        trend = -math.expm1(-seconds / _TREND_S)
        unit = float(np.ptp(landmarks[:, :2], axis=0).max()) / _MODEL_PIXELS_ACROSS * _NOISE

        pose = self._basis.T @ landmarks
        moved = pose - self._pose
        self._pose_trend += trend * (moved - self._pose_trend)
        sudden = _SUDDEN * float(np.linalg.norm(moved[:, :2]))
        deviation = max(float(np.linalg.norm(self._pose_trend[:, :2])), sudden) / self._root_count
        self._pose += _gain(deviation / unit, rest) * moved

        moved = landmarks - self._basis @ pose - self._deformation
        self._trend += trend * (moved - self._trend)
        deviations = np.maximum(_lengths(self._trend), _SUDDEN * _lengths(moved))
        around = deviations[self._near].mean(axis=1)
        self._deformation += _gain(around / unit, rest)[:, None] * moved
        return (self._basis @ self._pose + self._deformation).astype(np.float32)


def _gain(deviation: Deviation, rest: float) -> Deviation:
    """The share of a deviation that is followed in this frame: from `rest` up to 1."""
    power = deviation**_STEEPNESS
    return rest + (1 - rest) * power / (power + 1)


def _lengths(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Lengths on the screen of Nx3 vectors."""
    lengths: NDArray[np.float64] = np.hypot(points[:, 0], points[:, 1])
    return lengths
