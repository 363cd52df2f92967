"""The transfer network at run time: what reads a reference, and what dresses the live face."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mirror.errors import ModelError
from mirror.inference.binding import BoundGraph
from mirror.inference.manifest import Tensor, load_manifest
from mirror.inference.session import GraphSession

if TYPE_CHECKING:
    from pathlib import Path

    from mirror.core.types import Floats
    from mirror.inference.acceleration import Acceleration

MODEL = "transfer"
_SHADING = (1, 128, 128, 8)

Shapes = dict[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class LookCode:
    """One reference's makeup, as the encoder read it; the arrays belong to the caller.

    Attributes:
        pigment: 9xNxN float32, 0 cover, 1-3 shade, 4-6 tint, 7 keeps, 8 shine.
        features: 16x(N/4)x(N/4) float32.
        liner: 2x8 float32: right and left eye: presence, thickness, wing, lower, smudge, sRGB
            shade.
    """

    pigment: Floats
    features: Floats
    liner: Floats


class LookEncoder:
    """Reads the makeup off a reference; belongs to one thread."""

    def __init__(
        self, models_root: Path, *, threads: int = 1, acceleration: Acceleration | None = None
    ) -> None:
        """Loads the encoder. It runs once a reference, and is not warmed up.

        Args:
            models_root: The folder of the model folders.
            threads: CPU threads inside one run.
            acceleration: Providers to try; None asks the machine.

        Raises:
            ModelError: The model is missing, altered or not what its manifest says.
        """
        self._graph, self.size = _bound(models_root, "encoder", threads, acceleration)

    @property
    def provider(self) -> str:
        """The execution provider that ONNX Runtime really gave."""
        return self._graph.session.provider

    def encode(self, picture: Floats, visibility: Floats, skin: Floats) -> LookCode:
        """Reads one face.

        Args:
            picture: NxNx3 float32, linear RGB, where N is `size` (`core.unwrap.unwrap`).
            visibility: NxN float32, 0..1.
            skin: 3 float32, linear RGB, the skin's albedo (`core.light.SkinTone`).
        """
        self._graph.put("picture", picture[np.newaxis])
        self._graph.put("visibility", visibility[np.newaxis])
        self._graph.put("skin", skin[np.newaxis])
        read = self._graph.run()
        return LookCode(*(read[name][0].copy() for name in ("pigment", "features", "liner")))

    def close(self) -> None:
        """Frees the session; nothing is encoded any more."""
        self._graph.close()


class FilmGenerator:
    """Fits a look to a live face; belongs to one thread."""

    def __init__(
        self, models_root: Path, *, threads: int = 1, acceleration: Acceleration | None = None
    ) -> None:
        """Loads the generator and warms it up.

        Args:
            models_root: The folder of the model folders.
            threads: CPU threads inside one run.
            acceleration: Providers to try; None asks the machine.

        Raises:
            ModelError: The model is missing, altered or not what its manifest says.
        """
        self._graph, self.size = _bound(models_root, "generator", threads, acceleration)
        self._pigment: Floats | None = None
        self._graph.run()

    @property
    def provider(self) -> str:
        """The execution provider that ONNX Runtime really gave."""
        return self._graph.session.provider

    @property
    def precision(self) -> str:
        """Of the form that runs: fp32, fp16 or int8."""
        return self._graph.session.file.precision

    def wear(self, pigment: Floats, features: Floats) -> None:
        """Says which look is worn from now on; its code stays on the device.

        Args:
            pigment: 9xNxN float32 (`LookCode.pigment`); known again by identity.
            features: 16x(N/4)x(N/4) float32, of the same look.

        Raises:
            ValueError: The look is of another size than the generator.
        """
        if pigment is not self._pigment:
            self._graph.put("pigment", pigment[np.newaxis])
            self._graph.put("features", features[np.newaxis])
            self._pigment = pigment

    def generate(
        self, picture: Floats, visibility: Floats, shading: Floats, strengths: Floats
    ) -> tuple[Floats, Floats]:
        """Fits the look that is worn to one face in one frame.

        Args:
            picture: NxNx3 float32, linear RGB, where N is `size` (`core.unwrap.unwrap`).
            visibility: NxN float32, 0..1.
            shading: 128x128x8 float32 (`core.shading.Shading.texture`).
            strengths: 4 float32, 0..1, of `core.zones.ZONES`.

        Returns:
            The film, NxNx8 float32: transmittance R, G, B, specular, then emission; and bare, NxN
            float32: 1 where nothing covers the skin, 0 where the film is the identity for that. Both
            are overwritten by the next run.
        """
        self._graph.put("picture", picture[np.newaxis])
        self._graph.put("visibility", visibility[np.newaxis])
        self._graph.put("shading", shading[np.newaxis])
        self._graph.put("strengths", strengths[np.newaxis])
        made = self._graph.run()
        return made["film"][0], made["bare"][0]

    def close(self) -> None:
        """Frees the session; nothing is generated any more."""
        self._graph.close()


def _bound(
    models_root: Path, name: str, threads: int, acceleration: Acceleration | None
) -> tuple[BoundGraph, int]:
    """A graph of the transfer model, and the width of its UV canvas in texels."""
    manifest = load_manifest(models_root, MODEL)
    session = GraphSession(models_root, manifest, name, threads=threads, acceleration=acceleration)
    inputs, outputs = _shapes(session.graph.inputs), _shapes(session.graph.outputs)
    size = inputs.get("picture", (1, 0))[1]
    if (inputs, outputs) != _contract(name, size):
        raise ModelError(
            f"The manifest of the model {MODEL} describes another {name} than this version of the "
            "mirror runs; install the mirror again."
        )
    return BoundGraph(session), size


def _shapes(tensors: tuple[Tensor, ...]) -> Shapes:
    return {tensor.name: tensor.shape for tensor in tensors if tensor.dtype == "float32"}


def _contract(name: str, size: int) -> tuple[Shapes, Shapes]:
    """The inputs and outputs of the encoder or the generator, all float32."""
    face: Shapes = {"picture": (1, size, size, 3), "visibility": (1, size, size)}
    code: Shapes = {"pigment": (1, 9, size, size), "features": (1, 16, size // 4, size // 4)}
    if name == "encoder":
        return {**face, "skin": (1, 3)}, {**code, "liner": (1, 2, 8)}
    film: Shapes = {"film": (1, size, size, 8), "bare": (1, size, size)}
    return {**face, "shading": _SHADING, **code, "strengths": (1, 4)}, film
