"""Decodes a video file into upright BGR pictures with their time stamps.

PyAV decodes on the calling thread alone, so that it takes no core from the thread that renders.
That costs about as much processor time a picture as OpenCV does
(`python -m mirror.evaluation.clips`), which knows no time stamps, no display matrix and no reason
for a failure. Keeping the demo's 96 pictures decoded would take 265 MB.
"""

from __future__ import annotations

import struct
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, cast

import av
import av.error
import cv2
import numpy as np
from av.stream import Disposition
from av.video.reformatter import Colorspace, ColorTrc, Interpolation

from mirror.errors import SourceError

if TYPE_CHECKING:
    from av.buffer import Buffer
    from av.container import InputContainer
    from av.video.codeccontext import VideoCodecContext
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

    from mirror.core.types import Pixels

MAX_CLIP_PIXELS = 4096 * 2304
"""The largest picture that is decoded; an 8K decoder's reference pictures alone take 1 GB."""

_FALLBACK_RATE = Fraction(25)
_UNSPECIFIED_COLORSPACE = 2
_HD_HEIGHT = 720
_EXACT = int(
    Interpolation.BICUBIC
    | Interpolation.ACCURATE_RND
    | Interpolation.FULL_CHR_H_INT
    | Interpolation.FULL_CHR_H_INP
)
_HDR_CURVES = (ColorTrc.SMPTE2084, ColorTrc.ARIB_STD_B67)


@dataclass(frozen=True, slots=True)
class ClipInfo:
    """What a video file says about itself.

    Attributes:
        width: Of the upright picture, in pixels.
        height: Of the upright picture, in pixels.
        rate: Average pictures a second.
        time_base: Seconds that one unit of `ClipPicture.pts` lasts.
        pixel_aspect: Width by height of one pixel of the upright picture.
        pictures: How many there should be; None if the file does not tell.
        high_dynamic_range: Whether it is encoded with the PQ or HLG curve.
    """

    width: int
    height: int
    rate: Fraction
    time_base: Fraction
    pixel_aspect: Fraction
    pictures: int | None
    high_dynamic_range: bool


@dataclass(frozen=True, slots=True, eq=False)
class ClipPicture:
    """One decoded picture.

    Attributes:
        pixels: HxWx3 uint8, BGR, upright, C-contiguous.
        pts: When it is shown, in units of `ClipInfo.time_base`; grows from picture to picture.
        time_s: When it is shown, in seconds after the first picture.
    """

    pixels: Pixels
    pts: int
    time_s: float


class ClipReader:
    """Reads the pictures of one video file in order; for one thread.

    What is damaged is left out, and `damage` says so.

    Args:
        path: The file.
        exact: True converts the colours without a bias, for results that are kept; False takes a
            fraction of the time, and comes out about 1 code value too dark.

    Raises:
        SourceError: The file is missing, is no video, holds no picture, or is too large.
    """

    def __init__(self, path: Path, *, exact: bool = False) -> None:
        self._path = path
        self._exact = exact
        self._turn: _Turn | None = None
        self._start()

    def _start(self) -> None:
        self._unreadable = 0
        self._end_s = 0.0
        self._ended = False
        self._container = _open(self._path)
        try:
            self._stream = _picture_stream(self._container, self._path)
            self._pictures = self._decode()
            first = next(self._pictures, None)
            if first is None:
                raise SourceError(
                    f"The video {self._path} holds no picture that can be read; choose another one."
                )
        except BaseException:
            self._container.close()
            raise
        self._ahead: ClipPicture | None = first
        self._declared_s = _declared_s(self._container, self._stream)
        self.info = _describe(self._stream, first, self._declared_s)

    def read(self) -> ClipPicture | None:
        """Decodes the next picture; None after the last one."""
        picture, self._ahead = self._ahead, None
        return picture or next(self._pictures, None)

    def rewind(self) -> None:
        """Starts over at the first picture.

        The file is opened anew rather than sought in: so clips loop that cannot be sought in, and
        none of a decoder's state is carried over.

        Raises:
            SourceError: The file is no longer what it was.
        """
        self.close()
        self._start()

    @property
    def end_s(self) -> float:
        """When the last decoded picture goes, in seconds after the first one came."""
        return self._end_s

    @property
    def damage(self) -> str | None:
        """A sentence about what could not be read; complete after the last picture."""
        declared_s = self._declared_s
        again = "copy it again from where it came from"
        if self._ended and declared_s - self._end_s > max(0.5, 2 / float(self.info.rate)):
            return (
                f"The video {self._path} is cut off: only {self._end_s:.1f} of its "
                f"{declared_s:.1f} s can be read; {again}."
            )
        if self._unreadable:
            return (
                f"The video {self._path} is damaged, and {self._unreadable} of its pictures are "
                f"left out; {again}."
            )
        return None

    def close(self) -> None:
        """Closes the file; may be repeated."""
        self._pictures.close()
        self._container.close()

    def _decode(self) -> Generator[ClipPicture, None, None]:
        clock = _Clock(self._stream)
        size: tuple[int, int] | None = None
        for frame in self._frames():
            if frame.is_corrupt:
                self._unreadable += 1
                continue
            size = size or (frame.width, frame.height)
            if (frame.width, frame.height) != size:
                raise SourceError(
                    f"The video {self._path} changes its size from {size[0]}x{size[1]} to "
                    f"{frame.width}x{frame.height} on the way; convert it to one size."
                )
            pts, time_s = clock.stamp(frame)
            self._end_s = time_s + clock.step_s
            if self._turn is None:
                self._turn = _display_turn(frame)
            yield ClipPicture(self._turn.apply(to_bgr(frame, exact=self._exact)), pts, time_s)
        self._ended = True

    def _frames(self) -> Iterator[VideoFrame]:
        packets = self._container.demux(self._stream)
        while True:
            try:
                packet = next(packets)
            except StopIteration:
                return
            except av.error.FFmpegError:
                # The container breaks off here; `damage` compares with the declared duration.
                self._unreadable += 1
                return
            try:
                yield from self._stream.decode(packet)
            except av.error.FFmpegError:
                self._unreadable += 1


class _Clock:
    """Growing time stamps for frames, some of which carry none."""

    def __init__(self, stream: VideoStream) -> None:
        self._time_base = stream.time_base or 1 / _FALLBACK_RATE
        self._step = max(1, round(1 / (_rate(stream) * self._time_base)))
        self._first: int | None = None
        self._last = 0

    def stamp(self, frame: VideoFrame) -> tuple[int, float]:
        """The frame's time in units of the time base, and in seconds after the first frame."""
        if self._first is None:
            self._first = self._last = frame.pts or 0
        elif frame.pts is None:
            self._last += self._step
        else:
            self._last = max(frame.pts, self._last + 1)
        return self._last, float((self._last - self._first) * self._time_base)

    @property
    def step_s(self) -> float:
        """Seconds that one picture lasts at the average rate."""
        return float(self._step * self._time_base)


def _open(path: Path) -> InputContainer:
    if path.is_dir():
        raise SourceError(f"{path} is a folder, not a video; name a file in it.")
    try:
        return av.open(str(path), mode="r", metadata_errors="replace")
    except FileNotFoundError as error:
        raise SourceError(f"There is no video {path}; check the path.") from error
    except PermissionError as error:
        raise SourceError(
            f"The video {path} may not be read; change its permissions or copy it."
        ) from error
    except (av.error.FFmpegError, OSError, ValueError) as error:
        raise SourceError(
            f"{path} is no video, or its beginning or end is missing; choose another file, or copy "
            "it again from where it came from."
        ) from error


def _picture_stream(container: InputContainer, path: Path) -> VideoStream:
    streams = [s for s in container.streams.video if not s.disposition & Disposition.attached_pic]
    if not streams:
        raise SourceError(f"{path} has no moving picture in it; choose another video.")
    stream = streams[0]
    # None where FFmpeg has no decoder, which PyAV's type does not tell.
    codec = cast("VideoCodecContext | None", stream.codec_context)
    if codec is None or codec.width < 1 or codec.height < 1:
        raise SourceError(f"The video {path} cannot be decoded here; convert it to H.264 in MP4.")
    if codec.width * codec.height > MAX_CLIP_PIXELS:
        raise SourceError(
            f"The video {path} is {codec.width}x{codec.height}, and more than 4K is too large; "
            "scale it down to 3840x2160 or less."
        )
    codec.thread_count = 1
    return stream


def _describe(stream: VideoStream, first: ClipPicture, declared_s: float) -> ClipInfo:
    height, width = first.pixels.shape[:2]
    aspect = stream.sample_aspect_ratio or Fraction(1)
    turned = (width, height) != (stream.codec_context.width, stream.codec_context.height)
    return ClipInfo(
        width=width,
        height=height,
        rate=_rate(stream),
        time_base=stream.time_base or 1 / _FALLBACK_RATE,
        pixel_aspect=1 / aspect if turned else aspect,
        pictures=stream.frames or round(declared_s * _rate(stream)) or None,
        high_dynamic_range=stream.codec_context.color_trc in _HDR_CURVES,
    )


def _rate(stream: VideoStream) -> Fraction:
    return stream.average_rate or stream.guessed_rate or _FALLBACK_RATE


def _declared_s(container: InputContainer, stream: VideoStream) -> float:
    """How long the pictures should go on; 0 where the file does not tell."""
    if stream.duration is not None and stream.time_base is not None:
        return float(stream.duration * stream.time_base)
    if container.duration is not None and not container.streams.audio:
        return container.duration / av.time_base
    return 0.0


def to_bgr(frame: VideoFrame, *, exact: bool) -> Pixels:
    """HxWx3 uint8 BGR by the frame's own colour matrix and range; `exact` as in `ClipReader`.

    Where the file names no matrix, HD is taken as BT.709 and the rest as BT.601, as players do.
    """
    matrix = None
    if frame.colorspace == _UNSPECIFIED_COLORSPACE and frame.height >= _HD_HEIGHT:
        matrix = Colorspace.ITU709
    pixels = frame.to_ndarray(
        format="bgr24",
        src_colorspace=matrix,
        interpolation=_EXACT if exact else None,
        threads=1,
    )
    return np.ascontiguousarray(pixels, dtype=np.uint8)


@dataclass(frozen=True, slots=True)
class _Turn:
    """A quarter turn or a mirroring: first transposed, then mirrored."""

    transposed: bool
    mirrored_x: bool
    mirrored_y: bool

    def apply(self, pixels: Pixels) -> Pixels:
        if self.transposed:
            pixels = np.asarray(cv2.transpose(pixels), np.uint8)
        if self.mirrored_x or self.mirrored_y:
            axes = {(True, False): 1, (False, True): 0, (True, True): -1}
            code = axes[self.mirrored_x, self.mirrored_y]
            pixels = np.asarray(cv2.flip(pixels, code), np.uint8)
        return pixels


def _display_turn(frame: VideoFrame) -> _Turn:
    """What the display matrix asks for; angles other than quarter turns are left alone.

    The matrix is nine 32-bit integers, a b u, c d v, x y w; it maps (x, y) with y down to
    (a x + c y, b x + d y) (ISO/IEC 14496-12, track header). It is read from the first picture
    alone, because to look at a frame's side data ties a reference cycle that keeps the frame in
    memory until the garbage collector comes by.
    """
    matrix = frame.side_data.get("DISPLAYMATRIX")
    if matrix is None:
        return _Turn(transposed=False, mirrored_x=False, mirrored_y=False)
    a, b, _, c, d, *_ = struct.unpack("=9i", bytes(cast("Buffer", matrix)))
    if abs(b) > abs(a):
        return _Turn(transposed=True, mirrored_x=c < 0, mirrored_y=b < 0)
    return _Turn(transposed=False, mirrored_x=a < 0, mirrored_y=d < 0)
