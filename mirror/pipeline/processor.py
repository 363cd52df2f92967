"""One frame in, one rendered picture out: no thread, no Qt, no disk."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, Self

from mirror.config import models_root
from mirror.core import shading
from mirror.core.composite import composite
from mirror.core.light import SkinTone
from mirror.core.raster import FaceRaster, rasterise
from mirror.core.shading import Shading
from mirror.core.stroke import draw
from mirror.core.timing import StageClock
from mirror.core.types import Face, Frame, Pixels
from mirror.core.unwrap import unwrap
from mirror.makeup.look import Look
from mirror.pipeline.messages import Controls, Rendered
from mirror.pipeline.wardrobe import Outfit, Wardrobe


class Tracker(Protocol):
    """What the processor needs of `inference.tracker.FaceTracker`."""

    @property
    def providers(self) -> Mapping[str, str]:
        """The execution provider that each model got."""
        ...

    def update(self, frame: Frame, clock: StageClock) -> tuple[Face, ...]:
        """The faces in the next frame of a stream."""
        ...

    def find(self, frame: Frame) -> tuple[Face, ...]:
        """The faces in a picture of its own."""
        ...

    def close(self) -> None:
        """Frees the models."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class _Dressed:
    """One face in one frame, and what it wears."""

    raster: FaceRaster
    light: Shading
    outfit: Outfit

    def put_on(self, frame: Pixels, out: Pixels, strength: float) -> None:
        """Paints the film, then the lines, from the bare frame into `out`."""
        composite(frame, out, self.raster, self.outfit.texture, self.light, strength)
        for stroke in self.outfit.strokes:
            draw(out, self.raster, stroke.in_frame(self.raster.points_px, self.light, strength))


class Processor:
    """Finds the faces in a frame and puts the look on each; belongs to one thread.

    Args:
        tracker: Finds the faces.
        still: Every frame is a picture of its own, not one of a stream.
    """

    def __init__(self, tracker: Tracker, *, still: bool = False) -> None:
        self._tracker = tracker
        self._still = still
        self._wardrobe = Wardrobe()
        self._tones: dict[int, SkinTone] = {}
        self._clock = StageClock()
        self._last: tuple[tuple[Face, ...], Sequence[_Dressed]] = ((), ())

    @classmethod
    def build(cls, *, max_faces: int = 1, threads: int = 1, still: bool = False) -> Self:
        """The real one, with the models that are shipped.

        Args:
            max_faces: 1..4.
            threads: Of each model's session.
            still: Every frame is a picture of its own, not one of a stream.

        Raises:
            ModelError: A model is missing or broken.
        """
        from mirror.inference.tracker import FaceTracker

        return cls(FaceTracker(models_root(), max_faces=max_faces, threads=threads), still=still)

    @property
    def providers(self) -> Mapping[str, str]:
        """The execution provider that each model really got, by the model's name."""
        return self._tracker.providers

    def close(self) -> None:
        """Frees the models."""
        self._tracker.close()

    def process(self, frame: Frame, controls: Controls) -> Rendered:
        """Renders one frame.

        Whatever a model's run raises goes through; the engine decides what follows.
        """
        if self._still:
            with self._clock.stage("landmarks"):
                faces = self._tracker.find(frame)
        else:
            faces = self._tracker.update(frame, self._clock)
        self._tones = {
            face.track_id: self._tones.get(face.track_id) or SkinTone() for face in faces
        }
        dressed = []
        if controls.look is not None and controls.strength > 0 and not controls.compare:
            for face in faces:
                fitted = self._fit(frame, face, controls.look)
                if fitted is not None:
                    dressed.append(fitted)
        rendered = self._render(frame, faces, dressed, controls)
        self._last = (faces, dressed)
        return rendered

    def process_with_last_film(self, frame: Frame, controls: Controls) -> Rendered:
        """Renders a frame with the faces, the light and the films of the last one that succeeded.

        For a frame on which `process` failed: for a few frames a face has hardly moved.
        """
        self._clock.take()  # what the failed try has left
        faces, dressed = self._last
        return self._render(frame, faces, [] if controls.compare else dressed, controls)

    def _fit(self, frame: Frame, face: Face, look: Look) -> _Dressed | None:
        """Prepares one face for the look; None if it lies outside the frame."""
        with self._clock.stage("raster"):
            raster = rasterise(face.landmarks_px, frame.width, frame.height)
        if raster is None:
            return None
        with self._clock.stage("shade"):
            picture, visibility = unwrap(
                frame.pixels, face.landmarks_px, raster.facing, shading.SIZE
            )
            tone = self._tones[face.track_id]
            tone.observe(picture, visibility, face.landmarks_px, frame.pixels)
            light = shading.shade(picture, visibility, tone.skin, tone.albedo)
        with self._clock.stage("paint"):
            outfit = self._wardrobe.fetch(look, tone.albedo)
        return _Dressed(raster, light, outfit)

    def _render(
        self,
        frame: Frame,
        faces: tuple[Face, ...],
        dressed: Sequence[_Dressed],
        controls: Controls,
    ) -> Rendered:
        pixels = frame.pixels
        if dressed:
            with self._clock.stage("copy"):
                pixels = frame.pixels.copy()
            with self._clock.stage("composite"):
                for one in dressed:
                    one.put_on(frame.pixels, pixels, controls.strength)
            pixels.flags.writeable = False
        return Rendered(
            frame=frame,
            pixels=pixels,
            faces=faces,
            controls_revision=controls.revision,
            stages_ms=self._clock.take(),
            ready_ns=time.perf_counter_ns(),
        )
