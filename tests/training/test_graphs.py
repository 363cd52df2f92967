from __future__ import annotations

import cv2
import numpy as np
import pytest
import torch
from torch import Tensor

from mirror.core.zones import ZONES, zones
from mirror.training.export import contract
from mirror.training.graphs import BareGraph, EncoderGraph, GeneratorGraph
from mirror.training.networks import TINT, Encoder, Generator, film
from tests.training.made import N, wild


def _feeds(graph: str, seed: int = 0) -> dict[str, Tensor]:
    random = torch.Generator().manual_seed(seed)
    return {
        name: torch.rand(shape, generator=random) for name, shape in contract(graph, N)[0].items()
    }


@pytest.fixture(scope="module")
def generator() -> GeneratorGraph:
    net = wild(Generator(N))
    return GeneratorGraph(net, N).eval()


def _strengths(**zones_worn: float) -> Tensor:
    return torch.tensor([[zones_worn.get(zone, 0.0) for zone in ZONES]])


def test_the_encoders_outputs_have_the_layout_of_the_contract() -> None:
    net = wild(Encoder(N))
    feeds = _feeds("encoder")
    made = EncoderGraph(net)(**feeds)
    wanted = contract("encoder", N)[1]
    assert [tuple(tensor.shape) for tensor in made] == list(wanted.values())
    code = net(feeds["picture"].permute(0, 3, 1, 2), feeds["visibility"][:, None], feeds["skin"])
    assert torch.equal(made[0], code.pigment)
    presence = torch.sigmoid(code.liner[..., 0])
    assert torch.equal(made[2][..., 0], presence)
    assert torch.equal(made[2][..., 1:], code.liner[..., 1:])


@torch.no_grad()
def test_the_film_is_that_of_the_net_in_the_compositors_layout(generator: GeneratorGraph) -> None:
    feeds = {**_feeds("generator"), "strengths": torch.ones(1, 4)}
    worn, bare = generator(**feeds)
    assert tuple(worn.shape) == (1, N, N, 8)
    light = feeds["shading"][..., :3].permute(0, 3, 1, 2)
    light = torch.nn.functional.avg_pool2d(light, 128 // (N // 4))
    net = generator.generator
    live = (feeds["picture"].permute(0, 3, 1, 2), feeds["visibility"][:, None])
    bent, shown = net(*live, light, feeds["pigment"], feeds["features"])
    transmittance, emission = film(bent, shown)
    # The light is read a little differently when it is made smaller, and so the film is, too.
    torch.testing.assert_close(bare, shown[:, 0], atol=0.05, rtol=0)
    wanted = torch.cat([transmittance, emission], 1).permute(0, 2, 3, 1)
    assert float((worn - wanted).abs().mean()) < 0.01


@torch.no_grad()
def test_with_no_strength_anywhere_the_film_is_exactly_the_identity(
    generator: GeneratorGraph,
) -> None:
    worn, _ = generator(**{**_feeds("generator"), "strengths": _strengths()})
    assert torch.equal(worn[..., :4], torch.ones(1, N, N, 4))
    assert torch.equal(worn[..., 4:], torch.zeros(1, N, N, 4))


@torch.no_grad()
@pytest.mark.parametrize("zone", ZONES)
def test_a_zone_is_worn_by_itself(generator: GeneratorGraph, zone: str) -> None:
    worn, _ = generator(**{**_feeds("generator"), "strengths": _strengths(**{zone: 1.0})})
    changed = ((worn[..., :4] != 1) | (worn[..., 4:] != 0)).any(dim=-1)[0].numpy()
    at = ZONES.index(zone)
    assert changed[zones(N)[at] > 0.9].mean() > 0.9
    # The zones are a quarter as fine as the canvas, and read between their texels.
    near = cv2.dilate(np.array(zones(N // 4)[at]), np.ones((3, 3)))
    outside = np.kron(near, np.ones((4, 4))) == 0
    assert outside.mean() > 0.05
    assert not changed[outside].any()


@torch.no_grad()
def test_a_film_that_is_next_to_nothing_is_exactly_the_identity(generator: GeneratorGraph) -> None:
    feeds = {**_feeds("generator"), "strengths": torch.ones(1, 4)}
    pigment = feeds["pigment"].clone()
    pigment[:, 0], pigment[:, TINT] = 2e-4, 0
    worn, _ = generator(**{**feeds, "pigment": pigment})
    assert torch.equal(worn[..., :4], torch.ones(1, N, N, 4))
    assert torch.equal(worn[..., 4:], torch.zeros(1, N, N, 4))
    pigment[:, 0] = 0.2
    worn, _ = generator(**{**feeds, "pigment": pigment})
    assert float((worn[..., 4:7] > 0).float().mean()) > 0.5


@torch.no_grad()
def test_covered_skin_wears_less(generator: GeneratorGraph) -> None:
    feeds = {**_feeds("generator"), "strengths": torch.ones(1, 4)}
    worn, bare = generator(**feeds)
    taken = (1 - worn[..., :3]).amax(-1)
    assert bool((taken <= bare + 1e-5).all())
    assert float(bare.min()) < 0.9


def test_bare_skin_by_itself_is_what_the_generator_says_without_a_look() -> None:
    net = wild(Generator(N))
    picture, seen = torch.rand(2, N, N, 3), torch.rand(2, N, N)
    shading = torch.zeros(2, 128, 128, 8)
    shading[..., :3] = 0.6
    code = torch.zeros(2, 9, N, N), torch.zeros(2, 16, N // 4, N // 4)
    with torch.no_grad():
        (bare,) = BareGraph(net).eval()(picture, seen)
        _, whole = GeneratorGraph(net, N).eval()(picture, seen, shading, *code, torch.ones(2, 4))
    assert bare.shape == (2, N // 2, N // 2)
    larger = torch.nn.functional.interpolate(bare[:, None], scale_factor=2.0, mode="bilinear")
    assert torch.allclose(larger[:, 0], whole, atol=1e-4)
    assert bare.std() > 0.01
