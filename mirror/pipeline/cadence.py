"""How often a face's film is made anew, where a frame's time is too short to do it every time."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from math import ceil
from statistics import median

FRAME_MS = 1000 / 30
"""The time for a frame: below 30 pictures a second a mirror no longer feels like one."""


class Cadence:
    """Chooses every how many frames each face's film is made, from how long frames take.

    Between two of them the film moves with the face's mesh, at camera rate. Faces take turns, so
    that no frame bears all the work. Belongs to one thread.

    Args:
        frame_ms: The time that a frame may take, in ms; infinite where time does not matter.
        slowest: Never less often than every so many frames.
        quickest: Never more often than that.
    """

    _WINDOW = 30
    """Frames that are looked at before anything is changed: a hiccup changes nothing."""
    _MARGIN = 0.8
    """Share of the time that a quicker cadence must fit into, so that it is not left at once."""

    def __init__(self, frame_ms: float = FRAME_MS, slowest: int = 4, quickest: int = 1) -> None:
        self._frame_ms = frame_ms
        self._slowest = slowest
        self._quickest = quickest
        self._others_ms: deque[float] = deque(maxlen=self._WINDOW)
        self._each_ms: deque[float] = deque(maxlen=self._WINDOW)
        self._faces = 0
        self.every = quickest
        """Each face's film is made with every so many frames."""

    def due(self, ages: Mapping[int, int]) -> frozenset[int]:
        """The faces whose films are to be made in this frame.

        Args:
            ages: How many frames ago each face's film was made, by the face's id; 1 is the last
                frame.
        """
        oldest_first = sorted(ages.items(), key=lambda one: -one[1])
        turn = ceil(len(oldest_first) / self.every)
        return frozenset(face for face, age in oldest_first[:turn] if age >= self.every)

    def observe(self, others_ms: float, made_ms: float, made: int, faces: int) -> None:
        """Takes in how long one frame took.

        Args:
            others_ms: Everything but making films.
            made_ms: Making films.
            made: How many were made.
            faces: How many faces wear one.
        """
        if faces != self._faces:
            self._forget()
            self._faces = faces
        self._others_ms.append(others_ms)
        if made:
            self._each_ms.append(made_ms / made)
        if len(self._others_ms) < self._WINDOW or not self._each_ms:
            return
        others, each = median(self._others_ms), median(self._each_ms)
        fits = next(
            (n for n in range(self._quickest, self._slowest) if self._load(others, each, n) <= 1),
            self._slowest,
        )
        if fits > self.every:
            self._become(fits)
        elif (
            self.every > self._quickest and self._load(others, each, self.every - 1) <= self._MARGIN
        ):
            self._become(self.every - 1)

    def _load(self, others: float, each: float, every: int) -> float:
        """What a frame would take on average, as a share of the time that there is."""
        return (others + self._faces * each / every) / self._frame_ms

    def _become(self, every: int) -> None:
        self.every = every
        self._forget()

    def _forget(self) -> None:
        self._others_ms.clear()
        self._each_ms.clear()
