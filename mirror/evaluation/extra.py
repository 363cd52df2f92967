"""Whether what measuring needs is installed; the mirror itself runs without it."""

from __future__ import annotations

import importlib.util

from mirror.errors import TrainingError

_MODULES = ("torch", "onnx", "skimage")


def require_extra() -> None:
    """Looks for what of the extra `train` is needed, without importing any of it.

    Raises:
        TrainingError: A part of it is missing; says how it is installed.
    """
    missing = [name for name in _MODULES if importlib.util.find_spec(name) is None]
    if missing:
        raise TrainingError(
            f"Measuring needs PyTorch and what comes with it, and there is no {', '.join(missing)}; "
            "“python3 packaging/start.py --train” installs it, once."
        )
