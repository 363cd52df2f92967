"""What it costs to decode a video, and how true its colours come out.

    python -m mirror.evaluation.clips [FILE] [--rounds N]

Compares, in turn and in one process: the reader as the window uses it, the reader as `mirror
apply` uses it, and OpenCV; each round by each of them, the median of the rounds. Then the bias of
the reader's two colour conversions, on random colours through an uncompressed frame.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import cv2
import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import Colorspace

from mirror.capture.clip_reader import ClipReader, to_bgr
from mirror.config import assets_root


def _read(path: Path, *, exact: bool) -> int:
    count = 0
    with closing(ClipReader(path, exact=exact)) as reader:
        while reader.read() is not None:
            count += 1
    return count


def _read_with_opencv(path: Path) -> int:
    capture = cv2.VideoCapture(str(path), cv2.CAP_FFMPEG)
    count = 0
    while capture.read()[0]:
        count += 1
    capture.release()
    return count


def _cpu_ms(read: Callable[[], int]) -> float:
    """Processor time of all threads a picture, in ms."""
    start = time.process_time()
    count = read()
    return (time.process_time() - start) * 1e3 / count


def _bias(*, exact: bool) -> list[float]:
    """Mean error of B, G and R in code values, against the formula of Rec. ITU-R BT.709-6."""
    bgr = np.random.default_rng(0).integers(0, 256, (90, 160, 3)).astype(np.float64)
    blue, green, red = bgr.transpose(2, 0, 1)
    luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    y = 16 + 219 / 255 * luma
    u = 128 + 224 / 255 * (blue - luma) / 1.8556
    v = 128 + 224 / 255 * (red - luma) / 1.5748
    # Blocks of 8 px of one colour each, so that the half-size chroma says nothing of another one.
    planes = [plane.repeat(size, 0).repeat(size, 1) for plane, size in ((y, 8), (u, 4), (v, 4))]
    stacked = np.concatenate([plane.reshape(-1, 160 * 8) for plane in planes])
    frame = VideoFrame.from_ndarray(stacked.round().astype(np.uint8), format="yuv420p")
    frame.colorspace, frame.color_range = Colorspace.ITU709, 1
    found = to_bgr(frame, exact=exact)[4::8, 4::8].astype(np.float64)
    return [round(float(bias), 2) for bias in (found - bgr).mean(axis=(0, 1))]


def main() -> None:
    """Prints the figures as JSON."""
    parser = argparse.ArgumentParser(
        prog="python -m mirror.evaluation.clips",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    demo = assets_root() / "demo" / "demo_face.mp4"
    parser.add_argument("file", type=Path, nargs="?", default=demo)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    ways: dict[str, Callable[[], int]] = {
        "window": lambda: _read(options.file, exact=False),
        "apply": lambda: _read(options.file, exact=True),
        "opencv": lambda: _read_with_opencv(options.file),
    }
    rounds = [{name: _cpu_ms(read) for name, read in ways.items()} for _ in range(options.rounds)]
    result = {
        "cpu_ms": {name: round(statistics.median(r[name] for r in rounds), 2) for name in ways},
        "bias_bgr": {"window": _bias(exact=False), "apply": _bias(exact=True)},
    }
    print(json.dumps(result, indent=2))  # noqa: T201


if __name__ == "__main__":
    main()
