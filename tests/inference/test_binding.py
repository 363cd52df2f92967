from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort
import pytest

from mirror.core.types import Floats
from mirror.inference.acceleration import CPU, CUDA, Acceleration
from mirror.inference.binding import BoundGraph
from mirror.inference.manifest import load_manifest
from mirror.inference.session import GraphSession
from tests import known_transfer as known
from tests.inference.pretended_gpu import BOTH, PretendedGpu

ONLY_CPU = Acceleration((CPU,), "a test")


@pytest.fixture
def gpu(monkeypatch: pytest.MonkeyPatch) -> PretendedGpu:
    return PretendedGpu(monkeypatch)


def bound(acceleration: Acceleration = ONLY_CPU, root: Path = known.ROOT) -> BoundGraph:
    manifest = load_manifest(root, "transfer")
    return BoundGraph(GraphSession(root, manifest, "generator", acceleration=acceleration))


def inputs(seed: int = 0) -> dict[str, Floats]:
    rng = np.random.default_rng(seed)
    look, size = known.look(seed), known.SIZE
    return {
        "picture": rng.random((1, size, size, 3), np.float32),
        "visibility": rng.random((1, size, size), np.float32),
        "shading": rng.random((1, 128, 128, 8), np.float32),
        "pigment": look.pigment[np.newaxis],
        "features": look.features[np.newaxis],
        "strengths": rng.random((1, 4), np.float32),
    }


def expected(given: dict[str, Floats]) -> dict[str, Floats]:
    order = ("picture", "visibility", "shading", "pigment", "features", "strengths")
    film, bare = known.generated(*(given[name][0] for name in order))
    return {"film": film[np.newaxis], "bare": bare[np.newaxis]}


def put_all(graph: BoundGraph, given: dict[str, Floats]) -> None:
    for name, array in given.items():
        graph.put(name, array)


def right(graph: BoundGraph, given: dict[str, Floats]) -> None:
    """Runs the graph, and compares what it makes."""
    made = graph.run()
    for name, array in expected(given).items():
        np.testing.assert_allclose(made[name], array, atol=1e-6)


@pytest.mark.parametrize("acceleration", [ONLY_CPU, BOTH], ids=["CPU", "GPU"])
def test_it_runs_on_what_was_put_in(gpu: PretendedGpu, acceleration: Acceleration) -> None:
    graph = bound(acceleration)
    for seed in range(3):
        given = inputs(seed)
        put_all(graph, given)
        right(graph, given)
    assert gpu.runs == (3 if acceleration is BOTH else 0)
    graph.close()


@pytest.mark.parametrize("acceleration", [ONLY_CPU, BOTH], ids=["CPU", "GPU"])
def test_what_is_not_put_in_anew_stays(gpu: PretendedGpu, acceleration: Acceleration) -> None:
    graph = bound(acceleration)
    given = inputs(0)
    put_all(graph, given)
    graph.run()
    given["picture"] = inputs(1)["picture"]
    graph.put("picture", given["picture"])
    right(graph, given)


def test_an_input_that_was_never_put_in_is_zero() -> None:
    film = bound().run()["film"]
    assert (film[..., :4] == 1).all()
    assert (film[..., 4:] == 0).all()


def test_the_outputs_lie_where_they_lay() -> None:
    graph = bound()
    first = graph.run()["film"]
    put_all(graph, inputs())
    assert graph.run()["film"] is first


def test_on_the_cpu_nothing_is_copied(gpu: PretendedGpu) -> None:
    graph = bound()
    given = inputs()
    put_all(graph, given)
    graph.run()
    given["picture"][:] = inputs(1)["picture"]
    right(graph, given)


def test_on_a_gpu_the_looks_code_is_copied_once(
    gpu: PretendedGpu, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[tuple[int, ...]] = []
    real = ort.OrtValue.update_inplace

    def update(value: Any, array: Floats) -> None:
        copied.append(array.shape)
        real(value, array)

    graph = bound(BOTH)
    put_all(graph, inputs())
    graph.run()
    monkeypatch.setattr(ort.OrtValue, "update_inplace", update)
    for seed in (1, 2):
        graph.put("picture", inputs(seed)["picture"])
        graph.run()
    assert copied == [(1, known.SIZE, known.SIZE, 3)] * 2


@pytest.mark.parametrize(
    ("name", "array"),
    [
        ("strengths", np.zeros((1, 5), np.float32)),
        ("strengths", np.zeros((1, 4))),
    ],
)
def test_another_tensor_is_refused(name: str, array: Floats) -> None:
    with pytest.raises(ValueError, match="strengths is"):
        bound().put(name, array)


def test_a_provider_that_fails_in_a_run_is_left_and_that_run_is_done_again(
    gpu: PretendedGpu,
) -> None:
    graph = bound(BOTH)
    given = inputs(0)
    put_all(graph, given)
    right(graph, given)
    assert graph.session.provider == CUDA
    gpu.fails_from = gpu.runs
    given["visibility"] = inputs(1)["visibility"]
    graph.put("visibility", given["visibility"])
    right(graph, given)
    assert graph.session.provider == CPU
    assert graph.session.why_no_gpu == f"{CUDA} has failed: CUDA failure 999: the card is gone"
    assert gpu.opened == [CUDA, CPU]
    given = inputs(2)
    put_all(graph, given)
    right(graph, given)


def test_outputs_that_are_not_finite_are_a_failure(gpu: PretendedGpu) -> None:
    graph = bound(BOTH)
    put_all(graph, inputs())
    graph.run()
    graph.put("shading", np.full((1, 128, 128, 8), np.inf, np.float32))
    with pytest.raises(FloatingPointError, match="not finite"):
        graph.run()
    assert gpu.opened == [CUDA, CPU], "the other provider has had its try"


def test_where_no_provider_is_left_the_fault_goes_through(gpu: PretendedGpu) -> None:
    graph = bound(Acceleration((CUDA,), None))
    gpu.fails_from = 0
    with pytest.raises(RuntimeError, match="the card is gone"):
        graph.run()
