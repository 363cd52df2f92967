"""Small pictures of every look, worn by a face.

No Qt here: this runs as a job, on a processor of its own.
"""

from __future__ import annotations

import hashlib
import logging
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import msgspec
import numpy as np

from mirror import __version__
from mirror.capture.whole_file import WholeFile
from mirror.core.types import Frame
from mirror.errors import OutputError
from mirror.pipeline.messages import Controls, FrameProcessor

if TYPE_CHECKING:
    from mirror.core.types import Pixels
    from mirror.makeup.look import Look
    from mirror.pipeline.messages import Rendered

_log = logging.getLogger(__name__)

SIDE_PX = 384
_PAINTED = 2  # counts up when looks come out otherwise than in the thumbnails that are kept
_AROUND_FACE = 1.12  # how much wider than the face the thumbnail is


class ThumbnailStore:
    """Keeps thumbnails in a folder; one that cannot be written is rendered again next time.

    Args:
        folder: Made when the first thumbnail is saved.
        version: Of the program: another one may paint otherwise.
    """

    def __init__(self, folder: Path, version: str = __version__) -> None:
        self._folder = folder
        self._version = version

    def load(self, look: Look | None) -> Pixels | None:
        """The thumbnail of a look as HxWx3 uint8 BGR, if it is kept; None is the bare face."""
        try:
            data = np.fromfile(self._path(look), np.uint8)
        except OSError:
            return None
        picture = cv2.imdecode(data, cv2.IMREAD_COLOR) if data.size else None
        return None if picture is None else np.ascontiguousarray(picture, np.uint8)

    def save(self, look: Look | None, pixels: Pixels) -> None:
        """Keeps a thumbnail, whole or not at all."""
        png = cv2.imencode(".png", pixels)[1].tobytes()
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            file = WholeFile(self._path(look))
            try:
                file.part.write_bytes(png)
                file.commit()
            finally:
                file.discard()
        except (OSError, OutputError) as error:
            _log.warning("a thumbnail could not be kept in %s: %s", self._folder, error)

    def _path(self, look: Look | None) -> Path:
        content = f"{self._version}\n{_PAINTED}\n{SIDE_PX}\n".encode() + msgspec.json.encode(look)
        return self._folder / f"{hashlib.sha256(content).hexdigest()[:32]}.png"


def make_thumbnails(
    looks: Iterable[Look | None],
    store: ThumbnailStore | None,
    read_face: Callable[[], Pixels],
    build_processor: Callable[[], FrameProcessor],
    deliver: Callable[[Look | None, Pixels], None],
    stop: threading.Event,
) -> None:
    """Delivers the thumbnails of looks: first those that are kept, then the others, as painted.

    Args:
        looks: None is the bare face.
        store: Where they are kept; None keeps none, as of a person's own face.
        read_face: A picture with one face, HxWx3 uint8 BGR; called if there is one to paint.
        build_processor: Makes the processor; called if there is one to paint.
        deliver: Takes each one, HxWx3 uint8 BGR, on this thread.
        stop: Ends the work after the thumbnail in hand.
    """
    missing = []
    for look in looks:
        kept = None if store is None else store.load(look)
        if kept is None:
            missing.append(look)
        else:
            deliver(look, kept)
    if not missing or stop.is_set():
        return
    face = Frame(read_face(), 0, time.perf_counter_ns())
    processor = build_processor()
    try:
        for look in missing:
            if stop.is_set():
                return
            thumbnail = _crop(processor.process(face, Controls(look=look)))
            if store is not None:
                store.save(look, thumbnail)
            deliver(look, thumbnail)
    finally:
        processor.close()


def _crop(rendered: Rendered) -> Pixels:
    """The square around the first face, or the middle where there is none."""
    pixels = rendered.pixels
    height, width = pixels.shape[:2]
    side, centre_x, centre_y = float(min(height, width)), width / 2, height / 2
    if rendered.faces:
        low = rendered.faces[0].landmarks_px[:, :2].min(axis=0)
        high = rendered.faces[0].landmarks_px[:, :2].max(axis=0)
        side = min(side, float((high - low).max()) * _AROUND_FACE)
        centre_x, centre_y = (float(value) for value in (low + high) / 2)
    whole = max(1, round(side))
    left = round(min(max(centre_x - side / 2, 0), width - whole))
    top = round(min(max(centre_y - side / 2, 0), height - whole))
    square = pixels[top : top + whole, left : left + whole]
    return np.asarray(
        cv2.resize(square, (SIDE_PX, SIDE_PX), interpolation=cv2.INTER_AREA), np.uint8
    )
