"""What masks are drawn with."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mirror.core import mesh
from mirror.core.regions import spline
from mirror.core.types import Floats

Path = Sequence[tuple[float, float, float]]
"""Points u, v, and the radius of a soft stroke there."""


def both_sides(right: Floats) -> Floats:
    """A mask of the person's right side on both."""
    return np.maximum(right, right[:, ::-1])


def grid(size: int) -> tuple[Floats, Floats]:
    """U and v of every texel's middle, NxN."""
    line = (np.arange(size, dtype=np.float32) + 0.5) / size
    u, v = np.meshgrid(line, line)
    return np.asarray(u, np.float32), np.asarray(v, np.float32)


def curve_v(points: Sequence[int], u: Floats, lift_outside: float) -> Floats:
    """The height v of a curve through mesh points, over u; past its outer end it rises."""
    uv = mesh.face_mesh().uv[list(points)].astype(np.float64)
    line = spline(uv[np.argsort(uv[:, 0])], closed=False)
    order = np.argsort(line[:, 0])
    v = np.interp(u, line[order, 0], line[order, 1])
    outside = np.maximum(uv[:, 0].min() - u, 0)
    return np.asarray(v - lift_outside * outside, np.float32)


def through(points: Sequence[tuple[int, float]]) -> Path:
    """A path through mesh points, each with its radius."""
    uv = mesh.face_mesh().uv
    return [(float(uv[point, 0]), float(uv[point, 1]), radius) for point, radius in points]


def bells(path: Path, size: int) -> Floats:
    """A soft stroke along a path: a bell that falls to 1/e at the radius."""
    u, v = grid(size)
    points = np.array(path, np.float64)
    if len(points) > 1:
        points = spline(points, closed=False, steps=8)
    exponent = np.full(u.shape, np.inf, np.float32)
    for u0, v0, radius in points:
        exponent = np.minimum(exponent, ((u - u0) ** 2 + (v - v0) ** 2) / radius**2)
    return np.asarray(np.exp(-exponent), np.float32)


def frozen(mask: NDArray[np.float32]) -> Floats:
    """The finished mask: read-only, and exactly 0 where it is nothing to see."""
    # The far tails of a bell would keep the film from being the identity.
    mask = np.where(mask < 1 / 256, np.float32(0), mask)
    mask.flags.writeable = False
    return mask
