"""Counts who asks for what is not there, and tells when somebody is guessing."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable


class WrongTries:
    """Wrong tries of each client within a while; for one thread.

    Args:
        most: So many are forgiven: somebody loads an old link again and again.
        within_s: In this time; a client that has had too many is let in again after as long.
        clients: Of more than these the ones that were counted first are forgotten.
        clock: Seconds that no setting of the clock can move.
    """

    def __init__(
        self,
        most: int = 10,
        within_s: float = 60.0,
        clients: int = 1000,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most = most
        self._within_s = within_s
        self._clients = clients
        self._clock = clock
        self._counted: OrderedDict[str, tuple[int, float]] = OrderedDict()  # and since when

    def add(self, client: str) -> None:
        """Counts one."""
        number, since_s = self._of(client)
        self._counted[client] = number + 1, since_s
        while len(self._counted) > self._clients:
            self._counted.popitem(last=False)

    def too_many(self, client: str) -> bool:
        """Whether a client's next try is not to be looked at."""
        return self._of(client)[0] >= self._most

    def __len__(self) -> int:
        return len(self._counted)

    def _of(self, client: str) -> tuple[int, float]:
        now_s = self._clock()
        number, since_s = self._counted.get(client, (0, now_s))
        if now_s - since_s < self._within_s:
            return number, since_s
        self._counted.pop(client, None)
        return 0, now_s
