from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from coloraide import Color

from mirror.catalogue.swatch import Note, Swatch, measure_swatch
from mirror.core.types import Pixels
from mirror.errors import PhotoError
from mirror.evaluation.swatch import BEYOND, CONDITIONS, SHADES, Scene, error, evaluate, render
from tests.faces import flat_picture, noise_picture

RED, NUDE, BLACK = "#a8283c", "#f3e3d8", "#141214"
PLAIN = Scene()


def differs(swatch: Swatch, shade: str) -> float:
    return float(Color(swatch.shade).delta_e(Color(shade), method="2000"))


def side_by_side(left: Pixels, right: Pixels) -> Pixels:
    """Two photos of dark marks on the same paper, as one."""
    return np.minimum(np.roll(left, -300, axis=1), np.roll(right, 300, axis=1))


@pytest.mark.parametrize("condition", [name for name in CONDITIONS if name not in BEYOND])
@pytest.mark.parametrize("number", [0, 4, 12])
def test_a_known_shade_is_measured_in_any_ordinary_light(condition: str, number: int) -> None:
    shade = SHADES[number]
    assert error(shade, render(shade, CONDITIONS[condition], seed=number * 100)) < 4


@pytest.mark.parametrize("shade", SHADES)
def test_every_shade_is_measured_closely_in_good_light(shade: str) -> None:
    assert error(shade, render(shade, replace(PLAIN, falloff=0.45), seed=1)) < 1.5


def test_the_lights_colour_does_not_tell() -> None:
    white, warm = (
        measure_swatch(render(RED, CONDITIONS[name], seed=5))[0]
        for name in ("even light", "warm light")
    )
    assert differs(warm, white.shade) < 1.0


def test_lab_and_hex_say_the_same_and_the_mask_lies_in_the_box() -> None:
    pixels = render(RED, PLAIN)
    (swatch,) = measure_swatch(pixels)
    assert Color("lab-d65", list(swatch.lab)).delta_e(Color(swatch.shade), method="2000") < 0.5
    assert swatch.mask.shape == pixels.shape[:2]
    x, y, width, height = swatch.box_px
    assert swatch.mask[y : y + height, x : x + width].sum() == swatch.mask.sum() > 5_000
    # A smear of 0.3 of the photo's width about its middle.
    assert width == pytest.approx(360, rel=0.3)
    assert (x + width / 2, y + height / 2) == pytest.approx((600, 450), abs=90)
    assert swatch.notes == ()
    assert swatch.spread < 6


def test_the_papers_own_colour_may_be_given() -> None:
    pixels = render(RED, PLAIN)
    darker = measure_swatch(pixels, paper_lab=(85.0, 0.0, 0.0))[0]
    bluer = measure_swatch(pixels, paper_lab=(96.0, 0.0, -6.0))[0]
    usual = measure_swatch(pixels)[0]
    assert darker.lab[0] < usual.lab[0] - 2
    assert bluer.lab[2] < usual.lab[2] - 1


def test_highlights_and_thin_edges_are_left_out() -> None:
    dull, glossy = (
        measure_swatch(render(RED, replace(PLAIN, gloss=gloss), seed=3))[0] for gloss in (0, 0.9)
    )
    assert differs(glossy, dull.shade) < 1.0
    bright = render(RED, replace(PLAIN, gloss=0.9), seed=3).min(axis=2) > 180
    x, y, width, height = glossy.box_px
    inside = np.s_[y + height // 4 : y + 3 * height // 4, x + width // 4 : x + 3 * width // 4]
    assert bright[inside].any(), "there are highlights in this photo"
    assert (glossy.mask & bright).sum() < 0.01 * glossy.mask.sum()


def test_every_swatch_in_a_photo_is_offered() -> None:
    small = replace(PLAIN, size=0.25, falloff=0.0)
    found = measure_swatch(side_by_side(render(RED, small), render("#3f5fa8", small, seed=2)))
    assert len(found) == 2
    by_place = sorted(found, key=lambda swatch: swatch.box_px[0])
    for swatch, shade in zip(by_place, (RED, "#3f5fa8"), strict=True):
        assert differs(swatch, shade) < 1.5
        assert Note.SEVERAL in swatch.notes


@pytest.mark.parametrize(
    ("how", "note"),
    [
        ({"size": 0.09}, Note.SMALL),
        ({"light": (0.09, 0.09, 0.09)}, Note.DARK),
        ({"light": (0.9, 0.6, 0.3)}, Note.CAST),
        ({"spread": 1.5}, Note.UNEVEN),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_what_may_make_it_worse_is_noted(how: dict[str, Any], note: Note) -> None:
    shade = "#c8727a"
    assert note in measure_swatch(render(shade, replace(PLAIN, **how)))[0].notes
    assert note not in measure_swatch(render(shade, PLAIN))[0].notes


def test_a_soft_shadow_is_no_swatch() -> None:
    (swatch,) = measure_swatch(render(NUDE, CONDITIONS["hand's shadow"], seed=4))
    assert differs(swatch, NUDE) < 1.5


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"size": 0.001}, "no swatch on the paper"),
        ({"size": 0.001, "shadow": 0.4}, "no swatch on the paper"),
        ({"size": 0.001, "margin": 0.12}, "no swatch on the paper"),
        ({"light": (1.3, 1.3, 1.3)}, "overexposed"),
        ({"light": (1.15, 1.15, 1.15), "falloff": 0.4}, "overexposed"),
        ({"light": (1.3, 0.8, 0.7)}, "overexposed"),
        ({"light": (0.012, 0.012, 0.012)}, "too dark"),
        ({"light": (0.9, 0.2, 0.08)}, "strongly coloured"),
        ({"blur_px": 45.0}, "too blurred"),
        ({"blur_px": 90.0}, "too blurred"),
    ],
    ids=str,
)
def test_a_photo_that_cannot_be_measured_is_refused(how: dict[str, Any], words: str) -> None:
    with pytest.raises(PhotoError, match=words) as caught:
        measure_swatch(render(RED, replace(PLAIN, **how)))
    message = str(caught.value)
    assert message.endswith(".")
    assert "\n" not in message


def test_a_swatch_that_runs_off_the_photo_is_refused() -> None:
    pixels = np.ascontiguousarray(render(RED, PLAIN)[:, 560:])
    with pytest.raises(PhotoError, match="runs off the paper"):
        measure_swatch(pixels)


@pytest.mark.parametrize(
    "pixels",
    [
        flat_picture((90, 110, 150)),
        noise_picture(),
        np.zeros((300, 400, 3), np.uint8),
        np.full((300, 400, 3), 255, np.uint8),
        np.full((300, 400, 3), 190, np.uint8),
        np.full((20, 30, 3), 190, np.uint8),
        np.full((4, 4_000, 3), 190, np.uint8),
    ],
    ids=["skin", "noise", "black", "white", "paper", "tiny", "strip"],
)
def test_a_picture_of_something_else_is_refused(pixels: Pixels) -> None:
    with pytest.raises(PhotoError):
        measure_swatch(pixels)


def test_a_photo_may_be_of_any_size() -> None:
    pixels = render(RED, PLAIN)
    large = np.ascontiguousarray(np.repeat(np.repeat(pixels, 3, axis=0), 3, axis=1))
    (swatch,) = measure_swatch(large)
    assert differs(swatch, RED) < 1.5
    assert swatch.mask.shape == large.shape[:2]
    small = np.ascontiguousarray(pixels[::3, ::3])
    assert differs(measure_swatch(small)[0], RED) < 1.5


def test_the_evaluation_tells_a_good_measure_from_a_bad_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("mirror.evaluation.swatch.SHADES", (RED, BLACK))
    good = evaluate(PLAIN, copies=1)
    assert good["photos"] == 2
    assert good["refused"] == []
    assert isinstance(good["worst"], float)
    assert good["worst"] < 1.5
    curved = evaluate(replace(PLAIN, curve=0.5), copies=1)
    assert isinstance(curved["worst"], float)
    assert curved["worst"] > 2
    refused = evaluate(replace(PLAIN, size=0.001), copies=1)["refused"]
    assert isinstance(refused, list)
    assert len(refused) == 2
