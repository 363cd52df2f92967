from __future__ import annotations

import numpy as np
import pytest

from mirror.core.mesh import FACE_OVAL, face_mesh
from mirror.core.raster import rasterise
from tests.faces import mesh_mask, posed


def covered(points: np.ndarray, width: int = 320, height: int = 320) -> np.ndarray:
    raster = rasterise(points, width, height)
    assert raster is not None
    mask = np.zeros((height, width), bool)
    h, w = raster.triangle.shape
    mask[raster.top : raster.top + h, raster.left : raster.left + w] = raster.triangle >= 0
    return mask


@pytest.mark.parametrize("yaw", [0.0, 40.0])
def test_it_covers_the_mesh_without_cracks(yaw: float) -> None:
    points = posed(yaw_deg=yaw)
    mask, brute = covered(points), mesh_mask(points, 320, 320)
    # OpenCV's fill takes in the pixels that an edge touches; the two may differ along the rim.
    rim = brute & ~np.roll(brute, 1, 0) | brute & ~np.roll(brute, -1, 0)
    rim |= brute & ~np.roll(brute, 1, 1) | brute & ~np.roll(brute, -1, 1)
    assert (brute & ~rim & ~mask).sum() <= 2
    assert (mask & ~brute).sum() <= 8


def test_planes_give_the_uv_of_the_mesh_points() -> None:
    points = posed(face_px=260)
    raster = rasterise(points, 320, 320)
    assert raster is not None
    mesh = face_mesh()
    checked = 0
    for number, corners in enumerate(mesh.triangles):
        rows, columns = np.nonzero(raster.triangle == number)
        if len(rows) < 12:
            continue
        # Back from UV to the picture through the triangle's own corners.
        plane = raster.plane[number]
        u = plane[0] + plane[1] * columns + plane[2] * rows
        v = plane[3] + plane[4] * columns + plane[5] * rows
        a, b, c = mesh.uv[corners]
        weights = np.linalg.solve(np.stack([b - a, c - a], 1), np.stack([u - a[0], v - a[1]]))
        place = np.stack([1 - weights.sum(0), *weights], 1) @ points[corners, :2]
        assert place[:, 0] == pytest.approx(columns + raster.left + 0.5, abs=0.05)
        assert place[:, 1] == pytest.approx(rows + raster.top + 0.5, abs=0.05)
        checked += 1
    assert checked > 100


def test_facing_falls_from_the_near_cheek_to_the_far_one() -> None:
    raster = rasterise(posed(yaw_deg=50), 320, 320)
    assert raster is not None
    assert raster.facing.min() == 0
    assert raster.facing.max() == 1
    right, left = raster.facing[234], raster.facing[454]
    assert abs(float(right) - float(left)) > 0.9


def test_the_nose_hides_the_cheek_behind_it() -> None:
    points = posed(yaw_deg=55)
    raster = rasterise(points, 320, 320)
    assert raster is not None
    x, y = points[4, :2].astype(int)
    number = raster.triangle[y - raster.top, x - raster.left]
    nearest = points[face_mesh().triangles[number], 2].max()
    assert nearest < np.median(points[list(FACE_OVAL), 2])


def test_a_face_outside_the_frame_has_no_raster() -> None:
    assert rasterise(posed(centre=(-400, 100)), 320, 320) is None
    assert rasterise(posed(centre=(160, 900)), 320, 320) is None


@pytest.mark.parametrize("face_px", [3.0, 60.0, 3000.0])
def test_any_size_stays_inside_the_frame(face_px: float) -> None:
    raster = rasterise(posed(face_px=face_px), 320, 240)
    assert raster is not None
    h, w = raster.triangle.shape
    assert raster.left >= 0
    assert raster.top >= 0
    assert raster.left + w <= 320
    assert raster.top + h <= 240


def test_holes_are_mouth_eyes_and_nostrils() -> None:
    mesh = face_mesh()
    inside = set(mesh.triangles[mesh.hole].ravel().tolist())
    assert {13, 14, 159, 145, 386, 374, 79, 309} <= inside
    assert not {4, 50, 280, 0, 17, 10, 152} & inside
