"""What a person before the mirror could do to be seen better, one hint at a time."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

from mirror.core.types import MESH_POINTS

if TYPE_CHECKING:
    from mirror.core.types import Face, Floats, Pixels
    from mirror.pipeline.messages import Rendered

# Points of the face mesh at the two ends of the cheekbones, in front of the ears.
_RIGHT_EAR, _LEFT_EAR = 234, 454

_FAR, _NEAR = 0.15, 0.92  # of the picture's height
_IN_FRAME = 0.9  # of the mesh's points
_TURNED_DEG = 50.0
# Code values. Dark skin in good light is as dark as this, but then the picture has bright parts.
_DARK_FACE, _DARK_PICTURE = 60, 115
_GLARE, _GLARING = 250, 0.25  # from this code on a channel has lost its colour; share of the face
_STEP_PX = 6  # every sixth pixel says enough

_EVERY_NS = 90_000_000
_AFTER_NS = 900_000_000  # nobody is told what is over in a moment
_AFTER_ABSENCE_NS = 1_800_000_000
_AT_LEAST_NS = 1_600_000_000  # nor has a sentence taken away while it is read


class Hint(Enum):
    """What is in the way, and so what would help."""

    ABSENT = "absent"
    FAR = "far"
    NEAR = "near"
    EDGE = "edge"
    TURNED = "turned"
    DARK = "dark"
    GLARE = "glare"


def hint_for(faces: tuple[Face, ...], pixels: Pixels) -> Hint | None:
    """What is in the way in one picture, the worst of it; None if nothing is.

    Args:
        faces: Those that were found; the largest is the one that counts.
        pixels: HxWx3 uint8 BGR, without makeup.
    """
    if not faces:
        return Hint.ABSENT
    height, width = pixels.shape[:2]
    face = max(faces, key=lambda one: float(np.ptp(one.landmarks_px[:MESH_POINTS, 1])))
    points = face.landmarks_px[:MESH_POINTS]
    share = float(np.ptp(points[:, 1])) / height
    inside = np.all((points[:, :2] >= 0) & (points[:, :2] <= (width, height)), axis=1).mean()
    if share > _NEAR:
        return Hint.NEAR
    if inside < _IN_FRAME:
        return Hint.EDGE
    if share < _FAR:
        return Hint.FAR
    if abs(_yaw_deg(points)) > _TURNED_DEG:
        return Hint.TURNED
    return _light(points, pixels)


class Guide:
    """Hints over time, without flicker; belongs to one thread."""

    def __init__(self) -> None:
        self._looked_ns = -_EVERY_NS
        self._wanted: Hint | None = None
        self._wanted_since_ns = 0
        self._given: Hint | None = None
        self._given_since_ns = 0

    def observe(self, rendered: Rendered) -> Hint | None:
        """Takes in one picture; returns the hint to show now, or None."""
        now_ns = rendered.frame.captured_ns
        if 0 <= now_ns - self._looked_ns < _EVERY_NS:
            return self._given
        self._looked_ns = now_ns
        hint = hint_for(rendered.faces, rendered.frame.pixels)
        if hint is not self._wanted:
            self._wanted, self._wanted_since_ns = hint, now_ns
        waited_ns = now_ns - self._wanted_since_ns
        after_ns = _AFTER_ABSENCE_NS if hint is Hint.ABSENT else _AFTER_NS
        read = now_ns - self._given_since_ns >= _AT_LEAST_NS
        settled = waited_ns >= (after_ns if hint is not None else 0)
        if hint is not self._given and settled and (self._given is None or read):
            self._given, self._given_since_ns = hint, now_ns
        return self._given

    def forget(self) -> None:
        """Begins anew, as for another source."""
        self._wanted = self._given = None


def _yaw_deg(points: Floats) -> float:
    """How far the head is turned, from the line between the ears; positive to its own left."""
    across = points[_LEFT_EAR] - points[_RIGHT_EAR]
    flat = float(np.hypot(across[0], across[1]))
    return float(np.degrees(np.arctan2(float(across[2]), max(flat, 1e-3))))


def _light(points: Floats, pixels: Pixels) -> Hint | None:
    height, width = pixels.shape[:2]
    low = np.clip(points[:, :2].min(axis=0), 0, (width - 1, height - 1)).astype(int)
    high = np.clip(points[:, :2].max(axis=0), 1, (width, height)).astype(int)
    face = pixels[low[1] : high[1] : _STEP_PX, low[0] : high[0] : _STEP_PX]
    if face.size == 0:
        return None
    if float((face.max(axis=2) >= _GLARE).mean()) > _GLARING:
        return Hint.GLARE
    brightest = np.percentile(pixels[:: 2 * _STEP_PX, :: 2 * _STEP_PX, 1], 95)
    dark = float(np.median(face[..., 1])) < _DARK_FACE and float(brightest) < _DARK_PICTURE
    return Hint.DARK if dark else None
