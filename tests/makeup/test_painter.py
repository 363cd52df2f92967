from __future__ import annotations

from collections.abc import Mapping

import msgspec
import numpy as np
import pytest

from mirror.core.colour import hex_to_linear
from mirror.core.film import Film, identity, over
from mirror.core.mesh import face_mesh
from mirror.core.types import Floats
from mirror.makeup.look import Look, load_look, shipped_looks
from mirror.makeup.painter import SIZE, follows_skin, paint

DARK = np.array([0.05, 0.03, 0.022], np.float32)
FAIR = np.array([0.55, 0.38, 0.30], np.float32)


def look_of(*products: Mapping[str, object]) -> Look:
    return msgspec.convert({"name": "test", "title": "Test", "products": products}, Look)


def at(film: Film, *indices: int) -> tuple[Floats, Floats]:
    u, v = face_mesh().uv[list(indices)].mean(axis=0)
    row, column = int(v * SIZE), int(u * SIZE)
    return film.transmittance[row, column], film.emission[row, column]


def seen(film: Film, index: int | tuple[int, ...], skin: Floats) -> Floats:
    transmittance, emission = at(film, *np.atleast_1d(index))
    return np.asarray(transmittance[:3] * skin + emission[:3], np.float32)


LOWER_LIP, CHEEK, LID, CHIN, BROW = 16, 50, 27, 199, (105, 52)


def test_no_products_are_the_identity() -> None:
    painting = paint(look_of(), FAIR)
    assert (painting.film.transmittance == 1).all()
    assert (painting.film.emission == 0).all()
    assert painting.drawings == ()


@pytest.mark.parametrize("skin", [DARK, FAIR], ids=["dark", "fair"])
def test_an_opaque_lipstick_is_exactly_its_shade_on_any_skin(skin: Floats) -> None:
    product = {"kind": "lipstick", "shades": ["#e8c0c8"], "finish": "matte", "coverage": 1.0}
    film = paint(look_of(product), skin).film
    assert seen(film, LOWER_LIP, skin) == pytest.approx(hex_to_linear("#e8c0c8"), abs=1e-4)


def test_sheer_lets_the_lip_show_and_opaque_does_not() -> None:
    def difference(finish: str) -> float:
        product = {"kind": "lipstick", "shades": ["#a03040"], "finish": finish}
        film = paint(look_of(product), FAIR).film
        spread = seen(film, LOWER_LIP, FAIR) - seen(film, LOWER_LIP, DARK)
        return float(np.abs(spread).max())

    assert difference("sheer") > difference("gloss") > difference("satin") > difference("matte")


def test_finishes_order_the_shine() -> None:
    def gain(finish: str) -> float:
        product = {"kind": "lipstick", "shades": ["#a03040"], "finish": finish}
        transmittance, emission = at(paint(look_of(product), FAIR).film, LOWER_LIP)
        return float(transmittance[3] + emission[3])

    assert gain("gloss") > 2 > gain("satin") > gain("matte")
    assert gain("matte") < 0.3


@pytest.mark.parametrize(
    ("product", "where", "elsewhere"),
    [
        ({"kind": "lipstick", "shades": ["#a03040"]}, LOWER_LIP, (CHEEK, LID, CHIN)),
        ({"kind": "eyeshadow", "shades": ["#305080"]}, LID, (CHEEK, LOWER_LIP, CHIN)),
        ({"kind": "blush", "shades": ["#d06070"]}, CHEEK, (LID, LOWER_LIP, CHIN)),
        ({"kind": "foundation", "shade": "#c09878"}, CHIN, (LOWER_LIP,)),
    ],
)
def test_products_lie_where_they_belong(
    product: dict[str, object], where: int, elsewhere: tuple[int, ...]
) -> None:
    film = paint(look_of(product), FAIR).film
    assert np.abs(seen(film, where, FAIR) - FAIR).max() > 0.01
    for index in elsewhere:
        assert np.abs(seen(film, index, FAIR) - FAIR).max() < 0.004


def test_painting_a_look_is_stacking_its_products() -> None:
    look = load_look(shipped_looks()["plum-evening"])
    stacked = identity(SIZE)
    for product in look.products:
        alone = msgspec.structs.replace(look, products=(product,))
        stacked = over(paint(alone, FAIR).film, stacked)
    film = paint(look, FAIR).film
    assert film.transmittance == pytest.approx(stacked.transmittance, abs=1e-5)
    assert film.emission == pytest.approx(stacked.emission, abs=1e-5)


def test_the_film_is_symmetric() -> None:
    film = paint(load_look(shipped_looks()["copper-light"]), FAIR).film
    assert np.abs(film.emission - film.emission[:, ::-1]).mean() < 1e-3


def test_half_the_strength_is_half_the_way() -> None:
    def paint_at(strength: float) -> Floats:
        product = {"kind": "blush", "shades": ["#d06070"], "strength": strength}
        return seen(paint(look_of(product), FAIR).film, CHEEK, FAIR)

    assert paint_at(0.5) == pytest.approx((FAIR + paint_at(1.0)) / 2, abs=1e-5)
    assert paint_at(0.0) == pytest.approx(FAIR)


def test_the_last_product_lies_on_top() -> None:
    red = {"kind": "lipstick", "shades": ["#c00000"], "coverage": 1.0}
    blue = {"kind": "lipstick", "shades": ["#0000c0"], "coverage": 1.0}
    top = seen(paint(look_of(red, blue), FAIR).film, LOWER_LIP, FAIR)
    assert top[2] > 10 * top[0]


def test_foundation_without_a_shade_is_the_persons_own() -> None:
    look = look_of({"kind": "foundation", "coverage": 1.0})
    assert follows_skin(look)
    assert seen(paint(look, DARK).film, CHIN, FAIR) == pytest.approx(DARK, abs=1e-4)
    assert not follows_skin(look_of({"kind": "foundation", "shade": "#c09878"}))


def test_foundation_spares_the_brows() -> None:
    film = paint(look_of({"kind": "foundation", "shade": "#ffffff", "coverage": 1.0}), FAIR).film
    change = np.abs(seen(film, BROW, FAIR) - FAIR).max()
    assert change < 0.3 * np.abs(seen(film, CHIN, FAIR) - FAIR).max()


@pytest.mark.parametrize("name", list(shipped_looks()))
def test_every_shipped_look_paints_a_sound_film(name: str) -> None:
    painting = paint(load_look(shipped_looks()[name]), DARK)
    film = painting.film
    assert film.size == SIZE
    for array in (film.transmittance, film.emission):
        assert np.isfinite(array).all()
        assert array.min() >= 0
    assert film.transmittance[..., :3].max() <= 1
    assert (film.emission[0] == 0).all(), "it ends before the canvas does"
    assert np.abs(film.transmittance - 1).max() > 0.1
