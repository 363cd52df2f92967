"""What a model folder says about itself, checked before anything is run.

One folder a model under `models/`: the ONNX files, `model.toml` with their hashes, licence and
tensor contract, and `README.md`, the model card. A model is one graph or several, and a graph one
file or several, which compute the same: each execution provider has the form that suits it best.
"""

from __future__ import annotations

import hashlib
import tomllib
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from mirror.errors import ModelError

if TYPE_CHECKING:
    from pathlib import Path

MODELS = ("face_detector", "face_landmarks")
"""The models that the mirror cannot do without, in the order in which a frame meets them."""
OPTIONAL_MODELS = ("transfer",)
"""The models that only some of what the mirror can do needs."""

Provider = Literal["CPUExecutionProvider", "CUDAExecutionProvider"]
Sha256 = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]
Text = Annotated[str, Meta(min_length=1)]
Size = Annotated[int, Meta(ge=1)]
GraphName = Annotated[str, Meta(pattern=r"^[a-z_]+$")]


class ModelFile(Struct, frozen=True, forbid_unknown_fields=True):
    """One form of a graph.

    Attributes:
        path: The file's name inside the model's folder.
        sha256: Of the whole file.
        precision: Of the weights and of what happens between inputs and outputs.
        providers: The execution providers that this form is meant for.
    """

    path: Annotated[str, Meta(pattern=r"^[A-Za-z0-9_.-]+\.onnx$")]
    sha256: Sha256
    precision: Literal["fp32", "fp16", "int8"]
    providers: Annotated[tuple[Provider, ...], Meta(min_length=1)]


class Tensor(Struct, frozen=True, forbid_unknown_fields=True):
    """A tensor of the contract: its name in the graph, element type and fixed shape."""

    name: Text
    dtype: Literal["uint8", "float32"]
    shape: tuple[Size, ...]


class Graph(Struct, frozen=True, forbid_unknown_fields=True):
    """One computation: its contract, which all its forms keep.

    Attributes:
        inputs: The input tensors.
        outputs: The output tensors, in the order in which a session gives them.
        files: The forms; each provider is named by one of them at most.
    """

    inputs: Annotated[tuple[Tensor, ...], Meta(min_length=1)]
    outputs: Annotated[tuple[Tensor, ...], Meta(min_length=1)]
    files: Annotated[tuple[ModelFile, ...], Meta(min_length=1)]

    def file_for(self, provider: str) -> ModelFile | None:
        """The form meant for an execution provider, or None."""
        return next((file for file in self.files if provider in file.providers), None)


class Preprocessing(Struct, frozen=True, forbid_unknown_fields=True):
    """How the square input picture is cut from a frame; the graph itself does all the rest.

    Attributes:
        size: Side of the input picture in pixels.
        colour: Order of the channels, in the frame's own sRGB encoding.
        outside: What lies beyond the frame's edge: black, or the edge repeated.
        resampling: `bilinear` reads four pixels for each one of the crop; `area` averages the
            frame's pixels first where the crop is much coarser than the frame.
        margin: Side of the square cut-out over the longer side of the face's box.
    """

    size: Size
    colour: Literal["BGR"]
    outside: Literal["black", "repeated"]
    resampling: Literal["bilinear", "area"]
    margin: Annotated[float, Meta(gt=0)] = 1.0


class Training(Struct, frozen=True, forbid_unknown_fields=True):
    """How weights of our own came about.

    Attributes:
        recipe: The recipe file, inside the model's folder.
        commit: The revision of this repository that trained them.
        data: What they were trained on, with authors and licences; one line each.
    """

    recipe: Annotated[str, Meta(pattern=r"^[A-Za-z0-9_.-]+$")]
    commit: Annotated[str, Meta(pattern=r"^[0-9a-f]{40}$")]
    data: Annotated[tuple[Text, ...], Meta(min_length=1)]


class Manifest(Struct, frozen=True, forbid_unknown_fields=True):
    """A model's `model.toml`.

    Attributes:
        name: The folder's name.
        title: One line for people.
        licence: SPDX identifier of the weights' licence.
        source: Where the weights come from.
        graphs: The graphs, by name.
        preprocessing: How the input picture is cut from a frame, where the input is one.
        training: How the weights came about, where they are our own.
    """

    name: Annotated[str, Meta(pattern=r"^[a-z0-9_]+$")]
    title: Text
    licence: Text
    source: Text
    graphs: Annotated[dict[GraphName, Graph], Meta(min_length=1)]
    preprocessing: Preprocessing | None = None
    training: Training | None = None

    @property
    def files(self) -> tuple[ModelFile, ...]:
        """All forms of all graphs."""
        return tuple(file for graph in self.graphs.values() for file in graph.files)


def load_manifest(models_root: Path, name: str) -> Manifest:
    """Reads `models_root/name/model.toml`.

    Raises:
        ModelError: The file is missing, is no TOML, has an unknown key or a wrong value, or names
            another model.
    """
    path = models_root / name / "model.toml"
    try:
        manifest = msgspec.convert(tomllib.loads(path.read_text("utf-8")), Manifest)
    except FileNotFoundError:
        raise ModelError(
            f"The model {name} is not installed: {path} is missing; install the mirror again."
        ) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ModelError(
            f"The model manifest {path} cannot be read ({error}); install the mirror again."
        ) from error
    except msgspec.ValidationError as error:
        raise ModelError(
            f"The model manifest {path} is not valid: {error}; install the mirror again."
        ) from error
    if manifest.name != name:
        raise ModelError(
            f"The model manifest {path} describes {manifest.name}, not {name}; install the mirror again."
        )
    return manifest


def read_verified(models_root: Path, manifest: Manifest, file: ModelFile) -> bytes:
    """The content of one of a model's files, after its hash was compared.

    The bytes that were checked are the bytes that are run: hand them on, not the path.

    Raises:
        ModelError: The file is missing, unreadable, or not the one that the manifest names.
    """
    path = models_root / manifest.name / file.path
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise ModelError(f"The model file {path} is missing; install the mirror again.") from None
    except OSError as error:
        raise ModelError(
            f"The model file {path} cannot be read ({error.strerror}); install the mirror again."
        ) from error
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise ModelError(
            f"The model file {path} is damaged or was altered (its SHA-256 is not the manifest's); "
            "install the mirror again."
        )
    return content


def verify_models(models_root: Path) -> tuple[Manifest, ...]:
    """The manifests of the models that the mirror needs, with every file's hash checked.

    Raises:
        ModelError: As `load_manifest` and `read_verified`.
    """
    manifests = tuple(load_manifest(models_root, name) for name in MODELS)
    for manifest in manifests:
        for file in manifest.files:
            read_verified(models_root, manifest, file)
    return manifests
