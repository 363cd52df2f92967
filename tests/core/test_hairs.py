from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from mirror.core.colour import decode
from mirror.core.hairs import Hairs, draw_hairs
from mirror.core.types import Pixels

WHITE = np.ones(3, np.float32)


def straight(radius: float = 2.0, opacity: float = 1.0) -> Hairs:
    """Two black hairs, from (10, 50) to (30, 20) and beside it."""
    first = np.stack([np.linspace(10, 30, 5), np.linspace(50, 20, 5)], axis=1)
    path = np.stack([first, first + np.array([20, 0])]).astype(np.float32)
    return Hairs(path, np.full((2, 5), radius, np.float32), 0 * WHITE, opacity, WHITE)


def canvas() -> Pixels:
    return np.full((64, 64, 3), 200, np.uint8)


def drawn(hairs: Hairs) -> Pixels:
    out = canvas()
    draw_hairs(out, hairs)
    return out


def test_hairs_are_where_their_paths_are() -> None:
    out = drawn(straight())
    assert out[35, 20].max() == 0
    assert out[35, 40].max() == 0
    assert (out[35, 30] == 200).all(), "and nowhere between"
    assert (out[10] == 200).all()


def test_half_the_opacity_is_half_the_light() -> None:
    out = drawn(straight(opacity=0.5))
    half = decode(canvas())[35, 20] / 2
    assert decode(out)[35, 20] == pytest.approx(half, abs=0.005)


def test_a_hair_thinner_than_a_pixel_covers_a_part_of_it() -> None:
    darkness = [
        float((200 - drawn(straight(radius)).astype(float)).sum()) for radius in (0.1, 0.2, 1)
    ]
    assert 0 < darkness[0] < darkness[1] < darkness[2]


def test_crossing_hairs_do_not_add_up() -> None:
    hairs = straight(opacity=0.5)
    twice = replace(
        hairs,
        path_px=np.concatenate([hairs.path_px, hairs.path_px]),
        radius_px=np.concatenate([hairs.radius_px, hairs.radius_px]),
    )
    assert np.array_equal(drawn(hairs), drawn(twice))


def test_they_thin_out_towards_the_tip() -> None:
    hairs = straight()
    tapered = replace(hairs, radius_px=np.tile(np.linspace(2, 0.2, 5, dtype=np.float32), (2, 1)))
    out = drawn(tapered)
    at_root, at_tip = ((out[row] < 150).any(axis=1).sum() for row in (46, 23))
    assert at_root > at_tip


@pytest.mark.parametrize("shift", [(-40, 0), (50, 0), (0, -60), (0, 60), (500, 500)])
def test_partly_or_wholly_outside_the_picture(shift: tuple[int, int]) -> None:
    hairs = straight()
    moved = replace(hairs, path_px=hairs.path_px + np.array(shift, np.float32))
    out = drawn(moved)
    assert out.shape == (64, 64, 3)


def test_no_hairs_change_nothing() -> None:
    none = Hairs(np.zeros((0, 5, 2), np.float32), np.zeros((0, 5), np.float32), WHITE, 1.0, WHITE)
    assert np.array_equal(drawn(none), canvas())
    assert np.array_equal(drawn(straight(opacity=0.0)), canvas())
