"""Writes videos: H.264 with the input's size, time stamps and sound.

Pictures are encoded as BT.709, limited range, and tagged so, whatever the input was.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import av
import av.error
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Colorspace, Interpolation

from mirror.capture.sound import COPIED_CODECS, Sound
from mirror.capture.whole_file import WholeFile, output_error
from mirror.errors import OutputError

if TYPE_CHECKING:
    from av.packet import Packet
    from av.video.stream import VideoStream

    from mirror.capture.clip_reader import ClipInfo
    from mirror.core.types import Pixels

VIDEO_SUFFIXES_WRITTEN = tuple(COPIED_CODECS)
"""The containers that can be written, by the ending of the file's name, in lower case."""

_THOROUGH = {"crf": "17", "preset": "fast"}
# Half of the work a picture, on one core.
_LIVE = {"crf": "18", "preset": "veryfast", "threads": "1"}
_BT709 = 1  # AVCOL_PRI, AVCOL_TRC and AVCOL_SPC alike
_EXACT = int(Interpolation.AREA | Interpolation.ACCURATE_RND)


class VideoWriter:
    """Writes one video, whole or not at all.

    A context manager: leaving it in peace completes the file and gives it its name, leaving it
    with an exception removes what has been written. For one thread.

    Args:
        path: Where to; its suffix, one of `VIDEO_SUFFIXES_WRITTEN`, decides the container.
        info: Size, rate, time base and pixel aspect of the pictures.
        sound_from: A file whose sound is taken over, if it has any.
        live: Encodes on the calling thread alone and with less effort, beside a mirror that
            must not be disturbed.
        keep_older: Whether a file of that name stays, and the video gets a number.

    Raises:
        OutputError: The suffix is not known, or the file cannot be written.
    """

    def __init__(
        self,
        path: Path,
        info: ClipInfo,
        *,
        sound_from: Path | None = None,
        live: bool = False,
        keep_older: bool = False,
    ) -> None:
        suffix = path.suffix.lower()
        if suffix not in COPIED_CODECS:
            known = ", ".join(COPIED_CODECS)
            raise OutputError(f"{path} cannot be written as a video; end its name in {known}.")
        self._info = info
        self._live = live
        self._shown: tuple[int, int] | None = None  # when the first and the last picture are
        self._decoded_from: int | None = None
        self._file = WholeFile(path, keep_older=keep_older)
        self._undo = contextlib.ExitStack()
        self._undo.callback(self._file.discard)
        self._sound: Sound | None = None
        with self._or_nothing():
            self._container = av.open(str(self._file.part), "w")
            self._undo.callback(self._container.close)
            self._stream = self._add_pictures()
            if sound_from is not None:
                self._sound = Sound(sound_from, self._container, suffix)
                self._undo.callback(self._sound.close)

    @property
    def path(self) -> Path:
        """Where the video will be; once it is complete, where it is."""
        return self._file.path

    def write(self, pixels: Pixels, pts: int) -> None:
        """Encodes one picture.

        Args:
            pixels: HxWx3 uint8, BGR, sRGB, of the size in `info`.
            pts: When it is shown, in units of `info.time_base`; must grow.

        Raises:
            OutputError: It cannot be written; nothing is left of the file.
        """
        frame = VideoFrame.from_ndarray(pixels, format="bgr24").reformat(
            format=self._stream.pix_fmt,
            dst_colorspace=Colorspace.ITU709,
            dst_color_range=ColorRange.MPEG,
            interpolation=_EXACT,
        )
        frame.pts = pts
        self._shown = (pts if self._shown is None else self._shown[0], pts)
        frame.time_base = self._info.time_base
        with self._or_nothing():
            self._container.mux(self._noted(self._stream.encode(frame)))
            if self._sound is not None:
                self._sound.write_until(float(pts * self._info.time_base))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if kind is None:
            self.finish()
        else:
            self.discard()

    def finish(self) -> None:
        """Completes the file and gives it its name; once.

        Raises:
            OutputError: It cannot be written; nothing is left of the file.
        """
        with self._or_nothing():
            self._container.mux(self._lasting(self._noted(self._stream.encode(None))))
            if self._sound is not None:
                self._sound.write_until()
                self._sound.close()
            self._container.close()
            self._file.commit()

    def discard(self) -> None:
        """Removes what has been written; may be repeated, and does nothing after `finish`."""
        # Closing completes the file, which may fail for the reason for which it is discarded.
        with contextlib.suppress(av.error.FFmpegError, OSError):
            self._undo.close()

    def _noted(self, packets: list[Packet[VideoStream]]) -> list[Packet[VideoStream]]:
        if self._decoded_from is None and packets:
            self._decoded_from = packets[0].dts
        return packets

    def _lasting(self, rest: list[Packet[VideoStream]]) -> list[Packet[VideoStream]]:
        """Has the video last until its last picture has been shown.

        MP4 and MOV reckon their length from when pictures are decoded. Some wait to be shown, and
        after a pause that is long.
        """
        in_order = self._file.path.suffix.lower() != ".mkv"
        if in_order and rest and self._shown is not None and self._decoded_from is not None:
            first, last = self._shown
            step = max(1, round(1 / (self._info.rate * self._info.time_base)))
            if rest[-1].dts is not None:
                end = self._decoded_from + (last - first) + step
                rest[-1].duration = max(1, end - rest[-1].dts)
        return rest

    def _add_pictures(self) -> VideoStream:
        info = self._info
        options = dict(_LIVE if self._live else _THOROUGH)
        stream = self._container.add_stream("libx264", rate=info.rate, options=options)
        stream.width, stream.height = info.width, info.height
        # Half-size chroma needs even sides.
        odd = info.width % 2 or info.height % 2
        stream.pix_fmt = "yuv444p" if odd else "yuv420p"
        codec = stream.codec_context
        codec.time_base = info.time_base
        codec.sample_aspect_ratio = info.pixel_aspect
        codec.color_primaries = codec.color_trc = codec.colorspace = _BT709
        codec.color_range = ColorRange.MPEG
        return stream

    @contextlib.contextmanager
    def _or_nothing(self) -> Iterator[None]:
        """Removes what has been written if something fails, and turns that into a sentence."""
        try:
            yield
        except BaseException as error:
            self.discard()
            if not isinstance(error, av.error.FFmpegError | OSError):
                raise
            reason = OSError(error.errno, error.strerror or str(error))
            raise output_error(self._file.path, reason) from error
