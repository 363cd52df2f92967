"""One progress bar: redrawn on a terminal, a line now and then where nobody watches."""

from __future__ import annotations

import io
import sys
from typing import TextIO

from tqdm import tqdm

_SECONDS_ON_A_TERMINAL, _SECONDS_ELSEWHERE = 1.0, 30.0
_LINE = "{desc}: {n_fmt} of {total_fmt}, {elapsed} gone, {remaining} to go, {rate_fmt}{postfix}"


class _Lines(io.TextIOBase):
    """Turns each drawing of a bar into a line of its own."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        drawn = text.strip()
        if drawn:
            self._stream.write(f"{drawn}\n")
            self._stream.flush()
        return len(text)


def progress(
    what: str, total: int, unit: str, *, done: int = 0, stream: TextIO | None = None
) -> tqdm[None]:
    """A bar with what is done, how fast, and for how long still.

    Args:
        what: Of what.
        total: How many there are.
        unit: One of them.
        done: How many were done before.
        stream: Where it is drawn; None is standard error.
    """
    stream = stream or sys.stderr
    seen = stream.isatty()
    seconds = _SECONDS_ON_A_TERMINAL if seen else _SECONDS_ELSEWHERE
    return tqdm(
        desc=what,
        total=total,
        initial=done,
        unit=unit,
        mininterval=seconds,
        maxinterval=max(seconds, 10.0),
        dynamic_ncols=seen,
        file=stream if seen else _Lines(stream),
        bar_format=None if seen else _LINE,
    )
