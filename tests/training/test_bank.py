from __future__ import annotations

import numpy as np
import pytest
import torch

from mirror.core import film
from mirror.core.regions import regions
from mirror.makeup import painter
from mirror.makeup import pigment as pigments
from mirror.makeup.formulas import layers
from mirror.makeup.look import Look
from mirror.makeup.pigment import Pigment
from mirror.makeup.products import Lipstick
from mirror.training.bank import Films, PainterBank, filter_of
from mirror.training.colour import random_shades
from tests.training.made import CPU, N


@pytest.fixture(scope="module")
def bank() -> PainterBank:
    return PainterBank(N, 6, 1, CPU)


def _random_films(seed: int) -> Films:
    random = torch.Generator().manual_seed(seed)
    return Films(*(torch.rand(2, 4, 8, 8, generator=random) for _ in range(2)))


def _as_core(films: Films, at: int) -> film.Film:
    planes = (films.transmittance[at], films.emission[at])
    return film.Film(*(np.ascontiguousarray(p[:4].permute(1, 2, 0).numpy()) for p in planes))


def test_films_stack_as_those_of_the_core() -> None:
    top, bottom = _random_films(1), _random_films(2)
    both = top.over(bottom)
    for at in range(2):
        wanted = film.over(_as_core(top, at), _as_core(bottom, at))
        found = _as_core(both, at)
        np.testing.assert_allclose(found.transmittance, wanted.transmittance, atol=1e-6)
        np.testing.assert_allclose(found.emission, wanted.emission, atol=1e-6)
    swapped = _as_core(bottom.over(top), 0)
    assert not np.allclose(swapped.emission, _as_core(both, 0).emission, atol=1e-2)


def test_a_thin_layer_filters_as_the_painters_does() -> None:
    rng = np.random.default_rng(0)
    shades = np.concatenate([random_shades(rng, family, 40) for family in ("lips", "eyes")])
    tint = rng.uniform(0, 1, len(shades)).astype(np.float32)
    found = filter_of(shades, tint)
    for shade, share, row in zip(shades, tint, found, strict=True):
        pigment = Pigment(cover=0.5, tint=float(share), keeps=1.0, shine=0.0)
        np.testing.assert_allclose(row, pigments._filter(pigment, shade), atol=1e-6)


def test_a_layer_of_the_bank_is_what_the_painter_makes_of_the_same_product(
    bank: PainterBank,
) -> None:
    product = Lipstick(shades=("#9f1425",), finish="matte", strength=0.8)
    painted = painter.paint(
        Look(name="one", title="One", products=(product,)), np.zeros(3, np.float32)
    ).film
    size = painter.SIZE
    (layer,) = layers(product, np.zeros(3, np.float32), size)
    density_worn = layer.density * np.float32(product.strength)
    top, left = size // 2, size // 4
    canvas = PainterBank.__new__(PainterBank)
    canvas.size, canvas._device = size, CPU
    films = Films(torch.ones(1, 4, size, size), torch.zeros(1, 4, size, size))
    from mirror.training.bank import _Layers

    density = torch.from_numpy(density_worn[top : size * 14 // 16, left : size * 12 // 16].copy())
    of_bank = _Layers(
        torch.tensor([0]), density[None, None],
        torch.from_numpy(layer.transmittance)[None], torch.from_numpy(layer.emission)[None],
    )  # fmt: skip
    canvas._put_on(films, "lips", of_bank)
    found = _as_core(films, 0)
    np.testing.assert_allclose(found.transmittance, painted.transmittance, atol=1e-6)
    np.testing.assert_allclose(found.emission, painted.emission, atol=1e-6)


def test_the_same_seed_paints_the_same_looks(bank: PainterBank) -> None:
    first, again, other = (bank.looks(6, np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert torch.equal(first.film.emission, again.film.emission)
    assert torch.equal(first.lines.transmittance, again.lines.transmittance)
    assert torch.equal(first.liner, again.liner)
    assert not torch.equal(first.film.emission, other.film.emission)
    another_bank = PainterBank(N, 6, 2, CPU).looks(6, np.random.default_rng(1))
    assert not torch.equal(first.film.emission, another_bank.film.emission)


def test_films_are_physical_and_bare_looks_are_the_identity(bank: PainterBank) -> None:
    looks = bank.looks(80, np.random.default_rng(3))
    film_ = looks.film
    assert float(film_.transmittance.min()) >= 0
    assert float(film_.transmittance.max()) <= 1
    assert float(film_.emission.min()) >= 0
    film_is_bare, lines_are_none = (
        part.strength().amax((1, 2, 3)) == 0 for part in (film_, looks.lines)
    )
    bare = film_is_bare & lines_are_none
    assert 2 <= int(bare.sum()) <= 25  # one in ten
    for part in (film_, looks.lines):
        assert torch.equal(part.transmittance[bare], torch.ones_like(part.transmittance[bare]))
        assert torch.equal(part.emission[bare], torch.zeros_like(part.emission[bare]))
    assert float(looks.liner[bare].abs().max()) == 0
    assert float(film_.strength()[~film_is_bare].amax((1, 2, 3)).min()) > 0.005


def test_what_is_to_be_read_off_a_liner_is_in_range(bank: PainterBank) -> None:
    liner = bank.looks(80, np.random.default_rng(3)).liner
    assert liner.shape == (80, 2, 8)
    assert set(liner[..., 0].flatten().tolist()) == {0.0, 1.0}
    assert float(liner.min()) >= 0
    assert float(liner.max()) <= 1
    assert float(liner[liner[..., 0] == 0].abs().max()) == 0
    assert torch.equal(liner[:, 0], liner[:, 1])


def test_foundation_lies_on_skin_alone_and_on_some(bank: PainterBank) -> None:
    albedo = np.full((40, 3), 0.4, np.float32)
    worn, evened = bank.foundations(albedo, np.random.default_rng(0))
    there = worn.strength().amax((1, 2, 3)) > 0
    assert 5 <= int(there.sum()) <= 25
    strength = worn.strength()[there][:, 0]
    masks = regions(N)
    lips, skin = (torch.from_numpy(np.array(mask > 0.99)) for mask in (masks.lips, masks.skin))
    assert float(strength[:, lips].max()) < 0.02
    assert float(strength[:, skin].min()) > 0.05
    # What is told of the skin's colour is what it has where the foundation lies.
    seen = albedo * worn.transmittance[:, :3, skin].mean(2).numpy()
    seen += worn.emission[:, :3, skin].mean(2).numpy()
    np.testing.assert_allclose(evened, seen, atol=0.01)
    assert np.abs(evened - albedo)[there.numpy()].max(axis=1).min() > 1e-3


def test_most_looks_are_symmetric_around_the_eyes(bank: PainterBank) -> None:
    lines = bank.looks(20, np.random.default_rng(0)).lines
    assert torch.equal(lines.transmittance, lines.transmittance.flip(-1))
