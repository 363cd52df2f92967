"""Which execution providers this machine can really use, and why not more."""

from __future__ import annotations

import contextlib
import ctypes
import functools
import io
import sys
from dataclasses import dataclass

import onnxruntime as ort

CPU = "CPUExecutionProvider"
CUDA = "CUDAExecutionProvider"
DEVICES = {CPU: "cpu", CUDA: "cuda"}
"""Where each provider's memory lies, in ONNX Runtime's words."""


@dataclass(frozen=True, slots=True)
class Acceleration:
    """What to ask ONNX Runtime for.

    Attributes:
        providers: Execution providers to try, best first; the CPU is always the last.
        why_no_gpu: One sentence for people that says why no GPU is used; None where one is.
    """

    providers: tuple[str, ...]
    why_no_gpu: str | None


def _cuda_driver_fault() -> str | None:
    """Asks the NVIDIA driver for its devices; None where there is one."""
    library = "nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1"
    try:
        driver = ctypes.CDLL(library)
    except OSError:
        return "no NVIDIA driver is installed on this machine"
    count = ctypes.c_int(0)
    if driver.cuInit(0) != 0 or driver.cuDeviceGetCount(ctypes.byref(count)) != 0:
        return "the NVIDIA driver does not start (nvidia-smi says more)"
    return None if count.value else "the NVIDIA driver finds no GPU"


def _cuda_library_fault() -> str | None:
    """Loads CUDA and cuDNN, from the `nvidia` extra's wheels or the system; None where they load."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said):  # it prints what it cannot load
        ort.preload_dlls()
    failed = [line for line in said.getvalue().splitlines() if line.startswith("Failed to load")]
    if not failed:
        return None
    missing = failed[0].removeprefix("Failed to load ").split(":", 1)[0]
    return f"the CUDA library {missing} cannot be loaded; start the mirror once with --nvidia to install it"


@functools.cache
def find_acceleration() -> Acceleration:
    """Looks for a usable GPU, once per process.

    CUDA is not even asked for where it cannot work: ONNX Runtime would fall back to the CPU and
    write several red lines to stderr.
    """
    if CUDA not in ort.get_available_providers():
        return Acceleration((CPU,), "this build of ONNX Runtime has no CUDA provider")
    fault = _cuda_driver_fault() or _cuda_library_fault()
    return Acceleration((CPU,), fault) if fault else Acceleration((CUDA, CPU), None)
