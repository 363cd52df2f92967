"""How often, and how soon, something that broke is started again."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Backoff:
    """Waits that double from attempt to attempt, up to a cap.

    Attributes:
        first_s: Before the first new attempt, in seconds.
        cap_s: No wait is longer.
    """

    first_s: float = 0.5
    cap_s: float = 8.0

    def delay_s(self, attempt: int) -> float:
        """Seconds to wait before new attempt number `attempt`, counted from 0."""
        doublings = min(attempt, 30)  # beyond that every cap is long reached
        return float(min(self.cap_s, self.first_s * 2**doublings))


class RestartBudget:
    """Allows so many restarts within a sliding window of time, then refuses.

    Belongs to the thread that restarts.

    Args:
        limit: How many are allowed.
        window_s: Within how many seconds.
        clock: Seconds that only go forward.
    """

    def __init__(
        self, limit: int = 5, window_s: float = 60.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._limit = limit
        self._window_s = window_s
        self._clock = clock
        self._spent_at_s: deque[float] = deque()

    def spend(self) -> bool:
        """Takes one restart from the budget; False when there is none left."""
        now = self._clock()
        while self._spent_at_s and now - self._spent_at_s[0] >= self._window_s:
            self._spent_at_s.popleft()
        if len(self._spent_at_s) >= self._limit:
            return False
        self._spent_at_s.append(now)
        return True

    @property
    def recent(self) -> int:
        """How many restarts were spent within the window, as of the last `spend`."""
        return len(self._spent_at_s)
