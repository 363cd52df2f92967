from __future__ import annotations

import pytest

from mirror.ui.stage.placement import Box, place

PICTURE = (1280, 720)


@pytest.mark.parametrize(
    ("view", "target"),
    [
        ((1280, 720), Box(0, 0, 1280, 720)),
        ((640, 360), Box(0, 0, 640, 360)),
        ((1280, 1000), Box(0, 140, 1280, 720)),
        ((2000, 720), Box(360, 0, 1280, 720)),
    ],
)
def test_the_whole_picture_fits_in_the_middle(view: tuple[int, int], target: Box) -> None:
    shown, where = place(PICTURE, view)
    assert shown == Box(0, 0, 1280, 720)
    assert where == target


@pytest.mark.parametrize("view", [(900, 720), (720, 1600), (1280, 300), (33, 999), (2560, 1440)])
@pytest.mark.parametrize("max_crop", [0.0, 0.25, 0.9])
def test_nothing_is_distorted_or_cut_more_than_allowed(
    view: tuple[int, int], max_crop: float
) -> None:
    shown, target = place(PICTURE, view, max_crop)
    assert shown.width / shown.height == pytest.approx(target.width / target.height)
    assert shown.width >= 1280 * (1 - max_crop) - 1e-6
    assert (shown.y, shown.height) == (0, 720)
    assert target.width <= view[0] + 1e-6
    assert target.height <= view[1] + 1e-6
    assert target.width == pytest.approx(view[0]) or target.height == pytest.approx(view[1])


def test_cutting_goes_only_as_far_as_the_view_asks() -> None:
    shown, target = place(PICTURE, (960, 720), max_crop=0.5)
    assert shown == Box(160, 0, 960, 720)
    assert target == Box(0, 0, 960, 720)


def test_where_cutting_does_not_suffice_the_rest_stays_empty() -> None:
    shown, target = place(PICTURE, (640, 1440), max_crop=0.5)
    assert shown == Box(320, 0, 640, 720)
    assert target == Box(0, 360, 640, 720)
