"""A progress bar around a loop."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from mirror.training.progress import progress

Item = TypeVar("Item")


def watched(items: Sequence[Item], what: str, unit: str) -> Iterator[Item]:
    """The items, while a bar on standard error says how many are done.

    Args:
        items: All of them.
        what: Is done to them.
        unit: One of them.
    """
    with progress(what, len(items), unit) as bar:
        for item in items:
            yield item
            bar.update()
