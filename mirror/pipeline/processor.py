"""One frame in, one rendered picture out: no Qt, no disk, and no thread but the painter it is given."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from math import inf
from typing import Protocol, Self

from mirror.config import models_root
from mirror.core import shading
from mirror.core.composite import FilmTexture
from mirror.core.light import SkinTone
from mirror.core.raster import rasterise
from mirror.core.sheen import lay_sheen
from mirror.core.timing import StageClock
from mirror.core.types import Face, Floats, Frame, Pixels
from mirror.core.unwrap import shrunk, unwrap
from mirror.errors import LookError, ModelError
from mirror.makeup.drawing import Drawing
from mirror.makeup.look import Look
from mirror.pipeline.cadence import Cadence
from mirror.pipeline.covering import Covering
from mirror.pipeline.dressed import Dressed, Seen
from mirror.pipeline.fitting import FilmFitter
from mirror.pipeline.messages import Controls, Rendered
from mirror.pipeline.wardrobe import Outfit, Wardrobe

_LOG = logging.getLogger(__name__)
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

    def reset(self) -> None:
        """Forgets the faces that are followed."""
        ...

    def close(self) -> None:
        """Frees the models."""
        ...


class Processor:
    """Finds the faces in a frame and puts the look on each; belongs to one thread.

    Args:
        tracker: Finds the faces.
        fitter: Fits the looks of photos; or why none can be worn, as a sentence for people.
        covering: Finds what lies before the faces; None paints over it.
        wardrobe: Paints looks; None paints each at once.
        still: Every frame is a picture of its own, not one of a stream.
        clock: Takes the time of the stages.
    """

    def __init__(
        self,
        tracker: Tracker,
        fitter: FilmFitter | str = "This mirror wears no looks of photos.",
        *,
        covering: Covering | None = None,
        wardrobe: Wardrobe | None = None,
        still: bool = False,
        clock: StageClock | None = None,
    ) -> None:
        self._tracker = tracker
        self._fitter = fitter
        self._covering = covering
        self._still = still
        self._wardrobe = wardrobe or Wardrobe()
        self._outfits: dict[int, Outfit] = {}
        self._late = False
        self._revision = 0
        self._tones: dict[int, SkinTone] = {}
        self._clock = clock or StageClock()
        self._last: tuple[tuple[Face, ...], Sequence[Dressed]] = ((), ())
        self._ran_on = self.providers
        self._visit = 0

    @classmethod
    def build(
        cls, *, max_faces: int = 1, threads: int = 1, still: bool = False, live: bool = False,
        covers_every: int | None = None,
    ) -> Self:  # fmt: skip
        """The real one, with the models that are shipped.

        Args:
            max_faces: 1..4.
            threads: Of each model's session.
            still: Every frame is a picture of its own, not one of a stream.
            live: Somebody is waiting for the pictures: where a frame takes too long, the film of a
                photo's look is not made anew for every one, nor what lies before the face looked for;
                and what was worn before is worn until another look is painted, beside the frames.
            covers_every: With every how many frames what lies before a face is looked for, to be left
                out; 0 paints over it. None is every second one where somebody waits, else each.

        Raises:
            ModelError: A model that nothing goes without is missing or broken.
        """
        from mirror.inference.bare_skin import BareSkinFinder
        from mirror.inference.tracker import FaceTracker
        from mirror.inference.transfer import FilmGenerator

        tracker = FaceTracker(models_root(), max_faces=max_faces, threads=threads)
        fitter: FilmFitter | str
        try:
            cadence = Cadence() if live else Cadence(inf)
            fitter = FilmFitter(FilmGenerator(models_root(), threads=threads), cadence)
        except ModelError as error:
            fitter = f"No look of a photo can be worn. {error}"
        covering = None
        every = (2 if live else 1) if covers_every is None else covers_every
        if every:
            try:
                finder = BareSkinFinder(models_root(), threads=threads)
                limits = Cadence(quickest=every) if live else Cadence(inf, quickest=every)
                covering = Covering(finder, limits)
            except ModelError as error:
                _LOG.warning("What lies before a face is painted over. %s", error)
        # A picture of its own has no next frame in which the look could be there.
        painter = ThreadPoolExecutor(1, "mirror-painter") if live and not still else None
        return cls(
            tracker, fitter, covering=covering, wardrobe=Wardrobe(painter=painter), still=still
        )

    @property
    def providers(self) -> Mapping[str, str]:
        """The execution provider that each model really got, by the model's name."""
        ran_on = dict(self._tracker.providers)
        if isinstance(self._fitter, FilmFitter):
            ran_on["transfer"] = self._fitter.generator.provider
        if self._covering is not None:
            ran_on["bare_skin"] = self._covering.finder.provider
        return ran_on

    def close(self) -> None:
        """Frees the models."""
        self._tracker.close()
        if isinstance(self._fitter, FilmFitter):
            self._fitter.close()
        if self._covering is not None:
            self._covering.close()
        self._wardrobe.close()

    def process(self, frame: Frame, controls: Controls) -> Rendered:
        """Renders one frame.

        Whatever a model's run raises goes through, once no execution provider is left to run it;
        the engine decides what follows.
        """
        if controls.visit != self._visit:
            self._visit = controls.visit
            self.forget()
        if self._still:
            with self._clock.stage("landmarks"):
                faces = self._tracker.find(frame)
        else:
            faces = self._tracker.update(frame, self._clock)
        self._tones = {
            face.track_id: self._tones.get(face.track_id) or SkinTone() for face in faces
        }
        self._late = False
        kept = self._tones.keys() if controls.look is not None else ()
        self._outfits = {face: one for face, one in self._outfits.items() if face in kept}
        dressed: list[Dressed] = []
        beside: list[list[Dressed]] = [[] for _ in controls.beside]
        fitter, notice = None, None
        if controls.strength > 0:
            fitter, notice = self._fitter_for(controls, faces)
            if fitter is not None or controls.look is not None or any(controls.beside):
                if self._covering is not None:
                    self._covering.begin(face.track_id for face in faces)
                self._wardrobe.want((controls.look, *controls.beside))
                worn_by = [face for face in faces if face.track_id == controls.alone] or faces
                seen = [one for face in worn_by if (one := self._see(frame, face, fitter))]
                dressed = self._dress_all(frame, seen, controls.look, fitter)
                beside = [
                    self._dress_all(frame, seen, look, None, aside=True) for look in controls.beside
                ]
        rendered = self._render(frame, faces, dressed, controls, beside)
        if fitter is not None:
            fitter.observe(rendered.stages_ms)
        if dressed and self._covering is not None:
            self._covering.observe(rendered.stages_ms)
        self._last = (faces, dressed)
        if self._late:
            rendered = replace(rendered, controls_revision=self._revision)
        self._revision = rendered.controls_revision
        return replace(rendered, notice=self._lost_provider() or notice)

    def process_with_last_film(self, frame: Frame, controls: Controls) -> Rendered:
        """Renders a frame with the faces, the light and the films of the last one that succeeded.

        For a frame on which `process` failed: for a few frames a face has hardly moved.
        """
        self._clock.take()  # what the failed try has left
        faces, dressed = self._last
        return self._render(frame, faces, dressed if controls.strength > 0 else [], controls)

    def forget(self) -> None:
        """Forgets the faces that it has seen, and all that was made for them."""
        self._tracker.reset()
        self._tones = {}
        self._outfits = {}
        self._last = ((), ())
        self._wardrobe.forget()
        if self._covering is not None:
            self._covering.forget()
        if isinstance(self._fitter, FilmFitter):
            self._fitter.forget()

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

    def _see(self, frame: Frame, face: Face, fitter: FilmFitter | None) -> Seen | None:
        """Prepares one face for what is worn; None if it lies outside the frame."""
        points = face.landmarks_px
        with self._clock.stage("raster"):
            raster = rasterise(points, frame.width, frame.height)
        if raster is None:
            return None
        with self._clock.stage("shade"):
            # One unwrapping serves all: it costs more than to shrink what it gives.
            sizes = [shading.SIZE]
            if fitter is not None:
                sizes.append(fitter.size)
            looks = self._covering is not None and self._covering.wants(face.track_id)
            if self._covering is not None and looks:
                sizes.append(self._covering.finder.size)
            unwrapped = unwrap(frame.pixels, points, raster.facing, max(sizes))
            picture, visibility = (shrunk(plane, shading.SIZE) for plane in unwrapped)
            tone = self._tones[face.track_id]
            tone.observe(picture, visibility, points, frame.pixels)
            light = shading.shade(picture, visibility, tone.skin, tone.albedo)
            lay_sheen(light, raster.normals)
        bare: Floats | None = None
        if self._covering is not None:
            with self._clock.stage("covers"):
                if looks:
                    size = self._covering.finder.size
                    planes = (shrunk(plane, size) for plane in unwrapped)
                    self._covering.look(face.track_id, frame.captured_ns, *planes)
                bare = self._covering.worn(face.track_id)
        return Seen(face, raster, light, tone, bare, unwrapped)

    def _dress_all(
        self,
        frame: Frame,
        seen: Sequence[Seen],
        look: Look | None,
        fitter: FilmFitter | None,
        *,
        aside: bool = False,
    ) -> list[Dressed]:
        """Dresses faces in products and a photo's look; those that wear nothing are left out.

        Args:
            frame: That they are in.
            seen: The faces.
            look: The products.
            fitter: Fits the photo's look; None wears none.
            aside: For comparison, not as what is worn.
        """
        dressed = (self._dress(frame, one, look, fitter, aside=aside) for one in seen)
        return [one for one in dressed if one is not None]

    def _dress(
        self,
        frame: Frame,
        seen: Seen,
        look: Look | None,
        fitter: FilmFitter | None,
        *,
        aside: bool,
    ) -> Dressed | None:
        track = seen.face.track_id
        film: FilmTexture | None = None
        groundwork: Sequence[Drawing] = ()
        drawings: list[tuple[Drawing, float]] = []
        if look is not None:
            with self._clock.stage("paint"):
                outfit = (
                    self._wardrobe.fetch(look, seen.tone.albedo)
                    if aside
                    else self._outfit(track, look, seen.tone)
                )
            if outfit is not None:
                film, groundwork = outfit.texture, outfit.groundwork
                drawings = [(drawing, 1.0) for drawing in outfit.drawings]
        if fitter is not None:
            with self._clock.stage("generate"):
                fine, visible = (shrunk(plane, fitter.size) for plane in seen.unwrapped)
                fitter.make(track, fine, visible, seen.light)
            with self._clock.stage("stack"):
                film = fitter.texture(track, frame.captured_ns, film)
                drawings = [*fitter.strokes(track), *drawings]
        if film is None:
            return None
        return Dressed(seen.raster, seen.light, film, groundwork, drawings, seen.bare)

    def _outfit(self, face: int, look: Look, tone: SkinTone) -> Outfit | None:
        """What a face wears; while a look is being painted, what it has worn before."""
        outfit = self._wardrobe.fetch(look, tone.albedo)
        if outfit is None:
            self._late = True
            return self._outfits.get(face)
        self._outfits[face] = outfit
        return outfit

    def _render(
        self,
        frame: Frame,
        faces: tuple[Face, ...],
        dressed: Sequence[Dressed],
        controls: Controls,
        beside: Sequence[Sequence[Dressed]] = (),
    ) -> Rendered:
        pixels = self._put_on(frame, dressed, controls.strength)
        others = tuple(self._put_on(frame, other, controls.strength) for other in beside)
        return Rendered(
            frame=frame,
            pixels=pixels,
            faces=faces,
            controls_revision=controls.revision,
            stages_ms=self._clock.take(),
            ready_ns=time.perf_counter_ns(),
            beside=others,
        )

    def _put_on(self, frame: Frame, dressed: Sequence[Dressed], strength: float) -> Pixels:
        """The frame with what is worn in it; the frame's own pixels where nothing is."""
        if not dressed:
            return frame.pixels
        with self._clock.stage("copy"):
            pixels = frame.pixels.copy()
        with self._clock.stage("composite"):
            for one in dressed:
                one.put_on(frame.pixels, pixels, strength)
        pixels.flags.writeable = False
        return pixels
