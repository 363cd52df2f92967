"""Work that has time steps back behind the mirror."""

from __future__ import annotations

import logging
import os
import sys
import threading

_log = logging.getLogger(__name__)
FAR = 15
"""For what nobody waits for: it gets what is left over."""
A_LITTLE = 5
"""For what must keep up: it gets a third of what a thread of the mirror gets."""


def step_back(niceness: int) -> None:
    """Lets the other threads go first, where the system can do that for one; called on the thread.

    On Linux alone: elsewhere a thread's number is none that the call takes.

    Args:
        niceness: `FAR` or `A_LITTLE`.
    """
    if sys.platform == "linux":
        try:
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), niceness)
        except OSError as error:
            _log.info("work in the background has the same priority as the mirror: %s", error)
