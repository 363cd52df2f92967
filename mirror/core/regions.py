"""Where the parts of the face lie in canonical UV space.

Masks are drawn along the mesh's contours, rounded by a closed Catmull-Rom spline, since lips and
lids are curves and the mesh has corners.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from mirror.core import mesh
from mirror.core.types import Floats

_OVERSAMPLING = 4


def spline(points: NDArray[np.float64], *, closed: bool, steps: int = 12) -> NDArray[np.float64]:
    """A uniform Catmull-Rom curve through points (KxD), `steps` samples a span."""
    if closed:
        padded = np.concatenate([points[-1:], points, points[:2]])
    else:
        first = 2 * points[0] - points[1]
        last = 2 * points[-1] - points[-2]
        padded = np.concatenate([first[np.newaxis], points, last[np.newaxis]])
    p0, p1, p2, p3 = (padded[i : len(padded) - 3 + i, np.newaxis] for i in range(4))
    t = np.linspace(0, 1, steps, endpoint=False)[np.newaxis, :, np.newaxis]
    curve = (
        2 * p1
        + (p2 - p0) * t
        + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2
        + (3 * p1 - p0 - 3 * p2 + p3) * t**3
    ) / 2
    flat = curve.reshape(-1, points.shape[1])
    return flat if closed else np.concatenate([flat, points[-1:]])


def contour_uv(indices: Sequence[int]) -> NDArray[np.float64]:
    """The rounded closed contour through mesh points, in UV 0..1."""
    return spline(mesh.face_mesh().uv[list(indices)].astype(np.float64), closed=True)


def fill(contours_uv: Sequence[NDArray[np.float64]], size: int) -> Floats:
    """The union of closed contours (each Kx2, UV 0..1) as an anti-aliased NxN mask, 0..1."""
    large = size * _OVERSAMPLING
    canvas = np.zeros((large, large), np.uint8)
    for contour in contours_uv:
        fixed = np.rint((contour * large - 0.5) * 16).astype(np.int32)
        cv2.fillPoly(canvas, [fixed], 255, shift=4)
    small = cv2.resize(canvas, (size, size), interpolation=cv2.INTER_AREA)
    return np.asarray(small / 255, np.float32)


def signed_distance(
    contours_uv: Sequence[NDArray[np.float64]], size: int, reach: float = 0.08
) -> Floats:
    """Distance to the contours, NxN, in units of the whole canvas; positive inside.

    Further away than `reach` outside of them it is `-reach`.
    """
    large = size * 2
    points = np.concatenate(list(contours_uv))
    low = np.maximum(np.floor((points.min(axis=0) - reach) * size).astype(int), 0)
    high = np.minimum(np.ceil((points.max(axis=0) + reach) * size).astype(int), size)
    width, height = (high - low).tolist()
    # Only the neighbourhood is worth a distance transform: masks are made at every start.
    canvas = np.zeros((2 * height, 2 * width), np.uint8)
    for contour in contours_uv:
        fixed = np.rint((contour * large - 2 * low - 0.5) * 16).astype(np.int32)
        cv2.fillPoly(canvas, [fixed], 1, shift=4)
    inside = cv2.distanceTransform(canvas, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    outside = cv2.distanceTransform(1 - canvas, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    distance = np.where(canvas > 0, inside - 0.5, 0.5 - outside)
    near = cv2.resize(distance, (width, height), interpolation=cv2.INTER_AREA) / large
    whole = np.full((size, size), -reach, np.float32)
    whole[low[1] : high[1], low[0] : high[0]] = np.maximum(near, -reach)
    return whole


def smoothstep(low: float | Floats, high: float | Floats, values: Floats) -> Floats:
    """0 below `low`, 1 above `high`, and an S-curve between; `low` may be the larger."""
    t = np.clip((values - low) / (high - low), 0.0, 1.0)
    return np.asarray(t * t * (3.0 - 2.0 * t), np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Regions:
    """Masks of one texture size, each NxN float32, 0..1.

    Attributes:
        lips: Both lips, without the mouth's inside.
        inner_lips: 1 at the lips' inner line, falling off to 0 on the lips' middle; sooner on the
            lower lip.
        skin: Bare skin: no lips, eyes, brows, nostrils, and not the face's rim.
        not_lips: Everything on the mesh but lips and eyeballs.
        domain: Where a film may lie: 0 in the holes and at the face's rim, with soft edges.
        brows: Both brows, soft.
        lids: The upper lids, 1 next to the eye and 0 above the fold.
    """

    lips: Floats
    inner_lips: Floats
    skin: Floats
    not_lips: Floats
    domain: Floats
    brows: Floats
    lids: Floats


def _mirror(contour: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.stack([1 - contour[:, 0], contour[:, 1]], axis=1)


def brow_contours() -> list[NDArray[np.float64]]:
    """The outlines of both brows, in UV."""
    right = contour_uv(mesh.RIGHT_BROW_UPPER + mesh.RIGHT_BROW_LOWER[::-1])
    return [right, _mirror(right)]


@cache
def regions(size: int) -> Regions:
    """The masks for textures of `size` x `size` texels; made once per size."""
    outer, inner = contour_uv(mesh.LIPS_OUTER), contour_uv(mesh.LIPS_INNER)
    eyes = [contour_uv(mesh.RIGHT_EYE), contour_uv(mesh.LEFT_EYE)]
    nostrils = [contour_uv(mesh.RIGHT_NOSTRIL), contour_uv(mesh.LEFT_NOSTRIL)]
    oval = signed_distance([contour_uv(mesh.FACE_OVAL)], size)

    mouth = fill([inner], size)
    lips = fill([outer], size) * (1 - mouth)
    to_mouth = signed_distance([inner], size)
    to_lips = signed_distance([outer], size)
    to_eyes = signed_distance(eyes, size)
    to_nostrils = signed_distance(nostrils, size)
    to_brows = signed_distance(brow_contours(), size)

    brows = smoothstep(-0.012, 0.006, to_brows)
    domain = (
        smoothstep(0.0, 0.07, oval)
        * smoothstep(0.0, -0.003, to_mouth)
        * smoothstep(0.0, -0.004, to_eyes)
        * smoothstep(0.0, -0.012, to_nostrils)
    )
    skin = (
        smoothstep(0.02, 0.06, oval)
        * smoothstep(-0.004, -0.02, to_lips)
        * smoothstep(-0.01, -0.03, to_eyes)
        * smoothstep(-0.004, -0.02, to_nostrils)
        * smoothstep(-0.004, -0.02, to_brows)
    )
    # The upper line is the one that is put too low, by up to half the lip.
    v = (np.arange(size, dtype=np.float32)[:, np.newaxis] + 0.5) / size
    middle = float(mesh.face_mesh().uv[[13, 14], 1].mean())
    corners = float(mesh.face_mesh().uv[[33, 133, 263, 362], 1].mean())
    reach = np.where(v < middle, np.float32(0.045), np.float32(0.016))
    masks = Regions(
        lips=lips,
        inner_lips=lips * smoothstep(-reach, -0.004, to_mouth),
        skin=skin,
        not_lips=fill([contour_uv(mesh.FACE_OVAL)], size)
        * (1 - fill([outer], size))
        * (1 - fill(eyes, size)),
        domain=domain,
        brows=brows,
        lids=smoothstep(-0.05, -0.02, to_eyes)
        * smoothstep(corners + 0.012, corners - 0.004, np.asarray(v, np.float32))
        * (1 - brows),
    )
    for name in Regions.__slots__:
        getattr(masks, name).flags.writeable = False
    return masks
