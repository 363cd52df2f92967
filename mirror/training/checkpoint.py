"""What a training needs to go on after a kill."""

from __future__ import annotations

import io
import pickle
import zipfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from mirror.errors import TrainingError
from mirror.training.recipe import Recipe

State = dict[str, dict[str, Tensor]]


@dataclass(slots=True)
class Checkpoint:
    """The whole state between two steps.

    Attributes:
        recipe: `Recipe.fingerprint`.
        stage: Which one goes on.
        step: Which of its steps is next.
        nets: Weights as they are trained.
        mean: Their running mean: the ones that are exported.
        optimiser: Its state.
        critic: The critic's weights.
        critic_optimiser: Its state.
    """

    recipe: str
    stage: int
    step: int
    nets: State
    mean: State
    optimiser: dict[str, Any]
    critic: dict[str, Tensor]
    critic_optimiser: dict[str, Any]

    def overall(self, recipe: Recipe) -> int:
        """How many steps of all stages are done."""
        return sum(stage.steps for stage in recipe.stages[: self.stage]) + self.step


def path_in(folder: Path) -> Path:
    """Where a run keeps its checkpoint."""
    return folder / "checkpoint.pt"


def write_latest(folder: Path, checkpoint: Checkpoint) -> None:
    """Writes a checkpoint; the one before stays whole until the new one is.

    Raises:
        TrainingError: The disk is full or may not be written, or a weight is no number.
    """
    path = path_in(folder)
    if not _finite(checkpoint):
        raise TrainingError(
            f"The networks' weights are no numbers any more, and were not written to {path}; what lies "
            "there is good: lower the stage's rate and train into another folder."
        )
    part = path.with_suffix(".part")
    try:
        torch.save(asdict(checkpoint), part)
        part.replace(path)
    except (OSError, RuntimeError) as error:  # torch wraps a full disk in a RuntimeError
        part.unlink(missing_ok=True)
        raise TrainingError(
            f"The checkpoint {path} cannot be written ({error}); the one before is whole: make room "
            "and start the same command again."
        ) from error


def weights_file(state: State) -> bytes:
    """What networks have learnt, as a file that another training can begin with."""
    file = io.BytesIO()
    torch.save(state, file)
    return file.getvalue()


def read_weights(path: Path) -> State:
    """What `weights_file` made.

    Raises:
        TrainingError: The file is missing, damaged or something else.
    """
    try:
        state: State = _loaded(path)
        if set(state) != {"encoder", "generator"}:
            raise TypeError
    except _UNREADABLE as error:
        raise TrainingError(
            f"The weights {path}, which the recipe starts from, cannot be read ({type(error).__name__}); "
            "name the weights.pt of an exported model."
        ) from error
    return state


def _finite(checkpoint: Checkpoint) -> bool:
    nets = (*checkpoint.nets.values(), *checkpoint.mean.values())
    return all(bool(torch.isfinite(weights).all()) for net in nets for weights in net.values())


def read_latest(folder: Path, recipe: Recipe) -> Checkpoint | None:
    """The latest checkpoint of a run; None where it has none yet.

    Raises:
        TrainingError: It is damaged, or of another recipe.
    """
    path = path_in(folder)
    if not path.exists():
        return None
    checkpoint = read_checkpoint(path)
    if checkpoint.recipe != recipe.fingerprint():
        raise TrainingError(
            f"The checkpoint {path} is of another recipe than {recipe.name}; name another folder with "
            "--run, or give back the recipe that it was made with."
        )
    return checkpoint


def read_checkpoint(path: Path) -> Checkpoint:
    """Any checkpoint.

    Raises:
        TrainingError: It is missing, damaged or no checkpoint.
    """
    try:
        return Checkpoint(**_loaded(path))
    except _UNREADABLE as error:
        raise TrainingError(
            f"The checkpoint {path} cannot be read ({type(error).__name__}); start the training anew, or "
            "lay an older checkpoint there."
        ) from error


# What a file raises that is missing, damaged or something else.
_UNREADABLE = (
    OSError, RuntimeError, TypeError, EOFError, LookupError, pickle.UnpicklingError,
)  # fmt: skip


def _loaded(path: Path) -> Any:
    if not zipfile.is_zipfile(path):  # else PyTorch takes it for one of its oldest
        raise EOFError
    return torch.load(path, map_location="cpu", weights_only=True)
