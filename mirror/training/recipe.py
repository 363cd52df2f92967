"""What a training is made of: one TOML file, whose types carry the ranges."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from mirror.errors import TrainingError

NAME = "recipe.toml"
"""What a run's and a model's own copy of its recipe is called."""

Text = Annotated[str, Meta(min_length=1)]
Count = Annotated[int, Meta(ge=1)]
Rate = Annotated[float, Meta(gt=0, le=0.1)]


class Data(Struct, frozen=True, forbid_unknown_fields=True):
    """What is painted on.

    Attributes:
        folders: Of photos or of rendered heads (`training.faces`), relative to the recipe's file.
        credits: Who made the pictures, and what allows to train on them: one line each. They go
            wherever the weights go.
        most: At most so many pictures of each folder; None takes all.
        masks: How many masks of each family the painter bank holds.
        covers: How many things that may lie in front of a face.
    """

    folders: Annotated[tuple[Text, ...], Meta(min_length=1)]
    credits: Annotated[tuple[Text, ...], Meta(min_length=1)]
    most: Count | None = None
    masks: Count = 1500
    covers: Count = 400


class Stage(Struct, frozen=True, forbid_unknown_fields=True):
    """A part of the training.

    Attributes:
        size: N of the UV canvas, a multiple of 32.
        steps: How many batches.
        batch: Looks in a batch; each is seen on two references.
        rate: The learning rate at the stage's start; it falls to a fiftieth along a cosine.
        critic: Weight of the critic's judgement; 0 trains without it.
        cycle: Weight of reading the look again off the face that it was transferred to.
    """

    size: Annotated[int, Meta(ge=64, le=256, multiple_of=32)]
    steps: Count
    batch: Count = 16
    rate: Rate = 1e-3
    critic: Annotated[float, Meta(ge=0, le=1)] = 0.0
    cycle: Annotated[float, Meta(ge=0, le=10)] = 0.0


class Recipe(Struct, frozen=True, forbid_unknown_fields=True):
    """A training.

    Attributes:
        name: Of the run.
        data: What is painted on.
        stages: One after the other.
        start: Weights to begin with, `weights.pt` of an exported model, relative to the recipe's
            file; None begins with none.
        seed: Of all that is random.
        licence: SPDX identifier of the weights' licence.
        validate_every: Steps between two measurements and sample sheets.
        checkpoint_every: Steps between two checkpoints.
    """

    name: Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    data: Data
    stages: Annotated[tuple[Stage, ...], Meta(min_length=1)]
    start: Text | None = None
    seed: int = 1
    licence: Text = "Apache-2.0"
    validate_every: Count = 500
    checkpoint_every: Count = 250

    @property
    def size(self) -> int:
        """N of the finished networks: the last stage's."""
        return self.stages[-1].size

    @property
    def steps(self) -> int:
        """Of all stages."""
        return sum(stage.steps for stage in self.stages)

    def fingerprint(self) -> str:
        """Changes with all that decides what the weights become, and with nothing else."""
        fields = msgspec.to_builtins(self)
        for name in ("licence", "validate_every", "checkpoint_every"):
            del fields[name]
        del fields["data"]["credits"]
        return hashlib.sha256(msgspec.json.encode(fields)).hexdigest()[:16]


def load_recipe(path: Path) -> Recipe:
    """Reads a recipe.

    Raises:
        TrainingError: The file cannot be read, is no TOML, or breaks the schema; says where.
    """
    try:
        return msgspec.convert(tomllib.loads(path.read_text("utf-8")), Recipe)
    except (OSError, UnicodeDecodeError) as error:
        raise TrainingError(f"The recipe {path} cannot be read ({error}).") from error
    except tomllib.TOMLDecodeError as error:
        raise TrainingError(f"The recipe {path} is not valid TOML: {error}.") from error
    except msgspec.ValidationError as error:
        raise TrainingError(f"The recipe {path} cannot be used: {error}; correct it.") from error
