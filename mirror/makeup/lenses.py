"""Contact lenses on both eyes."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from mirror.core import mesh
from mirror.core.colour import hex_to_linear
from mirror.core.lens import Lens, draw_lens
from mirror.core.mesh import face_mesh
from mirror.core.raster import FaceRaster
from mirror.core.regions import spline
from mirror.core.shading import Shading
from mirror.core.types import LANDMARKS, Floats, Pixels
from mirror.makeup.products import ContactLenses

# A lens covers a little more than the iris, and is in the shade of lid, lashes and brow.
_LARGER = 1.03
# Area of an eye's outline over the square of its width, up to which it is shut.
_CLOSED = 0.04
_IN_THE_SHADE_OF_LIDS = 0.5
_RING = {"natural": 0.6, "limbal": 0.9, "vivid": 0.6}
_PATTERN = {"natural": 0.5, "limbal": 0.5, "vivid": 0.9}
_OPACITY = {"natural": 0.55, "limbal": 0.65, "vivid": 0.85}


@dataclass(frozen=True, slots=True, eq=False)
class LensOnEye:
    """A lens on one eye.

    Attributes:
        product: The lenses.
        iris: The landmarks of the iris: centre, and four around it, horizontal ones at 1 and 3.
        eye: The mesh points around the eye.
    """

    product: ContactLenses
    iris: tuple[int, int, int, int, int]
    eye: tuple[int, ...]

    def draw(self, out: Pixels, face: FaceRaster, shading: Shading, strength: float) -> None:
        """Draws it into a picture, in place (`makeup.drawing`)."""
        lens = self.in_frame(face, shading, strength)
        if lens is not None:
            draw_lens(out, lens)

    def in_frame(self, face: FaceRaster, shading: Shading, strength: float) -> Lens | None:
        """The lens in one frame; None where the iris was not found."""
        if len(face.landmarks_px) < LANDMARKS:
            return None
        iris = face.landmarks_px[list(self.iris)]
        lids = _outline(face.points_px, self.eye)
        if cv2.contourArea(lids) < _CLOSED * float(np.ptp(lids, axis=0).max()) ** 2:
            return None
        # The lids hide its upper and lower end: an iris is as high as it would be wide from ahead.
        across, high = iris[1] - iris[3], iris[2, :2] - iris[4, :2]
        radius_x = float(np.hypot(*across[:2])) / 2
        radius_y = max(radius_x, float(np.hypot(*high)) / 2)
        corner = face_mesh().uv[list(self.eye)].mean(axis=0)
        style = self.product.style
        return Lens(
            centre_px=np.asarray(iris[0, :2], np.float32),
            radius_px=np.array([radius_x, radius_y], np.float32) * np.float32(_LARGER),
            lids_px=lids,
            shade=hex_to_linear(self.product.shade),
            ring=_RING[style],
            pattern=_PATTERN[style],
            opacity=_OPACITY[style] * self.product.strength * strength,
            light=shading.light_at(*corner) * np.float32(_IN_THE_SHADE_OF_LIDS),
        )


def _outline(points: Floats, contour: tuple[int, ...]) -> Floats:
    line = spline(points[list(contour), :2].astype(np.float64), closed=True, steps=5)
    return np.asarray(line, np.float32)


def lenses(product: ContactLenses) -> list[LensOnEye]:
    """The lenses of a pair."""
    return [
        LensOnEye(product, (468, 469, 470, 471, 472), mesh.RIGHT_EYE),
        LensOnEye(product, (473, 474, 475, 476, 477), mesh.LEFT_EYE),
    ]
