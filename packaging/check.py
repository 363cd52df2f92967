"""Runs lint, formatter, types, import contracts and all tests; sets them up before, if need be.

    python3 packaging/check.py [--no-training] [what pytest takes]

`--no-training` does without PyTorch: types are not checked then, and tests that need it are skipped.
"""

import subprocess
import sys
from collections.abc import Sequence

from environment import ROOT, RUNTIME, TEST, TRAIN, is_ready, venv_python

_CONTRACTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"
_STEPS = {
    "ruff check": ["-m", "ruff", "check"],
    "ruff format": ["-m", "ruff", "format", "--check"],
    "mypy": ["-m", "mypy"],
    "import contracts": ["-c", _CONTRACTS],
    "pytest": ["-m", "pytest"],
}


def check(arguments: Sequence[str]) -> int:
    """Runs every step, whether or not one before it failed; 0 if all pass."""
    training = list(arguments[:1]) != ["--no-training"]
    parts = [RUNTIME, TEST, TRAIN] if training else [RUNTIME, TEST]
    if not training:
        arguments = [*arguments[1:], "--ignore=tests/training"]
    if not is_ready(ROOT, parts):
        from install import install

        status = install(ROOT, parts)
        if status:
            return status
    failed = []
    for name, step in _STEPS.items():
        if name == "mypy" and not training:
            print("== mypy: left out, as is tests/training: both need PyTorch", flush=True)
            continue
        print(f"== {name}", flush=True)
        command = [str(venv_python(ROOT)), *step, *(arguments if name == "pytest" else ())]
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            failed.append(name)
    if failed:
        print(f"Failed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(check(sys.argv[1:]))
