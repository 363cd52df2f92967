"""Measures what smoothing takes away (trembling) and what it costs (lag).

    python -m models.measure.smoothing [--data PATH/TO/data] [--json FILE]

Trembling: one picture, its face 40% of a 720p frame's height, with fresh camera noise (Gaussian,
of each of several standard deviations) in every frame; the figure is the landmarks' RMS deviation
from their mean, in pixels.

Lag: against the unsmoothed landmarks after a symmetric filter, which has no delay. It is the shift
in time that explains the difference best (least squares against the motion's derivative), in
frames: for the head, for the gap between the lips, and for the opening of an eye. A feature that
moves less than a pixel a frame at its fastest says nothing, and is left out.

Without `--data` the shipped demo clips are measured; with it also three faces of its test split
and its clips.
"""

from __future__ import annotations

import argparse
import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from mirror.config import models_root
from mirror.core.smoothing import LandmarkSmoother
from mirror.inference.tracker import FaceTracker
from models.measure.tracks import DEMO_CLIPS, clip_fps, demo_clip, follow, place_still, read_clip

if TYPE_CHECKING:
    from mirror.core.types import Floats

SIZE = (1280, 720)
SHARE = 0.4
NOISE = (1, 2, 4, 8)
FRAMES, SETTLING = 90, 20
HEAD = [10, 152, 234, 454, 1, 168, 6]
GAPS = {"lips": (13, 14), "eye": (159, 145)}
_LEAST_SPEED_PX = 1.0

Track = NDArray[np.float64]


def smooth(raw: Floats, fps: float) -> Track:
    """A whole track through the smoother."""
    smoother = LandmarkSmoother()
    times = [round((i + 1) / fps * 1e9) for i in range(len(raw))]
    return np.array(
        [smoother.smooth(points, at) for points, at in zip(raw, times, strict=True)], np.float64
    )


def jitter_px(track: Floats | Track) -> float:
    """RMS deviation from the mean of a face that does not move, after settling."""
    points = track[SETTLING:, :, :2]
    return float(np.sqrt(((points - points.mean(axis=0)) ** 2).mean()))


def symmetric(track: Track, sigma: float = 1.0) -> Track:
    """A Gaussian over time, centred: it damps noise and delays nothing."""
    reach = 4
    kernel = np.exp(-(np.arange(-reach, reach + 1) ** 2) / (2 * sigma**2))
    padded = np.pad(track, [(reach, reach), *[(0, 0)] * (track.ndim - 1)], mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1, axis=0)
    return windows @ (kernel / kernel.sum())


def lag_frames(smoothed: Track, reference: Track) -> float | None:
    """By how many frames `smoothed` is behind; None where the reference hardly moves."""
    speed = np.gradient(reference, axis=0)
    if np.abs(speed).max() < _LEAST_SPEED_PX:
        return None
    return float(-((smoothed - reference) * speed).sum() / (speed**2).sum())


def lags(raw: Floats, fps: float) -> dict[str, float | None]:
    """The lag of the head and of the two gaps."""
    raw = raw[np.isfinite(raw).all(axis=(1, 2))]
    smoothed, before = smooth(raw, fps), raw.astype(np.float64)

    def head(track: Track) -> Track:
        return track[:, HEAD, :2].mean(axis=1)

    found = {"head": lag_frames(head(smoothed), symmetric(head(before)))}
    for name, (a, b) in GAPS.items():
        ours, theirs = (
            np.linalg.norm((t[:, a] - t[:, b])[:, :2], axis=1) for t in (smoothed, before)
        )
        found[name] = lag_frames(ours, symmetric(theirs))
    return found


def measure(data: Path | None) -> dict:
    """All figures, as they go into the JSON file."""
    tracker = FaceTracker(models_root(), smoothing=False)
    stills = {name: next(read_clip(demo_clip(name))) for name in DEMO_CLIPS}
    clips = {name: demo_clip(name) for name in DEMO_CLIPS}
    if data is not None:
        with (data / "faces/index.csv").open(newline="") as index:
            test = [row["file"] for row in csv.DictReader(index) if row["split"] == "test"]
        stills |= {name: cv2.imread(str(data / "faces" / name)) for name in test[::20]}
        clips |= {path.stem: path for path in sorted((data / "clips").glob("*.mp4"))}
    random = np.random.default_rng(0)
    trembling = []
    for name, picture in stills.items():
        still = place_still(tracker, picture, SIZE, SHARE)
        for sigma in NOISE:
            noisy = (
                np.clip(still + random.normal(0, sigma, still.shape), 0, 255).astype(np.uint8)
                for _ in range(FRAMES)
            )
            raw = follow(tracker, noisy, 30.0)
            trembling.append(
                {
                    "still": name,
                    "noise": sigma,
                    "raw_px": jitter_px(raw),
                    "smoothed_px": jitter_px(smooth(raw, 30.0)),
                }
            )
    lagging = []
    for name, path in clips.items():
        fps = clip_fps(path)
        # The demo clips are loops of four and two seconds: twice around.
        frames = list(read_clip(path)) * (2 if name in DEMO_CLIPS else 1)
        lagging.append({"clip": name, "lag_frames": lags(follow(tracker, frames, fps), fps)})
    return {"jitter": trembling, "lag": lagging}


def main() -> None:
    """Prints two tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    measured = measure(arguments.data)
    print("noise  raw px  smoothed px  (worst still)")
    for sigma in NOISE:
        rows = [row for row in measured["jitter"] if row["noise"] == sigma]
        print(
            f"{sigma:5}  {max(r['raw_px'] for r in rows):6.3f}  {max(r['smoothed_px'] for r in rows):11.3f}"
        )
    print("lag in frames")
    for row in measured["lag"]:
        shown = ", ".join(
            f"{k} {'-' if v is None else format(v, '.2f')}" for k, v in row["lag_frames"].items()
        )
        print(f"{row['clip']}: {shown}")
    if arguments.json:
        arguments.json.write_text(json.dumps(measured, indent=2) + "\n")


if __name__ == "__main__":
    main()
