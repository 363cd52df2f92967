from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from mirror.core.film import Film, identity, over, resized, with_strength
from mirror.core.types import Floats


def random_film(seed: int, size: int = 8) -> Film:
    rng = np.random.default_rng(seed)
    return Film(
        rng.uniform(0, 1.5, (size, size, 4)).astype(np.float32),
        rng.uniform(0, 1, (size, size, 4)).astype(np.float32),
    )


def seen(film: Film, light: Floats) -> NDArray[np.float32]:
    """What is seen through the film when `light` (NxNx4: diffuse RGB, specular) comes from below."""
    return film.transmittance * light + film.emission


LIGHT = np.random.default_rng(9).uniform(0, 1, (8, 8, 4)).astype(np.float32)


def test_the_identity_changes_nothing() -> None:
    assert np.array_equal(seen(identity(8), LIGHT), LIGHT)


def test_stacked_films_act_as_one_after_the_other() -> None:
    a, b = random_film(1), random_film(2)
    both = seen(over(a, b), LIGHT)
    assert both == pytest.approx(seen(a, seen(b, LIGHT)), abs=1e-5)
    assert np.abs(both - seen(b, seen(a, LIGHT))).max() > 0.05, "the order matters"


def test_stacking_is_associative() -> None:
    a, b, c = (random_film(seed) for seed in (1, 2, 3))
    left, right = over(over(a, b), c), over(a, over(b, c))
    assert left.transmittance == pytest.approx(right.transmittance, abs=1e-5)
    assert left.emission == pytest.approx(right.emission, abs=1e-5)


@pytest.mark.parametrize("strength", [0.0, 0.3, 1.0])
def test_strength_mixes_bare_and_made(strength: float) -> None:
    film = random_film(4)
    expected = (1 - strength) * LIGHT + strength * seen(film, LIGHT)
    assert seen(with_strength(film, strength), LIGHT) == pytest.approx(expected, abs=1e-6)


def test_strength_may_differ_from_texel_to_texel() -> None:
    film = random_film(5)
    share = np.linspace(0, 1, 64, dtype=np.float32).reshape(8, 8)
    worn = seen(with_strength(film, share), LIGHT)
    assert worn[0, 0] == pytest.approx(LIGHT[0, 0])
    assert worn[-1, -1] == pytest.approx(seen(film, LIGHT)[-1, -1])


def test_gloss_over_matte_is_gloss_and_matte_over_gloss_is_matte() -> None:
    def finish(keeps: float, adds: float) -> Film:
        transmittance, emission = np.ones((2, 2, 4), np.float32), np.zeros((2, 2, 4), np.float32)
        transmittance[..., 3], emission[..., 3] = keeps, adds
        return Film(transmittance, emission)

    def gain(film: Film) -> float:
        return float(film.transmittance[0, 0, 3] + film.emission[0, 0, 3])

    gloss, matte = finish(0, 2), finish(0, 0)
    assert gain(over(gloss, matte)) == 2
    assert gain(over(matte, gloss)) == 0


def test_resizing_keeps_a_flat_film() -> None:
    film = Film(np.full((8, 8, 4), 0.5, np.float32), np.full((8, 8, 4), 0.25, np.float32))
    for size in (4, 8, 24):
        other = resized(film, size)
        assert other.size == size
        assert other.transmittance == pytest.approx(0.5)
        assert other.emission == pytest.approx(0.25)


def test_films_are_checked_and_frozen() -> None:
    with pytest.raises(ValueError, match="NxNx4"):
        Film(np.ones((4, 5, 4), np.float32), np.ones((4, 5, 4), np.float32))
    with pytest.raises(ValueError, match="float32"):
        Film(np.ones((4, 4, 4)), np.ones((4, 4, 4)))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="same size"):
        Film(np.ones((4, 4, 4), np.float32), np.ones((2, 2, 4), np.float32))
    with pytest.raises(ValueError, match="do not stack"):
        over(identity(4), identity(8))
    with pytest.raises(ValueError, match="read-only"):
        identity(4).transmittance[0, 0, 0] = 2
