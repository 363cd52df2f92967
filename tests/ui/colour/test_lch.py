from __future__ import annotations

import itertools
import math

import pytest

from mirror.ui.colour.lch import MOST_CHROMA, Lch, lch_of, shade_of

_LEVELS = (0, 1, 51, 102, 153, 204, 254, 255)
SHADES = [f"#{r:02x}{g:02x}{b:02x}" for r, g, b in itertools.product(_LEVELS, repeat=3)]


def channels(shade: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(shade[1:]))


def test_a_shade_comes_back_within_one_step_of_each_channel() -> None:
    for shade in SHADES:
        back = channels(shade_of(lch_of(shade)))
        assert max(abs(a - b) for a, b in zip(back, channels(shade), strict=True)) <= 1, shade


def test_every_shade_lies_within_the_ranges() -> None:
    for colour in map(lch_of, SHADES):
        assert 0 <= colour.lightness <= 100.001
        assert 0 <= colour.chroma <= MOST_CHROMA
        assert 0 <= colour.hue < 360
    assert max(lch_of(shade).chroma for shade in SHADES) > MOST_CHROMA - 1


@pytest.mark.parametrize(
    ("shade", "lightness", "chroma", "hue"),
    # As published for sRGB's own red and its white point.
    [("#ff0000", 53.24, 104.55, 40.0), ("#ffffff", 100, 0, 0), ("#000000", 0, 0, 0)],
)
def test_known_colours(shade: str, lightness: float, chroma: float, hue: float) -> None:
    found = lch_of(shade)
    assert found.lightness == pytest.approx(lightness, abs=0.1)
    assert found.chroma == pytest.approx(chroma, abs=0.1)
    if chroma:
        assert found.hue == pytest.approx(hue, abs=0.1)


def test_a_grey_has_no_hue_of_its_own() -> None:
    assert [lch_of(f"#{level}").hue for level in ("000000", "808080", "ffffff")] == [0, 0, 0]


@pytest.mark.parametrize("lightness", range(10, 100, 10))
@pytest.mark.parametrize("chroma", [60, 100, round(MOST_CHROMA)])
def test_what_no_screen_shows_keeps_lightness_and_hue(lightness: int, chroma: int) -> None:
    for hue in range(0, 360, 15):
        wanted = Lch(lightness, chroma, hue)
        shown = lch_of(shade_of(wanted))
        turned = math.radians((shown.hue - hue + 180) % 360 - 180)
        # A hair of the colour plane is left to the steps of the channels.
        assert abs(turned) * shown.chroma < 1, wanted
        assert shown.lightness == pytest.approx(lightness, abs=0.5), wanted
        assert shown.chroma < chroma + 1, wanted


@pytest.mark.parametrize(("lightness", "shade"), [(0, "#000000"), (100, "#ffffff")])
def test_the_ends_of_the_lightness_are_black_and_white(lightness: int, shade: str) -> None:
    assert {shade_of(Lch(lightness, MOST_CHROMA, hue)) for hue in range(0, 360, 40)} == {shade}
