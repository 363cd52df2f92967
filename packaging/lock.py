"""Writes the locks from pyproject.toml, and proves them for every platform. Asks the registry.

    .venv/bin/python packaging/lock.py              keeps versions that still fit
    .venv/bin/python packaging/lock.py --upgrade    takes the newest ones
    .venv/bin/python packaging/lock.py --prove      resolves the locks for each platform and Python

A lock has names, versions, markers and hashes, and no address: where packages come from is the
installing machine's affair.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Sequence

from environment import (
    LOCKS,
    NVIDIA,
    ROOT,
    RUNTIME,
    TEST,
    TORCH_LOCK,
    TRAIN,
    UV_LOCK,
    venv_python,
)
from system import NEWEST, OLDEST, OLDEST_GLIBC, OLDEST_MACOS

PLATFORMS = (
    *(f"{machine}-manylinux_{glibc[0]}_{glibc[1]}" for machine, glibc in OLDEST_GLIBC.items()),
    "x86_64-pc-windows-msvc",
    "aarch64-apple-darwin",
)
PYTHONS = tuple(f"3.{minor}" for minor in range(OLDEST[1], NEWEST[1] + 1))
SHOWN = re.compile(r"^(onnxruntime|onnxruntime-gpu|opencv-.*|pyside6.*|av|numba|numpy|torch)==")
# PyTorch, and what only its builds with CUDA bring, by versions that they name themselves.
BROUGHT_BY_TORCH = re.compile(r"torch|triton|cuda-.*|nvidia-.*")
# PyTorch with CUDA brings other versions of some CUDA libraries than ONNX Runtime is locked with.
_PROVEN = ((RUNTIME, TEST, NVIDIA), (RUNTIME, TEST, TRAIN))


def main() -> int:
    """Runs the command line; the exit status."""
    parser = argparse.ArgumentParser(description="Writes or proves the locks.")
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions")
    parser.add_argument("--prove", action="store_true", help="resolve for each platform instead")
    options = parser.parse_args()
    if options.prove:
        return prove()
    write(["--upgrade"] if options.upgrade else [])
    return 0


def write(extra: Sequence[str]) -> None:
    """Writes all locks; the later ones hold what they add to the first, at the same versions."""
    _compile(["-"], UV_LOCK, extra, text="uv")
    _compile(["pyproject.toml"], LOCKS[RUNTIME], extra)
    runtime = names_in((ROOT / LOCKS[RUNTIME]).read_text(encoding="utf-8"))
    added = [f"--no-emit-package={name}" for name in runtime] + ["-c", LOCKS[RUNTIME], *extra]
    _compile(["--group", "test"], LOCKS[TEST], added)
    _compile(["pyproject.toml", "--extra", "nvidia"], LOCKS[NVIDIA], added)
    # It may be installed with the tests' packages or without: those of both are in both locks.
    added += ["-c", LOCKS[TEST]]
    _compile(["pyproject.toml", "--extra", "train"], LOCKS[TRAIN], added, leave=BROUGHT_BY_TORCH)
    (torch,) = pinned("torch", (ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (ROOT / TORCH_LOCK).write_text(f"{torch}\n", encoding="utf-8")


def prove() -> int:
    """Prints a Markdown row a platform and Python; 1 if one of them has no solution."""
    bad = 0
    print("| platform | Python | result |\n| --- | --- | --- |")
    for platform in PLATFORMS:
        for python in PYTHONS:
            solved: set[str] = set()
            for parts in _PROVEN:
                done = _solve(parts, platform, python)
                solved |= set(filter(SHOWN.match, done.stdout.splitlines()))
                if done.returncode:
                    bad += 1
                    solved.add(done.stderr.strip())
            print(f"| {platform} | {python} | {', '.join(sorted(solved))} |", flush=True)
    return 1 if bad else 0


def _solve(parts: Sequence[str], platform: str, python: str) -> subprocess.CompletedProcess[str]:
    locks = [LOCKS[part] for part in parts] + ([TORCH_LOCK] if TRAIN in parts else [])
    return _uv(
        [
            *locks, "--python-platform", platform, "--python-version", python,
            "--only-binary", ":all:", "--no-header", "--no-annotate",
        ],
        # The oldest macOS that PySide6 runs on, not the oldest that uv knows of.
        env={"MACOSX_DEPLOYMENT_TARGET": ".".join(map(str, OLDEST_MACOS))},
    )  # fmt: skip


def names_in(lock: str) -> list[str]:
    """The names of the packages in a lock, each once."""
    return sorted(set(re.findall(r"^([A-Za-z0-9._-]+)==", lock, flags=re.MULTILINE)))


def pinned(name: str, project: str) -> list[str]:
    """What a pyproject.toml asks for of a package in its extra `train`, such as `torch==2.13.0`."""
    extra: list[str] = tomllib.loads(project)["project"]["optional-dependencies"]["train"]
    return [requirement for requirement in extra if re.match(rf"{name}==[0-9.]+$", requirement)]


def _compile(
    source: Sequence[str],
    lock: str,
    extra: Iterable[str],
    text: str = "",
    leave: re.Pattern[str] | None = None,
) -> None:
    """Writes a lock, without the packages whose names match `leave`."""
    command = [*source, "--universal", "--python-version", PYTHONS[0], "--generate-hashes"]
    command += ["--no-header", "--no-annotate", *extra]
    if leave is not None:
        everything = names_in(_uv(command, text=text).stdout)
        command += [f"--no-emit-package={name}" for name in everything if leave.fullmatch(name)]
    done = _uv([*command, "-o", lock], text=text)
    if done.returncode:
        sys.exit(done.stderr)
    print(f"{lock}: {len(names_in((ROOT / lock).read_text(encoding='utf-8')))} packages")


def _uv(
    arguments: Sequence[str], *, text: str = "", env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(venv_python(ROOT)), "-m", "uv", "pip", "compile", "--quiet", *arguments],
        input=text,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        check=False,
    )


if __name__ == "__main__":
    sys.exit(main())
