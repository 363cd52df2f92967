"""Reads photos beside the main thread: which faces there are, and what one of them wears."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from mirror.errors import MirrorError, PhotoError
from mirror.ui.jobs import Jobs
from mirror.ui.looks.photo_intake import Photo

if TYPE_CHECKING:
    from mirror.core.types import Face, Pixels
    from mirror.makeup.transferred import TransferredLook
    from mirror.pipeline.reference import Candidate

_log = logging.getLogger(__name__)


class Extraction(Protocol):
    """What reads photos; `pipeline.extraction.Extraction` is the real one."""

    def read(self, pixels: Pixels) -> tuple[Face, ...]:
        """The faces in a photo."""
        ...

    def extract(self, pixels: Pixels, face: Face, name: str, title: str) -> TransferredLook:
        """The makeup of one of them."""
        ...

    def close(self) -> None:
        """Frees the models."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Sighting:
    """A photo with several faces, one of which is to be chosen.

    Attributes:
        photo: The photo.
        pixels: HxWx3 uint8 BGR.
        faces: The largest first; some of them may be beyond reading.
    """

    photo: Photo
    pixels: Pixels
    faces: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What came of a photo.

    Attributes:
        look: The makeup in it.
        warning: What may have come out wrong, or None.
    """

    look: TransferredLook
    warning: str | None


class PhotoReader(QObject):
    """Reads one photo at a time; a new one takes the place of the one before.

    Args:
        build: Makes what reads photos, at the first of them.
        jobs: Where photos are read, one after another.
        parent: Owns it.
    """

    choice_wanted = Signal(object)
    """A `Sighting`: `choose` one of its faces."""

    done = Signal(object)
    """A `Reading`."""

    refused = Signal(str)
    """Why nothing came of the photo, in one sentence."""

    def __init__(
        self, build: Callable[[], Extraction], jobs: Jobs, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._build = build
        self._jobs = jobs
        self._lock = threading.Lock()
        self._extraction: Extraction | None = None
        self._closed = False
        self._latest = 0

    def prepare(self, pixels: Callable[[], Pixels]) -> None:
        """Makes ready, so that the first photo takes no longer than the others; on any thread.

        A photo that comes meanwhile does not wait for it.

        Args:
            pixels: A picture with a face, to try it on.
        """
        from mirror.pipeline.reference import candidates

        try:
            extraction = self._build()
        except MirrorError as error:
            _log.info("photos cannot be read: %s", error)  # told at the first of them
            return
        picture = pixels()
        with suppress(PhotoError):
            candidates(picture, extraction.read(picture))
        with self._lock:
            if self._extraction is None and not self._closed:
                self._extraction = extraction
                return
        extraction.close()

    def read(self, photo: Photo) -> None:
        """Begins to read a photo; one of the signals follows, unless it is cancelled."""
        number = self._begin()

        def work() -> Sighting | Reading | None:
            from mirror.pipeline.reference import candidates

            pixels = photo.load()
            if self._is_stale(number):
                return None
            with self._lock:
                extraction = self._ready()
                faces = candidates(pixels, extraction.read(pixels))
                readable = [face for face in faces if face.refusal is None]
                if len(readable) > 1:
                    return Sighting(photo, pixels, faces)
                return self._extract(Sighting(photo, pixels, faces), (readable or faces)[0])

        self._run(number, work)

    def choose(self, sighting: Sighting, face: Candidate) -> None:
        """Reads that face of a photo."""

        def work() -> Reading:
            with self._lock:
                return self._extract(sighting, face)

        self._run(self._begin(), work)

    def cancel(self) -> None:
        """Gives up the photo that is being read; no signal follows."""
        self._begin()

    def close(self) -> None:
        """Frees the models, once the jobs have ended; may be repeated."""
        self.cancel()
        with self._lock:
            self._closed = True
            if self._extraction is not None:
                self._extraction.close()
                self._extraction = None

    def _begin(self) -> int:
        self._latest += 1
        return self._latest

    def _is_stale(self, number: int) -> bool:
        return number != self._latest

    def _run(self, number: int, work: Callable[[], Sighting | Reading | None]) -> None:
        def guarded() -> Sighting | Reading | str | None:
            if self._is_stale(number):
                return None
            try:
                return work()
            except MirrorError as error:
                return str(error)
            except Exception:  # noqa: BLE001 - logged, and told
                _log.exception("a photo could not be read")
                return "This photo could not be read; try another one."

        self._jobs.run(guarded, lambda outcome: self._tell(number, outcome))

    def _tell(self, number: int, outcome: Sighting | Reading | str | None) -> None:
        if self._is_stale(number):
            return
        match outcome:
            case Reading():
                self.done.emit(outcome)
            case Sighting():
                self.choice_wanted.emit(outcome)
            case str():
                self.refused.emit(outcome)
            case None:
                pass

    def _ready(self) -> Extraction:
        if self._extraction is None:
            self._extraction = self._build()
        return self._extraction

    def _extract(self, sighting: Sighting, face: Candidate) -> Reading:
        if face.refusal is not None:
            raise PhotoError(face.refusal)
        title = sighting.photo.title
        look = self._ready().extract(sighting.pixels, face.face, "photo", title)
        return Reading(look, face.warning)
