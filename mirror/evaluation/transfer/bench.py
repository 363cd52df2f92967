"""The mirror under test, and what it is tested with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from math import inf
from pathlib import Path

import numpy as np

from mirror.config import models_root
from mirror.core.types import Face, Floats, Frame, Pixels
from mirror.evaluation.transfer.subjects import Subject
from mirror.inference.tracker import FaceTracker
from mirror.inference.transfer import FilmGenerator, LookEncoder
from mirror.makeup.transferred import TransferredLook
from mirror.pipeline.cadence import Cadence
from mirror.pipeline.extraction import Extraction
from mirror.pipeline.fitting import FilmFitter
from mirror.pipeline.messages import Controls, Rendered
from mirror.pipeline.processor import Processor

SEED = 977_021
"""Of all that is drawn for the evaluation; no recipe trains with it."""


class WatchedGenerator:
    """The generator, with its latest film kept for whoever wants to measure it.

    Attributes:
        film: NxNx8 float32, as `FilmGenerator.generate` gave it last.
    """

    def __init__(self, generator: FilmGenerator) -> None:
        self._generator = generator
        self.film: Floats = np.zeros((0, 0, 8), np.float32)

    @property
    def size(self) -> int:
        """N, of the film in texels."""
        return self._generator.size

    @property
    def provider(self) -> str:
        """The execution provider that it runs on."""
        return self._generator.provider

    def wear(self, pigment: Floats, features: Floats) -> None:
        """Hands on which look is worn."""
        self._generator.wear(pigment, features)

    def generate(
        self, picture: Floats, visibility: Floats, shading: Floats, strengths: Floats
    ) -> tuple[Floats, Floats]:
        """Hands on the film, and keeps a copy."""
        film, bare = self._generator.generate(picture, visibility, shading, strengths)
        self.film = film.copy()
        return film, bare

    def close(self) -> None:
        """Frees the model."""
        self._generator.close()


class MirrorUnderTest:
    """The real extraction and the real processor, on the models of a folder; of one thread.

    Every film is made with every frame, so that what is measured does not depend on the machine's
    speed.

    Args:
        models: The folder that holds `transfer/`; the models that find faces are those shipped.
        threads: Of each model's session.

    Raises:
        ModelError: A model is missing, altered or not what its manifest says.
    """

    def __init__(self, models: Path, threads: int = 2) -> None:
        self._tracker = FaceTracker(models_root(), threads=threads)
        self._generator = WatchedGenerator(FilmGenerator(models, threads=threads))
        self._extraction = Extraction(self._tracker, LookEncoder(models, threads=threads))
        self._stills = self._processor(still=True)
        self._seq = 0

    def _processor(self, *, still: bool) -> Processor:
        fitter = FilmFitter(self._generator, Cadence(inf))
        return Processor(self._tracker, fitter, still=still)

    def find(self, pixels: Pixels) -> Face | None:
        """The surest face in a picture."""
        return next(iter(self._extraction.read(pixels)), None)

    def read(self, pixels: Pixels, face: Face, name: str = "reference") -> TransferredLook:
        """Takes the look off a face in a picture."""
        return self._extraction.extract(pixels, face, name, name)

    def wear(self, pixels: Pixels, look: TransferredLook) -> Rendered:
        """Puts a look on the face in a picture of its own."""
        self._seq += 1
        frame = Frame(pixels, self._seq, self._seq * 1_000_000_000)
        return self._stills.process(frame, Controls(transferred=look))

    @property
    def providers(self) -> Mapping[str, str]:
        """The execution provider that each model really got, by the model's name."""
        return self._stills.providers

    @property
    def film(self) -> Floats:
        """The film that the last picture wears, NxNx8 float32 (`core.texels`)."""
        return self._generator.film

    @contextmanager
    def stream(self) -> Iterator[Processor]:
        """A processor for frames that follow each other; nothing else is done meanwhile."""
        self._tracker.reset()
        yield self._processor(still=False)
        self._tracker.reset()

    def close(self) -> None:
        """Frees the models."""
        self._stills.close()
        self._extraction.close()


@dataclass(frozen=True, slots=True)
class Amount:
    """How much is measured.

    Attributes:
        looks: Painted looks on each subject, in the triplets.
        targets: Faces that each reference is put on, in the other sections.
        frames: Of each clip, at most.
        noisy: Frames of each still picture with camera noise.
        sheet_faces: Faces on the sheets.
        sheet_looks: Painted looks on the sheets.
        masks: Of each family in the painter bank.
    """

    looks: int
    targets: int
    frames: int
    noisy: int
    sheet_faces: int
    sheet_looks: int
    masks: int


WHOLE = Amount(3, 3, 120, 12, 12, 30, 120)
QUICK = Amount(1, 1, 8, 4, 3, 2, 12)


@dataclass(frozen=True, slots=True, eq=False)
class Bench:
    """All that a section needs.

    Attributes:
        mirror: What is measured.
        models: The folder that holds its `transfer/`.
        subjects: Bare faces.
        references: Pictures of made-up people, by name.
        clips: Videos.
        amount: How much is measured.
        out: The folder for sheets.
    """

    mirror: MirrorUnderTest
    models: Path
    subjects: tuple[Subject, ...]
    references: dict[str, Pixels]
    clips: tuple[Path, ...]
    amount: Amount
    out: Path

    @property
    def people(self) -> list[Subject]:
        """The photos; where there are none, the rendered heads."""
        return self.of_kind("photo") or self.of_kind("rendered")

    def of_kind(self, kind: str) -> list[Subject]:
        """The subjects that are photos, or those that are rendered."""
        return [subject for subject in self.subjects if subject.kind == kind]
