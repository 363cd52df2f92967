from __future__ import annotations

from dataclasses import replace
from math import exp, inf

import numpy as np
import pytest

from mirror.core.composite import FilmTexture
from mirror.core.film import Film, over, resized, with_strength
from mirror.core.shading import CHANNELS, SIZE, Shading
from mirror.core.texels import identity_texels, packed
from mirror.core.types import Floats
from mirror.errors import LookError
from mirror.makeup.look import Look, find_look
from mirror.makeup.painter import paint
from mirror.makeup.products import Foundation
from mirror.makeup.transferred import TransferredLook, ZoneStrengths
from mirror.pipeline.cadence import Cadence
from mirror.pipeline.fitting import FilmFitter
from tests import known_transfer as known
from tests.pipeline.generators import KnownGenerator

LIGHT = Shading(np.full((SIZE, SIZE, CHANNELS), 0.7, np.float32))
ALL = ZoneStrengths()
MS = 1_000_000


def seen(seed: int = 0) -> tuple[Floats, Floats]:
    """A face's picture, some of it covered, and its visibility."""
    rng = np.random.default_rng(seed)
    picture = rng.random((known.SIZE, known.SIZE, 3), np.float32)
    return picture, rng.random((known.SIZE, known.SIZE), np.float32)


def expected(look: TransferredLook, seed: int, zones: ZoneStrengths = ALL) -> tuple[Film, Floats]:
    strengths = np.array([zones.lips, zones.eyes, zones.cheeks, zones.rest], np.float32)
    texels, bare = known.generated(
        *seen(seed), LIGHT.texture, look.pigment, look.features, strengths
    )
    return unpacked(texels), bare


def unpacked(texels: Floats) -> Film:
    return Film(texels[..., :4].copy(), texels[..., 4:].copy())


def fitter(every: int = 1) -> tuple[FilmFitter, KnownGenerator]:
    """A fitter that keeps to one cadence."""
    generator, cadence = KnownGenerator(), Cadence(inf)
    cadence.every = every
    return FilmFitter(generator, cadence), generator


def worn(
    fit: FilmFitter,
    look: TransferredLook,
    seed: int = 0,
    *,
    zones: ZoneStrengths = ALL,
    at_ms: int = 0,
    above: FilmTexture | None = None,
) -> Floats:
    """What one face wears in one frame."""
    fit.begin(look, zones, [3])
    fit.make(3, *seen(seed), LIGHT)
    return fit.texture(3, at_ms * MS, above).level(known.SIZE).copy()


def close(texels: Floats, film: Film) -> None:
    np.testing.assert_allclose(texels, packed(film), atol=2e-6)


def test_alone_it_is_the_networks_film_bit_by_bit() -> None:
    look = known.look()
    film, _ = expected(look, 0)
    assert np.array_equal(worn(fitter()[0], look), packed(film))


def test_every_frame_is_made_anew() -> None:
    fit, generator = fitter()
    look = known.look()
    for seed in range(4):
        close(worn(fit, look, seed, at_ms=33 * seed), expected(look, seed)[0])
    assert generator.runs == 4


def test_products_lie_over_it() -> None:
    look, products = known.look(), paint(find_look("plum-evening"), look_skin()).film
    above = FilmTexture(products)
    film, _ = expected(look, 0)
    close(worn(fitter()[0], look, above=above), over(resized(products, known.SIZE), film))


def look_skin() -> Floats:
    return np.array([0.5, 0.33, 0.26], np.float32)


@pytest.mark.parametrize("skin", [0.4, 1.0])
def test_the_photos_complexion_lies_under_it_where_the_skin_is_bare(skin: float) -> None:
    look = known.look()
    film, bare = expected(look, 0)
    foundation = Look("skin", "Skin", (Foundation(coverage=0.65),))
    below = resized(paint(foundation, look.complexion).film, known.SIZE)
    got = worn(fitter()[0], look, zones=replace(ALL, skin=skin))
    close(got, over(film, with_strength(below, bare * np.float32(skin))))
    assert np.abs(got - packed(film)).max() > 0.05


def test_all_three_are_one_film() -> None:
    look, products = known.look(), paint(find_look("classic-red"), look_skin()).film
    film, bare = expected(look, 0)
    below = resized(
        paint(Look("skin", "Skin", (Foundation(coverage=0.65),)), look.complexion).film, known.SIZE
    )
    got = worn(fitter()[0], look, zones=replace(ALL, skin=1.0), above=FilmTexture(products))
    close(got, over(resized(products, known.SIZE), over(film, with_strength(below, bare))))


def test_the_sliders_reach_the_network_in_its_order() -> None:
    fit, generator = fitter()
    worn(fit, known.look(), zones=ZoneStrengths(lips=0.1, eyes=0.2, cheeks=0.3, skin=0.9, rest=0.4))
    assert generator.strengths == [pytest.approx((0.1, 0.2, 0.3, 0.4))]


def test_with_all_sliders_at_zero_it_is_exactly_nothing() -> None:
    zones = ZoneStrengths(lips=0, eyes=0, cheeks=0, rest=0)
    got = worn(fitter()[0], known.look(), zones=zones)
    assert np.array_equal(got, identity_texels(known.SIZE))


def test_each_face_wears_its_own_film() -> None:
    fit, _ = fitter()
    look = known.look()
    fit.begin(look, ALL, [1, 2])
    for face, seed in ((1, 10), (2, 20)):
        fit.make(face, *seen(seed), LIGHT)
    films = [fit.texture(face, 0, None).level(known.SIZE) for face in (1, 2)]
    for texels, seed in zip(films, (10, 20), strict=True):
        close(texels, expected(look, seed)[0])


def test_a_film_may_be_made_with_every_third_frame_only() -> None:
    fit, generator = fitter(every=3)
    look = known.look()
    runs = []
    for frame in range(7):
        worn(fit, look, frame, at_ms=33 * frame)
        runs.append(generator.runs)
    assert runs == [1, 1, 1, 2, 2, 2, 3]


def test_a_film_that_is_made_now_and_then_goes_over_to_the_next_one() -> None:
    fit, _ = fitter(every=2)
    look = known.look()
    film = packed(expected(look, 0)[0])
    assert np.array_equal(worn(fit, look, 0, at_ms=0), film), "the first one is there at once"
    for frame, made in ((1, 0), (2, 2), (3, 2), (4, 4)):
        target = packed(expected(look, made)[0])
        film += (1 - exp(-33 / 30)) * (target - film)
        nothing = (target[..., :4] == 1).all(-1) & (target[..., 4:] == 0).all(-1)
        film[nothing] = target[nothing]
        np.testing.assert_allclose(worn(fit, look, frame, at_ms=33 * frame), film, atol=2e-6)


def test_two_frames_later_next_to_nothing_is_left_of_the_old_film() -> None:
    fit, _ = fitter(every=4)
    look = known.look()
    for frame in range(4):
        worn(fit, look, 0, at_ms=33 * frame)
    before, target = packed(expected(look, 0)[0]), packed(expected(look, 5)[0])
    films = [worn(fit, look, 5, at_ms=33 * frame) for frame in (4, 5, 6)]
    assert np.abs(films[-1] - target).max() < 0.05 * np.abs(before - target).max()


def test_another_look_and_another_slider_are_seen_at_once() -> None:
    fit, generator = fitter(every=4)
    worn(fit, known.look(1))
    for look, zones in (
        (known.look(1), ALL),
        (known.look(2), ALL),
        (known.look(2), replace(ALL, lips=0.5)),
    ):
        runs = generator.runs
        worn(fit, look, zones=zones, at_ms=33)
        assert generator.runs == runs + 1


def test_the_skin_slider_paints_nothing_anew() -> None:
    fit, _ = fitter()
    look = known.look()
    films = [worn(fit, look, zones=replace(ALL, skin=skin)) for skin in (0.0, 0.5, 1.0)]
    prepared = fit._prepared
    worn(fit, look, zones=replace(ALL, skin=0.7))
    assert fit._prepared is prepared
    steps = [np.abs(films[i] - films[i + 1]).max() for i in (0, 1)]
    assert min(steps) > 0.02


def test_a_face_that_left_is_forgotten_and_a_new_one_is_dressed_at_once() -> None:
    fit, generator = fitter(every=4)
    look = known.look()
    worn(fit, look)
    fit.begin(look, ALL, [4])
    fit.make(4, *seen(7), LIGHT)
    close(fit.texture(4, 0, None).level(known.SIZE), expected(look, 7)[0])
    assert generator.runs == 2
    assert set(fit._worn) == {4}


def test_a_face_whose_film_could_not_be_made_has_none() -> None:
    fit, _ = fitter()
    fit.begin(known.look(), ALL, [1])
    with pytest.raises(RuntimeError, match="made before it is worn"):
        fit.texture(1, 0, None)


def test_the_liner_is_drawn_where_it_is_sure_and_the_skin_is_bare() -> None:
    fit, _ = fitter()
    picture = np.full((known.SIZE, known.SIZE, 3), 0.3, np.float32)
    seen_all = np.ones((known.SIZE, known.SIZE), np.float32)
    look = known.look()
    fit.begin(look, replace(ALL, eyes=0.5), [1])
    fit.make(1, picture, seen_all, LIGHT)
    strokes = fit.strokes(1)
    assert [share for _, share in strokes] == [0.5, 0.5]
    assert {stroke.product.shade for stroke, _ in strokes} == {"#331a66"}
    fit.begin(look, ALL, [1])
    covered = picture.copy()
    covered[:, : known.SIZE // 2] = known.COVERED_FROM + 0.1
    fit.make(1, covered, seen_all, LIGHT)
    assert fit.strokes(1) == []


def test_a_look_of_another_network_is_refused() -> None:
    fit, _ = fitter()
    look = replace(
        known.look(),
        pigment=np.zeros((9, 32, 32), np.float32),
        features=np.zeros((16, 8, 8), np.float32),
    )
    with pytest.raises(LookError, match="open the photo again"):
        fit.begin(look, ALL, [1])


def test_a_slow_machine_makes_films_less_often() -> None:
    cadence = Cadence(33.3)
    fit = FilmFitter(KnownGenerator(), cadence)
    look = known.look()
    for frame in range(60):
        worn(fit, look, frame % 3, at_ms=60 * frame)
        fit.observe({"landmarks": 20.0, "generate": 20.0, "composite": 5.0})
    assert cadence.every == 3


def test_closing_frees_the_network() -> None:
    fit, generator = fitter()
    fit.close()
    assert generator.closed
