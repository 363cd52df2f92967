from __future__ import annotations

import numpy as np

from mirror.core import mesh
from mirror.core.types import LANDMARKS
from mirror.ui.chart import head


def test_the_head_is_symmetrical() -> None:
    points = head.head_points()
    assert points.shape == (LANDMARKS, 3)
    for right, left in ((33, 263), (61, 291), (105, 334), (234, 454), (468, 473), (159, 386)):
        np.testing.assert_allclose(points[right, :2] * [-1, 1], points[left, :2], atol=2e-3)
    line = head.outline()
    np.testing.assert_allclose(head.mirrored(line)[::-1], line, atol=2e-3)


def test_it_reaches_from_the_hairline_to_the_chin() -> None:
    points = head.head_points()
    np.testing.assert_allclose(points[10, 1], 0, atol=1e-6)
    np.testing.assert_allclose(points[152, 1], 1, atol=1e-6)
    for line in (head.outline(), head.ear(), head.neck(), head.hair()):
        assert line[:, 1].min() >= head.TOP
        assert line[:, 1].max() <= head.BOTTOM
        assert np.abs(line[:, 0]).max() <= head.HALF_WIDTH


def test_lids_are_open_and_lips_are_closed() -> None:
    canonical, points = mesh.face_mesh().position_cm, head.head_points()
    scale = 1 / (canonical[10, 1] - canonical[152, 1])
    opened = points[145, 1] - points[159, 1]
    assert opened > 1.4 * (canonical[159, 1] - canonical[145, 1]) * scale
    assert abs(points[14, 1] - points[13, 1]) < 1e-3


def test_the_chin_is_round() -> None:
    line = head.outline()
    first, last = line[:3], line[-3:]
    np.testing.assert_allclose(first[0], last[-1], atol=2e-3)
    slope = (last[-1] - last[0])[1] / (last[-1] - last[0])[0]
    assert abs(slope) < 0.15


def test_strands_stay_in_the_hair() -> None:
    skull = head.outline()
    for strand in head.strands():
        for x, y in strand:
            same_side = skull[
                (np.sign(skull[:, 0]) == np.sign(x)) & (np.abs(skull[:, 1] - y) < 0.02)
            ]
            assert not len(same_side) or np.abs(same_side[:, 0]).max() > abs(x) - 5e-3


def test_the_landmarks_in_a_picture() -> None:
    points = head.frame_points(500)
    assert points.dtype == np.float32
    np.testing.assert_allclose(points[10, :2], [head.HALF_WIDTH * 500, -head.TOP * 500], atol=0.01)
    np.testing.assert_allclose(points[152, 1] - points[10, 1], 500, atol=0.01)
