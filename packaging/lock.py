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
from collections.abc import Iterable, Sequence

from environment import LOCKS, NVIDIA, ROOT, RUNTIME, TEST, UV_LOCK, venv_python
from system import NEWEST, OLDEST, OLDEST_GLIBC, OLDEST_MACOS

PLATFORMS = (
    *(f"{machine}-manylinux_{glibc[0]}_{glibc[1]}" for machine, glibc in OLDEST_GLIBC.items()),
    "x86_64-pc-windows-msvc",
    "aarch64-apple-darwin",
)
PYTHONS = tuple(f"3.{minor}" for minor in range(OLDEST[1], NEWEST[1] + 1))
SHOWN = re.compile(r"^(onnxruntime|onnxruntime-gpu|opencv-.*|pyside6.*|av|numba|numpy)==")


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


def prove() -> int:
    """Prints a Markdown row a platform and Python; 1 if one of them has no solution."""
    bad = 0
    print("| platform | Python | result |\n| --- | --- | --- |")
    for platform in PLATFORMS:
        for python in PYTHONS:
            target = ["--python-platform", platform, "--python-version", python]
            done = _uv(
                [
                    *LOCKS.values(),
                    *target,
                    "--only-binary",
                    ":all:",
                    "--no-header",
                    "--no-annotate",
                ],
                # The oldest macOS that PySide6 runs on, not the oldest that uv knows of.
                env={"MACOSX_DEPLOYMENT_TARGET": ".".join(map(str, OLDEST_MACOS))},
            )
            shown = ", ".join(filter(SHOWN.match, done.stdout.splitlines()))
            bad += done.returncode != 0
            print(f"| {platform} | {python} | {shown or done.stderr.strip()} |", flush=True)
    return 1 if bad else 0


def names_in(lock: str) -> list[str]:
    """The names of the packages in a lock, each once."""
    return sorted(set(re.findall(r"^([A-Za-z0-9._-]+)==", lock, flags=re.MULTILINE)))


def _compile(source: Sequence[str], lock: str, extra: Iterable[str], text: str = "") -> None:
    universal = ["--universal", "--python-version", PYTHONS[0], "--generate-hashes"]
    done = _uv([*source, *universal, "--no-header", "--no-annotate", "-o", lock, *extra], text=text)
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
