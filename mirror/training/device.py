"""Where the networks are trained."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from mirror.errors import TrainingError

DEVICES = ("auto", "cpu", "cuda")


def prepare_device(name: str, threads: int | None = None) -> torch.device:
    """Chooses a device, and sets PyTorch up for training on it.

    Args:
        name: Of `DEVICES`; `auto` takes a CUDA GPU where there is one.
        threads: CPU threads inside an operation; None leaves PyTorch's choice, one a core.

    Raises:
        TrainingError: A CUDA GPU is asked for, and there is none that PyTorch can use.
    """
    if threads is not None:
        torch.set_num_threads(threads)
    if name == "cpu" or (name == "auto" and not torch.cuda.is_available()):
        return torch.device("cpu")
    if not torch.cuda.is_available():
        built_for = torch.version.cuda
        reason = "finds no GPU" if built_for else "is a build for CPUs alone"
        raise TrainingError(
            f"PyTorch {torch.__version__} {reason}; train with --device cpu, or mend the driver or "
            "the build of PyTorch."
        )
    # The shapes stay the same for thousands of steps: the search for the fastest kernel pays.
    torch.backends.cudnn.benchmark = True
    # The networks run in bfloat16 anyway; what is left in float32 are colours, for which the ten
    # bits of TF32 are too coarse.
    torch.backends.cudnn.allow_tf32 = False
    torch.backends.cuda.matmul.allow_tf32 = False
    return torch.device("cuda", torch.cuda.current_device())


def upload(values: np.ndarray, device: torch.device) -> Tensor:
    """An array on a device.

    A GPU gets it in its turn, behind all that it still has to do; nobody waits for that, as PyTorch
    would by itself.
    """
    return torch.from_numpy(values).to(device, non_blocking=True)


def gpu_name(device: torch.device) -> str | None:
    """What the GPU is called; None for the CPU."""
    return torch.cuda.get_device_name(device) if device.type == "cuda" else None
