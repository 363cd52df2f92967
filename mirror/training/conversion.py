"""From a module to an ONNX file."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import onnx
import torch
from torch import Tensor, nn

from mirror import __version__

OPSET = 18

# What PyTorch's exporter logs: operators of packages that are not installed, and constants that it
# leaves for ONNX Runtime to fold.
_CHATTY = ("torch.onnx", "onnxscript", "onnx_ir")


def to_onnx(
    module: nn.Module, inputs: Mapping[str, Tensor], outputs: Sequence[str], *, dynamic: bool
) -> bytes:
    """Exports a module.

    Args:
        module: In evaluation mode.
        inputs: What it takes, by name and in order; the shapes are those of the graph. If the batch
            is dynamic, of two or more.
        outputs: The names of what it gives, in order.
        dynamic: Whether the first axis of every input may have any size.

    Returns:
        The file: standard operators, one domain, and nothing about the machine that made it.
    """
    batch = torch.export.Dim("batch", min=1, max=4096)
    shapes = {name: {0: batch} for name in inputs} if dynamic else None
    with _quiet(), torch.no_grad():
        program = torch.onnx.export(
            module,
            tuple(inputs.values()),
            input_names=list(inputs),
            output_names=list(outputs),
            opset_version=OPSET,
            dynamic_shapes=shapes,
            dynamo=True,
            external_data=False,
            verbose=False,
        )
    if program is None:
        raise RuntimeError("the exporter gave no program")
    model = program.model_proto
    _strip(model)
    onnx.checker.check_model(model, full_check=True)
    return bytes(model.SerializeToString(deterministic=True))


def _strip(model: onnx.ModelProto) -> None:
    """Takes out what only tells where the graph came from, as the paths of source files do."""
    model.producer_name, model.producer_version = "mirror", __version__
    model.graph.name = "main"
    for part in (model, model.graph, *model.graph.node, *model.graph.initializer,
                 *model.graph.input, *model.graph.output):  # fmt: skip
        del part.metadata_props[:]
        part.ClearField("doc_string")
    del model.graph.value_info[:]


@contextmanager
def _quiet() -> Iterator[None]:
    loggers = [logging.getLogger(name) for name in _CHATTY]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about its own future and its own classes
            yield
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)
