"""Takes the sound of one file over into another."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

import av
import av.error

from mirror.errors import OutputError

if TYPE_CHECKING:
    from av.audio.codeccontext import AudioCodecContext
    from av.audio.stream import AudioStream
    from av.container import OutputContainer
    from av.packet import Packet

COPIED_CODECS: dict[str, frozenset[str] | None] = {
    ".mp4": frozenset({"aac", "mp3", "ac3", "eac3", "alac", "opus"}),
    ".m4v": frozenset({"aac", "ac3", "eac3", "alac"}),
    ".mov": frozenset({"aac", "mp3", "ac3", "alac", "pcm_s16le", "pcm_s16be", "pcm_s24le"}),
    ".mkv": None,
}
"""By the container's suffix, the sound it takes as it is and players know; None is any."""

# Raw sound tells how many channels it has, and not which.
_LAYOUTS = {1: "mono", 2: "stereo"}
_BITS_A_SECOND = 192_000


class Sound:
    """The audio streams of a file, on their way into a container that is being written.

    Each is copied where the container takes it, else encoded as AAC. What cannot be read of the
    file is left out. For one thread.

    Args:
        path: The file with the sound; one without any is fine.
        container: Where it goes; its streams are added at once, before anything is written.
        suffix: The container's, in lower case: a key of `COPIED_CODECS`.

    Raises:
        OutputError: The sound is of an unknown kind.
        av.error.FFmpegError: Here and in `write_until`: the container takes no more.
    """

    def __init__(self, path: Path, container: OutputContainer, suffix: str) -> None:
        self._container = container
        self._input = av.open(str(path), metadata_errors="replace")
        self._copied: dict[int, AudioStream] = {}
        self._encoded: dict[int, AudioStream] = {}
        codecs = COPIED_CODECS[suffix]
        for stream in self._input.streams.audio:
            # None where FFmpeg has no decoder, which PyAV's type does not tell.
            codec = cast("AudioCodecContext | None", stream.codec_context)
            if codec is None:
                raise OutputError(
                    f"The sound of {path} is of a kind that is not known here; convert it to AAC."
                )
            if codecs is None or codec.name in codecs:
                self._copied[stream.index] = container.add_stream_from_template(stream)
            else:
                layout = _LAYOUTS.get(stream.layout.nb_channels, stream.layout.name)
                encoder = container.add_stream("aac", rate=stream.rate, layout=layout)
                encoder.bit_rate = _BITS_A_SECOND
                self._encoded[stream.index] = encoder
        self._packets = self._demux()
        self._ahead = next(self._packets, None)

    def write_until(self, time_s: float = math.inf) -> None:
        """Writes what sounds before a time in seconds on the file's clock; by default the rest."""
        while self._ahead is not None and _start_s(self._ahead) <= time_s:
            self._write(self._ahead)
            self._ahead = next(self._packets, None)
        if self._ahead is None:
            for encoder in self._encoded.values():
                self._container.mux(encoder.encode(None))
            self._encoded.clear()

    def close(self) -> None:
        """Closes the file with the sound; may be repeated."""
        self._input.close()

    def _demux(self) -> Iterator[Packet[AudioStream]]:
        streams = self._input.streams.audio
        if not streams:
            return
        packets = self._input.demux(streams)
        while True:
            try:
                yield next(packets)
            except (StopIteration, av.error.FFmpegError):
                return

    def _write(self, packet: Packet[AudioStream]) -> None:
        target = self._copied.get(packet.stream.index)
        if target is not None:
            if packet.size:  # an empty one only says that a decoder may be emptied
                packet.stream = target
                self._container.mux(packet)
            return
        encoder = self._encoded[packet.stream.index]
        try:
            frames = packet.decode()
        except av.error.FFmpegError:
            return
        for frame in frames:
            self._container.mux(encoder.encode(frame))


def _start_s(packet: Packet[AudioStream]) -> float:
    if packet.dts is None or packet.time_base is None:
        return -math.inf
    return float(packet.dts * packet.time_base)
