"""Where nothing lies before the skin of a live face."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mirror.errors import ModelError
from mirror.inference.binding import BoundGraph
from mirror.inference.manifest import load_manifest
from mirror.inference.session import GraphSession
from mirror.inference.transfer import MODEL

if TYPE_CHECKING:
    from pathlib import Path

    from mirror.core.types import Floats
    from mirror.inference.acceleration import Acceleration

GRAPH = "bare"
"""The transfer model's: what its generator says of bare skin, by itself."""


class BareSkinFinder:
    """Tells bare skin from hair, hands and things before it; belongs to one thread."""

    def __init__(
        self, models_root: Path, *, threads: int = 1, acceleration: Acceleration | None = None
    ) -> None:
        """Loads the network and warms it up.

        Args:
            models_root: The folder of the model folders.
            threads: CPU threads inside one run.
            acceleration: Providers to try; None asks the machine.

        Raises:
            ModelError: The model is missing, altered or not what its manifest says.
        """
        session = GraphSession(
            models_root,
            load_manifest(models_root, MODEL),
            GRAPH,
            threads=threads,
            acceleration=acceleration,
        )
        inputs, outputs = (
            {tensor.name: tensor.shape for tensor in side if tensor.dtype == "float32"}
            for side in (session.graph.inputs, session.graph.outputs)
        )
        self.size = size = inputs.get("picture", (1, 0))[1]
        face = {"picture": (1, size, size, 3), "visibility": (1, size, size)}
        if inputs != face or outputs != {"bare": (1, size // 2, size // 2)}:
            raise ModelError(
                f"The manifest of the model {MODEL} describes another network than this version of "
                "the mirror runs; install the mirror again."
            )
        self._graph = BoundGraph(session)
        self._graph.run()

    @property
    def provider(self) -> str:
        """The execution provider that ONNX Runtime really gave."""
        return self._graph.session.provider

    def find(self, picture: Floats, visibility: Floats) -> Floats:
        """Looks at one face in one frame.

        Args:
            picture: NxNx3 float32, linear RGB, where N is `size` (`core.unwrap.unwrap`).
            visibility: NxN float32, 0..1.

        Returns:
            (N/2)x(N/2) float32, how surely each texel is a part of the face that nothing covers,
            0..1; overwritten by the next run.
        """
        self._graph.put("picture", picture[np.newaxis])
        self._graph.put("visibility", visibility[np.newaxis])
        bare: Floats = self._graph.run()["bare"][0]
        return bare

    def close(self) -> None:
        """Frees the session; nothing is found any more."""
        self._graph.close()
