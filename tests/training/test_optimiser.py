from __future__ import annotations

import copy

import pytest
import torch
from torch import Tensor, nn

from mirror.training.optimiser import Muon, orthogonal


@pytest.mark.parametrize("shape", [(8, 8), (6, 40), (40, 6)])
def test_the_singular_values_come_near_to_1(shape: tuple[int, int]) -> None:
    torch.manual_seed(1)
    matrix = torch.randn(shape)
    found = torch.linalg.svdvals(orthogonal(matrix))
    assert found.min() > 0.3
    assert found.max() < 1.3
    # The same singular vectors: the matrix is turned nowhere else.
    left, _, right = torch.linalg.svd(matrix, full_matrices=False)
    nearest = left @ right
    assert (orthogonal(matrix) - nearest).norm() < 0.35 * nearest.norm()


def test_a_gradient_of_nothing_is_no_step() -> None:
    assert torch.equal(orthogonal(torch.zeros(4, 9)), torch.zeros(4, 9))


def _problem() -> tuple[nn.Module, Tensor, Tensor]:
    torch.manual_seed(2)
    first = nn.Conv2d(3, 8, 3, padding=1)
    first.weight.data = first.weight.data.contiguous(memory_format=torch.channels_last)
    net = nn.Sequential(first, nn.BatchNorm2d(8), nn.Conv2d(8, 3, 1))
    return net, torch.randn(4, 3, 8, 8), torch.randn(3)


def _learn(net: nn.Module, optimiser: Muon, given: Tensor, mix: Tensor, steps: int) -> float:
    wanted = given.flip(1) * mix[:, None, None]
    loss = torch.zeros(())
    for _ in range(steps):
        loss = (net(given) - wanted).square().mean()
        optimiser.zero_grad()
        torch.autograd.backward(loss)
        optimiser.step()
    return float(loss.detach())


def test_it_learns_convolutions_biases_and_scales() -> None:
    net, given, mix = _problem()
    before = [p.detach().clone() for p in net.parameters()]
    optimiser = Muon(net.parameters(), 1e-2)
    first = _learn(net, optimiser, given, mix, 1)
    assert _learn(net, optimiser, given, mix, 120) < 0.1 * first
    assert all(
        not torch.equal(a, b) for a, b in zip(before[1:], list(net.parameters())[1:], strict=True)
    )


def test_it_goes_on_from_its_state_as_if_it_had_not_stopped() -> None:
    net, given, mix = _problem()
    optimiser = Muon(net.parameters(), 1e-2)
    _learn(net, optimiser, given, mix, 5)
    again = copy.deepcopy(net)
    resumed = Muon(again.parameters(), 1e-2)
    resumed.load_state_dict(copy.deepcopy(optimiser.state_dict()))
    wanted, found = _learn(net, optimiser, given, mix, 5), _learn(again, resumed, given, mix, 5)
    assert found == wanted
    fresh = copy.deepcopy(net)
    assert _learn(fresh, Muon(fresh.parameters(), 1e-2), given, mix, 5) != found


def test_what_has_no_gradient_stays() -> None:
    left, moved = torch.ones(3, 3, requires_grad=True), torch.ones(3, 3, requires_grad=True)
    optimiser = Muon([left, moved], 1e-2)
    torch.autograd.backward(moved.sum())
    optimiser.step()
    assert torch.equal(left, torch.ones(3, 3))
    assert not torch.equal(moved, torch.ones(3, 3))
