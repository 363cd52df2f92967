import numpy as np
import pytest

from mirror.core import mesh
from mirror.core.zones import ZONES, zones


def share(zone: str, point: int, size: int = 128) -> float:
    column, row = np.floor(mesh.face_mesh().uv[point] * size).astype(int)
    return float(zones(size)[ZONES.index(zone), row, column])


def test_zones_part_the_face_without_gap_or_overlap() -> None:
    parts = zones(128)
    assert parts.shape == (len(ZONES), 128, 128)
    np.testing.assert_allclose(parts.sum(axis=0), 1, atol=1e-6)
    assert parts.min() >= -1e-6


@pytest.mark.parametrize(
    ("zone", "point"),
    [("lips", 0), ("lips", 17), ("eyes", 159), ("eyes", 27), ("eyes", 386), ("cheeks", 50),
     ("cheeks", 280), ("rest", 1), ("rest", 151), ("rest", 152)],
)  # fmt: skip
def test_a_point_lies_in_its_zone(zone: str, point: int) -> None:
    assert share(zone, point) > 0.9


def test_zones_are_symmetric() -> None:
    parts = zones(128)
    np.testing.assert_allclose(parts, parts[:, :, ::-1], atol=0.15)
