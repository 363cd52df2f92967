"""Pictures and clips as the measurements want them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from mirror.config import assets_root
from mirror.core.timing import StageClock
from mirror.core.types import Floats, Frame, Pixels

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from mirror.inference.tracker import FaceTracker

FOREHEAD, CHIN = 10, 152
DEMO_CLIPS = ("demo_face", "demo_face_2")


def read_clip(path: Path) -> Iterator[Pixels]:
    """The frames of a clip, HxWx3 uint8 BGR."""
    capture = cv2.VideoCapture(str(path))
    while (read := capture.read())[0]:
        yield read[1]


def clip_fps(path: Path) -> float:
    """The frame rate that the clip's file states."""
    return float(cv2.VideoCapture(str(path)).get(cv2.CAP_PROP_FPS))


def demo_clip(name: str) -> Path:
    """The file of a shipped demo clip."""
    return assets_root() / "demo" / f"{name}.mp4"


def demo_landmarks(name: str) -> Floats:
    """The exact landmarks of a demo clip: frames x 468 x 2, in pixels of the frame."""
    with np.load(assets_root() / "demo" / f"{name}_landmarks.npz") as stored:
        return stored["landmarks"][..., :2].astype(np.float32)


def follow(tracker: FaceTracker, frames: Iterable[Pixels], fps: float) -> Floats:
    """Frames x 478 x 3 landmarks of the first face; NaN where there is none."""
    tracker.reset()
    clock = StageClock()
    found = []
    for number, pixels in enumerate(frames):
        frame = Frame(np.ascontiguousarray(pixels), number, round((number + 1) / fps * 1e9))
        faces = tracker.update(frame, clock)
        found.append(faces[0].landmarks_px if faces else np.full((478, 3), np.nan, np.float32))
    return np.array(found)


def place_still(
    tracker: FaceTracker, picture: Pixels, size: tuple[int, int], share: float
) -> Pixels:
    """Scales a picture so that its face, forehead to chin, takes a share of a frame's height."""
    face = tracker.find(Frame(np.ascontiguousarray(picture), 0, 0))[0].landmarks_px
    width, height = size
    scale = share * height / float(np.linalg.norm(face[FOREHEAD, :2] - face[CHIN, :2]))
    scaled = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    middle = face[:, :2].mean(axis=0) * scale
    frame = np.full((height, width, 3), 110, np.uint8)
    left, top = (np.array(size) / 2 - middle).round().astype(int)
    x0, y0 = max(left, 0), max(top, 0)
    x1, y1 = min(left + scaled.shape[1], width), min(top + scaled.shape[0], height)
    frame[y0:y1, x0:x1] = scaled[y0 - top : y1 - top, x0 - left : x1 - left]
    return frame
