"""From the frame to canonical UV space.

Each texel lies in one triangle of the mesh, at fixed barycentric weights: its place in the frame is
a constant sparse matrix times the landmarks.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from mirror.core.colour import DECODE
from mirror.core.kernel import kernel
from mirror.core.mesh import face_mesh
from mirror.core.types import MESH_POINTS, Floats, Pixels


@dataclass(frozen=True, slots=True, eq=False)
class UvMap:
    """Which mesh points make up each texel.

    Attributes:
        corners: NxNx3 int16, the points of the texel's triangle; -1 outside the mesh.
        weights: NxNx3 float32, their barycentric weights.
        inside: NxN bool, whether the texel's centre lies on the mesh.
    """

    corners: NDArray[np.int16]
    weights: Floats
    inside: NDArray[np.bool_]

    def interpolate(self, values: Floats) -> Floats:
        """Spreads values at the mesh points (468 or 468xK) over the texels; 0 outside the mesh."""
        mixed = np.einsum(
            "yxc,yxck->yxk", self.weights, values.reshape(MESH_POINTS, -1)[self.corners]
        )
        return np.where(self.inside[..., np.newaxis], mixed, 0).astype(np.float32)


@cache
def uv_map(size: int) -> UvMap:
    """The map for a texture of `size` x `size` texels; made once per size."""
    mesh = face_mesh()
    corners = np.full((size, size, 3), -1, np.int16)
    weights = np.zeros((size, size, 3), np.float32)
    place = mesh.uv.astype(np.float64) * size - 0.5
    for triangle in mesh.triangles:
        a, b, c = place[triangle]
        low = np.maximum(np.ceil(np.minimum(np.minimum(a, b), c)), 0).astype(int)
        high = np.minimum(np.floor(np.maximum(np.maximum(a, b), c)), size - 1).astype(int)
        if (high < low).any():
            continue
        y, x = np.mgrid[low[1] : high[1] + 1, low[0] : high[0] + 1]
        area = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
        share_b = ((x - a[0]) * (c[1] - a[1]) - (y - a[1]) * (c[0] - a[0])) / area
        share_c = ((b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0])) / area
        hit = (share_b >= -1e-9) & (share_c >= -1e-9) & (share_b + share_c <= 1 + 1e-9)
        corners[y[hit], x[hit]] = triangle
        weights[y[hit], x[hit]] = np.stack([1 - share_b - share_c, share_b, share_c], -1)[hit]
    inside = corners[..., 0] >= 0
    for array in (corners, weights, inside):
        array.flags.writeable = False
    return UvMap(corners, weights, inside)


@kernel
def _sample(
    pixels: Pixels,
    points: Floats,
    scale_x: float,
    scale_y: float,
    left: float,
    top: float,
    corners: NDArray[np.int16],
    weights: Floats,
    facing: Floats,
    decode: Floats,
    out: Floats,
    visibility: Floats,
) -> None:
    size = corners.shape[0]
    height, width = pixels.shape[0], pixels.shape[1]
    for v in range(size):
        for u in range(size):
            a, b, c = corners[v, u, 0], corners[v, u, 1], corners[v, u, 2]
            if a < 0:
                continue
            wa, wb, wc = weights[v, u, 0], weights[v, u, 1], weights[v, u, 2]
            x = (wa * points[a, 0] + wb * points[b, 0] + wc * points[c, 0] - left) * scale_x - 0.5
            y = (wa * points[a, 1] + wb * points[b, 1] + wc * points[c, 1] - top) * scale_y - 0.5
            if x < -0.5 or y < -0.5 or x > width - 0.5 or y > height - 0.5:
                continue
            visibility[v, u] = wa * facing[a] + wb * facing[b] + wc * facing[c]
            x = min(max(x, 0.0), width - 1.0)
            y = min(max(y, 0.0), height - 1.0)
            x0, y0 = int(x), int(y)
            x1, y1 = min(x0 + 1, width - 1), min(y0 + 1, height - 1)
            fx, fy = x - x0, y - y0
            for k in range(3):
                p00, p01 = decode[pixels[y0, x0, 2 - k]], decode[pixels[y0, x1, 2 - k]]
                p10, p11 = decode[pixels[y1, x0, 2 - k]], decode[pixels[y1, x1, 2 - k]]
                upper = p00 + (p01 - p00) * fx
                out[v, u, k] = upper + (p10 + (p11 - p10) * fx - upper) * fy


def shrunk(texture: Floats, size: int) -> Floats:
    """A texture at a lower resolution, each texel the mean of those that it covers; or as it is."""
    if len(texture) == size:
        return texture
    return np.asarray(cv2.resize(texture, (size, size), interpolation=cv2.INTER_AREA), np.float32)


def unwrap(
    pixels: Pixels, landmarks_px: Floats, facing: Floats, size: int
) -> tuple[Floats, Floats]:
    """Lays the face out flat.

    Args:
        pixels: HxWx3 uint8 BGR.
        landmarks_px: At least 468x3 float32 (`Face.landmarks_px`).
        facing: 468 float32, the visibility of each point (`FaceRaster.facing`).
        size: N, of the texture.

    Returns:
        NxNx3 float32 linear RGB, 0 outside the mesh and outside the frame, averaged over the area
        of a texel where the frame is finer than the texture; and NxN float32, how far each texel
        is seen, 0..1.
    """
    points = np.ascontiguousarray(landmarks_px[:MESH_POINTS])
    height, width = pixels.shape[:2]
    low = np.floor(points[:, :2].min(axis=0)).astype(int) - 2
    high = np.ceil(points[:, :2].max(axis=0)).astype(int) + 3
    left, top = max(int(low[0]), 0), max(int(low[1]), 0)
    right, bottom = min(int(high[0]), width), min(int(high[1]), height)
    picture = np.zeros((size, size, 3), np.float32)
    visibility = np.zeros((size, size), np.float32)
    if right <= left or bottom <= top:
        return picture, visibility
    crop = pixels[top:bottom, left:right]
    shrink = max(high[0] - low[0], high[1] - low[1]) / size
    if shrink > 1.25:
        shape = (max(round(crop.shape[1] / shrink), 1), max(round(crop.shape[0] / shrink), 1))
        crop = np.asarray(cv2.resize(crop, shape, interpolation=cv2.INTER_AREA), np.uint8)
    crop = np.ascontiguousarray(crop)
    chart = uv_map(size)
    _sample(
        crop,
        points,
        crop.shape[1] / (right - left),
        crop.shape[0] / (bottom - top),
        left,
        top,
        chart.corners,
        chart.weights,
        facing,
        DECODE,
        picture,
        visibility,
    )
    return picture, visibility
