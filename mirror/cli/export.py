"""`mirror export`: makes the model that the mirror runs of a training."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mirror.config import models_root
from mirror.errors import TrainingError

if TYPE_CHECKING:
    from mirror.training.export import Exported
    from mirror.training.record import Sitting

_SHOWN = {"encoder": "pigment", "generator": "film", "bare": "bare"}


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of `mirror export`."""
    parser.add_argument(
        "--run",
        dest="folder",
        required=True,
        type=Path,
        metavar="FOLDER",
        help="the run's folder, as mirror train was given it",
    )
    parser.add_argument(
        "--to",
        type=Path,
        metavar="FOLDER",
        default=models_root() / "transfer",
        help="where the model goes, a folder called transfer (default: the mirror's own)",
    )
    parser.add_argument(
        "--dynamic",
        action="store_true",
        help="add graphs that take many faces at once, for servers; the mirror runs none of them",
    )
    parser.add_argument(
        "--commit",
        type=_commit,
        metavar="SHA",
        help="the revision of the program that trained, where the run does not tell",
    )
    parser.epilog = (
        "Each file is run beside the trained networks, and is not written if it differs: the table "
        "says by how\nmuch at most and in the mean, and export.json keeps it. A training that is "
        "not at its end can be\nexported, too."
    )


def run(args: argparse.Namespace) -> int:
    """Writes the model and prints a line a file."""
    from mirror.training.extra import require_extra

    require_extra()

    from mirror.training import recipe as recipes
    from mirror.training.checkpoint import read_latest, weights_file
    from mirror.training.export import DYNAMIC_FORMS, STATIC_FORMS, Exporter
    from mirror.training.model_folder import Origin, write_model
    from mirror.training.record import read_sittings
    from mirror.training.run import Nets

    recipe_file = args.folder / recipes.NAME
    recipe = recipes.load_recipe(recipe_file)
    checkpoint = read_latest(args.folder, recipe)
    if checkpoint is None:
        raise TrainingError(
            f"The run {args.folder} has no checkpoint yet; let mirror train go on until it has one."
        )
    steps = checkpoint.overall(recipe)
    sittings = read_sittings(args.folder)
    commit = args.commit or _commit_of(sittings, args.folder)
    if steps < recipe.steps:
        print(f"mirror: {steps} of {recipe.steps} steps are done so far.", file=sys.stderr)
    nets = Nets.restored(recipe.size, checkpoint.mean)
    exporter = Exporter(*nets.parts(), recipe.size)
    files = []
    for form in STATIC_FORMS + (DYNAMIC_FORMS if args.dynamic else ()):
        files.append(exporter.export(form))
        print(_row(files[-1]), flush=True)
    origin = Origin(recipe, recipe_file.read_bytes(), steps, commit, sittings)
    write_model(args.to, files, weights_file(nets.state()), origin)
    print(f"{args.to}: recipe {recipe.name} ({recipe.fingerprint()}), revision {commit}")
    return 0


def _commit_of(sittings: list[Sitting], folder: Path) -> str:
    """The revision that did the last steps.

    Raises:
        TrainingError: Nobody knows.
    """
    last = sittings[-1] if sittings else None
    if last is None or last.commit is None:
        raise TrainingError(
            f"The run {folder} does not tell which revision of the program trained it; say it with "
            "--commit."
        )
    if last.modified:
        print(f"mirror: The program differed from revision {last.commit}.", file=sys.stderr)
    return last.commit


def _commit(text: str) -> str:
    if not re.fullmatch("[0-9a-f]{40}", text):
        raise argparse.ArgumentTypeError(f"“{text}” is no revision of 40 hexadecimal digits")
    return text


def _row(exported: Exported) -> str:
    name = _SHOWN[exported.form.graph]
    off = exported.differences[name]
    size = len(exported.content) / 1e6
    return (
        f"  {exported.form.file:<22} {size:5.2f} MB   {name:<7} off by {off.largest:.1e} at most, "
        f"{off.mean:.1e} in the mean"
    )
