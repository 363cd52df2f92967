"""The way back to what was worn before, and forth again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mirror.dressing.outfit import Outfit

if TYPE_CHECKING:
    from mirror.makeup.transferred import TransferredLook

LONGEST = 200


class History:
    """Outfits in the order in which they were worn; belongs to one thread.

    Args:
        worn: What is worn to begin with.
    """

    _outfits: list[Outfit]
    _at: int

    def __init__(self, worn: Outfit | None = None) -> None:
        self._gesture: object = None
        self.forget(worn)

    @property
    def worn(self) -> Outfit:
        """What is worn now."""
        return self._outfits[self._at]

    @property
    def can_undo(self) -> bool:
        """Whether there is one before."""
        return self._at > 0

    @property
    def can_redo(self) -> bool:
        """Whether there is one after."""
        return self._at < len(self._outfits) - 1

    def wear(self, outfit: Outfit, gesture: object = None) -> None:
        """Goes on to an outfit; what had been undone is gone.

        Args:
            outfit: What is worn from now on.
            gesture: Changes of one gesture in a row, such as the drag of a slider, are one step
                back. None is a step of its own.
        """
        merged = gesture is not None and gesture == self._gesture
        self._gesture = gesture
        if outfit == self.worn:
            return
        if merged:
            self._outfits[self._at :] = [outfit]
            return
        self._outfits[self._at + 1 :] = [outfit]
        self._outfits = self._outfits[-LONGEST:]
        self._at = len(self._outfits) - 1

    def end_gesture(self) -> None:
        """The next change is a step of its own."""
        self._gesture = None

    def undo(self) -> Outfit:
        """Goes back one step, if there is one."""
        self._gesture = None
        self._at = max(self._at - 1, 0)
        return self.worn

    def redo(self) -> Outfit:
        """Goes forth one step, if there is one."""
        self._gesture = None
        self._at = min(self._at + 1, len(self._outfits) - 1)
        return self.worn

    def forget_photo(self, transferred: TransferredLook) -> None:
        """Takes the look of a photo out of all outfits; the products that are on top stay."""
        self._outfits = [
            replace(outfit, transferred=None) if outfit.transferred is transferred else outfit
            for outfit in self._outfits
        ]

    def forget(self, worn: Outfit | None = None) -> None:
        """Begins anew; keeps nothing of what was worn."""
        self._outfits = [worn or Outfit()]
        self._at = 0
        self._gesture = None
