"""Writes the clips and pictures that tests read."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, cast

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.video.frame import VideoFrame
from av.video.reformatter import Interpolation

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import OutputContainer
    from av.video.stream import VideoStream

    from mirror.core.types import Pixels

SOUND_RATE = 48_000
_EXACT = int(Interpolation.AREA | Interpolation.ACCURATE_RND)


def flat(bgr: tuple[int, int, int], width: int = 64, height: int = 48) -> Pixels:
    """A picture of one colour."""
    return np.full((height, width, 3), bgr, np.uint8)


def quarters(width: int = 64, height: int = 48) -> Pixels:
    """Top left red, top right green, bottom left blue, bottom right white."""
    pixels = np.empty((height, width, 3), np.uint8)
    half_x, half_y = width // 2, height // 2
    pixels[:half_y, :half_x] = (0, 0, 200)
    pixels[:half_y, half_x:] = (0, 200, 0)
    pixels[half_y:, :half_x] = (200, 0, 0)
    pixels[half_y:, half_x:] = (200, 200, 200)
    return pixels


def corners(pixels: Pixels) -> str:
    """The colours of the four quarters of a picture, row by row: r, g, b or w each."""
    height, width = pixels.shape[:2]
    centres = [(y, x) for y in (height // 4, 3 * height // 4) for x in (width // 4, 3 * width // 4)]
    names = {(False, False, True): "r", (False, True, False): "g", (True, False, False): "b"}
    return "".join(names.get(tuple((pixels[at] > 100).tolist()), "w") for at in centres)


def write_clip(
    path: Path,
    pictures: Sequence[Pixels],
    *,
    rate: Fraction | int = 25,
    pts: Sequence[int] | None = None,
    time_base: Fraction | None = None,
    codec: str = "libx264",
    pixel_format: str = "yuv420p",
    rotation: float | None = None,
    hflip: bool = False,
    matrix: int | None = None,
    tagged: bool = True,
    transfer: int | None = None,
    pixel_aspect: Fraction | None = None,
    audio: str | None = None,
    audio_delay_s: float = 0.0,
    container_options: dict[str, str] | None = None,
) -> Path:
    """Writes a clip of the given pictures, and a tone of the same length if `audio` names a codec.

    Args:
        path: Where to; the suffix decides the container.
        pictures: HxWx3 uint8 BGR.
        rate: Pictures a second.
        pts: Each picture's time in `time_base`; evenly spaced if None.
        time_base: Of `pts`.
        codec: The video encoder.
        pixel_format: The encoder's.
        rotation: Degrees counter-clockwise in the display matrix.
        hflip: Mirrors after the rotation.
        matrix: The colour matrix to convert with, as AVCOL_SPC; BT.601 if None.
        tagged: Whether the file names that matrix.
        transfer: The curve to tag, as AVCOL_TRC.
        pixel_aspect: Width by height of a pixel.
        audio: An audio encoder.
        audio_delay_s: When the tone begins.
        container_options: The muxer's.
    """
    height, width = pictures[0].shape[:2]
    with av.open(str(path), "w", container_options=container_options or {}) as container:
        stream = cast("VideoStream", container.add_stream(codec, rate=rate))
        stream.width, stream.height, stream.pix_fmt = width, height, pixel_format
        if time_base is not None:
            stream.codec_context.time_base = time_base
        if codec == "libx264":
            stream.options = {"qp": "0"}
        if matrix is not None and tagged:
            stream.codec_context.colorspace = matrix
        if transfer is not None:
            stream.codec_context.color_trc = transfer
        if pixel_aspect is not None:
            stream.codec_context.sample_aspect_ratio = pixel_aspect
        if rotation is not None:
            stream.set_display_rotation(rotation, hflip=hflip)
        sound = (
            cast("AudioStream", container.add_stream(audio, rate=SOUND_RATE, layout="mono"))
            if audio
            else None
        )
        for index, pixels in enumerate(pictures):
            frame = VideoFrame.from_ndarray(pixels, format="bgr24")
            frame = frame.reformat(
                format=pixel_format, dst_colorspace=matrix or 5, interpolation=_EXACT
            )
            if not tagged:
                frame.colorspace = 2
            if pts is not None:
                frame.pts = pts[index]
                frame.time_base = time_base or 1 / Fraction(rate)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
        if sound is not None:
            _write_tone(container, sound, float(len(pictures) / Fraction(rate)), audio_delay_s)
    return path


def _write_tone(
    container: OutputContainer, stream: AudioStream, seconds: float, delay_s: float
) -> None:
    count = int(seconds * SOUND_RATE)
    wave = np.sin(np.arange(count) * (2 * np.pi * 440 / SOUND_RATE)) * 8000
    frame = AudioFrame.from_ndarray(
        wave.astype(np.int16).reshape(1, -1), format="s16", layout="mono"
    )
    frame.sample_rate = SOUND_RATE
    frame.pts = round(delay_s * SOUND_RATE)
    frame.time_base = Fraction(1, SOUND_RATE)
    container.mux(stream.encode(frame))
    container.mux(stream.encode(None))
