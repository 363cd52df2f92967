"""Eyeliner as strokes along the lids.

Paths are laid out in the mesh once per look; per frame they are a small matrix product.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mirror.core import mesh
from mirror.core.colour import hex_to_linear
from mirror.core.regions import spline
from mirror.core.shading import Shading
from mirror.core.stroke import Stroke
from mirror.core.types import Floats
from mirror.makeup.look import Eyeliner

_STEPS = 6
# The brow's outer end, to which a wing rises; right and left.
_BROW_TAIL = (70, 300)


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
    """

    product: Eyeliner
    lid: tuple[int, ...]
    eye: tuple[int, int, int, int]
    contour: tuple[int, ...]
    upper: bool

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
            # Thickest over the outer third, a hair at the inner corner.
            profile = np.interp(along, [0, 0.2, 0.55, 1], [1, 1, 0.62, 0.15])
        else:
            reach = max(self.product.lower, 1e-3)
            profile = 0.55 * np.clip((reach - along) / reach * 3, 0, 1) * (along <= reach)
        radius = profile * thickness / 2
        normal = _normals(lid, away)
        path = lid + normal * radius[:, np.newaxis]
        if self.upper and self.product.wing > 0:
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


def liner_strokes(product: Eyeliner) -> list[LinerStroke]:
    """The lines of one liner on both eyes."""
    right = (mesh.RIGHT_UPPER_LID[0], mesh.RIGHT_UPPER_LID[-1], 7, _BROW_TAIL[0])
    left = (mesh.LEFT_UPPER_LID[0], mesh.LEFT_UPPER_LID[-1], 249, _BROW_TAIL[1])
    strokes = [
        LinerStroke(product, mesh.RIGHT_UPPER_LID, right, mesh.RIGHT_EYE, upper=True),
        LinerStroke(product, mesh.LEFT_UPPER_LID, left, mesh.LEFT_EYE, upper=True),
    ]
    if product.lower > 0:
        strokes += [
            LinerStroke(product, mesh.RIGHT_LOWER_LID, right, mesh.RIGHT_EYE, upper=False),
            LinerStroke(product, mesh.LEFT_LOWER_LID, left, mesh.LEFT_EYE, upper=False),
        ]
    return strokes
