"""Where eyeshadow lies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

import numpy as np

from mirror.core import mesh
from mirror.core.regions import brow_contours, signed_distance, smoothstep
from mirror.core.types import Floats
from mirror.makeup.shapes.canvas import both_sides, curve_v, frozen, grid

# Mesh points from the outer end to the inner one.
_CREASE = (247, 30, 29, 27, 28, 56, 190)
_OUTER_CORNER, _INNER_CORNER = 33, 133


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
        u, v = grid(size)
        uv = mesh.face_mesh().uv
        outer, inner = uv[_OUTER_CORNER], uv[_INNER_CORNER]
        self.along = (u - outer[0]) / (inner[0] - outer[0])
        lash = curve_v(mesh.RIGHT_UPPER_LID, u, 0.35)
        crease = curve_v((*_CREASE, _INNER_CORNER), u, 0.55) - 0.004
        brow = curve_v(mesh.RIGHT_BROW_LOWER, u, 0.1)
        lower = curve_v(mesh.RIGHT_LOWER_LID, u, 0.35)
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


def _whole(eye: EyeFrame) -> Floats:
    """From the lashes to just below the brow, densely."""
    rise = smoothstep(1.95, 1.3, eye.above) * smoothstep(-0.5, -0.15, eye.above)
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


def _lower(eye: EyeFrame, depth: float = 0.02, reach: float = 0.95) -> Floats:
    band = smoothstep(depth, 0.0, eye.below) * smoothstep(-0.012, -0.004, eye.below)
    return band * smoothstep(-0.2, 0.08, eye.along) * smoothstep(reach, reach - 0.4, eye.along)


def _brow_bone(eye: EyeFrame) -> Floats:
    band = np.exp(-(((eye.above - 1.68) / 0.2) ** 2))
    span = smoothstep(-0.35, -0.05, eye.along) * smoothstep(0.75, 0.3, eye.along)
    return np.asarray(band * span, np.float32)


def _smoky(eye: EyeFrame) -> Floats:
    upper = smoothstep(1.8, 0.55, eye.above) * smoothstep(-0.5, -0.15, eye.above)
    upper = upper * smoothstep(-0.3, 0.05, eye.along) * smoothstep(1.12, 0.9, eye.along)
    return np.asarray(np.maximum(upper, 0.8 * _lower(eye, 0.024, 1.05)), np.float32)


def _ends(eye: EyeFrame) -> Floats:
    """The outer and the inner third of the lid, and the fold between them."""
    middle = np.exp(-(((eye.along - 0.48) / 0.2) ** 2)) * smoothstep(1.3, 0.9, eye.above)
    return np.asarray(np.maximum(_lid(eye), 0.7 * _crease(eye)) * (1 - middle), np.float32)


def _middle(eye: EyeFrame) -> Floats:
    return np.asarray(_lid(eye) * np.exp(-(((eye.along - 0.48) / 0.24) ** 2)), np.float32)


def _cut_lid(eye: EyeFrame) -> Floats:
    """The lid up to a sharp edge just above the fold."""
    rise = smoothstep(1.16, 1.08, eye.above) * smoothstep(-0.5, -0.15, eye.above)
    return rise * smoothstep(-0.06, 0.2, eye.along) * smoothstep(1.04, 0.84, eye.along)


def _above_cut(eye: EyeFrame) -> Floats:
    """From that edge upwards, fading out."""
    rise = smoothstep(1.06, 1.14, eye.above) * smoothstep(1.75, 1.15, eye.above)
    outside = smoothstep(0.22, 0.02, eye.along) * smoothstep(1.6, 0.6, eye.above)
    span = smoothstep(-0.34, 0.0, eye.along) * smoothstep(1.1, 0.7, eye.along)
    lashes = smoothstep(-0.4, -0.1, eye.above)
    return np.asarray(np.maximum(rise, outside * lashes) * span, np.float32)


def _block(eye: EyeFrame) -> Floats:
    """Lid and temple with a sharp edge that rises to a point."""
    top = 1.35 + 0.25 * np.clip(0.3 - eye.along, 0, 0.8)
    bottom = 1.6 * np.clip(-eye.along, 0, 1) - 0.15
    edges = smoothstep(top + 0.06, top, eye.above) * smoothstep(bottom - 0.05, bottom, eye.above)
    return edges * smoothstep(-0.55, -0.4, eye.along) * smoothstep(1.08, 1.02, eye.along)


def _crease_line(eye: EyeFrame) -> Floats:
    band = smoothstep(0.1, 0.05, np.abs(eye.above - 1.3))
    return band * smoothstep(-0.25, -0.1, eye.along) * smoothstep(0.95, 0.75, eye.along)


def _lower_line(eye: EyeFrame) -> Floats:
    band = smoothstep(0.011, 0.008, eye.below) * smoothstep(-0.012, -0.004, eye.below)
    return band * smoothstep(-0.1, 0.02, eye.along) * smoothstep(0.8, 0.6, eye.along)


_Mask = Callable[[EyeFrame], Floats]
_TEMPLATES: Mapping[str, tuple[_Mask, ...]] = {
    "lid": (_lid,), "wash": (_wash,), "crease": (_crease,), "outer": (_outer,), "inner": (_inner,),
    "lower": (_lower,), "brow-bone": (_brow_bone,),
    "smoky": (_smoky, _lid, _crease, _brow_bone, _inner),
    "halo": (_ends, _middle, _crease, _brow_bone, _inner),
    "cut-crease": (_cut_lid, _above_cut, _outer, _brow_bone, _inner),
    "graphic": (_block, _crease_line, _lower_line, _brow_bone, _inner),
}  # fmt: skip


def _steps(along: Floats, count: int, begin: float, end: float) -> list[Floats]:
    """As many soft bands from `begin` to `end`; together they are 1 everywhere."""
    if count == 1:
        return [np.ones_like(along)]
    at = np.clip((along - begin) / (end - begin), 0, 1) * (count - 1)
    return [smoothstep(1.0, 0.0, np.abs(at - step)) for step in range(count)]


@cache
def eyeshadow(template: str, count: int, size: int) -> tuple[Floats, ...]:
    """How densely each shade of a palette lies on both eyes.

    Args:
        template: `Eyeshadow.template`.
        count: How many shades there are.
        size: N.

    Returns:
        One mask a shade, in their order; fewer where the template has fewer places.
    """
    eye = _eye(size)
    if template == "gradient":
        masks = [step * _whole(eye) for step in _steps(eye.above, count, 0.25, 1.3)]
    elif template == "sunset":
        envelope = np.maximum(_lid(eye), 0.8 * _wash(eye))
        masks = [step * envelope for step in _steps(eye.along, count, 0.95, -0.05)]
    else:
        masks = [mask(eye) for mask in _TEMPLATES[template][:count]]
    brow = smoothstep(0.004, -0.012, signed_distance(brow_contours(), size))
    return tuple(frozen(both_sides(mask * brow)) for mask in masks)
