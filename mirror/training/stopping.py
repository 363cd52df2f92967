"""Ends a training between two steps when the person or the system asks for it."""

from __future__ import annotations

import os
import signal
from types import FrameType, TracebackType
from typing import Any, Self

_HEARD = "\nStopping after this step; asked once more, at once.\n"


class StopRequest:
    """Hears Ctrl+C and SIGTERM while it is entered; call it to learn whether there was one.

    The first signal is a wish that the training grants when it may; a second one of the same kind
    does what it would do without this. To be used in the main thread.

    Attributes:
        signal: The signal that came; None as long as there was none.
    """

    def __init__(self) -> None:
        self.signal: signal.Signals | None = None
        self._before: dict[signal.Signals, Any] = {}

    def __call__(self) -> bool:
        """Whether the training is to stop."""
        return self.signal is not None

    def __enter__(self) -> Self:
        """Begins to listen."""
        for number in (signal.SIGINT, signal.SIGTERM):
            self._before[number] = signal.signal(number, self._hear)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Gives the signals back."""
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _hear(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002  -- Python's
        self.signal = signal.Signals(number)
        signal.signal(number, self._before[self.signal])
        # Not by print: the signal may have come while the bar was being printed.
        os.write(2, _HEARD.encode())
