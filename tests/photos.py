"""What reads photos, as a test wants it, and files of photos."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from pytestqt.qtbot import QtBot

from mirror.capture.picture_file import Picture, save_picture
from mirror.core.types import Face, Floats, Pixels
from mirror.makeup.transferred import TransferredLook
from mirror.pipeline.saved_looks import SavedLooks
from tests import known_transfer as known
from tests.faces import face_of, noise_picture, posed
from tests.fakes import PATIENCE_S

ENCODER, OTHER_ENCODER = "ab" * 32, "cd" * 32
SIZE = (900, 500)
LIGHT_SKIN = (140, 160, 200)


class FakeExtraction:
    """Finds the faces that the test names; a look has the pigment of its face's number.

    `gate` holds reading up; `entered` counts the photos that are begun.
    """

    def __init__(self, *faces: Floats) -> None:
        self.faces = faces
        self.closed = threading.Event()
        self.gate = threading.Event()
        self.gate.set()
        self.entered = threading.Semaphore(0)
        self.thread: str | None = None
        self.error: Exception | None = None

    def read(self, pixels: Pixels) -> tuple[Face, ...]:
        assert not self.closed.is_set()
        self.thread = threading.current_thread().name
        self.entered.release()
        assert self.gate.wait(PATIENCE_S)
        if self.error is not None:
            raise self.error
        return tuple(face_of(points, number) for number, points in enumerate(self.faces))

    def extract(self, pixels: Pixels, face: Face, name: str, title: str) -> TransferredLook:
        return replace(known.look(face.track_id), name=name, title=title)

    def close(self) -> None:
        self.closed.set()


def face(face_px: float = 300.0, x: float = 450.0) -> Floats:
    """A face in a photo of `SIZE`, so high and with its middle there."""
    return posed(width=SIZE[0], height=SIZE[1], face_px=face_px, centre=(x, 250.0))


def two_faces() -> tuple[Floats, Floats]:
    """Side by side, the second one larger."""
    return face(200.0, 150.0), face(380.0, 550.0)


def pixels() -> Pixels:
    """A photo that nothing is wrong with."""
    grain = noise_picture(*SIZE).astype(np.int16) - 128
    lit = np.clip(grain // 3 + np.array(LIGHT_SKIN), 0, 255)
    return np.asarray(lit, np.uint8)


def photo(path: Path) -> Path:
    """The file of a photo."""
    save_picture(path, Picture(pixels()))
    return path


def saved_look(folder: Path, title: str, *, seed: int = 0, encoder: str = ENCODER) -> str:
    """Saves a look in a folder; returns its name."""
    return SavedLooks(folder, encoder).save(replace(known.look(seed), title=title)).name


def until(qtbot: QtBot, condition: Callable[[], bool]) -> None:
    """Waits for what comes of a photo: the first one may compile what measures it."""
    qtbot.waitUntil(condition, timeout=round(PATIENCE_S * 1e3))
