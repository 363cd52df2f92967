"""Plays video files."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from mirror.capture.clip_reader import ClipReader
from mirror.capture.fit import cover
from mirror.capture.pace import Pace
from mirror.core.types import Frame, Pixels


class ClipSource:
    """A video file as a source.

    Args:
        path: The file.
        name: For people; the file's name if None.
        realtime: True keeps the file's own rate and is `live`; False reads as fast as it decodes.
        loop: Starts over after the last picture.
        size: (width, height) to scale and cut every picture to; None leaves them as they are.
    """

    def __init__(
        self,
        path: Path,
        *,
        name: str | None = None,
        realtime: bool = True,
        loop: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        self._path = path
        self._name = name or path.name
        self._realtime = realtime
        self._loop = loop
        self._size = size
        self._stop = threading.Event()
        self._pace = Pace(self._stop)
        self._file = threading.Lock()  # held while the file is opened, read or closed
        self._reader: ClipReader | None = None
        self._notice: str | None = None
        self._fps: float | None = None
        self._seq = 0
        self._played_s = 0.0

    @property
    def name(self) -> str:
        """The file's name, or the name that was given."""
        return self._name

    @property
    def live(self) -> bool:
        """Whether the clip plays at its own rate."""
        return self._realtime

    @property
    def fps(self) -> float | None:
        """The file's average rate."""
        return self._fps

    @property
    def notice(self) -> str | None:
        """What is wrong with the file, as far as it has been read."""
        return self._notice

    def open(self) -> None:
        """Opens the file and decodes its first picture.

        Raises:
            SourceError: It is missing, no video, holds no picture, or is too large.
        """
        with self._file:
            self._reader = ClipReader(self._path)
            self._fps = float(self._reader.info.rate)
            if self._reader.info.high_dynamic_range:
                self._notice = (
                    f"{self._name} is an HDR video; its colours are shown paler than they are."
                )

    def read(self) -> Frame | None:
        """Decodes the next picture, and waits until it is due if the clip keeps its rate."""
        with self._file:
            if self._stop.is_set():
                return None
            picture = self._next()
        if picture is None:
            return None
        pixels, due_s = picture
        if self._size is not None:
            pixels = cover(pixels, *self._size)
        if self._realtime:
            self._pace.wait(due_s)
        if self._stop.is_set():
            return None
        frame = Frame(pixels, self._seq, time.perf_counter_ns())
        self._seq += 1
        return frame

    def close(self) -> None:
        """Ends a `read` under way after the picture that is being decoded."""
        self._stop.set()
        with self._file:
            if self._reader is not None:
                self._reader.close()
                self._reader = None

    def _next(self) -> tuple[Pixels, float] | None:
        """The next picture and when it is due, in seconds after the very first one."""
        if self._reader is None:
            raise RuntimeError("a source is opened before it is read")
        picture = self._reader.read()
        if picture is None:
            self._notice = self._reader.damage or self._notice
            if not self._loop:
                return None
            self._played_s += self._reader.end_s
            self._reader.rewind()
            picture = self._reader.read()
        return None if picture is None else (picture.pixels, self._played_s + picture.time_s)
