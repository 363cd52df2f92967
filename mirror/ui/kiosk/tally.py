"""Counts what is tried on, without keeping the screens waiting."""

from __future__ import annotations

import logging
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject

from mirror.errors import KioskError
from mirror.kiosk.counts import Counts, Event
from mirror.ui.jobs import Jobs

_log = logging.getLogger(__name__)


class Tally(QObject):
    """Keeps the counts on a thread of their own. Where they cannot be kept, nothing is counted.

    Args:
        path: Their file.
        enabled: Whether the shop wants them.
        parent: Owns it.
    """

    def __init__(self, path: Path, *, enabled: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path, self._enabled = path, enabled
        self._counts: Counts | None = None
        self._jobs = Jobs(self, threads=1)

    def add(self, sku: str, event: Event) -> None:
        """Counts something that happens now to a product."""
        if self._enabled:
            now = datetime.now().astimezone()
            self._jobs.run(lambda: self._add(sku, event, now), lambda _: None)

    def close(self) -> None:
        """Writes what is counted, and ends the thread; may be repeated."""
        self._jobs.run(self._shut, lambda _: None)
        self._jobs.close(finish=True)

    def _add(self, sku: str, event: Event, now: datetime) -> None:
        if not self._enabled:
            return
        try:
            if self._counts is None:
                self._counts = Counts(self._path)
            self._counts.add(sku, event, now)
        except KioskError as error:
            _log.warning("%s", error)
            self._enabled = False

    def _shut(self) -> None:
        if self._counts is not None:
            self._counts.close()
            self._counts = None
