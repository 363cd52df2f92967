from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import get_args

import msgspec
import numpy as np
import pytest

from mirror.core.colour import LUMINANCE, hex_to_linear
from mirror.core.film import Film
from mirror.core.types import Floats
from mirror.makeup.look import Look
from mirror.makeup.painter import follows_skin, paint
from mirror.makeup.products import AnyProduct, of_own_skin
from tests.makeup.shapes.places import at as read

DARK = np.array([0.05, 0.03, 0.022], np.float32)
FAIR = np.array([0.55, 0.38, 0.30], np.float32)
CHEEK, UNDER_EYE, HOLLOW, CHEEKBONE, CHIN, LOWER_LIP = 50, 230, 147, 117, 199, 16


PICTURE = Path(__file__).parents[1] / "golden" / "looks" / "light.png"


def plain(kind: type[msgspec.Struct]) -> AnyProduct:
    """A product of a kind, of red where it must have a shade, with all else as it comes."""
    given: dict[str, object] = {"kind": kind.__struct_config__.tag}
    must = {"shades": ["#a02030"], "shade": "#a02030", "picture": str(PICTURE), "u": 0.3, "v": 0.5}
    for field in msgspec.structs.fields(kind):
        if field.required:
            given[field.name] = must[field.name]
    product: AnyProduct = msgspec.convert(given, AnyProduct)
    return product


KINDS = [plain(kind) for kind in get_args(AnyProduct)]


def worn(*products: Mapping[str, object], skin: Floats = FAIR) -> Film:
    look = msgspec.convert({"name": "test", "title": "Test", "products": products}, Look)
    return paint(look, skin).film


def seen(film: Film, point: int | tuple[int, ...], skin: Floats = FAIR) -> Floats:
    """What is seen of skin in the middle of some mesh points, linear RGB."""
    points = (point,) if isinstance(point, int) else point
    channels = [
        read(film.transmittance[..., k], *points) * skin[k] + read(film.emission[..., k], *points)
        for k in range(3)
    ]
    return np.array(channels, np.float32)


def gain(film: Film, point: int) -> float:
    """By how much shine grows."""
    return read(film.transmittance[..., 3], point) + read(film.emission[..., 3], point)


@pytest.mark.parametrize("product", KINDS, ids=lambda p: type(p).__name__)
@pytest.mark.parametrize("skin", [DARK, FAIR], ids=["dark", "fair"])
def test_every_kind_paints_a_sound_film_that_shows(product: AnyProduct, skin: Floats) -> None:
    painting = paint(Look(name="one", title="One", products=(product,)), skin)
    film = painting.film
    for array in (film.transmittance, film.emission):
        assert np.isfinite(array).all()
        assert array.min() >= 0
    assert film.transmittance[..., :3].max() <= 1
    if not (painting.groundwork or painting.drawings):
        assert np.abs(film.transmittance - 1).max() > 0.1


@pytest.mark.parametrize("product", KINDS, ids=lambda p: type(p).__name__)
def test_a_kind_follows_the_skin_if_its_shade_does(product: AnyProduct) -> None:
    look = Look(name="one", title="One", products=(product,))
    on_dark, on_fair = (paint(look, skin).film.emission for skin in (DARK, FAIR))
    assert follows_skin(look) == of_own_skin(product)
    assert of_own_skin(product) == (not np.array_equal(on_dark, on_fair))


def test_an_ombre_has_its_second_shade_in_the_middle_and_two_tone_below() -> None:
    red, pink = "#800010", "#f0a0b0"
    base = {"kind": "lipstick", "shades": [red, pink], "finish": "matte", "coverage": 1.0}
    ombre, halves = worn({**base, "blend": "ombre"}), worn({**base, "blend": "two-tone"})
    middle, edge, upper = (14, 15), (16, 17), 12
    assert seen(ombre, middle) == pytest.approx(hex_to_linear(pink), abs=0.05)
    assert seen(ombre, edge) == pytest.approx(hex_to_linear(red), abs=0.1)
    assert seen(halves, LOWER_LIP) == pytest.approx(hex_to_linear(pink), abs=1e-3)
    assert seen(halves, upper) == pytest.approx(hex_to_linear(red), abs=1e-3)


def test_shine_grows_from_gloss_to_plumping_gloss() -> None:
    finishes = ("matte", "satin", "shimmer", "metallic", "gloss", "plumping")
    gains = [
        gain(worn({"kind": "lipstick", "shades": ["#a02030"], "finish": finish}), LOWER_LIP)
        for finish in finishes
    ]
    assert gains == sorted(gains)


@pytest.mark.parametrize("skin", [DARK, FAIR], ids=["dark", "fair"])
def test_own_skin_shades_are_lighter_darker_and_warmer(skin: Floats) -> None:
    def change(product: dict[str, object], point: int) -> Floats:
        return np.asarray(np.log2(seen(worn(product, skin=skin), point, skin) / skin))

    concealer = change({"kind": "concealer"}, UNDER_EYE)
    assert 0 < concealer @ LUMINANCE < 0.4
    contour = change({"kind": "contour", "coverage": 0.6}, HOLLOW)
    assert -1.2 < contour @ LUMINANCE < -0.2
    bronzer = change({"kind": "bronzer", "coverage": 0.6}, HOLLOW)
    assert bronzer @ LUMINANCE < -0.1
    assert bronzer[0] - bronzer[2] > contour[0] - contour[2] + 0.1, "a tan is warm, shadow is not"


def test_a_highlight_shines_and_powder_takes_shine_away() -> None:
    light = {"kind": "highlighter", "shade": "#f8e0c8", "finish": "metallic"}
    assert gain(worn(light), CHEEKBONE) > 1.4
    assert gain(worn(light), HOLLOW) == pytest.approx(1, abs=0.15)
    clear = worn({"kind": "powder", "coverage": 0.8})
    assert gain(clear, CHEEK) == pytest.approx(0.2, abs=0.02)
    assert seen(clear, CHEEK) == pytest.approx(FAIR, abs=1e-6), "clear powder has no colour"
    tinted = worn({"kind": "powder", "shade": "#ffffff"})
    assert (seen(tinted, CHEEK) > FAIR).all()


def test_a_palette_has_each_shade_in_its_place() -> None:
    film = worn(
        {
            "kind": "eyeshadow", "template": "cut-crease", "coverage": 1.0,
            "shades": ["#f0e0d0", "#301808"],
        }
    )  # fmt: skip
    assert seen(film, 159) @ LUMINANCE > 2 * (seen(film, 223) @ LUMINANCE)


def test_products_keep_off_the_lips() -> None:
    for kind in ("concealer", "contour", "bronzer", "freckles", "powder"):
        film = worn({"kind": kind, "coverage": 1.0})
        assert seen(film, LOWER_LIP) == pytest.approx(FAIR, abs=0.004), kind


def test_freckles_show_on_the_darkest_skin_and_a_shade_is_worn_as_it_is() -> None:
    def darkest(skin: Floats, **more: object) -> Floats:
        film = worn({"kind": "freckles", "amount": 1.0, **more}, skin=skin)
        left = film.transmittance[..., :3] * skin + film.emission[..., :3]
        return np.asarray((left @ LUMINANCE).min() / (skin @ LUMINANCE))

    assert darkest(DARK) < 0.35
    assert darkest(FAIR) < 0.75
    assert darkest(DARK) < 0.6 * darkest(FAIR)
    own = [worn({"kind": "freckles", "shade": "#402010"}, skin=skin) for skin in (DARK, FAIR)]
    np.testing.assert_array_equal(own[0].emission, own[1].emission)


@pytest.mark.parametrize("finish", ["sheer", "gloss", "satin", "matte"])
def test_lipstick_that_covers_nothing_has_no_colour(finish: str) -> None:
    product = {"kind": "lipstick", "shades": ["#a02030"], "finish": finish}

    def change(coverage: float) -> float:
        film = worn({**product, "coverage": coverage})
        return float(np.abs(np.log2(seen(film, LOWER_LIP) / FAIR)).max())

    assert change(0.0) == pytest.approx(0, abs=1e-4)
    assert 0 < change(0.04) < 0.6 * change(0.2)


def test_little_foundation_takes_little_of_the_skins_shine() -> None:
    thin, thick = (
        gain(worn({"kind": "foundation", "finish": "matte", "coverage": cover}), CHEEK)
        for cover in (0.1, 0.8)
    )
    assert thin > 0.8
    assert thick == pytest.approx(0.25, abs=0.03)
