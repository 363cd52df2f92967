from __future__ import annotations

import ctypes
import os
import subprocess
import sys

import pytest

from mirror.training.memory import keep_freed_memory

# Frees and asks again for large memory, and counts how often the kernel had to bring new pages.
_FAULTS = """
import resource, sys
from mirror.training.memory import keep_freed_memory
if sys.argv[1] == "kept":
    assert keep_freed_memory()
import numpy as np
np.ones(8_000_000)
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
for _ in range(20):
    np.ones(8_000_000)
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


def _has_glibc() -> bool:
    try:
        return bool(os.confstr("CS_GNU_LIBC_VERSION"))
    except (AttributeError, OSError, ValueError):
        return False


@pytest.mark.skipif(not _has_glibc(), reason="advice for glibc")
def test_memory_that_was_freed_is_used_again() -> None:
    faults = {}
    for way in ("kept", "as usual"):
        command = [sys.executable, "-c", _FAULTS, way]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        faults[way] = int(done.stdout)
    # 20 times 64 MB are some 300,000 pages of 4 kB, or some hundred huge ones.
    assert faults["kept"] < faults["as usual"] / 3


def test_elsewhere_nothing_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert not keep_freed_memory()


def test_another_c_library_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(ctypes, "CDLL", lambda _: object())
    assert not keep_freed_memory()
