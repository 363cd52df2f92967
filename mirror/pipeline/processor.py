"""One frame in, one rendered picture out: no thread, no Qt, no disk."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import Protocol, Self

from mirror.config import models_root
from mirror.core import shading
from mirror.core.composite import FilmTexture, composite
from mirror.core.light import SkinTone
from mirror.core.raster import FaceRaster, rasterise
from mirror.core.shading import Shading
from mirror.core.sheen import lay_sheen
from mirror.core.timing import StageClock
from mirror.core.types import Face, Frame, Pixels
from mirror.core.unwrap import shrunk, unwrap
from mirror.errors import LookError, ModelError
from mirror.makeup.drawing import Drawing
from mirror.pipeline.cadence import Cadence
from mirror.pipeline.fitting import FilmFitter
from mirror.pipeline.messages import Controls, Rendered
from mirror.pipeline.wardrobe import Wardrobe

_PROVIDER_LOST = "The graphics card has failed; the mirror goes on without it, and may be slower."


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
    """One face in one frame, and what it wears.

    Attributes:
        raster: Where the face is.
        light: The light on it.
        film: All that lies on its skin.
        groundwork: What is done to the skin before.
        drawings: What is drawn over that, and how much of each is worn, 0..1.
    """

    raster: FaceRaster
    light: Shading
    film: FilmTexture
    groundwork: Sequence[Drawing]
    drawings: Sequence[tuple[Drawing, float]]

    def put_on(self, frame: Pixels, out: Pixels, strength: float) -> None:
        """Prepares the skin, puts the film on it, then what is drawn, from the frame into `out`."""
        for drawing in self.groundwork:
            drawing.draw(out, self.raster, self.light, strength)
        # The film reads the skin as it was prepared.
        prepared = out.copy() if self.groundwork else frame
        composite(prepared, out, self.raster, self.film, self.light, strength)
        for drawing, share in self.drawings:
            drawing.draw(out, self.raster, self.light, strength * share)


class Processor:
    """Finds the faces in a frame and puts the look on each; belongs to one thread.

    Args:
        tracker: Finds the faces.
        fitter: Fits the looks of photos; or why none can be worn, as a sentence for people.
        still: Every frame is a picture of its own, not one of a stream.
        clock: Takes the time of the stages.
    """

    def __init__(
        self,
        tracker: Tracker,
        fitter: FilmFitter | str = "This mirror wears no looks of photos.",
        *,
        still: bool = False,
        clock: StageClock | None = None,
    ) -> None:
        self._tracker = tracker
        self._fitter = fitter
        self._still = still
        self._wardrobe = Wardrobe()
        self._tones: dict[int, SkinTone] = {}
        self._clock = clock or StageClock()
        self._last: tuple[tuple[Face, ...], Sequence[_Dressed]] = ((), ())
        self._ran_on = self.providers

    @classmethod
    def build(
        cls, *, max_faces: int = 1, threads: int = 1, still: bool = False, live: bool = False
    ) -> Self:
        """The real one, with the models that are shipped.

        Args:
            max_faces: 1..4.
            threads: Of each model's session.
            still: Every frame is a picture of its own, not one of a stream.
            live: Somebody is waiting for the pictures: where a frame takes too long, the film of a
                photo's look is not made anew for every one.

        Raises:
            ModelError: A model that nothing goes without is missing or broken.
        """
        from mirror.inference.tracker import FaceTracker
        from mirror.inference.transfer import FilmGenerator

        tracker = FaceTracker(models_root(), max_faces=max_faces, threads=threads)
        fitter: FilmFitter | str
        try:
            cadence = Cadence() if live else Cadence(inf)
            fitter = FilmFitter(FilmGenerator(models_root(), threads=threads), cadence)
        except ModelError as error:
            fitter = f"No look of a photo can be worn. {error}"
        return cls(tracker, fitter, still=still)

    @property
    def providers(self) -> Mapping[str, str]:
        """The execution provider that each model really got, by the model's name."""
        ran_on = dict(self._tracker.providers)
        if isinstance(self._fitter, FilmFitter):
            ran_on["transfer"] = self._fitter.generator.provider
        return ran_on

    def close(self) -> None:
        """Frees the models."""
        self._tracker.close()
        if isinstance(self._fitter, FilmFitter):
            self._fitter.close()

    def process(self, frame: Frame, controls: Controls) -> Rendered:
        """Renders one frame.

        Whatever a model's run raises goes through, once no execution provider is left to run it;
        the engine decides what follows.
        """
        if self._still:
            with self._clock.stage("landmarks"):
                faces = self._tracker.find(frame)
        else:
            faces = self._tracker.update(frame, self._clock)
        self._tones = {
            face.track_id: self._tones.get(face.track_id) or SkinTone() for face in faces
        }
        dressed: list[_Dressed] = []
        fitter, notice = None, None
        if controls.strength > 0 and not controls.compare:
            fitter, notice = self._fitter_for(controls, faces)
            if fitter is not None or controls.look is not None:
                fitted = (self._fit(frame, face, controls, fitter) for face in faces)
                dressed = [one for one in fitted if one is not None]
        rendered = self._render(frame, faces, dressed, controls)
        if fitter is not None:
            fitter.observe(rendered.stages_ms)
        self._last = (faces, dressed)
        return replace(rendered, notice=self._lost_provider() or notice)

    def process_with_last_film(self, frame: Frame, controls: Controls) -> Rendered:
        """Renders a frame with the faces, the light and the films of the last one that succeeded.

        For a frame on which `process` failed: for a few frames a face has hardly moved.
        """
        self._clock.take()  # what the failed try has left
        faces, dressed = self._last
        return self._render(frame, faces, [] if controls.compare else dressed, controls)

    def _lost_provider(self) -> str | None:
        """A sentence for people in the frame in which a model went over to another provider."""
        before, self._ran_on = self._ran_on, self.providers
        return None if before == self._ran_on else _PROVIDER_LOST

    def _fitter_for(
        self, controls: Controls, faces: Sequence[Face]
    ) -> tuple[FilmFitter | None, str | None]:
        """What fits the photo's look to the faces of this frame; or None, and why, if it is worn."""
        if controls.transferred is None:
            return None, None
        if isinstance(self._fitter, str):
            return None, self._fitter
        try:
            ids = [face.track_id for face in faces]
            self._fitter.begin(controls.transferred, controls.zones, ids)
        except LookError as error:
            return None, str(error)
        return self._fitter, None

    def _fit(
        self, frame: Frame, face: Face, controls: Controls, fitter: FilmFitter | None
    ) -> _Dressed | None:
        """Prepares one face for what is worn; None if it lies outside the frame."""
        points = face.landmarks_px
        with self._clock.stage("raster"):
            raster = rasterise(points, frame.width, frame.height)
        if raster is None:
            return None
        with self._clock.stage("shade"):
            # One unwrapping serves both: it costs more than to shrink what it gives.
            size = shading.SIZE if fitter is None else max(shading.SIZE, fitter.size)
            unwrapped = unwrap(frame.pixels, points, raster.facing, size)
            picture, visibility = (shrunk(plane, shading.SIZE) for plane in unwrapped)
            tone = self._tones[face.track_id]
            tone.observe(picture, visibility, points, frame.pixels)
            light = shading.shade(picture, visibility, tone.skin, tone.albedo)
            lay_sheen(light, raster.normals)
        film: FilmTexture | None = None
        groundwork: Sequence[Drawing] = ()
        drawings: list[tuple[Drawing, float]] = []
        if controls.look is not None:
            with self._clock.stage("paint"):
                outfit = self._wardrobe.fetch(controls.look, tone.albedo)
            film, groundwork = outfit.texture, outfit.groundwork
            drawings = [(drawing, 1.0) for drawing in outfit.drawings]
        if fitter is not None:
            with self._clock.stage("generate"):
                fine, seen = (shrunk(plane, fitter.size) for plane in unwrapped)
                fitter.make(face.track_id, fine, seen, light)
            with self._clock.stage("stack"):
                film = fitter.texture(face.track_id, frame.captured_ns, film)
                drawings = [*fitter.strokes(face.track_id), *drawings]
        return None if film is None else _Dressed(raster, light, film, groundwork, drawings)

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
