from __future__ import annotations

import numpy as np
import pytest

from mirror.core import film as films
from mirror.core.film import Film, over, with_strength
from mirror.core.texels import approach, coat, identity_texels, lay_over, packed, resized
from mirror.core.types import Floats


def random_film(seed: int, size: int = 16) -> Film:
    rng = np.random.default_rng(seed)
    return Film(
        rng.uniform(0, 1.5, (size, size, 4)).astype(np.float32),
        rng.uniform(0, 1, (size, size, 4)).astype(np.float32),
    )


def test_packing_keeps_transmittance_first() -> None:
    film = random_film(0)
    texels = packed(film)
    assert np.array_equal(texels[..., :4], film.transmittance)
    assert np.array_equal(texels[..., 4:], film.emission)
    assert np.array_equal(identity_texels(16), packed(films.identity(16)))


def test_stacking_is_that_of_films() -> None:
    top, bottom = random_film(1), random_film(2)
    out = identity_texels(16)
    lay_over(packed(top), packed(bottom), out)
    np.testing.assert_allclose(out, packed(over(top, bottom)), atol=1e-6)
    assert np.abs(out - packed(over(bottom, top))).max() > 0.05, "the order matters"


def test_the_lower_film_may_be_worn_in_part() -> None:
    top, bottom = random_film(1), random_film(2)
    share = np.random.default_rng(3).random((16, 16), np.float32)
    out = identity_texels(16)
    lay_over(packed(top), packed(bottom), out, share)
    expected = packed(over(top, with_strength(bottom, share)))
    np.testing.assert_allclose(out, expected, atol=1e-6)
    assert np.abs(out - packed(over(top, bottom))).max() > 0.05, "the share matters"


@pytest.mark.parametrize("place", ["top", "bottom"])
def test_the_result_may_take_the_place_of_either(place: str) -> None:
    top, bottom = packed(random_film(1)), packed(random_film(2))
    expected = identity_texels(16)
    lay_over(top, bottom, expected)
    out = top if place == "top" else bottom
    lay_over(top, bottom, out)
    assert np.array_equal(out, expected)


def test_nothing_over_nothing_is_exactly_nothing() -> None:
    nothing, out = identity_texels(16), packed(random_film(1))
    share = np.random.default_rng(3).random((16, 16), np.float32)
    lay_over(nothing, nothing, out, share)
    assert np.array_equal(out, nothing)


def test_resizing_is_that_of_films() -> None:
    film = random_film(4)
    for size in (4, 8, 16, 40):
        expected = packed(films.resized(film, size))
        np.testing.assert_allclose(resized(packed(film), size), expected, atol=1e-6)


@pytest.mark.parametrize("share", [0.0, 0.25, 1.0])
def test_a_film_goes_a_part_of_the_way(share: float) -> None:
    film, target = packed(random_film(1)), packed(random_film(2))
    expected = film + np.float32(share) * (target - film)
    approach(film, target, share)
    np.testing.assert_allclose(film, expected, atol=1e-6)


def test_all_the_way_is_exactly_there() -> None:
    film, target = packed(random_film(1)), packed(random_film(2))
    approach(film, target, 1.0)
    assert np.array_equal(film, target)


def test_where_nothing_is_left_nothing_lingers() -> None:
    film, target = packed(random_film(1)), packed(random_film(2))
    target[:8] = identity_texels(16)[:8]
    approach(film, target, 0.1)
    assert np.array_equal(film[:8], target[:8])
    assert np.abs(film[8:] - target[8:]).max() > 0.1


@pytest.mark.parametrize("channel", range(8))
def test_the_identity_is_one_of_all_channels(channel: int) -> None:
    film, target = packed(random_film(1)), identity_texels(16)
    target[..., channel] += 0.01
    before: Floats = film.copy()
    approach(film, target, 0.0)
    np.testing.assert_allclose(film, before, atol=1e-6)


@pytest.mark.parametrize("size", [8, 12, 24, 48])
def test_any_size_is_reached_and_the_mean_stays(size: int) -> None:
    """Whole fractions and others: 512 to 192 is none."""
    film = random_film(4, 32)
    found = resized(packed(film), size)
    assert found.shape == (size, size, 8)
    assert found.dtype == np.float32
    if size < 32:
        np.testing.assert_allclose(found.mean((0, 1)), packed(film).mean((0, 1)), atol=0.01)
    np.testing.assert_allclose(found, packed(films.resized(film, size)), atol=1e-5)


def test_a_coat_is_the_layer_over_the_film() -> None:
    rng = np.random.default_rng(3)
    below = Film(*(rng.random((16, 16, 4), np.float32) for _ in range(2)))
    density = rng.random((16, 16), np.float32)
    density[:8] = 0
    passed, returned = (rng.random(4, np.float32) for _ in range(2))
    full = Film(*(np.broadcast_to(four, (16, 16, 4)).copy() for four in (passed, returned)))
    wanted = over(with_strength(full, density * np.float32(0.7)), below)
    through, added = below.transmittance.copy(), below.emission.copy()
    coat(through, added, density, passed, returned, 0.7)
    assert np.allclose(through, wanted.transmittance, atol=1e-6)
    assert np.allclose(added, wanted.emission, atol=1e-6)
    assert np.array_equal(through[:8], below.transmittance[:8])
