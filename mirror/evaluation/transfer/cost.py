"""How large the network is, and how fast the generator runs by itself."""

from __future__ import annotations

import statistics
import time
from math import prod
from pathlib import Path

import numpy as np
import onnx

from mirror.evaluation.transfer.bench import SEED, Bench
from mirror.evaluation.transfer.figures import Sample
from mirror.evaluation.transfer.sections import Findings, Section
from mirror.inference.acceleration import CPU, Acceleration
from mirror.inference.bare_skin import GRAPH
from mirror.inference.manifest import load_manifest
from mirror.inference.transfer import MODEL, FilmGenerator

NAME, TITLE = "cost", "Size and speed"
METHOD = """\
Parameters and bytes of the exported graphs. The generator's time is the median of one hundred runs
on one thread of the CPU of the machine named above, by itself and on a face; `mirror bench` is the
measure of the whole pipeline."""

PARAMETERS, MEGABYTES, MILLISECONDS = "parameters", "MB", "ms on one CPU thread"
_LAYERS = ("Conv", "ConvTranspose", "Gemm", "MatMul")
_RUNS, _WARM_UP = 100, 10


def measure(bench: Bench) -> Findings:
    """Counts and times."""
    manifest = load_manifest(bench.models, MODEL)
    samples = []
    sizes: dict[str, int] = {}
    for name, graph in manifest.graphs.items():
        file = next(file for file in graph.files if CPU in file.providers)
        if name != GRAPH:  # its parameters are the generator's own
            count = _parameters(bench.models / MODEL / file.path)
            samples.append(_fact(PARAMETERS, count, name))
        for form in graph.files:
            size = (bench.models / MODEL / form.path).stat().st_size
            sizes[form.precision] = sizes.get(form.precision, 0) + size
    total = sum(sample.value for sample in samples)
    samples.append(_fact(PARAMETERS, total, "both"))
    samples += [_fact(MEGABYTES, size / 1e6, precision) for precision, size in sizes.items()]
    samples.append(_fact(MILLISECONDS, _generator_ms(bench), "generator"))
    ran_on = ", ".join(f"{name} on {on}" for name, on in bench.mirror.providers.items())
    return Findings(tuple(samples), (), (f"In this run the models were: {ran_on}.",))


def _fact(measure: str, value: float, part: str) -> Sample:
    return Sample(measure, float(value), "the network", part, "model", "", part=part)


def _parameters(path: Path) -> int:
    """Numbers in a graph that were trained: the weights and biases of its layers."""
    graph = onnx.load(path).graph
    sizes = {tensor.name: prod(tensor.dims) for tensor in graph.initializer}
    layers = [node for node in graph.node if node.op_type in _LAYERS]
    return sum(sizes.get(name, 0) for name in {n for layer in layers for n in layer.input[1:]})


def _generator_ms(bench: Bench) -> float:
    generator = FilmGenerator(bench.models, threads=1, acceleration=Acceleration((CPU,), None))
    rng = np.random.default_rng((SEED, 10))
    size = generator.size
    picture = rng.uniform(0, 0.6, (size, size, 3)).astype(np.float32)
    shading = rng.uniform(0.3, 0.8, (128, 128, 8)).astype(np.float32)
    pigment = rng.uniform(0, 1, (9, size, size)).astype(np.float32)
    features = rng.uniform(0, 1, (16, size // 4, size // 4)).astype(np.float32)
    generator.wear(pigment, features)
    took = []
    for run in range(_WARM_UP + _RUNS):
        start = time.perf_counter()
        generator.generate(
            picture, np.ones((size, size), np.float32), shading, np.ones(4, np.float32)
        )
        if run >= _WARM_UP:
            took.append((time.perf_counter() - start) * 1e3)
    generator.close()
    return statistics.median(took)


SECTION = Section(NAME, TITLE, METHOD, measure)
