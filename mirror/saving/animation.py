"""Records a short animation: a GIF, which plays everywhere, or a WebP, which has all colours."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Generator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, cast

import av
import av.error
import numpy as np
from av.filter import Graph
from av.video.format import VideoFormat
from av.video.frame import VideoFrame

from mirror.capture.fit import shrink
from mirror.capture.whole_file import WholeFile, output_error

if TYPE_CHECKING:
    from av.container import OutputContainer
    from av.video.stream import VideoStream

    from mirror.core.types import Pixels

AnimationKind = Literal["gif", "webp"]

RATE = Fraction(25, 2)
"""Frames a second, at most."""
LONGEST_SIDE = 480
"""In pixels; larger frames are scaled down."""

_PERIOD_NS = round(1_000_000_000 / RATE)
_TIME_BASE = {"gif": Fraction(1, 100), "webp": Fraction(1, 1000)}  # what the formats can tell
_ENDLESS = {"loop": "0"}
_WEBP = {"quality": "82", "compression_level": "4"}
# A fixed pattern keeps still what stands still, in half of the time and of the file.
_DITHER = "dither=bayer:bayer_scale=4:diff_mode=rectangle"


class _Kept(NamedTuple):
    pixels: Pixels
    time_ns: int


class AnimationSink:
    """A `Sink` that keeps small frames, `RATE` of them a second, and encodes them at the end.

    A GIF has one palette of 256 colours for all of its frames, chosen from all of them.

    Args:
        path: Where to; where there is a file of that name, it stays, and the animation gets a
            number.
        kind: The format.
    """

    def __init__(self, path: Path, kind: AnimationKind) -> None:
        self._path = path
        self._kind: AnimationKind = kind
        self._frames: list[_Kept] = []
        self._due_ns = 0

    def write(self, pixels: Pixels, time_ns: int) -> None:
        """Keeps a frame, if it is time for one; see `Sink`."""
        if time_ns < self._due_ns:
            return
        # In step with the rate, but never two close together after a pause.
        self._due_ns = max(self._due_ns + _PERIOD_NS, time_ns + _PERIOD_NS // 2)
        small = shrink(pixels, LONGEST_SIDE)
        even = small[: _even(small.shape[0]), : _even(small.shape[1])]
        self._frames.append(_Kept(even.copy(), time_ns))

    def finish(self, stopping: threading.Event, on_share: Callable[[float], None]) -> Path | None:
        """Encodes the frames; see `Sink`."""
        file = WholeFile(self._path, keep_older=True)
        try:
            with av.open(str(file.part), "w", format=self._kind, options=_ENDLESS) as container:
                done = self._encode(container, stopping, on_share)
            if not done:
                return None
            file.commit()
        except av.error.FFmpegError as error:
            reason = OSError(error.errno, error.strerror or str(error))
            raise output_error(self._path, reason) from error
        finally:
            file.discard()
            self.discard()
        return file.path

    def discard(self) -> None:
        """Forgets the frames; see `Sink`."""
        self._frames = []

    def _encode(
        self,
        container: OutputContainer,
        stopping: threading.Event,
        on_share: Callable[[float], None],
    ) -> bool:
        """Whether it went on to the end."""
        stream = self._add_stream(container)
        frames = self._with_palette() if self._kind == "gif" else self._as_frames()
        # Closed at once, or the filters would hold the frames until they are collected.
        with contextlib.closing(frames):
            for index, frame in enumerate(frames):
                if stopping.is_set():
                    return False
                container.mux(stream.encode(frame))
                on_share((index + 1) / len(self._frames))
        container.mux(stream.encode(None))
        return True

    def _add_stream(self, container: OutputContainer) -> VideoStream:
        codec, options = ("gif", {}) if self._kind == "gif" else ("libwebp_anim", _WEBP)
        stream = cast("VideoStream", container.add_stream(codec, rate=RATE, options=dict(options)))
        stream.height, stream.width = self._frames[0].pixels.shape[:2]
        # libwebp's own conversion of BGR has no bias; the usual one shifts colours by 1 to 2.
        stream.pix_fmt = "pal8" if self._kind == "gif" else "bgra"
        stream.codec_context.time_base = _TIME_BASE[self._kind]
        return stream

    def _as_frames(self) -> Generator[VideoFrame]:
        base = _TIME_BASE[self._kind]
        for kept in self._frames:
            frame = VideoFrame.from_ndarray(np.ascontiguousarray(kept.pixels), format="bgr24")
            frame.time_base = base
            frame.pts = round(kept.time_ns * base.denominator / 1_000_000_000)
            yield frame

    def _with_palette(self) -> Generator[VideoFrame]:
        height, width = self._frames[0].pixels.shape[:2]
        graph = Graph()
        source = graph.add_buffer(
            width=width, height=height, format=VideoFormat("bgr24"), time_base=_TIME_BASE["gif"]
        )
        split = graph.add("split")
        choose = graph.add("palettegen")
        use = graph.add("paletteuse", _DITHER)
        sink = graph.add("buffersink")
        source.link_to(split)
        split.link_to(choose, 0, 0)
        split.link_to(use, 1, 0)
        choose.link_to(use, 0, 1)
        use.link_to(sink)
        graph.configure()
        for frame in self._as_frames():
            source.push(frame)
        source.push(None)
        for _ in self._frames:
            yield cast("VideoFrame", sink.pull())


def _even(side: int) -> int:
    return max(1, side - side % 2)
