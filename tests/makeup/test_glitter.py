from __future__ import annotations

import numpy as np
import pytest

from mirror.makeup.glitter import glitter
from mirror.makeup.products import Eyeshadow, Lipstick


def test_a_palette_has_flakes_of_each_shade_in_its_place() -> None:
    product = Eyeshadow(
        shades=("#602040", "#f0d0a0"), template="halo", finish="glitter", strength=0.5
    )
    dark, light = glitter(product)
    assert dark.strength == light.strength == 0.5
    assert not np.array_equal(dark.mask, light.mask)
    assert dark.shade[0] > dark.shade[1], "of the shade's hue"
    assert dark.shade.max() == pytest.approx(1), "and as light as a mirror"


@pytest.mark.parametrize("finish", ["matte", "satin"])
def test_matte_and_satin_have_none(finish: str) -> None:
    assert not list(glitter(Eyeshadow(shades=("#602040",), finish=finish)))  # type: ignore[arg-type]
    assert not list(glitter(Lipstick(shades=("#602040",), finish=finish)))  # type: ignore[arg-type]


def test_holographic_flakes_are_gratings() -> None:
    (holographic,) = glitter(Lipstick(shades=("#602040",), finish="holographic"))
    (shimmer,) = glitter(Lipstick(shades=("#602040",), finish="shimmer"))
    assert holographic.flakes.rainbow > 0.5 > shimmer.flakes.rainbow == 0
