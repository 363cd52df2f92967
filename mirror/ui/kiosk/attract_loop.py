"""Which look the model of the attract loop wears."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mirror.makeup.look import Look


class AttractLoop:
    """Goes through some looks, round and round.

    Args:
        looks: All that there are; None is the bare face, which is not shown off.
        names: Of those to show, in this order; none are all. Names of no look are passed over.
    """

    def __init__(self, looks: Sequence[Look | None], names: Sequence[str]) -> None:
        known = {look.name: look for look in looks if look is not None}
        wanted = [known[name] for name in names if name in known]
        self._looks = wanted or list(known.values())
        self._at = 0

    @property
    def look(self) -> Look | None:
        """The one that is worn now; None if there is none at all."""
        return self._looks[self._at] if self._looks else None

    def go_on(self) -> None:
        """Goes on to the next one."""
        self._at = (self._at + 1) % max(len(self._looks), 1)
