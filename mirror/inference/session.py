"""The one place that makes an ONNX Runtime session."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import onnxruntime as ort

from mirror.errors import ModelError
from mirror.inference.acceleration import CPU, Acceleration, find_acceleration
from mirror.inference.manifest import (
    Graph,
    Manifest,
    ModelFile,
    Preprocessing,
    Tensor,
    load_manifest,
    read_verified,
)

if TYPE_CHECKING:
    from pathlib import Path

    from mirror.core.types import Floats, Pixels

R = TypeVar("R")

_LOG = logging.getLogger(__name__)
_ERRORS_ONLY = 3  # onnxruntime's numbering: 0 verbose .. 4 fatal
_ELEMENTS = {"uint8": "tensor(uint8)", "float32": "tensor(float)"}


class GraphSession:
    """A verified graph of a model, on the best execution provider that works.

    A provider that does not start is passed over; one that fails in a run is left for the next one,
    and that run is done again. One session belongs to one thread at a time.

    Attributes:
        manifest: The model's manifest.
        graph: The graph's part of it.
        provider: The execution provider that ONNX Runtime really gave.
        file: The form of the graph that runs on it.
        why_no_gpu: Why no GPU is used, for people; None where one is.
    """

    file: ModelFile

    def __init__(
        self,
        models_root: Path,
        manifest: Manifest,
        name: str,
        *,
        threads: int = 1,
        acceleration: Acceleration | None = None,
    ) -> None:
        """Loads a graph.

        Args:
            models_root: The folder of the model folders.
            manifest: The model's manifest.
            name: The graph's name there.
            threads: CPU threads inside one run.
            acceleration: Providers to try; None asks the machine.

        Raises:
            ModelError: A file is missing or altered, or the graph is not what the manifest says.
        """
        acceleration = acceleration or find_acceleration()
        self.manifest = manifest
        if name not in manifest.graphs:
            raise ModelError(f"The model {manifest.name} has no {name}; install the mirror again.")
        self.graph: Graph = manifest.graphs[name]
        self.why_no_gpu = acceleration.why_no_gpu
        self._models_root = models_root
        self._threads = threads
        self._untried = list(acceleration.providers)
        self._session: Any = None
        self.provider = ""
        self._open_next()

    def run(self, how: Callable[[Any], R]) -> R:
        """Runs the graph, on the next provider where this one fails.

        Args:
            how: Runs the `onnxruntime.InferenceSession` that it is given; called again, with
                another one, where it has raised.

        Raises:
            Exception: What the last provider has raised.
        """
        while True:
            try:
                return how(self._session)
            except Exception as error:
                if not any(self.graph.file_for(provider) for provider in self._untried):
                    raise
                self._fall_back(f"{self.provider} has failed: {_first_line(error)}")
            self._open_next()

    def warm_up(self) -> None:
        """Runs the graph once on zeros: what a provider prepares, it prepares in its first run."""
        feeds = {tensor.name: np.zeros(tensor.shape, tensor.dtype) for tensor in self.graph.inputs}
        self.run(lambda session: session.run(None, feeds))

    def close(self) -> None:
        """Frees the session; it is not used again."""
        self._session = None

    def _open_next(self) -> None:
        """Goes over to the next provider that starts.

        Raises:
            ModelError: There is none, or the files are not what the manifest says.
        """
        self._session = None
        while self._untried:
            provider = self._untried.pop(0)
            file = self.graph.file_for(provider)
            session = None if file is None else self._opened(file, provider)
            if file is not None and session is not None:
                self._session, self.file = session, file
                self.provider = session.get_providers()[0]
                return
        raise ModelError(
            f"The model {self.manifest.name} has no file that this machine can run; install the "
            "mirror again."
        )

    def _opened(self, file: ModelFile, provider: str) -> Any:
        """A session on this very provider, or None where only the CPU took it instead."""
        content = read_verified(self._models_root, self.manifest, file)
        options = ort.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.inter_op_num_threads = 1
        options.log_severity_level = _ERRORS_ONLY
        # Threads that spin between two frames would eat the core that the compositor needs.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        providers = [provider] if provider == CPU else [provider, CPU]
        try:
            session = ort.InferenceSession(content, options, providers=providers)
        except Exception as error:  # onnxruntime's errors share no base class of their own
            if provider != CPU:
                self._fall_back(f"{provider} does not start: {_first_line(error)}")
                return None
            path = self._models_root / self.manifest.name / file.path
            raise ModelError(
                f"The model file {path} cannot be loaded ({error}); install the mirror again."
            ) from error
        if session.get_providers()[0] != provider:
            self._fall_back(f"{provider} does not start: ONNX Runtime fell back by itself")
            return None
        _check_contract(self.manifest, self.graph, file, session)
        return session

    def _fall_back(self, reason: str) -> None:
        self.why_no_gpu = reason
        _LOG.warning("%s goes over to another provider: %s", self.manifest.name, reason)


class ModelSession:
    """A verified model of one graph that looks at one picture, loaded and warmed up.

    One session belongs to one thread at a time.

    Attributes:
        manifest: The model's manifest.
        preprocessing: How its input picture is cut.
    """

    def __init__(
        self,
        models_root: Path,
        name: str,
        *,
        threads: int = 1,
        acceleration: Acceleration | None = None,
    ) -> None:
        """Loads a model.

        Args:
            models_root: The folder of the model folders.
            name: The model's folder, and its graph.
            threads: CPU threads inside one run.
            acceleration: Providers to try; None asks the machine.

        Raises:
            ModelError: A file is missing or altered, or the graph is not what the manifest says.
        """
        self.manifest = load_manifest(models_root, name)
        if self.manifest.preprocessing is None:
            raise ModelError(
                f"The manifest of the model {name} does not say how its picture is cut; install "
                "the mirror again."
            )
        self.preprocessing: Preprocessing = self.manifest.preprocessing
        self._graph = GraphSession(
            models_root, self.manifest, name, threads=threads, acceleration=acceleration
        )
        self._input = self._graph.graph.inputs[0].name
        self._outputs = [tensor.name for tensor in self._graph.graph.outputs]
        self._graph.warm_up()

    @property
    def provider(self) -> str:
        """The execution provider that ONNX Runtime really gave."""
        return self._graph.provider

    @property
    def why_no_gpu(self) -> str | None:
        """Why no GPU is used, for people; None where one is."""
        return self._graph.why_no_gpu

    def run(self, image: Pixels) -> list[Floats]:
        """Runs the model.

        Args:
            image: The input tensor as the manifest has it, uint8, C-contiguous.

        Returns:
            The outputs as the manifest lists them, float32, owned by the caller.
        """
        feeds = {self._input: image}
        outputs: list[Floats] = self._graph.run(lambda session: session.run(self._outputs, feeds))
        return outputs

    def close(self) -> None:
        """Frees the session; it is not used again."""
        self._graph.close()


def _first_line(error: Exception) -> str:
    lines = str(error).splitlines()
    return lines[0] if lines else type(error).__name__


def _check_contract(manifest: Manifest, graph: Graph, file: ModelFile, session: Any) -> None:
    """Compares the graph's tensors with the manifest's.

    Raises:
        ModelError: One is missing, or has another shape or type.
    """
    _check_tensors(manifest, file, graph.inputs, session.get_inputs())
    _check_tensors(manifest, file, graph.outputs, session.get_outputs())


def _check_tensors(
    manifest: Manifest, file: ModelFile, expected: tuple[Tensor, ...], found: list[Any]
) -> None:
    graph = {tensor.name: (tensor.type, tuple(tensor.shape)) for tensor in found}
    for tensor in expected:
        contract = (_ELEMENTS[tensor.dtype], tensor.shape)
        if graph.pop(tensor.name, None) != contract:
            raise ModelError(
                f"The model file {manifest.name}/{file.path} has no tensor {tensor.name} of shape "
                f"{list(tensor.shape)} and type {tensor.dtype} as its manifest says; install the mirror again."
            )
    if graph:
        raise ModelError(
            f"The model file {manifest.name}/{file.path} has tensors that its manifest does not name: "
            f"{', '.join(sorted(graph))}; install the mirror again."
        )
