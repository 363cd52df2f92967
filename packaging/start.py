"""Starts the mirror; where that is still to be done, sets it up before.

    python3 packaging/start.py [--nvidia] [--train] [what the mirror takes]

`--nvidia` adds CUDA to the environment (2 GB), `--train` what `mirror train` needs, once and for good.
Both come before everything else.
"""

import os
import subprocess
import sys
from collections.abc import Sequence

from environment import NVIDIA, ROOT, RUNTIME, TRAIN, is_ready, venv_python

_PARTS = {"--nvidia": NVIDIA, "--train": TRAIN}


def start(arguments: Sequence[str]) -> int:
    """Runs the mirror with these arguments; its exit status."""
    parts = [RUNTIME]
    while arguments and arguments[0] in _PARTS:
        parts.append(_PARTS[arguments[0]])
        arguments = arguments[1:]
    if not is_ready(ROOT, parts):
        from install import install

        status = install(ROOT, parts)
        if status:
            return status
    # -P: a file of the current folder must not stand in for a module of the program.
    return _become([str(venv_python(ROOT)), "-P", "-m", "mirror", *arguments])


def _become(command: Sequence[str]) -> int:
    if os.name == "posix":
        os.execv(command[0], list(command))
    return _wait_for(command)


def _wait_for(command: Sequence[str]) -> int:
    with subprocess.Popen(command) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                continue  # the program was told as well, and ends by itself


if __name__ == "__main__":
    sys.exit(start(sys.argv[1:]))
