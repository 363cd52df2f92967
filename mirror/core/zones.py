"""The face cut into the zones that a person dresses apart: a soft partition of canonical UV."""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from mirror.core import mesh
from mirror.core.regions import brow_contours, contour_uv, signed_distance, smoothstep
from mirror.core.types import Floats

ZONES = ("lips", "eyes", "cheeks", "rest")


def _eyes_with_brows() -> list[NDArray[np.float64]]:
    eyes = (contour_uv(mesh.RIGHT_EYE), contour_uv(mesh.LEFT_EYE))
    pairs = [np.concatenate(pair) for pair in zip(eyes, brow_contours(), strict=True)]
    return [cv2.convexHull(pair.astype(np.float32))[:, 0].astype(np.float64) for pair in pairs]


@cache
def zones(size: int) -> Floats:
    """How far each texel belongs to each of `ZONES`: 4xNxN float32, the sum is 1 everywhere.

    The lips reach a little past their line, for liner and gloss. The eyes reach from below the
    lower lashes up to the brows, out to the temples and in to the nose's bridge.
    """
    line = (np.arange(size, dtype=np.float32) + 0.5) / size
    u, v = (np.asarray(plane, np.float32) for plane in np.meshgrid(line, line))
    lips = smoothstep(-0.03, -0.01, signed_distance([contour_uv(mesh.LIPS_OUTER)], size))
    around = smoothstep(-0.06, -0.03, signed_distance(_eyes_with_brows(), size))
    lower_lash = float(mesh.face_mesh().uv[[145, 374], 1].mean())
    around = around * smoothstep(lower_lash + 0.065, lower_lash + 0.035, v)
    around = around * smoothstep(0.04, 0.08, np.abs(u - 0.5))
    # A line from the nostril's wing to the ear parts the cheek from the jaw.
    cheeks = smoothstep(0.08, 0.13, np.abs(u - 0.5)) * smoothstep(lower_lash, lower_lash + 0.04, v)
    cheeks = cheeks * smoothstep(0.72, 0.62, v + 0.35 * (0.5 - np.abs(u - 0.5)) - 0.1)
    around = around * (1 - lips)
    cheeks = cheeks * (1 - lips) * (1 - around)
    parts = np.stack([lips, around, cheeks, 1 - lips - around - cheeks]).astype(np.float32)
    parts.flags.writeable = False
    return parts
