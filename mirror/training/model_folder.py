"""The folder of the exported model: its files, their manifest, the recipe, and how exact they are."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import msgspec

from mirror.errors import TrainingError
from mirror.inference.bare_skin import BareSkinFinder
from mirror.inference.manifest import load_manifest, read_verified
from mirror.inference.transfer import MODEL, FilmGenerator, LookEncoder
from mirror.training import recipe as recipes
from mirror.training.export import Exported, Form, contract
from mirror.training.recipe import Recipe
from mirror.training.record import Sitting

REPORT = "export.json"
WEIGHTS = "weights.pt"
_TITLE = "Makeup transfer: reads the makeup off a photo, and fits it to the live face"

# The form of a graph that suits each execution provider best.
_PROVIDERS = {"fp32": "CPUExecutionProvider", "fp16": "CUDAExecutionProvider"}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the weights come from.

    Attributes:
        recipe: What was trained.
        recipe_file: Its text.
        steps: How many were taken.
        commit: The revision of the program that trained them.
        sittings: What it took.
    """

    recipe: Recipe
    recipe_file: bytes
    steps: int
    commit: str
    sittings: Sequence[Sitting]


def write_model(folder: Path, files: Sequence[Exported], weights: bytes, origin: Origin) -> None:
    """Writes a model as the mirror loads it; what else lies in the folder stays.

    Everything is written beside the folder first, and loaded once: the folder changes only when the
    new model is whole.

    Args:
        folder: Called as the model is, `transfer`.
        files: Made by `training.export`.
        weights: For trainings that begin with these (`checkpoint.weights_file`).
        origin: Where the weights come from.

    Raises:
        TrainingError: The folder has another name, or the disk is full or may not be written.
        ModelError: What was written is not what it should be.
    """
    if folder.name != MODEL:
        raise TrainingError(
            f"The mirror looks for this model in a folder called {MODEL}; export to "
            f"{folder / MODEL} instead of {folder}."
        )
    texts = {
        "model.toml": manifest(files, origin).encode(),
        WEIGHTS: weights,
        recipes.NAME: origin.recipe_file,
        REPORT: report(files, origin).encode(),
    }
    contents = {file.form.file: file.content for file in files} | texts
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{MODEL}-") as place:
            part = Path(place) / MODEL
            part.mkdir()
            for name, content in contents.items():
                (part / name).write_bytes(content)
            _load(Path(place))
            # The manifest comes last: until then the old one refuses the new files.
            for name in sorted(contents, key="model.toml".__eq__):
                (part / name).replace(folder / name)
    except OSError as error:
        raise TrainingError(
            f"The model's folder {folder} cannot be written ({error.strerror}); make room or name "
            "another with --to."
        ) from error


def _load(models_root: Path) -> None:
    """Opens the model as the mirror does, and compares the hashes of the files that it passes over."""
    written = load_manifest(models_root, MODEL)
    for form in written.files:
        read_verified(models_root, written, form)
    LookEncoder(models_root).close()
    FilmGenerator(models_root).close()
    BareSkinFinder(models_root).close()


def manifest(files: Sequence[Exported], origin: Origin) -> str:
    """The `model.toml` of a model's static forms (`inference.manifest`)."""
    recipe = origin.recipe
    lines = [
        f"name = {_quoted(MODEL)}",
        f"title = {_quoted(_TITLE)}",
        f"licence = {_quoted(recipe.licence)}",
        f"source = {_quoted(f'trained by mirror train, recipe {recipe.name} ({recipe.fingerprint()})')}",
        "",
        "[training]",
        f"recipe = {_quoted(recipes.NAME)}",
        f"commit = {_quoted(origin.commit)}",
        "data = [",
        *(f"  {_quoted(line)}," for line in recipe.data.credits),
        "]",
    ]
    for graph in ("encoder", "generator", "bare"):
        lines += ["", f"[graphs.{graph}]"]
        for side, shapes in zip(("inputs", "outputs"), contract(graph, recipe.size), strict=True):
            rows = (
                f'  {{ name = "{name}", dtype = "float32", shape = {list(shape)} }},'
                for name, shape in shapes.items()
            )
            lines += [f"{side} = [", *rows, "]"]
        for file in files:
            if file.form.graph == graph and not file.form.dynamic:
                lines += _file_entry(file.form, file.content)
    return "\n".join(lines) + "\n"


def _file_entry(form: Form, content: bytes) -> Iterator[str]:
    yield ""
    yield f"[[graphs.{form.graph}.files]]"
    yield f"path = {_quoted(form.file)}"
    yield f"sha256 = {_quoted(hashlib.sha256(content).hexdigest())}"
    yield f"precision = {_quoted(form.precision)}"
    yield f"providers = [{_quoted(_PROVIDERS[form.precision])}]"


def _quoted(text: str) -> str:
    """A TOML string: but for a slash that nobody escapes, those of JSON are the same."""
    return json.dumps(text, ensure_ascii=False)


def report(files: Sequence[Exported], origin: Origin) -> str:
    """What was exported, from what, and how exactly, as JSON."""
    said = {
        "recipe": origin.recipe.name,
        "fingerprint": origin.recipe.fingerprint(),
        "steps": origin.steps,
        "commit": origin.commit,
        "sittings": msgspec.to_builtins(origin.sittings),
        "files": {
            file.form.file: {
                "bytes": len(file.content),
                "differences": {name: asdict(off) for name, off in file.differences.items()},
            }
            for file in files
        },
    }
    return json.dumps(said, indent=2) + "\n"
