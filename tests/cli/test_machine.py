from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from mirror import __version__
from mirror.cli.machine import cpu_model, description, process_start_ns, resident_mb, versions


def test_the_description_names_what_speed_depends_on() -> None:
    found = description()
    assert found["cpu"]
    assert isinstance(found["cores"], int)
    assert found["os"]
    assert {"mirror", "python", "numpy", "numba"} <= versions().keys()
    assert versions()["mirror"] == __version__


def test_the_processors_name_is_read_from_the_system(tmp_path: Path) -> None:
    told = tmp_path / "cpuinfo"
    told.write_text("processor : 0\nmodel name\t: Some CPU @ 3.00GHz\nmodel name\t: Other\n")
    assert cpu_model(told) == "Some CPU @ 3.00GHz"
    assert cpu_model(tmp_path / "missing")


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_memory_in_use_follows_what_is_in_use() -> None:
    # In a process of its own, where nothing else is freed meanwhile.
    code = (
        "from mirror.cli.machine import resident_mb\n"
        "before = resident_mb()\n"
        "block = bytearray(b'x') * 50_000_000\n"
        "print(resident_mb() - before)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert 40 < float(done.stdout) < 80


def test_where_the_present_value_is_not_told_the_highest_stands_in(tmp_path: Path) -> None:
    highest = resident_mb(tmp_path / "missing")
    now = resident_mb()
    if sys.platform == "win32":
        assert highest is None
    else:
        assert highest is not None
        assert now is not None
        assert highest > 0.9 * now


def test_the_process_was_started_a_while_ago_but_not_before_the_machine(tmp_path: Path) -> None:
    now = time.perf_counter_ns()
    assert now - 3600e9 < process_start_ns() < now
    told = tmp_path / "stat"
    told.write_text("1 (a b) c) " + " ".join(["S", *["0"] * 18, "0", "0"]))
    if hasattr(time, "CLOCK_BOOTTIME"):
        booted_ago_s = time.clock_gettime(time.CLOCK_BOOTTIME)
        assert (now - process_start_ns(told)) / 1e9 == pytest.approx(booted_ago_s, abs=5)
    assert process_start_ns(tmp_path / "missing") <= now
