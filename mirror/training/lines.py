"""Lines around the eye, drawn in canonical UV: liner, whose numbers are to be read, and lashes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np

from mirror.core import mesh, shading
from mirror.core.mesh import face_mesh
from mirror.core.shading import Shading
from mirror.core.stroke import Stroke, cover
from mirror.core.types import Floats
from mirror.makeup.liner import liner_strokes
from mirror.makeup.products import Eyeliner
from mirror.training.masks import EYE_BOX, SIZE, Masks

# Lines are drawn larger and averaged: some are thinner than a texel.
_FINE = 4


@dataclass(frozen=True, slots=True, eq=False)
class LinerBank:
    """Liners on the person's right eye.

    Attributes:
        mask: KxhxW uint8, in `EYE_BOX`.
        numbers: Kx4 float32: thickness, wing, lower, smudge (`makeup.look.Eyeliner`).
    """

    mask: Masks
    numbers: Floats


@cache
def _canvas_points() -> Floats:
    points = np.zeros((mesh.face_mesh().uv.shape[0], 3), np.float32)
    points[:, :2] = face_mesh().uv * SIZE * _FINE
    points.flags.writeable = False
    return points


@cache
def _no_shading() -> Shading:
    return Shading(np.ones((shading.SIZE, shading.SIZE, shading.CHANNELS), np.float32))


def _shrunk(fine: Floats) -> Masks:
    small = cv2.resize(fine, (SIZE, SIZE), interpolation=cv2.INTER_AREA)
    top, bottom, left, right = (side * SIZE // 16 for side in EYE_BOX)
    return np.rint(small[top:bottom, left:right] * 255).astype(np.uint8)


def liners(count: int, seed: int) -> LinerBank:
    """Random liners; the same seed gives the same ones."""
    rng = np.random.default_rng(seed)
    masks, numbers = [], []
    for _ in range(count):
        product = Eyeliner(
            shade="#000000",
            thickness=float(np.exp(rng.uniform(np.log(0.03), np.log(0.19)))),
            wing=float(rng.uniform(0.05, 0.6) if rng.random() < 0.5 else 0.0),
            lower=float(rng.uniform(0.15, 1.0) if rng.random() < 0.45 else 0.0),
            smudge=float(rng.uniform(0.2, 1.0) if rng.random() < 0.3 else 0.0),
        )
        fine = np.zeros((SIZE * _FINE, SIZE * _FINE), np.float32)
        for line in liner_strokes(product):
            if line.contour == mesh.RIGHT_EYE:
                stroke = line.in_frame(_canvas_points(), _no_shading(), 1.0)
                drawn = cover(stroke, 0, 0, fine.shape[1], fine.shape[0])
                fine = np.maximum(fine, drawn * stroke.opacity)
        masks.append(_shrunk(fine))
        numbers.append((product.thickness, product.wing, product.lower, product.smudge))
    return LinerBank(np.stack(masks), np.array(numbers, np.float32))


def lashes(count: int, seed: int) -> Masks:
    """Mascara and false lashes on the right eye: thin dark rays; Kxhxw uint8 in `EYE_BOX`."""
    rng = np.random.default_rng(seed)
    points = _canvas_points()[:, :2]
    masks = []
    for _ in range(count):
        fine = np.zeros((SIZE * _FINE, SIZE * _FINE), np.float32)
        for lid, away, share in (
            (mesh.RIGHT_UPPER_LID, -1.0, 1.0),
            (mesh.RIGHT_LOWER_LID, 1.0, 0.5),
        ):
            if rng.random() > share:
                continue
            length = rng.uniform(15, 90) * share
            for at in np.sort(rng.uniform(0, 1, int(rng.integers(15, 45)))):
                place = at * (len(lid) - 1)
                root = np.array(
                    [np.interp(place, np.arange(len(lid)), points[list(lid), k]) for k in (0, 1)]
                )
                lean = np.array([(0.5 - at) * -1.2 + rng.normal(0, 0.15), away])
                tip = root + lean * length * (1.1 - 0.6 * at) * rng.uniform(0.7, 1.1)
                path = np.linspace(root, tip, 5).astype(np.float32)
                radius = np.linspace(rng.uniform(1.2, 2.5), 0.4, 5).astype(np.float32)
                fence = np.full((2, 2), -99, np.float32)
                ray = Stroke(
                    path, radius, 1.0, np.zeros(3, np.float32), 1.0, np.ones(3, np.float32), fence
                )
                low = np.maximum(path.min(0) - 5, 0).astype(int)
                size = (path.max(0) - path.min(0) + 12).astype(int)
                part = fine[low[1] : low[1] + size[1], low[0] : low[0] + size[0]]
                drawn = cover(ray, int(low[0]), int(low[1]), part.shape[1], part.shape[0])
                np.maximum(part, drawn, out=part)
        masks.append(_shrunk(fine))
    return np.stack(masks)
