"""The head of a face chart: the canonical face, made a drawing.

Everything is in units of the face's height, from the hairline (y = 0) to the chin (y = 1), x to the
right from the middle. The mesh is bent a little, as every person's is: lids are further open, so
that there is room to shade on, lips are closed, and the jaw is slender.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from mirror.core import mesh
from mirror.core.regions import spline
from mirror.core.types import LANDMARKS, MESH_POINTS, Floats

Curve = NDArray[np.float64]
"""Points of a curve, Kx2."""

TOP, BOTTOM, HALF_WIDTH = -0.25, 1.3, 0.57
"""What of the head is shown."""

_EYE_X, _EYE_REACH = 0.178, np.array([0.12, 0.085])
_EYE_GROWS = np.array([0.1, 0.62])
_IRIS = 0.036  # radius
_LIPS_GROW = np.array([-0.04, -0.02])


@cache
def head_points() -> NDArray[np.float64]:
    """The 478 landmarks, symmetrical, 478x3; z smaller is nearer."""
    place = mesh.face_mesh().position_cm.astype(np.float64)
    scale = 1 / (place[10, 1] - place[152, 1])
    points = np.zeros((LANDMARKS, 3))
    points[:MESH_POINTS, 0] = place[:, 0] * scale
    points[:MESH_POINTS, 1] = (place[10, 1] - place[:, 1]) * scale
    points[:MESH_POINTS, 2] = -place[:, 2] * scale
    xy = points[:MESH_POINTS, :2]
    _close_lips(xy)
    _slim_jaw(xy)
    for side, corners in ((-1, (33, 133)), (1, (263, 362))):
        _grow(xy, xy[list(corners)].mean(axis=0), _EYE_REACH, _EYE_GROWS)
        centre = xy[list(corners)].mean(axis=0) - [0.002 * side, 0.004]
        first = mesh.RIGHT_IRIS_CENTRE if side < 0 else mesh.LEFT_IRIS_CENTRE
        rim = _IRIS * np.array([[0, 0], [1, 0], [0, -1], [-1, 0], [0, 1]])
        points[first : first + 5, :2] = centre + rim
    _grow(xy, xy[[13, 14]].mean(axis=0), np.array([0.17, 0.09]), _LIPS_GROW)
    points[:, 2] -= points[:MESH_POINTS, 2].mean()
    points.flags.writeable = False
    return points


def _grow(
    xy: NDArray[np.float64],
    centre: NDArray[np.float64],
    reach: NDArray[np.float64],
    by: NDArray[np.float64],
) -> None:
    """Stretches the surroundings of a place, in place."""
    away = xy - centre
    near = np.exp(-((away / reach) ** 2).sum(axis=1, keepdims=True))
    xy += away * by * near


def _close_lips(xy: NDArray[np.float64]) -> None:
    uppers, lowers = list(mesh.LIPS_INNER_UPPER[-2:0:-1]), list(mesh.LIPS_INNER_LOWER[1:-1])
    seam = 0.4 * xy[uppers, 1] + 0.6 * xy[lowers, 1]
    xy[uppers, 1], xy[lowers, 1] = seam - 2e-4, seam + 2e-4


def _slim_jaw(xy: NDArray[np.float64]) -> None:
    down = np.clip((xy[:, 1] - 0.42) / 0.58, 0, 1)
    xy[:, 0] *= 1 - 0.1 * down * down * (3 - 2 * down)


def curve(indices: Sequence[int], *, closed: bool = False) -> Curve:
    """A smooth curve through mesh points."""
    return spline(head_points()[list(indices), :2], closed=closed, steps=16)


def mirrored(points: Curve) -> Curve:
    """On the other side of the face."""
    return points * [-1.0, 1.0]


def smooth(points: Sequence[tuple[float, float]], *, closed: bool = False) -> Curve:
    """A smooth curve through places."""
    return spline(np.array(points, np.float64), closed=closed, steps=16)


@cache
def outline() -> Curve:
    """The head from the neck's left edge up over the skull and back down: open at the neck."""
    half = head_points()[
        list(mesh.FACE_OVAL[:19]), :2
    ]  # from the middle of the hairline to the chin
    jaw = half[half[:, 1] > 0.3]
    widest, base = jaw[0, 0], jaw[0, 1]
    angles = np.linspace(np.pi / 2, 0.06, 14)
    skull = np.stack(
        [widest * np.cos(angles) ** 0.92, base - (base - TOP - 0.03) * np.sin(angles) ** 0.96], 1
    )
    # One point past the chin, so that both halves meet without a corner.
    right = spline(np.concatenate([skull, jaw, mirrored(jaw[-2:-1])]), closed=False, steps=16)
    right = right[:-16]
    return np.concatenate([mirrored(right)[::-1], right[1:]])


def neck() -> Curve:
    """The neck's edge on the picture's right, down into the shoulder."""
    return smooth(
        [(0.3, 0.75), (0.252, 0.93), (0.244, 1.05), (0.266, 1.14), (0.36, 1.2), (0.56, 1.255)]
    )


def ear() -> Curve:
    """The ear on the picture's right."""
    return smooth(
        [(0.4375, 0.352), (0.447, 0.311), (0.468, 0.296), (0.486, 0.322), (0.482, 0.39),
         (0.467, 0.455), (0.457, 0.515), (0.44, 0.548), (0.42, 0.535)]
    )  # fmt: skip


def inner_ear() -> Curve:
    """The line in it."""
    return smooth([(0.447, 0.352), (0.464, 0.34), (0.467, 0.375), (0.456, 0.42), (0.445, 0.45)])


def hairline() -> Curve:
    """Where the hair begins, from the picture's left temple to the right one."""
    right = [(0.0, -0.06), (0.12, -0.05), (0.24, -0.012), (0.335, 0.06), (0.385, 0.15), (0.402, 0.235),
             (0.434, 0.325)]  # fmt: skip
    left = [(-x, y) for x, y in right[:0:-1]]
    return smooth([*left, *right])


def hair() -> Curve:
    """All of the hair, combed back: closed."""
    skull = outline()
    return np.concatenate([hairline(), skull[skull[:, 1] < 0.325][::-1]])


@cache
def strands() -> tuple[Curve, ...]:
    """A few lines of it, from the hairline back to the crown."""
    line = hairline()
    length = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    lines = []
    reaches = (0.55, 0.8, 0.62, 0.86, 0.55, 0.8, 0.6, 0.88, 0.55, 0.75)
    for at, reach in zip(np.linspace(0.1, 0.465, 10), reaches, strict=True):
        root = np.array([np.interp(at * length[-1], length, line[:, k]) for k in (0, 1)])
        crown = np.array([root[0] * 0.3, TOP + 0.055])
        bend = np.array([root[0] * 0.88, root[1] - 0.62 * (root[1] - TOP - 0.06)])
        t = np.linspace(0.05, reach, 24)[:, np.newaxis]
        lines.append((1 - t) ** 2 * root + 2 * t * (1 - t) * bend + t**2 * crown)
    return (*lines, *map(mirrored, lines))


def frame_points(face_px: float) -> Floats:
    """The landmarks in a picture that shows all of the head, 478x3 float32, in pixels."""
    points = head_points().copy()
    points[:, :2] -= [-HALF_WIDTH, TOP]
    return np.asarray(points * face_px, np.float32)
