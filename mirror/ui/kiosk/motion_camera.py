"""The camera while nobody has consented: watched for motion, and for nothing else."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from mirror.kiosk.motion import MotionWatch
from mirror.pipeline.feed import Feed, SourceFactory

if TYPE_CHECKING:
    from mirror.core.types import Frame

_TOLD_EVERY_NS = 300_000_000


class MotionCamera:
    """Opens the camera, and tells when something moves before it; shows and keeps no picture.

    `start` and `stop` are for one thread.

    Args:
        make_source: Makes the source, on a thread of its own.
        on_motion: Called there while something moves, a few times a second; must not block.
    """

    def __init__(self, make_source: SourceFactory, on_motion: Callable[[], None]) -> None:
        self._make_source = make_source
        self._on_motion = on_motion
        self._motion = MotionWatch()
        self._told_ns = 0
        self._feed: Feed | None = None

    @property
    def running(self) -> bool:
        """Whether the camera is open, or being opened."""
        return self._feed is not None

    def start(self) -> None:
        """Opens the camera; does nothing while it is open."""
        if self._feed is None:
            self._feed = Feed(self._make_source, self)
            self._feed.start()

    def stop(self) -> None:
        """Frees the camera, and overwrites what was remembered; returns when both are done."""
        feed, self._feed = self._feed, None
        if feed is not None:
            feed.close()
        self._motion.reset()

    # What the feed calls.

    def deliver(self, frame: Frame) -> None:
        """Compares a frame with what is usual, and lets it go."""
        moves = self._motion.see(frame)
        if moves and not 0 <= frame.captured_ns - self._told_ns < _TOLD_EVERY_NS:
            self._told_ns = frame.captured_ns
            self._on_motion()

    def wait_until_wanted(self, stop: threading.Event) -> bool:
        """Frames are wanted at their own pace."""
        return not stop.is_set()

    def feed_changed(self) -> None:
        """Nobody has to know."""
