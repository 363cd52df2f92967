"""Brows: filled, drawn hair by hair, and of another shape than one's own.

What one's own brow has outside of the new shape is taken away first, or it would show beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from mirror.core import mesh
from mirror.core.colour import hex_to_linear
from mirror.core.groundwork import heal
from mirror.core.hairs import Hairs, draw_hairs
from mirror.core.mesh import face_mesh
from mirror.core.pins import Pins, pinned
from mirror.core.raster import FaceRaster
from mirror.core.regions import brow_contours, signed_distance, smoothstep, spline
from mirror.core.shading import Shading
from mirror.core.types import Floats, Pixels
from mirror.makeup.products import Brows
from mirror.makeup.shapes.canvas import both_sides, frozen, grid

# In canonical UV: how far the arch, and the outer end, go up at most.
_ARCH, _LIFT = 0.022, 0.026
# Brows grow a little lower than the mesh has them.
_BELOW_MESH = 0.005
_HAIRS, _POINTS = 110, 4
_ERASER_SIZE = 256


@dataclass(frozen=True, slots=True)
class _Shape:
    """What of a brow product says where it lies; its shade does not.

    Attributes:
        arch: `Brows.arch`.
        lift: `Brows.lift`.
        thickness: `Brows.thickness`.
    """

    arch: float
    lift: float
    thickness: float


def _shape(product: Brows) -> _Shape:
    return _Shape(product.arch, product.lift, product.thickness)


_OWN_SHAPE = _Shape(0.0, 0.0, 1.0)


def _outline(shape: _Shape) -> tuple[np.ndarray, np.ndarray]:
    """Upper and lower line of the person's right brow, 5x2 in UV, from the outer end."""
    uv = face_mesh().uv.astype(np.float64)
    upper, lower = uv[list(mesh.RIGHT_BROW_UPPER)], uv[list(mesh.RIGHT_BROW_LOWER)]
    middle = (upper + lower) / 2
    along = np.linspace(0, 1, len(upper))
    raised = shape.arch * _ARCH * np.exp(-(((along - 0.38) / 0.28) ** 2))
    raised += shape.lift * _LIFT * (1 - along) ** 1.5
    rise = np.stack([np.zeros_like(raised), raised], axis=1)
    taper = np.interp(along, [0, 0.3, 1], [0.3, 1, 0.95])
    half = (upper - lower) / 2 * shape.thickness * taper[:, np.newaxis]
    middle[:, 1] += _BELOW_MESH
    return middle + half - rise, middle - half - rise


def is_reshaped(product: Brows) -> bool:
    """Whether the brow is to have another shape than one's own."""
    return _shape(product) != _OWN_SHAPE


def _distance(shape: _Shape, size: int) -> Floats:
    upper, lower = _outline(shape)
    right = spline(np.concatenate([upper, lower[::-1]]), closed=True)
    return signed_distance([right], size)


def filled(product: Brows, size: int) -> Floats:
    """How densely powder lies on both brows: NxN float32; softer at the inner end."""
    return _filled(_shape(product), size)


@cache
def _filled(shape: _Shape, size: int) -> Floats:
    u, _ = grid(size)
    right = smoothstep(-0.007, 0.006, _distance(shape, size))
    inner = float(face_mesh().uv[list(mesh.RIGHT_BROW_UPPER), 0].max())
    front = smoothstep(inner + 0.005, inner - 0.07, u) * np.float32(0.75) + np.float32(0.25)
    return frozen(both_sides(right * front * (u < 0.5)))


@cache
def _own() -> Floats:
    """Where one's own brows may be."""
    lower = [contour + np.array([0, 3 * _BELOW_MESH]) for contour in brow_contours()]
    near = signed_distance([*brow_contours(), *lower], _ERASER_SIZE)
    return frozen(smoothstep(-0.02, -0.008, near))


@cache
def _erased(shape: _Shape) -> Floats:
    """One's own brows where the new ones are not."""
    new = smoothstep(-0.014, -0.004, _distance(shape, _ERASER_SIZE))
    # At the inner end every shape begins where one's own does: nothing is to be taken away there.
    uv = face_mesh().uv[list(mesh.RIGHT_BROW_UPPER), 0]
    u, _ = grid(_ERASER_SIZE)
    along = (np.minimum(u, 1 - u) - uv.min()) / (uv.max() - uv.min())
    return frozen(_own() * (1 - both_sides(new)) * smoothstep(0.95, 0.6, along))


@dataclass(frozen=True, slots=True, eq=False)
class BrowEraser:
    """Takes away what of one's own brows is outside of the new shape.

    Attributes:
        mask: NxN float32, in canonical UV.
        strength: 0..1.
    """

    mask: Floats
    strength: float

    def draw(self, out: Pixels, face: FaceRaster, shading: Shading, strength: float) -> None:
        """Shows skin there, in place (`makeup.drawing`)."""
        del shading
        heal(out, face, self.mask, _own(), self.strength * strength)


@dataclass(frozen=True, slots=True, eq=False)
class BrowHairs:
    """The hairs of both brows.

    Attributes:
        pins: Where each hair's points are on the face; M hairs of K points.
        shade: 3 float32, linear RGB reflectance.
        opacity: 0..1.
    """

    pins: Pins
    shade: Floats
    opacity: float

    def draw(self, out: Pixels, face: FaceRaster, shading: Shading, strength: float) -> None:
        """Draws them, in place (`makeup.drawing`)."""
        path = self.pins.in_frame(face.points_px)[:, :2].reshape(-1, _POINTS, 2)
        eye_px = float(np.linalg.norm(face.points_px[33] - face.points_px[133]))
        thin = np.linspace(1, 0.35, _POINTS, dtype=np.float32)
        radius = np.float32(0.0075 * eye_px) * np.tile(thin, (len(path), 1))
        half = len(path) // 2
        for brow, points in (
            (slice(None, half), mesh.RIGHT_BROW_UPPER),
            (slice(half, None), (300, 293, 334)),
        ):
            facing = float(face.facing[list(points)].mean())
            hairs = Hairs(
                np.ascontiguousarray(path[brow], np.float32),
                radius[brow],
                self.shade,
                self.opacity * strength * facing,
                shading.light_at(*face_mesh().uv[points[1]]),
            )
            draw_hairs(out, hairs)


@cache
def _hairs(shape: _Shape) -> Pins:
    """Roots all over the brow; each hair follows its flow: up at the inner end, outwards beyond."""
    rng = np.random.default_rng(11)
    upper, lower = _outline(shape)
    along = rng.uniform(0.02, 1, _HAIRS)
    across = rng.uniform(0.05, 0.95, _HAIRS)
    knots = np.linspace(0, 1, len(upper))

    def at(line: np.ndarray, place: np.ndarray) -> np.ndarray:
        return np.stack([np.interp(place, knots, line[:, k]) for k in (0, 1)], axis=1)

    root = at(lower, along) + across[:, np.newaxis] * (at(upper, along) - at(lower, along))
    outwards = at((upper + lower) / 2, np.maximum(along - 0.25, 0)) - at((upper + lower) / 2, along)
    outwards /= np.maximum(np.linalg.norm(outwards, axis=1, keepdims=True), 1e-4)
    # Hairs of the upper edge lie down along it, those of the lower edge rise into it.
    rise = np.interp(along, [0, 0.35, 0.8, 1], [-0.15, 0.15, 0.7, 1.3]) * (1.25 - across)
    heading = outwards + rise[:, np.newaxis] * np.array([0, -1.0])
    heading += rng.normal(0, 0.12, heading.shape)
    heading /= np.linalg.norm(heading, axis=1, keepdims=True)
    length = rng.uniform(0.018, 0.032, _HAIRS) * np.interp(along, [0, 0.2, 1], [0.6, 1, 0.9])
    t = np.linspace(0, 1, _POINTS)[np.newaxis, :, np.newaxis]
    bent = heading[:, np.newaxis] * t + outwards[:, np.newaxis] * 0.35 * t**2
    right = root[:, np.newaxis] + length[:, np.newaxis, np.newaxis] * bent
    left = right * np.array([-1.0, 1]) + np.array([1.0, 0])
    return pinned(np.concatenate([right, left]).reshape(-1, 2).astype(np.float32))


def brow_hairs(product: Brows) -> list[BrowHairs]:
    """The hairs of a product; none of powder."""
    if product.style == "powder":
        return []
    shade = hex_to_linear(product.shade)
    return [BrowHairs(_hairs(_shape(product)), shade, 0.75 * product.coverage * product.strength)]


def brow_eraser(product: Brows) -> list[BrowEraser]:
    """What makes place for another shape; nothing for one's own."""
    return [BrowEraser(_erased(_shape(product)), product.strength)] if is_reshaped(product) else []
