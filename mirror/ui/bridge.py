"""Brings the engine's wake-ups to the main thread."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject, Qt, Signal


class Bridge(QObject):
    """Turns wake-ups from any thread into one signal on the thread that made the bridge.

    The signal is empty and coalesced: however many wake-ups come while the main thread is busy,
    one is queued. What there is to see is then taken from where it lies, the latest of it.
    """

    news = Signal()
    """Something new may be taken; emitted on the bridge's thread."""

    _woken = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pending = threading.Event()
        self._woken.connect(self._arrive, Qt.ConnectionType.QueuedConnection)

    def wake(self) -> None:
        """Asks for `news`; never blocks, for any thread."""
        if not self._pending.is_set():
            self._pending.set()
            self._woken.emit()

    def _arrive(self) -> None:
        # Cleared before anything is taken: what comes from here on is news again.
        self._pending.clear()
        self.news.emit()
