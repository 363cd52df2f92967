from __future__ import annotations

import numpy as np
import pytest

from mirror.inference.search import search_regions

SEEN = 0.17


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1920, 1080), (720, 1280), (640, 480)])
def test_every_face_is_whole_and_large_enough_in_some_square(width: int, height: int) -> None:
    regions = search_regions(width, height)
    random = np.random.default_rng(0)
    for _ in range(2000):
        face = random.uniform(60, min(width, height))
        x = random.uniform(face / 2, width - face / 2)
        y = random.uniform(face / 2, height - face / 2)
        assert any(
            face >= SEEN * r.side
            and abs(x - r.x) + face / 2 <= r.side / 2 + 1
            and abs(y - r.y) + face / 2 <= r.side / 2 + 1
            for r in regions
        ), f"face of {face:.0f} px at {x:.0f}, {y:.0f}"


def test_the_whole_frame_comes_first() -> None:
    first = search_regions(1280, 720)[0]
    assert (first.x, first.y, first.side) == (640, 360, 1280)


def test_a_small_frame_needs_one_look() -> None:
    assert len(search_regions(320, 240)) == 1


def test_a_huge_frame_is_searched_in_bounded_time() -> None:
    assert len(search_regions(7680, 4320)) < 100
