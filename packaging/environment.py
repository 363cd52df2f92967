"""What the checkout's `.venv` holds, told by a stamp in it.

The usual start compares one hash and hands over, so this imports next to nothing. The stamp is
filled in last: while it is empty the environment is not whole, and without one it is not ours.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

RUNTIME, TEST, NVIDIA, TRAIN = "runtime", "test", "nvidia", "train"
LOCKS = {
    RUNTIME: "requirements.lock",
    TEST: "requirements-test.lock",
    NVIDIA: "requirements-nvidia.lock",
    TRAIN: "requirements-train.lock",
}
UV_LOCK = "packaging/uv.lock"
# PyTorch, which is a part of TRAIN, comes by its version alone: there is a build for CPUs and one for
# each CUDA, all of one version and each with hashes of its own, and which of them fits a machine is
# for that machine's package index to say.
TORCH_LOCK = "packaging/torch.lock"
_STAMP = "mirror.stamp"


def venv_python(root: Path) -> Path:
    """The interpreter of the checkout's environment, whether it exists or not."""
    folder = root / ".venv"
    return folder / "Scripts" / "python.exe" if os.name == "nt" else folder / "bin" / "python"


def is_ready(root: Path, parts: Iterable[str]) -> bool:
    """Whether some parts of the lock are installed, at its versions and for this Python."""
    installed, digest = read_stamp(root)
    wanted = frozenset(parts)
    return (
        wanted <= installed and digest == digest_of(root, installed) and venv_python(root).exists()
    )


def digest_of(root: Path, parts: Iterable[str]) -> str:
    """A hash of all that decides what an environment with these parts holds."""
    digest = hashlib.sha256(f"{sys.implementation.cache_tag} {sys.platform}".encode())
    parts = sorted(parts)
    torch = [TORCH_LOCK] if TRAIN in parts else []
    for name in (UV_LOCK, *torch, *(LOCKS[part] for part in parts)):
        digest.update(hashlib.sha256((root / name).read_bytes()).digest())
    return digest.hexdigest()


def read_stamp(root: Path) -> tuple[frozenset[str], str]:
    """The installed parts, and the digest of what they were installed from; empty without one."""
    try:
        digest, _, parts = _stamp(root).read_text(encoding="ascii").partition("\n")
    except (OSError, UnicodeDecodeError):
        return frozenset(), ""
    return frozenset(parts.split()) & frozenset(LOCKS), digest


def write_stamp(root: Path, parts: Iterable[str]) -> None:
    """Says that the environment is whole and has these parts."""
    parts = sorted(parts)
    stamp = _stamp(root)
    new = stamp.with_suffix(".new")
    new.write_text(f"{digest_of(root, parts)}\n{' '.join(parts)}\n", encoding="ascii")
    new.replace(stamp)


def is_ours(folder: Path) -> bool:
    """Whether an environment was made by this set-up, wholly or not."""
    return (folder / _STAMP).exists()


def claim(folder: Path) -> None:
    """Makes the folder of an environment, with an empty stamp."""
    folder.mkdir()
    (folder / _STAMP).touch()


def _stamp(root: Path) -> Path:
    return root / ".venv" / _STAMP
