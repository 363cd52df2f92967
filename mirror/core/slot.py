"""The one way in which a value crosses from thread to thread: the latest wins, nothing queues."""

from __future__ import annotations

import threading
from typing import Generic, TypeVar

T = TypeVar("T")


class LatestSlot(Generic[T]):
    """Holds at most one value; a newer one takes the place of one that nobody has taken.

    Any thread may call any method. With several takers each value goes to one of them.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._items: list[T] = []  # empty or one item: T itself may be None
        self._overwritten = 0
        self._closed = False

    def put(self, item: T) -> None:
        """Leaves a value and wakes a taker; never blocks. After `close` the value is dropped."""
        with self._changed:
            if self._closed:
                return
            self._overwritten += len(self._items)
            self._items[:] = [item]
            self._changed.notify()

    def take(self, timeout: float | None = None) -> T | None:
        """Takes the value out, waiting for one if there is none.

        Args:
            timeout: Seconds; 0 only looks, None waits until there is a value or `close`.

        Returns:
            The value; or None when none came in time, or when the slot is closed and empty
            (`ended` tells the two apart).
        """
        with self._changed:
            self._changed.wait_for(lambda: self._items or self._closed, timeout)
            return self._items.pop() if self._items else None

    def close(self) -> None:
        """Takes nothing more in and wakes every taker; a value that lies here may still be taken."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    @property
    def ended(self) -> bool:
        """True once the slot is closed and its last value has been taken."""
        with self._changed:
            return self._closed and not self._items

    @property
    def overwritten(self) -> int:
        """How many values were replaced before anybody took them."""
        with self._changed:
            return self._overwritten
