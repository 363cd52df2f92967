"""Delivers stored pictures at the rate at which they were taken."""

from __future__ import annotations

import threading
import time

_LATE_S = 0.25


class Pace:
    """Waits until each picture is due; belongs to the thread that reads.

    A picture that is late is due at once, and the next ones catch up. Who is a quarter of a
    second late (a slow decoder, a suspended machine) goes on from there instead of rushing.

    Args:
        stop: Once set, nothing is waited for.
    """

    def __init__(self, stop: threading.Event) -> None:
        self._stop = stop
        self._start_s: float | None = None

    def wait(self, due_s: float) -> None:
        """Waits until `due_s` seconds after the picture that was due at 0."""
        now = time.perf_counter()
        if self._start_s is None or now > self._start_s + due_s + _LATE_S:
            self._start_s = now - due_s
        remaining = self._start_s + due_s - now
        if remaining > 0:
            self._stop.wait(remaining)
