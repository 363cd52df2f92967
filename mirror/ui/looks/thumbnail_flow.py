"""When thumbnails are painted: at first on the demo's face, and then on the person's own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import cv2
import numpy as np

from mirror.core.types import MESH_POINTS, Face, Pixels
from mirror.ui.looks.looks_panel import LooksPanel
from mirror.ui.looks.thumbnails import SIDE_PX, ThumbnailStore, make_thumbnails

if TYPE_CHECKING:
    from mirror.makeup.look import Look
    from mirror.pipeline.messages import FrameProcessor, Rendered
    from mirror.ui.jobs import Jobs

_WELL_FOR_NS = 2_500_000_000  # a face that stays is somebody's who looks
_AROUND = 2.2  # times the face, so that it is found again
_LARGEST_PX = round(1.3 * SIDE_PX)  # of the face; more takes longer and shows no more


class ThumbnailFlow:
    """Paints thumbnails in a job; those of the person's own face are never on disk.

    Args:
        panel: Where they are shown.
        looks: Which ones; None is the bare face.
        store: Where those of the demo's face are kept.
        read_face: The demo's face, HxWx3 uint8 BGR.
        build_processor: Makes the processor that paints them.
        jobs: Runs it.
    """

    def __init__(
        self,
        panel: LooksPanel,
        looks: Sequence[Look | None],
        store: ThumbnailStore,
        read_face: Callable[[], Pixels],
        build_processor: Callable[[], FrameProcessor],
        jobs: Jobs,
    ) -> None:
        self._panel = panel
        self._looks = looks
        self._store = store
        self._read_face = read_face
        self._build = build_processor
        self._jobs = jobs
        self._stop = _Either(jobs.stopping)
        self._round = 0  # of thumbnails; those of an earlier one are not shown any more
        self._well_since_ns: int | None = None
        self._own = False

    @property
    def own(self) -> bool:
        """Whether they show somebody's own face."""
        return self._own

    def start(self) -> None:
        """Shows those that are kept, and paints the others."""
        self._paint(self._store, self._read_face)

    def observe(self, rendered: Rendered, *, well: bool) -> None:
        """Looks whether somebody has been before the mirror for a while.

        Args:
            rendered: The picture that is shown.
            well: Whether the face in it is seen well.
        """
        now_ns = rendered.frame.captured_ns
        if self._own or self._round == 0:
            return
        if not well or len(rendered.faces) == 0:
            self._well_since_ns = None
        elif self._well_since_ns is None:
            self._well_since_ns = now_ns
        elif now_ns - self._well_since_ns >= _WELL_FOR_NS:
            self._own = True
            face = around_face(rendered.frame.pixels, rendered.faces[0])
            self._paint(None, lambda: face)

    def forget(self) -> None:
        """Somebody else may be there: goes back to the demo's face, until one stays."""
        if self._own:
            self._own, self._well_since_ns = False, None
            self._panel.clear_thumbnails()
            self.start()

    def _paint(self, store: ThumbnailStore | None, read_face: Callable[[], Pixels]) -> None:
        self._stop.set()
        self._stop = stop = _Either(self._jobs.stopping)
        self._round += 1
        this = self._round

        def deliver(look: Look | None, pixels: Pixels) -> None:
            self._jobs.post(lambda: show(look, pixels))

        def show(look: Look | None, pixels: Pixels) -> None:
            if this == self._round:
                self._panel.set_thumbnail(look, pixels)

        self._jobs.run(
            lambda: make_thumbnails(self._looks, store, read_face, self._build, deliver, stop),
            lambda _: None,
        )


class _Either(threading.Event):
    """Set by itself, or by another event."""

    def __init__(self, other: threading.Event) -> None:
        super().__init__()
        self._other = other

    def is_set(self) -> bool:
        return super().is_set() or self._other.is_set()


def around_face(pixels: Pixels, face: Face) -> Pixels:
    """A copy of what is around a face, no larger than thumbnails need; HxWx3 uint8 BGR."""
    points = face.landmarks_px[:MESH_POINTS, :2]
    low, high = points.min(axis=0), points.max(axis=0)
    side = float((high - low).max())
    middle, reach = (low + high) / 2, side * _AROUND / 2
    height, width = pixels.shape[:2]
    left, top = np.clip(middle - reach, 0, (width - 1, height - 1)).astype(int)
    right, bottom = np.clip(middle + reach, (left + 1, top + 1), (width, height)).astype(int)
    crop = pixels[top:bottom, left:right]
    scale = min(1.0, _LARGEST_PX / max(side, 1.0))
    size = (max(1, round((right - left) * scale)), max(1, round((bottom - top) * scale)))
    return np.ascontiguousarray(cv2.resize(crop, size, interpolation=cv2.INTER_AREA), np.uint8)
