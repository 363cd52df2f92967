"""From a finished training to the files of the model, each compared with the trained networks."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import torch
from torch import Tensor, nn

from mirror.core.shading import CHANNELS as SHADING_CHANNELS
from mirror.core.shading import SIZE as SHADING_SIZE
from mirror.core.types import Floats
from mirror.core.zones import ZONES
from mirror.errors import TrainingError
from mirror.inference.trial import Trial
from mirror.training.conversion import to_onnx
from mirror.training.graphs import BareGraph, EncoderGraph, GeneratorGraph
from mirror.training.networks import (
    FEATURES,
    LINER_NUMBERS,
    PIGMENT_CHANNELS,
    Encoder,
    Generator,
)
from mirror.training.samples import Sample, samples

Shapes = dict[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Form:
    """A file of the model.

    Attributes:
        graph: Which of the graphs.
        precision: Of the weights and the convolutions; inputs, outputs and the film are float32.
        dynamic: Whether it takes batches of any size, and not one face.
    """

    graph: Literal["encoder", "generator", "bare"]
    precision: Literal["fp32", "fp16"] = "fp32"
    dynamic: bool = False

    @property
    def file(self) -> str:
        """Its name."""
        half = "-fp16" if self.precision == "fp16" else ""
        return f"{self.graph}{half}{'-dynamic' if self.dynamic else ''}.onnx"


STATIC_FORMS = (
    Form("encoder"), Form("encoder", "fp16"), Form("generator"), Form("generator", "fp16"),
    Form("bare"), Form("bare", "fp16"),
)  # fmt: skip
"""What the mirror runs: one face at a time, the first of each graph on a CPU, the second on a GPU."""

DYNAMIC_FORMS = (Form("encoder", dynamic=True), Form("generator", dynamic=True))
"""For servers, which dress many faces at once."""

# How far the outputs may be from the trained networks': at most, and in the mean over all texels.
_TOLERANCE = {"fp32": (2e-3, 2e-5), "fp16": (6e-2, 2e-3)}


@dataclass(frozen=True, slots=True)
class Difference:
    """Between one output of an exported graph and the trained network's, on all samples."""

    largest: float
    mean: float


@dataclass(frozen=True, slots=True, eq=False)
class Exported:
    """A file of the model, compared.

    Attributes:
        form: What it is.
        content: The ONNX file.
        differences: By the name of the output.
    """

    form: Form
    content: bytes
    differences: Mapping[str, Difference]


def contract(graph: str, size: int) -> tuple[Shapes, Shapes]:
    """Inputs and outputs of a graph for one face, all float32.

    Args:
        graph: `encoder`, `generator` or `bare`.
        size: N.
    """
    face: Shapes = {"picture": (1, size, size, 3), "visibility": (1, size, size)}
    code: Shapes = {
        "pigment": (1, PIGMENT_CHANNELS, size, size),
        "features": (1, FEATURES, size // 4, size // 4),
    }
    if graph == "bare":
        return face, {"bare": (1, size // 2, size // 2)}
    if graph == "encoder":
        return {**face, "skin": (1, 3)}, {**code, "liner": (1, 2, LINER_NUMBERS)}
    light: Shapes = {"shading": (1, SHADING_SIZE, SHADING_SIZE, SHADING_CHANNELS)}
    film: Shapes = {"film": (1, size, size, 8), "bare": (1, size, size)}
    return {**face, **light, **code, "strengths": (1, len(ZONES))}, film


class Exporter:
    """Makes the files of trained networks.

    Args:
        encoder: Trained, on the CPU.
        generator: Of the same training and size.
        size: N.
    """

    def __init__(self, encoder: Encoder, generator: Generator, size: int) -> None:
        self._size = size
        self._graphs: dict[str, nn.Module] = {
            "encoder": EncoderGraph(encoder).eval(),
            "generator": GeneratorGraph(generator, size).eval(),
            "bare": BareGraph(generator).eval(),
        }
        self._feeds = self._trials()

    def export(self, form: Form) -> Exported:
        """Makes one file, and compares what it gives with what the trained network gives.

        Raises:
            TrainingError: They differ by more than rounding explains.
        """
        feeds = self._feeds[form.graph]
        outputs = list(contract(form.graph, self._size)[1])
        wanted = _answers(self._graphs[form.graph], feeds, outputs)
        graph = copy.deepcopy(self._graphs[form.graph])
        found = []
        if form.precision == "fp16":
            _halve(graph)
            # ONNX Runtime computes in single precision on a CPU. What is too large for half
            # precision is found here.
            found.append(_answers(graph, feeds, outputs))
        example = feeds
        if not form.dynamic:
            example = {name: values[:1] for name, values in feeds.items()}
        content = to_onnx(graph, example, outputs, dynamic=form.dynamic)
        found.append(_run(content, feeds, at_once=form.dynamic))
        differences = {
            name: _difference(wanted[name], [f[name] for f in found]) for name in outputs
        }
        largest, mean = _TOLERANCE[form.precision]
        for name, off in differences.items():
            if not (off.largest <= largest and off.mean <= mean):  # nor where it is no number
                raise TrainingError(
                    f"The exported {form.file} gives another {name} than the trained network, by up to "
                    f"{off.largest:.2g} and by {off.mean:.2g} in the mean; nothing was written."
                )
        return Exported(form, content, differences)

    def _trials(self) -> dict[str, dict[str, Tensor]]:
        """What the forms are compared on, by graph and input: a batch of faces."""
        pairs = samples(self._size)
        references = _stacked([reference for reference, _ in pairs])
        skins = np.stack([reference.skin for reference, _ in pairs])
        references["skin"] = torch.from_numpy(skins)
        code = _answers(self._graphs["encoder"], references, ["pigment", "features", "liner"])
        lives = _stacked([live for _, live in pairs])
        shading = np.stack([live.shading for _, live in pairs])
        # One look worn in whole, and one in part.
        strengths = np.linspace(1, 0.3, len(pairs) * len(ZONES), dtype=np.float32)
        live_feeds = {
            **lives,
            "shading": torch.from_numpy(shading),
            "pigment": torch.from_numpy(code["pigment"]),
            "features": torch.from_numpy(code["features"]),
            "strengths": torch.from_numpy(strengths.reshape(len(pairs), len(ZONES))),
        }
        return {"encoder": references, "generator": live_feeds, "bare": lives}


def _stacked(faces: Sequence[Sample]) -> dict[str, Tensor]:
    return {
        "picture": torch.from_numpy(np.stack([face.picture for face in faces])),
        "visibility": torch.from_numpy(np.stack([face.visibility for face in faces])),
    }


def _halve(graph: nn.Module) -> None:
    """Brings the convolutions to half precision; what is around them stays as it is."""
    for part in graph.children():
        part.half()


@torch.no_grad()
def _answers(
    graph: nn.Module, feeds: Mapping[str, Tensor], outputs: Sequence[str]
) -> dict[str, Floats]:
    made = graph(*feeds.values())
    return {name: tensor.numpy() for name, tensor in zip(outputs, made, strict=True)}


def _run(content: bytes, feeds: Mapping[str, Tensor], *, at_once: bool) -> dict[str, Floats]:
    """The outputs of an exported graph, all faces at once or one after the other."""
    trial = Trial(content)
    arrays = {name: values.numpy() for name, values in feeds.items()}
    if at_once:
        return trial.run(arrays)
    count = len(next(iter(arrays.values())))
    runs = [
        trial.run({name: values[at : at + 1] for name, values in arrays.items()})
        for at in range(count)
    ]
    return {name: np.concatenate([run[name] for run in runs]) for name in runs[0]}


def _difference(wanted: Floats, found: Sequence[Floats]) -> Difference:
    off = [np.abs(values - wanted) for values in found]
    return Difference(max(float(o.max()) for o in off), max(float(o.mean()) for o in off))
