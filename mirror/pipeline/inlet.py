"""Where the capture thread leaves frames for the worker."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from mirror.core.slot import LatestSlot

if TYPE_CHECKING:
    from mirror.core.types import Frame

_LOOK_AGAIN_S = 0.1


class Inlet:
    """A latest-wins slot whose feeder can also wait until the worker asks for a frame.

    A live feeder puts when it has a frame, and what the worker had no time for is overwritten. A
    feeder whose every frame counts calls `wait_until_wanted` first. One thread feeds, one takes.
    """

    def __init__(self) -> None:
        self._slot: LatestSlot[Frame] = LatestSlot()
        self._wanted = threading.Event()

    def put(self, frame: Frame) -> None:
        """Leaves a frame; never blocks."""
        self._wanted.clear()
        self._slot.put(frame)

    def wait_until_wanted(self, stop: threading.Event) -> bool:
        """Waits until the worker has nothing to do.

        Returns:
            True when it waits for a frame; False once `stop` is set.
        """
        while not stop.is_set():
            if self._wanted.wait(_LOOK_AGAIN_S):
                return not stop.is_set()
        return False

    def take(self) -> Frame | None:
        """Waits for a frame; None once the inlet is closed."""
        self._wanted.set()
        return self._slot.take()

    def discard(self) -> None:
        """Throws away a frame that lies here: it is from before an interruption."""
        self._slot.take(0)

    def close(self) -> None:
        """Wakes the worker, and takes no more frames in."""
        self._slot.close()

    @property
    def dropped(self) -> int:
        """How many frames were overwritten before the worker took them."""
        return self._slot.overwritten
