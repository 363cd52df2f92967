"""Where products go on a face: soft masks in canonical UV space.

Everything is drawn for the person's right side and mirrored, since the layout is symmetric.
Distances are in units of the whole canvas.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from mirror.core import mesh
from mirror.core.regions import brow_contours, regions, signed_distance, smoothstep, spline
from mirror.core.types import Floats

# Mesh points from the outer end to the inner one.
_CREASE = (247, 30, 29, 27, 28, 56, 190)
_OUTER_CORNER, _INNER_CORNER = 33, 133


def _both_sides(right: Floats) -> Floats:
    return np.maximum(right, right[:, ::-1])


def _grid(size: int) -> tuple[Floats, Floats]:
    line = (np.arange(size, dtype=np.float32) + 0.5) / size
    u, v = np.meshgrid(line, line)
    return np.asarray(u, np.float32), np.asarray(v, np.float32)


def _curve_v(points: Sequence[int], u: Floats, lift_outside: float) -> Floats:
    """The height v of a curve through mesh points, over u; past its outer end it rises."""
    uv = mesh.face_mesh().uv[list(points)].astype(np.float64)
    line = spline(uv[np.argsort(uv[:, 0])], closed=False)
    order = np.argsort(line[:, 0])
    v = np.interp(u, line[order, 0], line[order, 1])
    outside = np.maximum(uv[:, 0].min() - u, 0)
    return np.asarray(v - lift_outside * outside, np.float32)


class EyeFrame:
    """Coordinates around the person's right eye.

    Attributes:
        along: 0 at the outer corner, 1 at the inner one; beyond them outside 0..1.
        above: 0 at the upper lashes, 1 at the crease, 2 at the brow's lower edge.
        below: Distance below the lower lashes, in canvas units.
        to_inner: Distance to the inner corner, in canvas units, rows counted half.
    """

    def __init__(self, size: int) -> None:
        """Computes the coordinates for `size` x `size` texels."""
        u, v = _grid(size)
        uv = mesh.face_mesh().uv
        outer, inner = uv[_OUTER_CORNER], uv[_INNER_CORNER]
        self.along = (u - outer[0]) / (inner[0] - outer[0])
        lash = _curve_v(mesh.RIGHT_UPPER_LID, u, 0.35)
        crease = _curve_v((*_CREASE, _INNER_CORNER), u, 0.55) - 0.004
        brow = _curve_v(mesh.RIGHT_BROW_LOWER, u, 0.1)
        lower = _curve_v(mesh.RIGHT_LOWER_LID, u, 0.35)
        crease = np.minimum(crease, lash - 0.012)
        brow = np.minimum(brow, crease - 0.02)
        below_crease = (lash - v) / (lash - crease)
        above_crease = 1 + (crease - v) / (crease - brow)
        self.above = np.where(v > crease, below_crease, above_crease).astype(np.float32)
        self.below = (v - lower).astype(np.float32)
        self.to_inner = np.hypot(u - inner[0], (v - inner[1]) * 0.6).astype(np.float32)


@cache
def _eye(size: int) -> EyeFrame:
    return EyeFrame(size)


def _lid(eye: EyeFrame) -> Floats:
    rise = smoothstep(1.42, 0.8, eye.above) * smoothstep(-0.5, -0.15, eye.above)
    return rise * smoothstep(-0.16, 0.06, eye.along) * smoothstep(1.1, 0.93, eye.along)


def _wash(eye: EyeFrame) -> Floats:
    rise = smoothstep(1.95, 0.3, eye.above) * smoothstep(-0.5, -0.15, eye.above)
    return rise * smoothstep(-0.36, 0.12, eye.along) * smoothstep(1.12, 0.8, eye.along)


def _crease(eye: EyeFrame) -> Floats:
    band = np.exp(-(((eye.above - 1.12) / 0.34) ** 2))
    span = smoothstep(-0.3, 0.1, eye.along) * smoothstep(1.05, 0.45, eye.along)
    return np.asarray(band * span, np.float32)


def _outer(eye: EyeFrame) -> Floats:
    # The tail leans outwards as it rises, towards the end of the brow.
    lean = eye.along + 0.1 * np.clip(eye.above, 0, 2)
    span = smoothstep(-0.34, 0.02, lean) * smoothstep(0.5, 0.12, lean)
    return span * smoothstep(1.75, 0.7, eye.above) * smoothstep(-0.6, -0.1, eye.above)


def _inner(eye: EyeFrame) -> Floats:
    return np.asarray(np.exp(-((eye.to_inner / 0.017) ** 2)), np.float32)


def _lower(eye: EyeFrame, depth: float, reach: float) -> Floats:
    band = smoothstep(depth, 0.0, eye.below) * smoothstep(-0.012, -0.004, eye.below)
    return band * smoothstep(-0.2, 0.08, eye.along) * smoothstep(reach, reach - 0.4, eye.along)


def _smoky(eye: EyeFrame) -> Floats:
    upper = smoothstep(1.8, 0.55, eye.above) * smoothstep(-0.5, -0.15, eye.above)
    upper = upper * smoothstep(-0.3, 0.05, eye.along) * smoothstep(1.12, 0.9, eye.along)
    return np.asarray(np.maximum(upper, 0.8 * _lower(eye, 0.024, 1.05)), np.float32)


@cache
def eyeshadow(shape: str, size: int) -> Floats:
    """How densely shadow of a shape (`Eyeshadow.shape`) lies on both eyes; NxN, 0..1."""
    eye = _eye(size)
    masks = {
        "lid": lambda: _lid(eye),
        "wash": lambda: _wash(eye),
        "crease": lambda: _crease(eye),
        "outer": lambda: _outer(eye),
        "inner": lambda: _inner(eye),
        "smoky": lambda: _smoky(eye),
        "lower": lambda: _lower(eye, 0.02, 0.95),
    }
    brow = smoothstep(0.004, -0.012, signed_distance(brow_contours(), size))
    return _frozen(_both_sides(masks[shape]() * brow))


def _along_path(path: Sequence[tuple[float, float, float]], size: int) -> Floats:
    """A soft stroke through (u, v, radius): a bell that falls to 1/e at the radius."""
    u, v = _grid(size)
    points = spline(np.array(path, np.float64), closed=False, steps=8)
    exponent = np.full(u.shape, np.inf, np.float32)
    for u0, v0, radius in points:
        exponent = np.minimum(exponent, ((u - u0) ** 2 + (v - v0) ** 2) / radius**2)
    return np.asarray(np.exp(-exponent), np.float32)


_BLUSH: dict[str, tuple[tuple[float, float, float], ...]] = {
    "apples": ((0.27, 0.525, 0.062), (0.235, 0.515, 0.066), (0.205, 0.505, 0.058)),
    "lifted": ((0.265, 0.52, 0.05), (0.205, 0.485, 0.06), (0.145, 0.435, 0.05)),
    "draped": (
        (0.26, 0.515, 0.046), (0.2, 0.475, 0.06), (0.14, 0.42, 0.06), (0.1, 0.35, 0.05),
    ),
    "sunkissed": (
        (0.5, 0.468, 0.034), (0.38, 0.485, 0.036), (0.29, 0.5, 0.05), (0.2, 0.49, 0.055),
    ),
}  # fmt: skip


@cache
def blush(placement: str, size: int) -> Floats:
    """How densely blush of a placement (`Blush.placement`) lies on both cheeks; NxN, 0..1."""
    soft = _both_sides(_along_path(_BLUSH[placement], size))
    masks = regions(size)
    return _frozen(soft * (1 - masks.lips) * masks.domain)


@cache
def complexion(size: int) -> Floats:
    """Where foundation lies: all skin but lips, brows and eyes; NxN, 0..1."""
    masks = regions(size)
    return _frozen(masks.domain * (1 - masks.lips) * (1 - 0.9 * masks.brows))


@cache
def lips(size: int) -> Floats:
    """Where lipstick lies: out to the lip line, with a slightly soft edge; NxN, 0..1."""
    outline = mesh.LIPS_OUTER
    uv = spline(mesh.face_mesh().uv[list(outline)].astype(np.float64), closed=True)
    edge = smoothstep(-0.003, 0.004, signed_distance([uv], size))
    return _frozen(edge * regions(size).domain)


def _frozen(mask: NDArray[np.float32]) -> Floats:
    # The far tails of a bell are nothing to see, but would keep the film from being the identity.
    mask = np.where(mask < 1 / 256, np.float32(0), mask)
    mask.flags.writeable = False
    return mask
