"""Eyeliner as strokes along the lids.

Paths are laid out in the mesh once per look; per frame they are a small matrix product.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mirror.core import mesh
from mirror.core.colour import hex_to_linear
from mirror.core.raster import FaceRaster
from mirror.core.regions import spline
from mirror.core.shading import Shading
from mirror.core.stroke import Stroke, draw
from mirror.core.types import Floats, Pixels
from mirror.makeup.products import Eyeliner

Indices = NDArray[np.intp]

_STEPS = 6
# In v: past the lid's edge, where the eyeball and the lashes end.
_BESIDE_LID = 0.012
# A network is never quite sure that there is nothing: from where on it counts.
_SURE, _LEAST_WING, _LEAST_LOWER = 0.5, 0.04, 0.08


@dataclass(frozen=True, slots=True, eq=False)
class LinerStroke:
    """One line of a liner on one eye.

    Attributes:
        product: The liner.
        lid: The mesh points along which it runs, from the outer corner to the inner one.
        eye: Outer and inner corner, the opposite lid's point next to the outer corner, and the
            brow's outer end.
        contour: The mesh points around the whole eye.
        upper: Whether it runs along the upper lid.
        floating: Whether it runs along the fold above it.
    """

    product: Eyeliner
    lid: tuple[int, ...]
    eye: tuple[int, int, int, int]
    contour: tuple[int, ...]
    upper: bool
    floating: bool = False

    def draw(self, out: Pixels, face: FaceRaster, shading: Shading, strength: float) -> None:
        """Draws the line, in place (`makeup.drawing`)."""
        draw(out, face, self.in_frame(face.points_px, shading, strength))

    def texels(self, size: int) -> tuple[Indices, Indices]:
        """Rows and columns of the skin along it in a canvas of `size` texels, for indexing."""
        u, v = mesh.face_mesh().uv[list(self.lid)].T
        away = -_BESIDE_LID if self.upper else _BESIDE_LID
        return ((v + away) * size).astype(np.intp), (u * size).astype(np.intp)

    def in_frame(self, points_px: Floats, shading: Shading, strength: float) -> Stroke:
        """The line in one frame.

        Args:
            points_px: 468x3 float32 (`FaceRaster.points_px`).
            shading: The light on the face.
            strength: 0..1, of the whole look.
        """
        outer, inner, below, brow = self.eye
        # In three dimensions, so that a turned head keeps its line's thickness.
        eye_px = float(np.linalg.norm(points_px[outer] - points_px[inner]))
        points = points_px[list(self.lid), :2].astype(np.float64)
        # Towards the brow: the lid of a closed eye hangs below its corners, and tells no direction.
        up = points_px[brow, :2] - points_px[[outer, inner], :2].mean(axis=0)
        away = up if self.upper else -up
        lid = spline(points, closed=False, steps=_STEPS)
        along = np.linspace(0, 1, len(lid))
        thickness = self.product.thickness * eye_px
        if self.upper:
            profile = np.interp(
                along, *_PROFILES["floating" if self.floating else self.product.style]
            )
        else:
            reach = max(self.product.lower, 1e-3)
            profile = 0.55 * np.clip((reach - along) / reach * 3, 0, 1) * (along <= reach)
        radius = profile * thickness / 2
        normal = _normals(lid, away)
        path = lid + normal * radius[:, np.newaxis]
        if self.upper and not self.floating and self.product.style == "cat":
            path, radius = _with_point(path, radius, points[-1] - points[-2], eye_px)
        if self.upper and not self.floating and self.product.wing > 0:
            corner = points_px[outer, :2].astype(np.float64)
            flow = corner - points_px[below, :2]
            rise = points_px[brow, :2] - corner
            direction = _unit(0.65 * _unit(flow) + 0.35 * _unit(rise))
            tip = corner + direction * self.product.wing * eye_px
            # The wing leaves the lid before the corner and sweeps past it in one curve; the line
            # along the lid fills the angle between the two.
            start = int(len(path) * min(0.12 + 0.5 * self.product.wing, 0.3))
            t = np.linspace(0, 1, 14)[:, np.newaxis]
            bend = path[0] + normal[0] * 0.6 * radius[0]
            wing = (1 - t) ** 2 * tip + 2 * t * (1 - t) * bend + t**2 * path[start]
            path = np.concatenate([path[::-1], path[: start + 1], wing[::-1]])
            tapered = radius[start] * np.minimum(t[:, 0] * 1.25, 1.0) ** 0.8
            radius = np.concatenate([radius[::-1], radius[: start + 1], tapered[::-1]])
        return Stroke(
            path_px=path.astype(np.float32),
            radius_px=np.maximum(radius, 0.0).astype(np.float32),
            softness_px=max(1.0, (0.06 + self.product.smudge) * thickness),
            fence_px=spline(
                points_px[list(self.contour), :2].astype(np.float64), closed=True, steps=_STEPS
            ).astype(np.float32),
            shade=hex_to_linear(self.product.shade),
            opacity=strength * self.product.strength * (0.96 - 0.35 * self.product.smudge),
            light=shading.light_at(*mesh.face_mesh().uv[self.lid[len(self.lid) // 2]]),
        )


# How thick the line is along the lid, in units of its thickest.
_PROFILES: Mapping[str, tuple[list[float], list[float]]] = {
    # Thickest over the outer third, a hair at the inner corner.
    "classic": ([0, 0.2, 0.55, 1], [1, 1, 0.62, 0.15]),
    "double": ([0, 0.2, 0.55, 1], [1, 1, 0.62, 0.15]),
    "cat": ([0, 0.2, 0.55, 1], [1, 1, 0.7, 0.4]),
    "tightline": ([0, 0.1, 0.9, 1], [0.35, 0.45, 0.45, 0.35]),
    "floating": ([0, 0.2, 0.7, 1], [0.25, 0.7, 0.55, 0.1]),
}
_POINT = 0.07
"""How far a cat's line goes past the inner corner, as a share of the eye's width."""


def _with_point(
    path: np.ndarray, radius: np.ndarray, inwards: np.ndarray, eye_px: float
) -> tuple[np.ndarray, np.ndarray]:
    """A line that ends in a point beyond the inner corner."""
    away = np.linspace(0, 1, 5)[1:, np.newaxis] * _unit(inwards) * _POINT * eye_px
    return (
        np.concatenate([path, path[-1] + away]),
        np.concatenate([radius, radius[-1] * np.linspace(1, 0.1, 5)[1:]]),
    )


def _unit(vector: np.ndarray) -> np.ndarray:
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-6))


def _normals(line: np.ndarray, away: np.ndarray) -> np.ndarray:
    """Unit normals of a polyline, on the side of the eye's outside."""
    tangent = np.gradient(line, axis=0)
    normal = np.stack([-tangent[:, 1], tangent[:, 0]], axis=1)
    normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-6)
    chord = line[-1] - line[0]
    side = np.array([-chord[1], chord[0]])
    return normal if side @ away >= 0 else -normal


@dataclass(frozen=True, slots=True)
class _Eye:
    """Where a liner lies on one eye.

    Attributes:
        upper: The mesh points along the upper lid, from the outer corner to the inner one.
        lower: The same along the lower lid.
        contour: The mesh points around the whole eye.
        beside: The lower lid's point next to the outer corner.
        brow: The brow's outer end, to which a wing rises.
        fold: The mesh points along the fold above the eye, from the outer end to the inner one.
    """

    upper: tuple[int, ...]
    lower: tuple[int, ...]
    contour: tuple[int, ...]
    beside: int
    brow: int
    fold: tuple[int, ...]

    def strokes(self, product: Eyeliner) -> list[LinerStroke]:
        """The lines of a liner on this eye."""
        place = (self.upper[0], self.upper[-1], self.beside, self.brow)
        strokes = []
        if product.style != "floating":
            strokes.append(LinerStroke(product, self.upper, place, self.contour, upper=True))
        if product.style in ("floating", "double"):
            strokes.append(
                LinerStroke(product, self.fold, place, self.contour, upper=True, floating=True)
            )
        if product.lower > 0:
            strokes.append(LinerStroke(product, self.lower, place, self.contour, upper=False))
        return strokes


_RIGHT = _Eye(
    mesh.RIGHT_UPPER_LID, mesh.RIGHT_LOWER_LID, mesh.RIGHT_EYE, 7, 70, (30, 29, 27, 28, 56)
)
_LEFT = _Eye(
    mesh.LEFT_UPPER_LID,
    mesh.LEFT_LOWER_LID,
    mesh.LEFT_EYE,
    249,
    300,
    (260, 259, 257, 258, 286),
)


def liner_strokes(product: Eyeliner) -> list[LinerStroke]:
    """The lines of one liner on both eyes."""
    return [*_RIGHT.strokes(product), *_LEFT.strokes(product)]


def estimated_strokes(liner: Floats) -> list[LinerStroke]:
    """The lines that a network saw in a photo.

    Args:
        liner: 2x8 float32 (`makeup.transferred.TransferredLook.liner`).
    """
    strokes = []
    for eye, (presence, *numbers) in zip((_RIGHT, _LEFT), liner.tolist(), strict=True):
        if presence > _SURE:
            strokes.extend(eye.strokes(_estimated(numbers)))
    return strokes


def _estimated(numbers: Sequence[float]) -> Eyeliner:
    """The liner of thickness, wing, lower, smudge and sRGB shade, kept to what a product can be."""
    thickness, wing, lower, smudge, *shade = numbers
    red, green, blue = (round(255 * min(max(value, 0.0), 1.0)) for value in shade)
    return Eyeliner(
        shade=f"#{red:02x}{green:02x}{blue:02x}",
        thickness=min(max(thickness, 0.01), 0.2),
        wing=min(wing, 0.6) if wing > _LEAST_WING else 0.0,
        lower=min(lower, 1.0) if lower > _LEAST_LOWER else 0.0,
        smudge=min(max(smudge, 0.0), 1.0),
    )
