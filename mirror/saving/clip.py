"""Records a video: H.264 in MP4, as every player, phone and messenger takes it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from mirror.capture.clip_reader import ClipInfo
from mirror.capture.video_writer import VideoWriter
from mirror.errors import OutputError

if TYPE_CHECKING:
    from mirror.core.types import Pixels

CLIP_SUFFIX = ".mp4"

_TICKS = 90_000  # a second, as usual in MP4
_USUAL_RATE = Fraction(30)  # how long the last frame lasts; the others last until the next one


class ClipSink:
    """A `Sink` that encodes frames as they come, each at its own time.

    An odd last column or row is left out: players want half-size chroma, which needs even sides.

    Args:
        path: Where to; where there is a file of that name, it stays, and the clip gets a number.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writer: VideoWriter | None = None
        self._last_pts = -1

    def write(self, pixels: Pixels, time_ns: int) -> None:
        """Encodes a frame; see `Sink`."""
        height, width = (side - side % 2 for side in pixels.shape[:2])
        if self._writer is None:
            if not height or not width:
                raise OutputError("The picture is too small to be recorded; choose a larger one.")
            info = ClipInfo(
                width=width,
                height=height,
                rate=_USUAL_RATE,
                time_base=Fraction(1, _TICKS),
                pixel_aspect=Fraction(1),
                pictures=None,
                high_dynamic_range=False,
            )
            self._writer = VideoWriter(self._path, info, live=True, keep_older=True)
        self._last_pts = max(self._last_pts + 1, round(time_ns * _TICKS / 1e9))
        self._writer.write(np.ascontiguousarray(pixels[:height, :width]), self._last_pts)

    def finish(self, stopping: threading.Event, on_share: Callable[[float], None]) -> Path | None:
        """Encodes the frames that the encoder holds back, and completes the file; see `Sink`."""
        if self._writer is None or stopping.is_set():
            self.discard()
            return None
        on_share(0.0)
        self._writer.finish()
        on_share(1.0)
        return self._writer.path

    def discard(self) -> None:
        """Removes what has been written, unless the file is complete; see `Sink`."""
        if self._writer is not None:
            self._writer.discard()
            self._writer = None
