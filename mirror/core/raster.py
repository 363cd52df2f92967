"""Which triangle of the face mesh each pixel shows.

A z-buffer: at large yaw the nose hides a part of the far cheek, and what is hidden or turned away
is not painted.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mirror.core.contact import meet
from mirror.core.kernel import kernel
from mirror.core.mesh import face_mesh
from mirror.core.types import MESH_POINTS, Floats

Ids = NDArray[np.int16]

NO_TRIANGLE = -1

# The film fades out between these cosines of the angle between skin and line of sight. MediaPipe's
# depth is a guess, so that skin seen at a grazing angle is placed badly and smears.
_FADE_FROM, _FADE_TO = 0.08, 0.34


@dataclass(frozen=True, slots=True, eq=False)
class FaceRaster:
    """The visible mesh in the frame.

    Attributes:
        left: Of the box in the frame that the arrays cover, in pixels.
        top: Likewise.
        triangle: hxw int16, the number of the triangle at the pixel's centre, or -1.
        plane: 898x9 float32: u, v and facing as planes over the picture, each (constant, per x,
            per y), where x and y are those of pixel centres relative to the box.
        facing: 468 float32, 0 where the skin is turned away from the camera, 1 where it faces it.
        normals: 468x3 float32, unit vectors out of the face: x right, y down, z away from the camera.
        points_px: 468x3 float32, the mesh's landmarks, with closed lips and lids made to meet.
        landmarks_px: At least 468x3 float32, all that were found, as they were found.
    """

    left: int
    top: int
    triangle: Ids
    plane: Floats
    facing: Floats
    normals: Floats
    points_px: Floats
    landmarks_px: Floats


@kernel
def _normals(points: Floats, triangles: NDArray[np.int32]) -> Floats:
    sums = np.zeros((points.shape[0], 3), np.float64)
    for t in range(triangles.shape[0]):
        a, b, c = triangles[t, 0], triangles[t, 1], triangles[t, 2]
        ab, ac = points[b] - points[a], points[c] - points[a]
        for k in range(3):
            n, m = (k + 1) % 3, (k + 2) % 3
            normal = ab[n] * ac[m] - ab[m] * ac[n]
            sums[a, k] += normal
            sums[b, k] += normal
            sums[c, k] += normal
    normals = np.empty((points.shape[0], 3), np.float32)
    for i in range(points.shape[0]):
        nx, ny, nz = sums[i, 0], sums[i, 1], sums[i, 2]
        length = max(np.sqrt(nx * nx + ny * ny + nz * nz), 1e-9)
        for k in range(3):
            normals[i, k] = sums[i, k] / length
    return normals


def _facing(normals: Floats) -> Floats:
    share = np.clip((-normals[:, 2] - _FADE_FROM) / (_FADE_TO - _FADE_FROM), 0, 1)
    return np.asarray(share * share * (3 - 2 * share), np.float32)


@kernel
def _rasterise(
    points: Floats,
    uv: Floats,
    facing: Floats,
    triangles: NDArray[np.int32],
    left: int,
    top: int,
    ids: Ids,
    depth: Floats,
    plane: Floats,
) -> None:
    height, width = ids.shape
    for t in range(triangles.shape[0]):
        a, b, c = triangles[t, 0], triangles[t, 1], triangles[t, 2]
        ax, ay = points[a, 0] - left, points[a, 1] - top
        bx, by = points[b, 0] - left, points[b, 1] - top
        cx, cy = points[c, 0] - left, points[c, 1] - top
        area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
        if area > -1e-3:  # turned away, or no wider than a line
            continue
        x0 = max(int(np.floor(min(ax, bx, cx))), 0)
        x1 = min(int(np.ceil(max(ax, bx, cx))), width)
        y0 = max(int(np.floor(min(ay, by, cy))), 0)
        y1 = min(int(np.ceil(max(ay, by, cy))), height)
        if x0 >= x1 or y0 >= y1:
            continue
        # Barycentric weights of b and c as planes over the pixel's centre.
        inverse = 1.0 / area
        bdx, bdy = (cy - ay) * inverse, (ax - cx) * inverse
        cdx, cdy = (ay - by) * inverse, (bx - ax) * inverse
        b0 = (0.5 - ax) * bdx + (0.5 - ay) * bdy
        c0 = (0.5 - ax) * cdx + (0.5 - ay) * cdy
        for k in range(3):
            if k == 2:
                va, vb, vc = facing[a], facing[b], facing[c]
            else:
                va, vb, vc = uv[a, k], uv[b, k], uv[c, k]
            plane[t, 3 * k] = va + (vb - va) * b0 + (vc - va) * c0
            plane[t, 3 * k + 1] = (vb - va) * bdx + (vc - va) * cdx
            plane[t, 3 * k + 2] = (vb - va) * bdy + (vc - va) * cdy
        za, zb, zc = points[a, 2], points[b, 2] - points[a, 2], points[c, 2] - points[a, 2]
        slack = -1e-5
        for y in range(y0, y1):
            wb = b0 + bdy * y + bdx * x0
            wc = c0 + cdy * y + cdx * x0
            for x in range(x0, x1):
                if wb >= slack and wc >= slack and wb + wc <= 1.0 - slack:
                    z = za + wb * zb + wc * zc
                    if z < depth[y, x]:
                        depth[y, x] = z
                        ids[y, x] = t
                wb += bdx
                wc += cdx


def rasterise(landmarks_px: Floats, width: int, height: int) -> FaceRaster | None:
    """Finds the visible triangle for every pixel of the frame that the face covers.

    Args:
        landmarks_px: At least 468x3 float32: x, y, z in pixels (`Face.landmarks_px`).
        width: Of the frame, in pixels.
        height: Likewise.

    Returns:
        None if no part of the face lies inside the frame.
    """
    mesh = face_mesh()
    points, uv = meet(np.ascontiguousarray(landmarks_px[:MESH_POINTS]), mesh.uv)
    low, high = points.min(axis=0), points.max(axis=0)
    left, top = max(int(low[0]) - 1, 0), max(int(low[1]) - 1, 0)
    right, bottom = min(int(high[0]) + 2, width), min(int(high[1]) + 2, height)
    if right <= left or bottom <= top:
        return None
    ids = np.full((bottom - top, right - left), NO_TRIANGLE, np.int16)
    depth = np.full(ids.shape, np.inf, np.float32)
    plane = np.zeros((len(mesh.triangles), 9), np.float32)
    normals = _normals(points, mesh.triangles)
    facing = _facing(normals)
    _rasterise(points, uv, facing, mesh.triangles, left, top, ids, depth, plane)
    return FaceRaster(left, top, ids, plane, facing, normals, points, landmarks_px)
