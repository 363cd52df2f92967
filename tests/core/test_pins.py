from __future__ import annotations

import numpy as np
import pytest

from mirror.core.mesh import face_mesh
from mirror.core.pins import pinned
from tests.faces import posed


def test_a_point_of_the_mesh_is_found_where_it_is() -> None:
    uv = face_mesh().uv[[4, 50, 159, 13]]
    points = posed()[:468]
    assert pinned(uv).in_frame(points) == pytest.approx(points[[4, 50, 159, 13]], abs=0.02)


def test_a_place_within_a_triangle_moves_with_its_corners() -> None:
    mesh = face_mesh()
    corners = mesh.triangles[100]
    middle = pinned(mesh.uv[corners].mean(axis=0, keepdims=True))
    for yaw in (0.0, 30.0):
        points = posed(yaw_deg=yaw)[:468]
        assert middle.in_frame(points)[0] == pytest.approx(points[corners].mean(axis=0), abs=0.02)


def test_weights_are_shares_of_one() -> None:
    pins = pinned(np.random.default_rng(0).uniform(0.3, 0.7, (200, 2)).astype(np.float32))
    assert pins.weights.sum(axis=1) == pytest.approx(1, abs=1e-4)
    assert (pins.weights > -1e-3).mean() > 0.99


def test_beside_the_mesh_the_nearest_triangle_carries_it() -> None:
    found = pinned(np.array([[0.0, 0.0]], np.float32)).in_frame(posed()[:468])
    assert np.isfinite(found).all()
