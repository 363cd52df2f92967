"""Work that has time steps back behind the mirror."""

from __future__ import annotations

import logging
import os
import sys
import threading

_log = logging.getLogger(__name__)
_NICENESS = 15


def step_back() -> None:
    """Lets every other thread go first, where the system can do that for one; called on the thread.

    On Linux alone: elsewhere a thread's number is none that the call takes.
    """
    if sys.platform == "linux":
        try:
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)
        except OSError as error:
            _log.info("work in the background has the same priority as the mirror: %s", error)
