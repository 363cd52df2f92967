from __future__ import annotations

import itertools

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
    placed = place(PICTURE, view)
    assert placed.shown == Box(0, 0, 1280, 720)
    assert placed.target == target


VIEWS = [(900, 720), (720, 1600), (1280, 300), (33, 999), (2560, 1440)]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("max_crop", [0.0, 0.25, 0.9])
def test_nothing_is_distorted_or_cut_more_than_allowed(
    view: tuple[int, int], max_crop: float
) -> None:
    placed = place(PICTURE, view, max_crop)
    shown, target = placed.shown, placed.target
    assert shown.width / shown.height == pytest.approx(target.width / target.height)
    assert shown.width >= 1280 * (1 - max_crop) - 1e-6
    assert shown.y == 0
    assert shown.height == pytest.approx(720)
    assert target.width <= view[0] + 1e-6
    assert target.height <= view[1] + 1e-6
    assert target.width == pytest.approx(view[0]) or target.height == pytest.approx(view[1])


def test_cutting_goes_only_as_far_as_the_view_asks() -> None:
    placed = place(PICTURE, (960, 720), max_crop=0.5)
    assert placed.shown == Box(160, 0, 960, 720)
    assert placed.target == Box(0, 0, 960, 720)


def test_where_cutting_does_not_suffice_the_rest_stays_empty() -> None:
    placed = place(PICTURE, (640, 1440), max_crop=0.5)
    assert placed.shown == Box(320, 0, 640, 720)
    assert placed.target == Box(0, 360, 640, 720)


def test_a_zoom_shows_so_much_less_and_makes_it_so_much_larger() -> None:
    placed = place(PICTURE, (1280, 720), zoom=2.0, centre=(500, 300))
    assert placed.shown == Box(180, 120, 640, 360)
    assert placed.target == Box(0, 0, 1280, 720)
    assert placed.scale == 2.0


def test_a_zoom_without_a_place_goes_to_the_middle() -> None:
    assert place(PICTURE, (1280, 720), zoom=4.0).shown == Box(480, 270, 320, 180)


def test_a_zoom_fills_what_was_empty_before_it_cuts() -> None:
    placed = place(PICTURE, (1280, 1080), zoom=1.25, centre=(640, 360))
    assert placed.shown == Box(128, 0, 1024, 720)
    assert placed.target == Box(0, 90, 1280, 900)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("zoom", [1.0, 1.7, 6.0])
def test_nothing_beyond_the_edges_of_the_picture_is_shown(
    view: tuple[int, int], zoom: float
) -> None:
    for x, y in itertools.product((-900, 0, 640, 1280, 5000), (-900, 0, 360, 720, 5000)):
        placed = place(PICTURE, view, 0.5, zoom=zoom, centre=(x, y))
        shown, target = placed.shown, placed.target
        assert shown.x >= 0
        assert shown.y >= 0
        assert shown.x + shown.width <= 1280 + 1e-6
        assert shown.y + shown.height <= 720 + 1e-6
        assert target.width <= view[0] + 1e-6
        assert target.height <= view[1] + 1e-6
        assert shown.width / shown.height == pytest.approx(target.width / target.height)


@pytest.mark.parametrize("view", VIEWS)
def test_a_place_goes_to_the_view_and_comes_back(view: tuple[int, int]) -> None:
    placed = place(PICTURE, view, 0.25, zoom=1.9, centre=(200, 650))
    shown, target = placed.shown, placed.target
    assert placed.to_view(shown.x, shown.y) == pytest.approx((target.x, target.y))
    corner = (target.x + target.width, target.y + target.height)
    assert placed.to_view(shown.x + shown.width, shown.y + shown.height) == pytest.approx(corner)
    for place_ in ((0.0, 0.0), (33.5, 700.25), (1280.0, 720.0)):
        assert placed.to_picture(*placed.to_view(*place_)) == pytest.approx(place_)
