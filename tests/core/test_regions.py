from __future__ import annotations

import numpy as np
import pytest

from mirror.core.mesh import face_mesh
from mirror.core.regions import Regions, fill, regions, signed_distance, smoothstep, spline


def texel(index: int, size: int = 256) -> tuple[int, int]:
    u, v = face_mesh().uv[index]
    return int(v * size), int(u * size)


@pytest.mark.parametrize("name", Regions.__slots__)
def test_masks_are_shares_and_symmetric(name: str) -> None:
    mask = getattr(regions(256), name)
    assert mask.shape == (256, 256)
    assert mask.dtype == np.float32
    assert 0 <= mask.min() < 0.01
    assert 0.99 < mask.max() <= 1
    assert np.abs(mask - mask[:, ::-1]).mean() < 0.004


def test_masks_lie_where_their_names_say() -> None:
    masks = regions(256)
    lower_lip, cheek, brow, chin = (texel(i) for i in (16, 50, 66, 199))
    u, v = face_mesh().uv[[13, 14]].mean(axis=0)
    mouth = int(v * 256), int(u * 256)
    assert masks.lips[lower_lip] > 0.99
    assert masks.lips[cheek] == 0
    assert masks.skin[cheek] > 0.99
    assert masks.skin[lower_lip] == 0
    assert masks.brows[brow] > 0.3
    assert masks.brows[chin] == 0
    assert masks.domain[cheek] > 0.99
    assert masks.domain[mouth] < 0.5
    assert masks.inner_lips[texel(12)] > 0
    assert masks.inner_lips[texel(17)] == 0


def test_the_domain_ends_at_the_rim_without_a_step() -> None:
    domain = regions(512).domain
    assert domain[0].max() == 0
    assert np.abs(np.diff(domain[:, 256][400:])).max() < 0.06


def test_signed_distance_of_a_square() -> None:
    square = np.array([[0.25, 0.25], [0.75, 0.25], [0.75, 0.75], [0.25, 0.75]])
    distance = signed_distance([square], 64, reach=0.3)
    assert distance[32, 32] == pytest.approx(0.25, abs=0.02)
    assert distance[32, 2] == pytest.approx(-0.21, abs=0.02)
    assert signed_distance([square], 64)[0, 0] == pytest.approx(-0.08)
    assert fill([square], 64).mean() == pytest.approx(0.25, abs=0.01)


def test_a_spline_passes_its_points() -> None:
    points = np.array([[0.0, 0.0], [1.0, 2.0], [3.0, 1.0], [4.0, 4.0]])
    line = spline(points, closed=False, steps=10)
    for point in points:
        assert np.linalg.norm(line - point, axis=1).min() < 1e-9
    assert len(spline(points, closed=True, steps=10)) == 40


def test_smoothstep_runs_both_ways() -> None:
    values = np.array([-1, 0, 0.5, 1, 2], np.float32)
    assert smoothstep(0.0, 1.0, values).tolist() == [0, 0, 0.5, 1, 1]
    assert smoothstep(1.0, 0.0, values).tolist() == [1, 1, 0.5, 0, 0]
