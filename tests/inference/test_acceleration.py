from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import onnxruntime as ort
import pytest

from mirror.inference.acceleration import CPU, CUDA, Acceleration, find_acceleration

look: Callable[[], Acceleration] = find_acceleration.__wrapped__


@dataclass
class Driver:
    """Stands in for the NVIDIA driver's library."""

    starts: bool = True
    devices: int = 1

    def cuInit(self, _: int) -> int:  # noqa: N802
        return 0 if self.starts else 100

    def cuDeviceGetCount(self, count: Any) -> int:  # noqa: N802
        count._obj.value = self.devices
        return 0


@pytest.fixture
def gpu_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ort, "get_available_providers", lambda: [CUDA, CPU])
    monkeypatch.setattr(ort, "preload_dlls", lambda: None, raising=False)


def install(monkeypatch: pytest.MonkeyPatch, driver: Driver | None) -> None:
    def load(name: str) -> Driver:
        if driver is None:
            raise OSError(name)
        return driver

    monkeypatch.setattr(ctypes, "CDLL", load)


def test_a_build_without_cuda(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ort, "get_available_providers", lambda: [CPU])
    assert look() == Acceleration((CPU,), "this build of ONNX Runtime has no CUDA provider")


@pytest.mark.usefixtures("gpu_build")
@pytest.mark.parametrize(
    ("driver", "said"),
    [
        (None, "no NVIDIA driver"),
        (Driver(starts=False), "does not start"),
        (Driver(devices=0), "finds no GPU"),
    ],
)
def test_no_usable_gpu(monkeypatch: pytest.MonkeyPatch, driver: Driver | None, said: str) -> None:
    install(monkeypatch, driver)
    found = look()
    assert found.providers == (CPU,)
    assert found.why_no_gpu is not None
    assert said in found.why_no_gpu


@pytest.mark.usefixtures("gpu_build")
def test_missing_cuda_libraries_are_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    install(monkeypatch, Driver())
    fault = "Failed to load libcudnn.so.9: not found\n"
    monkeypatch.setattr(ort, "preload_dlls", lambda: sys.stdout.write(fault), raising=False)
    found = look()
    assert found.providers == (CPU,)
    assert found.why_no_gpu is not None
    assert "libcudnn.so.9" in found.why_no_gpu
    assert capsys.readouterr().out == "", "what the loader says is for us alone"


@pytest.mark.usefixtures("gpu_build")
def test_a_usable_gpu_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, Driver())
    assert look() == Acceleration((CUDA, CPU), None)
