"""The one place that makes an ONNX Runtime session."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import numpy as np
import onnxruntime as ort

from mirror.errors import ModelError
from mirror.inference.acceleration import CPU, Acceleration, find_acceleration
from mirror.inference.manifest import Manifest, ModelFile, Tensor, load_manifest, read_verified

if TYPE_CHECKING:
    from pathlib import Path

    from mirror.core.types import Floats, Pixels

_LOG = logging.getLogger(__name__)
_ERRORS_ONLY = 3  # onnxruntime's numbering: 0 verbose .. 4 fatal
_ELEMENTS = {"uint8": "tensor(uint8)", "float32": "tensor(float)"}


class ModelSession:
    """A verified model, loaded and warmed up, on the best execution provider that works.

    One session belongs to one thread at a time.

    Attributes:
        manifest: The model's manifest.
        provider: The execution provider that ONNX Runtime really gave.
        why_no_gpu: Why no GPU is used, for people; None where one is.
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
            name: The model's folder.
            threads: CPU threads inside one run.
            acceleration: Providers to try; None asks the machine.

        Raises:
            ModelError: A file is missing or altered, or the graph is not what the manifest says.
        """
        acceleration = acceleration or find_acceleration()
        self.manifest = load_manifest(models_root, name)
        self.why_no_gpu = acceleration.why_no_gpu
        self._outputs = [tensor.name for tensor in self.manifest.outputs]
        self._input = self.manifest.input.name
        session: Any = None
        for provider in acceleration.providers:
            file = self.manifest.file_for(provider)
            if file is None:
                continue
            session = self._open(models_root, file, provider, threads)
            if session is not None:
                break
        if session is None:
            raise ModelError(
                f"The model {name} has no file that this machine can run; install the mirror again."
            )
        self._session = session
        self.provider: str = session.get_providers()[0]
        self.run(np.zeros(self.manifest.input.shape, np.uint8))

    def _open(self, models_root: Path, file: ModelFile, provider: str, threads: int) -> Any:
        """A session on this very provider, or None where only the CPU took it instead."""
        content = read_verified(models_root, self.manifest, file)
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = _ERRORS_ONLY
        # Threads that spin between two frames would eat the core that the compositor needs.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        providers = [provider] if provider == CPU else [provider, CPU]
        try:
            session = ort.InferenceSession(content, options, providers=providers)
        except Exception as error:  # onnxruntime's errors share no base class of their own
            if provider != CPU:
                self._fall_back(provider, str(error))
                return None
            path = models_root / self.manifest.name / file.path
            raise ModelError(
                f"The model file {path} cannot be loaded ({error}); install the mirror again."
            ) from error
        if session.get_providers()[0] != provider:
            self._fall_back(provider, "ONNX Runtime fell back by itself")
            return None
        _check_contract(self.manifest, file, session)
        return session

    def _fall_back(self, provider: str, reason: str) -> None:
        self.why_no_gpu = f"{provider} does not start: {reason.splitlines()[0]}"
        _LOG.warning("%s runs on the CPU: %s", self.manifest.name, self.why_no_gpu)

    def run(self, image: Pixels) -> list[Floats]:
        """Runs the model.

        Args:
            image: The input tensor as the manifest has it, uint8, C-contiguous.

        Returns:
            The outputs as the manifest lists them, float32, owned by the caller.
        """
        outputs: list[Floats] = self._session.run(self._outputs, {self._input: image})
        return outputs

    def close(self) -> None:
        """Frees the session; it is not used again."""
        self._session = None


def _check_contract(manifest: Manifest, file: ModelFile, session: Any) -> None:
    """Compares the graph's tensors with the manifest's.

    Raises:
        ModelError: One is missing, or has another shape or type.
    """
    _check_tensors(manifest, file, (manifest.input,), session.get_inputs())
    _check_tensors(manifest, file, manifest.outputs, session.get_outputs())


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
