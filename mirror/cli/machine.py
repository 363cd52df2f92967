"""What this machine is, and what this process takes of it."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from mirror import __version__

_PACKAGES = ("numpy", "numba", "opencv-python-headless", "PySide6-Essentials")
_RUNTIMES = ("onnxruntime-gpu", "onnxruntime")
_LOADED_NS = time.perf_counter_ns()


def description() -> dict[str, object]:
    """The processor, its cores, the system and the versions that matter for speed."""
    return {
        "cpu": cpu_model(),
        "cores": os.cpu_count(),
        "os": platform.platform(),
        "versions": versions(),
    }


def cpu_model(cpuinfo: Path = Path("/proc/cpuinfo")) -> str:
    """The processor's name for people, as far as the system tells it."""
    try:
        for line in cpuinfo.read_text(encoding="utf-8", errors="replace").splitlines():
            key, _, value = line.partition(":")
            if key.strip() == "model name":
                return value.strip()
    except OSError:
        pass  # not Linux
    return platform.processor() or platform.machine()


def versions() -> Mapping[str, str]:
    """The program's own version, Python's, and those of the packages that matter for speed."""
    found = {"mirror": __version__, "python": platform.python_version()}
    for package in _PACKAGES + _RUNTIMES:
        try:
            found[package] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            continue  # of the runtimes there is one
    return found


def resident_mb(statm: Path = Path("/proc/self/statm")) -> float | None:
    """Memory of this process that is in RAM, in units of 10^6 bytes; None if it cannot be told.

    Where the system does not tell the present value (macOS), it is the highest so far.
    """
    try:
        pages = int(statm.read_text(encoding="ascii").split()[1])
    except (OSError, ValueError, IndexError):
        pass
    else:
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
    if sys.platform == "win32":
        return None
    import resource

    highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return highest / 1e6 if sys.platform == "darwin" else highest * 1024 / 1e6


def process_start_ns(stat: Path = Path("/proc/self/stat")) -> int:
    """When this process was started, on the clock of `time.perf_counter_ns()`.

    Where the system does not tell, it is when this module was loaded. Precise to 10 ms.
    """
    try:
        # The command's name, in parentheses, may hold spaces; the start is field 22 of the line.
        fields = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        started_s = int(fields[19]) / os.sysconf("SC_CLK_TCK")
        age_s = time.clock_gettime(time.CLOCK_BOOTTIME) - started_s
    except (OSError, ValueError, IndexError, AttributeError):
        return _LOADED_NS
    return time.perf_counter_ns() - round(age_s * 1e9)
