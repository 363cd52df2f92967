"""Work that must not hold up the main thread."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from mirror.core.priority import FAR, step_back

T = TypeVar("T")

_log = logging.getLogger(__name__)
_THREADS = 2  # a slow driver that lists its cameras must not keep the thumbnails waiting


class Jobs(QObject):
    """Runs functions on threads of its own, and hands their results to the main thread.

    Made and closed on the main thread.

    Args:
        parent: Owns it.
        threads: As many functions run at once; with one, they run in the order in which they come.
        awaited: The person waits for the results. Otherwise the threads step back behind all
            others, where the system can do that for single threads (Linux).
    """

    _for_main = Signal(object)

    def __init__(
        self, parent: QObject | None = None, *, threads: int = _THREADS, awaited: bool = False
    ) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(
            threads,
            thread_name_prefix="mirror-job",
            initializer=None if awaited else partial(step_back, FAR),
        )
        self.stopping = threading.Event()
        """Set when the jobs are closed; long work looks at it."""
        self._for_main.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def run(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Runs a function on a thread, and then `done` with its result on the main thread.

        What the function raises is logged, and `done` is not called.
        """
        if not self.stopping.is_set():
            self._pool.submit(self._work, work, done)

    def post(self, call: Callable[[], None]) -> None:
        """Has a function called on the main thread; for any thread."""
        self._for_main.emit(call)

    def close(self, *, finish: bool = False) -> None:
        """Lets the work under way end; may be repeated.

        Args:
            finish: Also does what has not begun yet, which is dropped otherwise.
        """
        self.stopping.set()
        self._pool.shutdown(wait=True, cancel_futures=not finish)

    def _work(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        try:
            result = work()
        except Exception:  # noqa: BLE001 - logged, and the mirror goes on
            _log.exception("a job in the background failed")
        else:
            self.post(lambda: done(result))

    def _call(self, call: Callable[[], None]) -> None:
        if not self.stopping.is_set():
            call()
