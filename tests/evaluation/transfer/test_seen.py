from __future__ import annotations

import cv2
import numpy as np
import pytest

from mirror.core.mesh import face_mesh
from mirror.evaluation.transfer.seen import look_at, sampled
from tests.faces import face_of, flat_picture, mesh_mask, posed


def test_a_texture_lies_where_the_mesh_says() -> None:
    points = posed()
    seen = look_at(flat_picture((120, 140, 180)), face_of(points))
    assert seen is not None
    line = (np.arange(256, dtype=np.float32) + 0.5) / 256
    u, v = np.meshgrid(line, line)
    spread = seen.spread(np.dstack([u, v]))
    uv = face_mesh().uv
    # Away from holes and rim: forehead, cheeks, chin.
    for point in (9, 151, 50, 280, 199):
        column, row = points[point, :2].astype(int)
        assert spread[row, column] == pytest.approx(uv[point], abs=0.01)


def test_the_face_is_its_skin_that_faces_the_camera() -> None:
    points = posed()
    seen = look_at(flat_picture((120, 140, 180)), face_of(points))
    assert seen is not None
    mesh = mesh_mask(points, 320, 320)
    near = cv2.dilate(mesh.astype(np.uint8), np.ones((3, 3))) > 0
    assert not (seen.face & ~near).any()
    assert 0.6 < seen.face.sum() / mesh.sum() < 0.98
    eye = points[[159, 145], :2].mean(axis=0).astype(int)
    assert not seen.face[eye[1], eye[0]]
    assert seen.face[tuple(points[151, 1::-1].astype(int))]


def test_nothing_is_seen_outside_the_picture() -> None:
    assert look_at(flat_picture((9, 9, 9)), face_of(posed(centre=(2000, 2000)))) is None


def test_between_pixels_lies_the_mean() -> None:
    ramp = np.tile(np.arange(10, dtype=np.float32), (10, 1))
    x, y = np.array([2.0, 2.5, 7.25], np.float32), np.array([3, 4.5, 0], np.float32)
    assert sampled(ramp, x, y) == pytest.approx([2, 2.5, 7.25], abs=0.05)
    both = sampled(np.dstack([ramp, ramp.T]), x, y)
    assert both == pytest.approx(np.stack([x, y], 1), abs=0.05)


def test_many_places_are_more_than_one_row() -> None:
    ramp = np.tile(np.arange(100, dtype=np.float32), (2, 1))
    x = np.random.default_rng(0).uniform(0, 99, 50_000).astype(np.float32)
    assert np.abs(sampled(ramp, x, np.zeros_like(x)) - x).max() < 0.05
