"""What there is to measure on."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mirror.capture.kinds import is_picture
from mirror.capture.picture_file import load_picture
from mirror.core.types import Pixels
from mirror.errors import TrainingError
from mirror.training.faces import rendered_split

PHOTO_INDEX, HEAD_INDEX = "index.csv", "index.jsonl"
REFERENCES, CLIPS = "references", "clips"
_MADE_UP = "ref_"
"""Names of the pictures of made-up people begin with it."""

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Data:
    """The parts of a data folder; what is not there is None or empty.

    Attributes:
        photos: A folder of bare photos, with `index.csv`: file, split, identity, sex, expression
            and ita_deg.
        heads: A folder of rendered heads, with `index.jsonl` (`training.faces`); those that have
            `albedo/` and `uv/`, too, can be painted.
        references: Pictures of made-up people.
        clips: Videos.
    """

    photos: Path | None
    heads: Path | None
    references: tuple[Path, ...]
    clips: tuple[Path, ...]


def find_data(folder: Path) -> Data:
    """Looks through the folders inside a folder.

    Raises:
        TrainingError: There is neither a folder of photos nor one of rendered heads.
    """
    inside = sorted(path for path in folder.glob("*") if path.is_dir())
    photos = next((path for path in inside if (path / PHOTO_INDEX).exists()), None)
    heads = next((path for path in inside if (path / HEAD_INDEX).exists()), None)
    if photos is None and heads is None:
        raise TrainingError(
            f"{folder} holds no folder of faces with an {PHOTO_INDEX} or {HEAD_INDEX}; name one "
            "that does with --data."
        )
    made_up = sorted((folder / REFERENCES).glob(f"{_MADE_UP}*"))
    return Data(
        photos, heads, tuple(path for path in made_up if is_picture(path)),
        tuple(sorted((folder / CLIPS).glob("*.mp4"))),
    )  # fmt: skip


def photo_rows(folder: Path, split: str) -> list[Row]:
    """The rows of an index of photos, of one split.

    Raises:
        TrainingError: The index cannot be read.
    """
    try:
        with (folder / PHOTO_INDEX).open(encoding="utf-8", newline="") as file:
            return [row for row in csv.DictReader(file) if row["split"] == split]
    except (OSError, KeyError) as error:
        raise _unreadable(folder / PHOTO_INDEX, error) from error


def head_rows(folder: Path, split: str | None) -> list[Row]:
    """The rows of an index of rendered heads, of one split or of all; errors as above."""
    try:
        text = (folder / HEAD_INDEX).read_text("utf-8")
        rows: list[Row] = [json.loads(line) for line in text.splitlines()]
        return [row for row in rows if split in (None, rendered_split(int(row["seed"])))]
    except (OSError, KeyError, ValueError) as error:
        raise _unreadable(folder / HEAD_INDEX, error) from error


def _unreadable(path: Path, error: Exception) -> TrainingError:
    return TrainingError(f"The index {path} cannot be read ({error}); mend it or name other data.")


def load_references(data: Data) -> dict[str, Pixels]:
    """The pictures of made-up people, by name.

    Raises:
        SourceError: One cannot be read.
    """
    return {path.stem: load_picture(path).pixels for path in data.references}
