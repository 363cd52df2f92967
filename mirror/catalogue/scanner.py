"""Tells a barcode scanner's keystrokes from a person's.

A USB scanner is a keyboard that types a code's digits faster than anybody can, and mostly presses
Enter or Tab after them. `ScannerKeys` holds digits back for as long as they may belong to such a
burst, so that a scan never lands in a text field, and lets everything else through in its order.
"""

from __future__ import annotations

from dataclasses import dataclass

from mirror.catalogue.gtin import gtin13

# Scanners leave 1 to 20 ms between keys; a held key repeats every 33 ms or slower, and fast typists
# need 60 ms. Uniform digits, which a held key types, are no scan whatever their check digit says.
BURST_GAP_NS = 35_000_000
# A suffix that comes late still belongs to its scan: nobody finds Enter as fast as this.
_SUFFIX_GAP_NS = 150_000_000

_SUFFIXES = "\r\n\t"
_LONGEST = 14


@dataclass(frozen=True, slots=True)
class Keys:
    """What became of keystrokes.

    Attributes:
        typed: The characters that are a person's, in their order; they go where keys go.
        scanned: The GTIN of a scan that is complete, 13 digits, or None.
    """

    typed: str = ""
    scanned: str | None = None


class ScannerKeys:
    """Sorts one keyboard's characters; knows no clock but the times that it is told.

    Args:
        gap_ns: The longest pause between two keys of a burst; slow wireless scanners want more.
    """

    def __init__(self, gap_ns: int = BURST_GAP_NS) -> None:
        self._gap_ns = gap_ns
        self._held = ""
        self._overlong = False
        self._last_ns: int | None = None
        self._suffix_until_ns: int | None = None

    @property
    def due_ns(self) -> int | None:
        """When to call `expire` if no key comes until then; None while nothing is held back."""
        if not self._held or self._last_ns is None:
            return None
        return self._last_ns + self._gap_ns + 1

    def feed(self, character: str, at_ns: int) -> Keys:
        """Takes in one key.

        Args:
            character: What the key types: one character, Enter as CR or LF, Tab as HT.
            at_ns: When it was pressed, on any steady clock; the keyboard event's own time, as the
                time at which it is handled bunches keys together.
        """
        before = self.expire(at_ns)
        if character in _SUFFIXES and self._takes_suffix(at_ns):
            return before
        self._suffix_until_ns = None
        if character.isascii() and character.isdigit():
            self._last_ns = at_ns
            return Keys(before.typed + self._hold(character), before.scanned)
        code = self._code() if character in _SUFFIXES else None
        if code is not None:
            self._suffix_until_ns = at_ns + _SUFFIX_GAP_NS
            self._forget()
            return Keys(before.typed, code)
        typed = self._held + character
        self._forget()
        return Keys(before.typed + typed, before.scanned)

    def expire(self, now_ns: int) -> Keys:
        """Ends the burst if its last key was longer ago than a scanner pauses."""
        if self._last_ns is None or 0 <= now_ns - self._last_ns <= self._gap_ns:
            return Keys()
        code, held = self._code(), self._held
        if code is not None:
            self._suffix_until_ns = self._last_ns + _SUFFIX_GAP_NS
        self._forget()
        return Keys(scanned=code) if code is not None else Keys(held)

    def _takes_suffix(self, at_ns: int) -> bool:
        return self._suffix_until_ns is not None and at_ns <= self._suffix_until_ns

    def _hold(self, digit: str) -> str:
        """Adds a digit to the burst; what a burst too long for a code must let go."""
        if self._overlong:
            return digit
        self._held += digit
        if len(self._held) <= _LONGEST:
            return ""
        released, self._held, self._overlong = self._held, "", True
        return released

    def _code(self) -> str | None:
        return gtin13(self._held) if len(set(self._held)) > 1 else None

    def _forget(self) -> None:
        self._held, self._overlong, self._last_ns = "", False, None
