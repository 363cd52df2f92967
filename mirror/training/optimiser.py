"""Muon: the steps of matrices are made orthogonal, so that no direction is learnt before others.

Jordan, K. et al. (2024), "Muon: an optimizer for hidden layers in neural networks"; the size of the
steps as Liu, J. et al. (2025), "Muon is scalable for LLM training", so that one rate suits both
kinds of parameters. PyTorch's own Muon takes no convolutions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import torch
from torch import Tensor

# The quintic whose repetition brings every singular value near to 1.
_QUINTIC = (3.4445, -4.7750, 2.0315)
_REPETITIONS = 5
_MOMENTUM = 0.95
# A step changes a matrix's elements by this times the rate, root mean square: as AdamW does, about.
_STEP_RMS = 0.2


def orthogonal(matrix: Tensor) -> Tensor:
    """The orthogonal matrix nearest to a matrix, MxN float32, roughly: singular values of 0.7..1.2."""
    x: Tensor = matrix / matrix.norm().clamp(min=1e-7)
    tall = x.shape[0] > x.shape[1]
    if tall:
        x = x.T
    a, b, c = _QUINTIC
    for _ in range(_REPETITIONS):
        square = x @ x.T
        x = a * x + (b * square + c * square @ square) @ x
    return x.T if tall else x


class Muon(torch.optim.Optimizer):
    """Muon for matrices and convolutions; Adam for biases and the scales of normalisations.

    Args:
        parameters: All that is learnt.
        rate: The learning rate of what Adam learns.
        matrices: So many times the rate is that of matrices.
    """

    def __init__(self, parameters: Iterable[Tensor], rate: float, matrices: float = 4.0) -> None:
        self._matrices = matrices
        super().__init__(list(parameters), {"lr": rate})

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> None:  # type: ignore[override]  # noqa: ARG002
        """Takes one step along the gradients; a closure is not called."""
        for group in self.param_groups:
            for parameter in group["params"]:
                if parameter.grad is None:
                    continue
                state = self.state[parameter]
                if parameter.ndim > 1:
                    _muon(parameter, parameter.grad, state, group["lr"] * self._matrices)
                else:
                    _adam(parameter, parameter.grad, state, group["lr"])


def _muon(weights: Tensor, grad: Tensor, state: dict[str, Any], rate: float) -> None:
    if not state:
        state["mean"] = torch.zeros_like(weights)
    state["mean"].lerp_(grad, 1 - _MOMENTUM)
    ahead = grad.lerp(state["mean"], _MOMENTUM).flatten(1)
    size = _STEP_RMS * max(ahead.shape) ** 0.5
    weights.add_(orthogonal(ahead).reshape(weights.shape), alpha=-rate * size)


def _adam(values: Tensor, grad: Tensor, state: dict[str, Any], rate: float) -> None:
    """Kingma, D. P. & Ba, J. (2015)."""
    if not state:
        state["mean"], state["square"] = torch.zeros_like(values), torch.zeros_like(values)
        state["steps"] = 0
    state["steps"] += 1
    state["mean"].lerp_(grad, 0.1)
    state["square"].mul_(0.999).addcmul_(grad, grad, value=0.001)
    mean = state["mean"] / (1 - 0.9 ** state["steps"])
    spread = (state["square"] / (1 - 0.999 ** state["steps"])).sqrt()
    values.addcdiv_(mean, spread + 1e-8, value=-rate)
