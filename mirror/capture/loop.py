"""Plays a few pictures from memory, over and over."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from mirror.capture.fit import cover
from mirror.core.types import Frame

if TYPE_CHECKING:
    from mirror.capture.source import Source
    from mirror.core.types import Pixels


class LoopSource:
    """A source that costs nothing to read and never ends; it is not `live`.

    The pictures are played forwards, then backwards, so that nothing jumps at the end. Each frame
    is captured at the moment at which it is read.

    Args:
        pictures: HxWx3 uint8 BGR, at least one.
        name: For people.
    """

    def __init__(self, pictures: Sequence[Pixels], name: str) -> None:
        self._name = name
        self._order = [*pictures, *pictures[-2:0:-1]]
        self._seq = 0
        self._closed = threading.Event()

    @property
    def name(self) -> str:
        """The name that was given."""
        return self._name

    @property
    def live(self) -> bool:
        """False: it is read as fast as it is asked for frames."""
        return False

    @property
    def fps(self) -> float | None:
        """None: it has no rate of its own."""
        return None

    @property
    def notice(self) -> str | None:
        """None."""
        return None

    def open(self) -> None:
        """Has nothing to do."""

    def read(self) -> Frame | None:
        """The next picture, without a copy."""
        if self._closed.is_set():
            return None
        pixels = self._order[self._seq % len(self._order)]
        frame = Frame(pixels, self._seq, time.perf_counter_ns())
        self._seq += 1
        return frame

    def close(self) -> None:
        """Ends the loop."""
        self._closed.set()


def read_loop(source: Source, size: tuple[int, int], most_bytes: int) -> list[Pixels]:
    """Reads the first pictures of a source into memory; opens and closes it.

    Args:
        source: Not opened yet.
        size: Width and height in pixels to scale and cut every picture to.
        most_bytes: How much memory they may take; at least two are read where there are two.

    Raises:
        SourceError: The source cannot deliver.
    """
    width, height = size
    most = max(2, most_bytes // (width * height * 3))
    pictures: list[Pixels] = []
    try:
        source.open()
        while len(pictures) < most and (frame := source.read()) is not None:
            pictures.append(cover(frame.pixels, width, height))
    finally:
        source.close()
    return pictures
