from __future__ import annotations

import logging
import warnings

import numpy as np
import onnx
import pytest
import torch
from torch import Tensor, nn

from mirror.inference.trial import Trial
from mirror.training.conversion import OPSET, to_onnx


class _Net(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv2d(3, 4, 3, padding=1)

    def forward(self, picture: Tensor, gain: Tensor) -> tuple[Tensor, Tensor]:
        seen = torch.relu(self.first(picture.permute(0, 3, 1, 2)))
        return seen * gain[:, :, None, None], seen.mean((2, 3))


@pytest.fixture(scope="module")
def net() -> nn.Module:
    torch.manual_seed(0)
    return _Net().eval()


def _inputs(count: int) -> dict[str, Tensor]:
    random = torch.Generator().manual_seed(count)
    return {
        "picture": torch.rand((count, 8, 8, 3), generator=random),
        "gain": torch.rand((count, 4), generator=random),
    }


def test_a_graph_computes_what_the_module_does(net: nn.Module) -> None:
    content = to_onnx(net, _inputs(1), ["film", "mean"], dynamic=False)
    feeds = _inputs(1)
    found = Trial(content).run({name: values.numpy() for name, values in feeds.items()})
    with torch.no_grad():
        wanted = net(*feeds.values())
    np.testing.assert_allclose(found["film"], wanted[0].numpy(), atol=1e-6)
    np.testing.assert_allclose(found["mean"], wanted[1].numpy(), atol=1e-6)


def test_a_graph_says_nothing_of_where_it_was_made(net: nn.Module) -> None:
    content = to_onnx(net, _inputs(1), ["film", "mean"], dynamic=False)
    model = onnx.load_from_string(content)
    assert model.producer_name == "mirror"
    assert [(o.domain, o.version) for o in model.opset_import] == [("", OPSET)]
    for word in (__file__, "site-packages", "conversion.py", "stack_trace", "_Net"):
        assert word.encode() not in content
    assert [tensor.name for tensor in model.graph.input] == ["picture", "gain"]
    assert [tensor.name for tensor in model.graph.output] == ["film", "mean"]
    assert content == to_onnx(net, _inputs(1), ["film", "mean"], dynamic=False)


@pytest.mark.parametrize("count", [1, 2, 5])
def test_a_dynamic_graph_takes_any_batch(net: nn.Module, count: int) -> None:
    content = to_onnx(net, _inputs(2), ["film", "mean"], dynamic=True)
    feeds = _inputs(count)
    found = Trial(content).run({name: values.numpy() for name, values in feeds.items()})
    with torch.no_grad():
        wanted = net(*feeds.values())[0].numpy()
    np.testing.assert_allclose(found["film"], wanted, atol=1e-6)


def test_exporting_is_quiet_and_leaves_the_log_as_it_was(
    net: nn.Module, capfd: pytest.CaptureFixture[str]
) -> None:
    logger = logging.getLogger("torch.onnx")
    before = logger.level
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        to_onnx(net, _inputs(1), ["film", "mean"], dynamic=False)
    assert logger.level == before
    assert capfd.readouterr() == ("", "")
