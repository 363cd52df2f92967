from __future__ import annotations

import copy

import numpy as np
import pytest
import torch
from torch import Tensor

from mirror.core import film as core_film
from mirror.core import mesh
from mirror.training import networks
from mirror.training.networks import (
    FEATURES,
    LARGEST_SHADE,
    LARGEST_SHINE,
    PIGMENT_CHANNELS,
    SHADE,
    SHINE,
    TINT,
    Critic,
    Encoder,
    Generator,
    film,
)
from tests.training.made import N, wild


def _random(*shape: int, seed: int = 0) -> Tensor:
    return torch.rand(shape, generator=torch.Generator().manual_seed(seed))


def _pigment(count: int = 2, seed: int = 0) -> Tensor:
    pigment = _random(count, PIGMENT_CHANNELS, N, N, seed=seed)
    pigment[:, SHADE] *= LARGEST_SHADE
    pigment[:, SHINE:] *= LARGEST_SHINE
    return pigment


def _live(count: int = 2, seed: int = 1) -> tuple[Tensor, Tensor, Tensor]:
    return (
        _random(count, 3, N, N, seed=seed),
        _random(count, 1, N, N, seed=seed + 1),
        _random(count, 3, N // 4, N // 4, seed=seed + 2) + 0.1,
    )


def _reference() -> tuple[Tensor, Tensor, Tensor]:
    return (*_live()[:2], torch.tensor([[0.45, 0.3, 0.22], [0.1, 0.06, 0.04]]))


def _features(count: int = 2) -> Tensor:
    return _random(count, FEATURES, N // 4, N // 4, seed=9)


def test_both_nets_together_are_small_enough() -> None:
    nets = (Encoder(256), Generator(256))
    assert sum(p.numel() for net in nets for p in net.parameters()) <= 1_000_000


def test_a_film_of_a_pigment_follows_the_painters_rule() -> None:
    pigment, worn = _pigment(1), _random(1, 1, N, N, seed=3)
    transmittance, emission = film(pigment, worn)
    cover, shade, tint, keeps, shine = (
        part.numpy() for part in torch.split(pigment[0], [1, 3, 3, 1, 1])
    )
    full = core_film.Film(
        np.concatenate([(1 - cover) * (1 - tint), 1 - cover * keeps]).transpose(1, 2, 0).copy(),
        np.concatenate([cover * shade, cover * shine]).transpose(1, 2, 0).copy(),
    )
    wanted = core_film.with_strength(full, worn[0, 0].numpy())
    np.testing.assert_allclose(transmittance[0].permute(1, 2, 0), wanted.transmittance, atol=1e-6)
    np.testing.assert_allclose(emission[0].permute(1, 2, 0), wanted.emission, atol=1e-6)


@pytest.mark.parametrize("what", ["no pigment", "not worn"])
def test_where_nothing_is_the_film_is_exactly_the_identity(what: str) -> None:
    pigment, worn = _pigment(), torch.ones(2, 1, N, N)
    if what == "no pigment":
        pigment[:, :1] = 0
        pigment[:, TINT] = 0
    else:
        worn = worn * 0
    transmittance, emission = film(pigment, worn)
    assert torch.equal(transmittance, torch.ones(2, 4, N, N))
    assert torch.equal(emission, torch.zeros(2, 4, N, N))


@torch.no_grad()
@pytest.mark.parametrize("seed", range(3))
def test_a_bare_reference_cannot_colour_whatever_the_generator_says(seed: int) -> None:
    generator = wild(Generator(N), seed)
    pigment = _pigment(seed=seed)
    coloured, bare = generator(*_live(), pigment, _features())
    assert float(film(coloured, bare)[1].max()) > 0.05
    pigment[:, :1] = 0
    pigment[:, TINT] = 0
    bent, bare = generator(*_live(), pigment, _features())
    transmittance, emission = film(bent, bare)
    assert torch.equal(transmittance, torch.ones_like(transmittance))
    assert torch.equal(emission, torch.zeros_like(emission))


@torch.no_grad()
def test_bending_keeps_a_pigment_a_pigment() -> None:
    generator = wild(Generator(N))
    pigment = _pigment()
    pigment[:, :1, :8], pigment[:, TINT, :8] = 1, 1
    bent, bare = generator(*_live(), pigment, _features())
    for share in (bent[:, :1], bent[:, TINT], bare):
        assert float(share.min()) >= 0
        assert float(share.max()) <= 1
    assert torch.equal(bent[:, :1, :8], torch.ones_like(bent[:, :1, :8]))
    torch.testing.assert_close(bent[:, TINT, :8], torch.ones_like(bent[:, TINT, :8]))
    assert float(bent[:, SHADE].min()) >= 0
    # Keeps is the look's own affair.
    assert torch.equal(bent[:, networks.KEEPS], pigment[:, networks.KEEPS])
    assert not torch.allclose(bent[:, SHADE], pigment[:, SHADE], atol=1e-3)


@torch.no_grad()
def test_in_half_precision_a_net_gives_nearly_the_same() -> None:
    generator, encoder = wild(Generator(N)), wild(Encoder(N))
    inputs = (*_live(), _pigment(), _features())
    whole, half = generator(*inputs), copy.deepcopy(generator).half()(*inputs)
    for a, b in zip(whole, half, strict=True):
        assert a.dtype == b.dtype == torch.float32
        assert 0 < float((a - b).abs().max()) < 0.05
    code, coarse = encoder(*_reference()), copy.deepcopy(encoder).half()(*_reference())
    assert 0 < float((code.pigment - coarse.pigment).abs().max()) < 0.05


@torch.no_grad()
def test_a_new_encoder_believes_the_estimate_of_the_skin() -> None:
    picture, visibility, skin = _reference()
    encoder = Encoder(N).eval()
    torch.testing.assert_close(encoder(picture, visibility, skin).albedo, skin)
    # In a light that is twice as strong, skin of the same albedo wears the same pigment.
    dim, lit = (encoder(level * picture, visibility, skin) for level in (0.3, 0.6))
    torch.testing.assert_close(lit.pigment, dim.pigment, atol=0.05, rtol=0.1)
    # Of twice the albedo in the same light, a pigment twice as bright.
    light = encoder(0.3 * picture, visibility, 2 * skin)
    ratio = light.pigment[:, SHADE].mean() / dim.pigment[:, SHADE].mean()
    assert float(ratio) == pytest.approx(2, abs=0.2)


@torch.no_grad()
def test_a_look_code_has_its_ranges() -> None:
    code = wild(Encoder(N))(*_reference())
    assert code.pigment.shape == (2, PIGMENT_CHANNELS, N, N)
    assert code.features.shape == (2, FEATURES, N // 4, N // 4)
    assert code.liner.shape == (2, 2, networks.LINER_NUMBERS)
    assert code.albedo.shape == (2, 3)
    assert 0 < float(code.albedo.min()) <= float(code.albedo.max()) <= 1
    largest = torch.ones(PIGMENT_CHANNELS)
    largest[SHADE], largest[SHINE] = LARGEST_SHADE, LARGEST_SHINE
    assert float(code.pigment.min()) >= 0
    assert bool((code.pigment.amax((0, 2, 3)) <= largest).all())
    assert float(code.liner[..., 1:].min()) >= 0
    assert float(code.liner[..., 1:].max()) <= 1


@torch.no_grad()
def test_a_new_encoder_finds_little_makeup_and_a_new_generator_bends_little() -> None:
    torch.manual_seed(0)
    code = Encoder(N)(*_reference())
    assert float(code.pigment[:, :1].mean()) < 0.2
    bent, bare = Generator(N)(*_live(), _pigment(), _features())
    assert float((bent - _pigment()).abs().mean()) < 0.06
    assert float(bare.mean()) > 0.9


@pytest.mark.parametrize("net", [Encoder, Generator])
def test_weights_go_from_a_canvas_to_a_larger_one(net: type[Encoder] | type[Generator]) -> None:
    small, large = net(N), net(2 * N)
    large.load_state_dict(small.state_dict())
    # Besides the weights only the normalisations' statistics: nothing that depends on the canvas.
    statistics = ("running_mean", "running_var", "num_batches_tracked")
    kept = {name for name in small.state_dict() if not name.endswith(statistics)}
    assert kept == {name for name, _ in small.named_parameters()}


@pytest.mark.parametrize("size", [N, 256])
def test_what_is_read_of_a_liner_is_read_where_the_eyes_are(size: int) -> None:
    rows = Encoder(size).eye_rows
    top, bottom = rows.start / (size // 4), rows.stop / (size // 4)
    eyes = mesh.face_mesh().uv[[*mesh.RIGHT_EYE, *mesh.LEFT_EYE], 1]
    assert top < eyes.min()
    assert eyes.max() < bottom


@torch.no_grad()
def test_the_critic_judges_patch_by_patch() -> None:
    scores = Critic()(_random(2, 6, N, N))
    assert scores.shape == (2, 1, N // 8, N // 8)
