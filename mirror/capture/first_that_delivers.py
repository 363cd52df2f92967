"""What is shown when nobody has chosen: the first camera that delivers, else the demo."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from mirror.errors import SourceError

if TYPE_CHECKING:
    from mirror.capture.source import Source
    from mirror.core.types import Frame


class FirstThatDelivers:
    """Opens sources in turn, and from then on is the first one that opened.

    Args:
        candidates: The sources to try.
        fallback: What to open when none of them opens; `notice` then says so.
    """

    def __init__(self, candidates: Sequence[Source], fallback: Source) -> None:
        self._candidates = candidates
        self._fallback = fallback
        self._chosen = fallback
        self._fell_back: str | None = None
        self._swap = threading.Lock()
        self._closed = False

    @property
    def name(self) -> str:
        """The name of the source that opened."""
        return self._chosen.name

    @property
    def live(self) -> bool:
        """As the source that opened."""
        return self._chosen.live

    @property
    def fps(self) -> float | None:
        """As the source that opened."""
        return self._chosen.fps

    @property
    def notice(self) -> str | None:
        """That it had to fall back, and why; else the notice of the source that opened."""
        return self._fell_back or self._chosen.notice

    def open(self) -> None:
        """Opens the first source that can be opened.

        Raises:
            SourceError: Not even the fallback can be.
        """
        reasons: list[str] = []
        for source in self._candidates:
            if not self._choose(source):
                return
            try:
                source.open()
            except SourceError as error:
                reasons.append(str(error))
            else:
                return
        if self._choose(self._fallback):
            reason = reasons[0] if reasons else "There is no camera; plug one in."
            self._fell_back = f"{reason} This is the {self._fallback.name}."
            self._fallback.open()

    def read(self) -> Frame | None:
        """As the source that opened."""
        return None if self._closed else self._chosen.read()

    def close(self) -> None:
        """Closes the source that opened, or is being opened."""
        with self._swap:
            self._closed = True
            chosen = self._chosen
        chosen.close()

    def _choose(self, source: Source) -> bool:
        """Makes a source the one that `close` closes; False if that was already called."""
        with self._swap:
            if not self._closed:
                self._chosen = source
            return not self._closed
