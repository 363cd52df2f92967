"""Follows faces from frame to frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mirror.core.smoothing import LandmarkSmoother
from mirror.core.types import Face, Frame, Pixels
from mirror.inference.detector import FaceDetector
from mirror.inference.landmarks import LandmarkModel, Located
from mirror.inference.region import Region, nested, overlap
from mirror.inference.search import search_regions
from mirror.inference.session import ModelSession

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from mirror.core.timing import StageClock
    from mirror.inference.acceleration import Acceleration

MOST_FACES = 4
_SAME_FACE = 0.5
"""Regions that overlap more (intersection over union: MediaPipe's rule), or boxes of which more of
the smaller lies in the larger, show one face."""
_PROOF_MARGIN, _PROOF_SCORE = 1.6, 0.7
"""Any face but one that is seen alone in the whole frame must convince the detector once more, in
the square that it sees best in: there real faces score above 0.85, the landmark model's fancies
below 0.63 (`python -m models.measure.detector`)."""
_PROBES_WHEN_ALONE = 2
"""While nobody is followed: grid squares searched with each frame, besides the whole frame."""
_PROBE_EVERY = 4
"""While somebody is followed and another may come: frames from one search to the next."""


@dataclass(slots=True)
class _Track:
    """A face that is followed.

    Attributes:
        track_id: Its number, never given twice.
        region: Where to look for it in the next frame.
        smoother: Its own smoother; None where landmarks are handed out as the model gives them.
    """

    track_id: int
    region: Region
    smoother: LandmarkSmoother | None

    def face(self, located: Located, captured_ns: int) -> Face:
        """The face to hand out, smoothed where that is wanted."""
        landmarks = located.landmarks_px
        if self.smoother is not None:
            landmarks = self.smoother.smooth(landmarks, captured_ns)
        return Face(landmarks, located.presence, self.track_id)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A face that the detector saw.

    Attributes:
        region: Where the landmark model shall look.
        at_first_sight: Whether it was seen in the whole frame, where MediaPipe looks.
    """

    region: Region
    at_first_sight: bool


class FaceTracker:
    """Detects faces, follows them by their landmarks, and smooths them.

    A face that is followed costs one run of the landmark model. The detector runs only while
    fewer than `max_faces` are followed: with every frame when there are none, now and then when
    there are some. One tracker belongs to one thread, which also makes it.
    """

    def __init__(
        self,
        models_root: Path,
        *,
        max_faces: int = 1,
        threads: int = 1,
        smoothing: bool = True,
        acceleration: Acceleration | None = None,
    ) -> None:
        """Loads and warms up the models.

        Args:
            models_root: The folder of the model folders.
            max_faces: How many faces are followed, 1 to `MOST_FACES`.
            threads: CPU threads inside one model run.
            smoothing: Whether `update` smooths over time.
            acceleration: Execution providers to try; None asks the machine.

        Raises:
            ModelError: A model is missing, altered or not what its manifest says.
            ValueError: `max_faces` is out of range.
        """
        if not 1 <= max_faces <= MOST_FACES:
            raise ValueError(f"max_faces is 1 to {MOST_FACES}, not {max_faces}")
        self._sessions = tuple(
            ModelSession(models_root, name, threads=threads, acceleration=acceleration)
            for name in ("face_detector", "face_landmarks")
        )
        self._detector = FaceDetector(self._sessions[0])
        self._landmarks = LandmarkModel(self._sessions[1])
        self._max_faces = max_faces
        self._smoothing = smoothing
        self._tracks: list[_Track] = []
        self._next_id = 0
        self._size = (0, 0)
        self._squares: tuple[Region, ...] = ()
        self._since_probe = 0
        self._next_square = 0

    @property
    def providers(self) -> Mapping[str, str]:
        """The execution provider that each model really got, by the model's name."""
        return {session.manifest.name: session.provider for session in self._sessions}

    @property
    def why_no_gpu(self) -> str | None:
        """A sentence on why no GPU is used; None where one is."""
        return next((s.why_no_gpu for s in self._sessions if s.why_no_gpu), None)

    def update(self, frame: Frame, clock: StageClock) -> tuple[Face, ...]:
        """Finds the faces of the next frame of a stream.

        Frames come in the order in which they were captured; a change of size starts anew.

        Args:
            frame: The frame.
            clock: Takes the stages "detect", "landmarks" and "smooth".

        Returns:
            The faces, in the order of their track ids.
        """
        size = (frame.width, frame.height)
        if size != self._size:
            self.reset()
            self._size, self._squares = size, search_regions(*size)
        with clock.stage("landmarks"):
            found = self._follow(frame.pixels)
        if len(found) < self._max_faces:
            with clock.stage("detect"):
                candidates = self._probe(frame.pixels)
            with clock.stage("landmarks"):
                found += self._welcome(frame.pixels, candidates)
        with clock.stage("smooth"):
            return tuple(track.face(located, frame.captured_ns) for track, located in found)

    def find(self, frame: Frame) -> tuple[Face, ...]:
        """Finds the faces of a single picture, however small, without smoothing.

        The landmark model runs twice on each face, the second time where the first found it.
        What `update` follows is left alone. The ids are new ones.

        Returns:
            The surest faces first.
        """
        found: list[Located] = []
        for square in search_regions(frame.width, frame.height):
            for candidate in self._detect(frame.pixels, square):
                located = self._look(
                    frame.pixels, candidate, [known.region for known in found], looks=2
                )
                if located is not None:
                    found.append(located)
            if len(found) >= self._max_faces:
                break
        found.sort(key=lambda located: -located.presence)
        return tuple(
            Face(f.landmarks_px, f.presence, self._new_id()) for f in found[: self._max_faces]
        )

    def reset(self) -> None:
        """Forgets the faces that are followed; their ids stay used."""
        self._tracks = []
        self._since_probe = 0
        self._next_square = 0

    def close(self) -> None:
        """Frees the models; the tracker is not used again."""
        self.reset()
        for session in self._sessions:
            session.close()

    def _new_id(self) -> int:
        self._next_id += 1
        return self._next_id - 1

    def _detect(self, pixels: Pixels, square: Region) -> list[_Candidate]:
        """The faces that the detector sees in a square."""
        first = square.side >= max(pixels.shape[:2])
        margin = self._landmarks.margin
        return [_Candidate(d.region(margin), first) for d in self._detector.detect(pixels, square)]

    def _follow(self, pixels: Pixels) -> list[tuple[_Track, Located]]:
        """Looks for each followed face where it was, and lets go of those that are lost."""
        found: list[tuple[_Track, Located]] = []
        for track in self._tracks:
            located = self._landmarks.locate(pixels, track.region)
            # Two tracks that slid onto one face: the older keeps it.
            if located.is_face and not self._is_known(
                located.region, [other.region for _, other in found]
            ):
                track.region = located.region
                found.append((track, located))
        self._tracks = [track for track, _ in found]
        return found

    def _probe(self, pixels: Pixels) -> list[_Candidate]:
        """Faces that may be new; searches the frame piece by piece over time."""
        whole, *grid = self._squares
        if not self._tracks:
            probes = [whole, *self._take_squares(grid, _PROBES_WHEN_ALONE)]
        else:
            self._since_probe += 1
            turn, wait = divmod(self._since_probe, _PROBE_EVERY)
            if wait:
                return []
            probes = [whole] if turn % 2 else self._take_squares(grid, 1)
        return [candidate for square in probes for candidate in self._detect(pixels, square)]

    def _take_squares(self, grid: list[Region], count: int) -> list[Region]:
        """The next squares of the grids, round and round; none where the frame has no grid."""
        start, self._next_square = self._next_square, self._next_square + count
        return [grid[i % len(grid)] for i in range(start, start + min(count, len(grid)))]

    def _welcome(
        self, pixels: Pixels, candidates: list[_Candidate]
    ) -> list[tuple[_Track, Located]]:
        """Starts to follow the detected faces that are not followed yet."""
        found: list[tuple[_Track, Located]] = []
        for candidate in candidates:
            if len(self._tracks) == self._max_faces:
                break
            located = self._look(
                pixels, candidate, [track.region for track in self._tracks], looks=1
            )
            if located is not None:
                smoother = LandmarkSmoother() if self._smoothing else None
                track = _Track(self._new_id(), located.region, smoother)
                self._tracks.append(track)
                found.append((track, located))
        return found

    def _look(
        self, pixels: Pixels, candidate: _Candidate, known: list[Region], looks: int
    ) -> Located | None:
        """Landmarks of a detected face, each look from where the last one found it.

        Returns:
            None where it is a known face, or none.
        """
        region = candidate.region
        located = None
        for _ in range(looks):
            if self._is_known(region, known):
                return None
            located = self._landmarks.locate(pixels, region)
            if not located.is_face:
                return None
            region = located.region
        trusted = candidate.at_first_sight and not known
        if self._is_known(region, known) or not (trusted or self._is_proven(pixels, region)):
            return None
        return located

    def _is_known(self, region: Region, known: list[Region]) -> bool:
        inner = 1 / self._landmarks.margin
        return any(
            overlap(region, other) > _SAME_FACE
            or nested(region.scaled(inner), other.scaled(inner)) > _SAME_FACE
            for other in known
        )

    def _is_proven(self, pixels: Pixels, region: Region) -> bool:
        """Whether the detector, looking closely, sees this very face."""
        margin = self._landmarks.margin
        closely = region.scaled(_PROOF_MARGIN / margin)
        return any(
            seen.score >= _PROOF_SCORE and overlap(seen.region(margin), region) > _SAME_FACE
            for seen in self._detector.detect(pixels, closely)
        )
