"""Shows pictures: one, or several, one after the other."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mirror.capture.fit import cover, shrink
from mirror.capture.pace import Pace
from mirror.capture.picture_file import PICTURE_SUFFIXES, load_picture
from mirror.core.types import Frame
from mirror.errors import SourceError

if TYPE_CHECKING:
    from mirror.core.types import Pixels

_SHOWN_FPS = 25.0
_SHOWN_S = 4.0
_LONGEST_SHOWN_PX = 1920


def pictures_in(folder: Path) -> list[Path]:
    """The pictures that lie in a folder itself, by name.

    Raises:
        SourceError: The folder cannot be read, or there is none in it.
    """
    try:
        found = sorted(p for p in folder.iterdir() if p.suffix.lower() in PICTURE_SUFFIXES)
    except OSError as error:
        raise SourceError(f"The folder {folder} cannot be read: {error.strerror}.") from error
    if not found:
        raise SourceError(f"There is no picture in {folder}; choose another folder.")
    return found


class PictureSource:
    """Pictures as a source. One that cannot be read is passed over, and `notice` says so.

    Args:
        paths: The pictures, at least one; sizes may differ.
        name: For people.
        realtime: True shows each for 4 s as a camera would, 25 times a second, scaled down to at
            most 1920 px, and is `live`. False delivers each once, in full size.
        loop: Starts over after the last picture.
        size: (width, height) to scale and cut every picture to; None leaves them as they are.
    """

    def __init__(
        self,
        paths: Sequence[Path],
        *,
        name: str,
        realtime: bool = True,
        loop: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        self._paths = tuple(paths)
        self._name = name
        self._realtime = realtime
        self._loop = loop
        self._size = size
        self._stop = threading.Event()
        self._pace = Pace(self._stop)
        self._notice: str | None = None
        self._pixels = self._deliver()
        self._ahead: Pixels | None = None
        self._loaded: tuple[Path, Pixels] | None = None
        self._seq = 0

    @property
    def name(self) -> str:
        """The name that was given."""
        return self._name

    @property
    def live(self) -> bool:
        """Whether the pictures are shown as a camera would."""
        return self._realtime

    @property
    def fps(self) -> float | None:
        """25 where the pictures are shown as a camera would."""
        return _SHOWN_FPS if self._realtime else None

    @property
    def notice(self) -> str | None:
        """Why the last unreadable picture was passed over."""
        return self._notice

    def open(self) -> None:
        """Reads the first picture.

        Raises:
            SourceError: None of the pictures can be read.
        """
        self._ahead = next(self._pixels, None)

    def read(self) -> Frame | None:
        """The next picture, when it is due.

        Raises:
            SourceError: No picture can be read any more.
        """
        if self._stop.is_set():
            return None
        pixels, self._ahead = self._ahead, None
        if pixels is None:
            pixels = next(self._pixels, None)
        if self._realtime:
            self._pace.wait(self._seq / _SHOWN_FPS)
        if pixels is None or self._stop.is_set():
            return None
        frame = Frame(pixels, self._seq, time.perf_counter_ns())
        self._seq += 1
        return frame

    def close(self) -> None:
        """Ends a `read` under way."""
        self._stop.set()

    def _deliver(self) -> Iterator[Pixels]:
        """Every picture as often as it is shown."""
        times = round(_SHOWN_S * _SHOWN_FPS) if self._realtime else 1
        while True:
            readable = 0
            for path in self._paths:
                try:
                    pixels = self._load(path)
                except SourceError as error:
                    self._notice = str(error)
                    continue
                readable += 1
                for _ in range(times):
                    yield pixels
            if not readable:
                raise SourceError(self._notice or f"{self._name} has no picture.")
            if not self._loop:
                return

    def _load(self, path: Path) -> Pixels:
        if self._loaded is not None and self._loaded[0] == path:
            return self._loaded[1]  # a single picture is read once
        pixels = load_picture(path).on_white()
        if self._size is not None:
            pixels = cover(pixels, *self._size)
        elif self._realtime:
            pixels = shrink(pixels, _LONGEST_SHOWN_PX)
        self._loaded = (path, pixels)
        return pixels
