"""What a run's folder says about the run: its recipe, and what it took."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path

import msgspec
from msgspec import Struct

from mirror.config import data_root
from mirror.errors import TrainingError
from mirror.training import recipe as recipes
from mirror.training.recipe import Recipe, load_recipe

_RECORD = "record.json"


class Sitting(Struct, forbid_unknown_fields=True):
    """One stretch of a training, from a start of the command to its end.

    Attributes:
        commit: The revision of the program; None if it is not known.
        modified: Whether the program's files differed from that revision.
        device: Where the networks were trained, by name.
        threads: CPU threads inside an operation.
        torch: The version of PyTorch.
        first_step: The step it began with, counted over all stages.
        steps: How many were taken up to the last checkpoint.
        seconds: How long that took, with all preparation.
    """

    commit: str | None
    modified: bool
    device: str
    threads: int
    torch: str
    first_step: int
    steps: int = 0
    seconds: float = 0.0


class Record:
    """The sittings of one run, kept in its folder.

    Args:
        folder: The run's.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / _RECORD
        self._began = time.monotonic()
        self.sittings = read_sittings(folder)

    def begin(self, device: str, step: int) -> None:
        """Notes that a sitting begins.

        Args:
            device: Where, by name.
            step: With which step, counted over all stages.
        """
        import torch

        threads, version = torch.get_num_threads(), str(torch.__version__)
        self.sittings.append(Sitting(*revision(), device, threads, version, step))

    def note(self, step: int) -> None:
        """Notes that all before a step is done and kept.

        Raises:
            TrainingError: The disk is full.
        """
        sitting = self.sittings[-1]
        sitting.steps = step - sitting.first_step
        sitting.seconds = round(time.monotonic() - self._began, 1)
        part = self._path.with_suffix(".part")
        try:
            part.write_bytes(msgspec.json.format(msgspec.json.encode(self.sittings)))
            part.replace(self._path)
        except OSError as error:
            raise TrainingError(
                f"The record {self._path} cannot be written ({error.strerror}); make room and start "
                "the same command again."
            ) from error


def read_sittings(folder: Path) -> list[Sitting]:
    """The sittings of a run; none if it has no record, or one that is damaged."""
    try:
        return msgspec.json.decode((folder / _RECORD).read_bytes(), type=list[Sitting])
    except (OSError, msgspec.DecodeError):
        return []


def claim(folder: Path, recipe: Recipe, source: Path) -> None:
    """Makes a run's folder, and lays its recipe there; before anything that takes long.

    Args:
        folder: The run's.
        recipe: What is to be done.
        source: The recipe's file.

    Raises:
        TrainingError: The folder cannot be made, or holds the run of another recipe.
    """
    copy = folder / recipes.NAME
    if copy.exists() and load_recipe(copy).fingerprint() != recipe.fingerprint():
        raise TrainingError(
            f"The folder {folder} holds the run of another recipe than {source}; name another folder "
            f"with --run, or go on with {copy}."
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not (copy.exists() and copy.samefile(source)):
            shutil.copyfile(source, copy)
    except OSError as error:
        raise TrainingError(
            f"The run's folder {folder} cannot be written ({error.strerror}); name another with --run."
        ) from error


def revision() -> tuple[str | None, bool]:
    """The commit of the checkout that runs, and whether its files differ from it.

    Returns:
        None and False where the program lies in no checkout, or git is not installed.
    """
    root = data_root()
    if not (root / ".git").exists():
        return None, False
    said = [_git(root, "rev-parse", "HEAD"), _git(root, "status", "--porcelain", "--", "mirror")]
    commit, changes = said
    return (commit or None), bool(changes)


def _git(root: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603  -- a fixed command
            ["git", "-C", str(root), *arguments],  # noqa: S607  -- the person's own git
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
