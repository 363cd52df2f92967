"""Frames to test on, made of the shipped demo clip, whose landmarks are exact."""

from __future__ import annotations

import functools
from typing import cast

import cv2
import numpy as np

from mirror.config import assets_root
from mirror.core.types import Floats, Frame, Pixels

SIZE = (1280, 720)


@functools.cache
def demo_clip(name: str = "demo_face") -> tuple[tuple[Pixels, ...], Floats]:
    """All frames, and their landmarks: frames x 468 x 2, in pixels."""
    capture = cv2.VideoCapture(str(assets_root() / "demo" / f"{name}.mp4"))
    frames: list[Pixels] = []
    while (read := capture.read())[0]:
        pixels = cast("Pixels", read[1])
        pixels.flags.writeable = False
        frames.append(pixels)
    with np.load(assets_root() / "demo" / f"{name}_landmarks.npz") as stored:
        return tuple(frames), stored["landmarks"][..., :2].astype(np.float32)


def demo_face(name: str = "demo_face") -> tuple[Pixels, Floats]:
    """The clip's first frame and its 468x2 landmarks."""
    frames, landmarks = demo_clip(name)
    return frames[0], landmarks[0]


def place(
    faces: list[tuple[Pixels, float, tuple[float, float]]], size: tuple[int, int] = SIZE
) -> Pixels:
    """A grey frame with faces in it.

    Args:
        faces: Demo frames, each with the height its face shall have (forehead to chin, in pixels)
            and where the mean of its landmarks shall be; it may lie partly outside.
        size: Width and height.
    """
    frame = np.full((size[1], size[0], 3), 110, np.uint8)
    for pixels, height, middle in faces:
        landmarks = next(
            marks[0] for shots, marks in map(demo_clip, NAMES) if any(pixels is s for s in shots)
        )
        top, bottom = landmarks[10], landmarks[152]
        scale = height / float(np.linalg.norm(top - bottom))
        corner = np.array([landmarks[234, 0] - 60, max(top[1] - 60, 0)]).astype(int)
        head = pixels[corner[1] : int(bottom[1] + 40), corner[0] : int(landmarks[454, 0] + 60)]
        small = cv2.resize(head, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        at = np.array(middle) - (landmarks.mean(axis=0) - corner) * scale
        x, y = at.round().astype(int)
        x0, y0 = max(x, 0), max(y, 0)
        x1, y1 = min(x + small.shape[1], size[0]), min(y + small.shape[0], size[1])
        if x1 > x0 and y1 > y0:
            frame[y0:y1, x0:x1] = small[y0 - y : y1 - y, x0 - x : x1 - x]
    return frame


NAMES = ("demo_face", "demo_face_2")


def stream(pictures: list[Pixels]) -> list[Frame]:
    """Frames at 30 a second."""
    return [
        Frame(pixels, number, (number + 1) * 33_333_333) for number, pixels in enumerate(pictures)
    ]
