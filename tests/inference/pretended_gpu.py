"""A GPU for machines without one: what is asked of CUDA runs on the CPU, until it is told to fail."""

from __future__ import annotations

from typing import Any

import onnxruntime as ort
import pytest

from mirror.inference import acceleration
from mirror.inference.acceleration import CPU, CUDA, Acceleration

BOTH = Acceleration((CUDA, CPU), None)


class PretendedGpu:
    """Takes the place of `onnxruntime.InferenceSession`.

    Attributes:
        opened: The provider of each session that was opened.
        runs: How often CUDA has run.
        fails_from: The run of CUDA, counted from 0, from which on it fails; None never fails.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.opened: list[str] = []
        self.runs = 0
        self.fails_from: int | None = None
        self._real = ort.InferenceSession
        monkeypatch.setattr(ort, "InferenceSession", self._open)
        # Device memory is the CPU's as well, but is written to as a GPU's would be.
        monkeypatch.setitem(acceleration.DEVICES, CUDA, "cpu")

    def _open(self, content: bytes, options: Any, providers: list[str]) -> _Session:
        self.opened.append(providers[0])
        return _Session(self, self._real(content, options, providers=[CPU]), providers[0])

    def run_once(self) -> None:
        if self.fails_from is not None and self.runs >= self.fails_from:
            raise RuntimeError("CUDA failure 999: the card is gone\nand more about it")
        self.runs += 1


class _Session:
    def __init__(self, gpu: PretendedGpu, real: Any, provider: str) -> None:
        self._gpu = gpu
        self._real = real
        self._provider = provider

    def get_providers(self) -> list[str]:
        return list(dict.fromkeys([self._provider, CPU]))

    def run(self, *arguments: Any) -> Any:
        self._count()
        return self._real.run(*arguments)

    def run_with_iobinding(self, binding: Any) -> None:
        self._count()
        self._real.run_with_iobinding(binding)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def _count(self) -> None:
        if self._provider == CUDA:
            self._gpu.run_once()
