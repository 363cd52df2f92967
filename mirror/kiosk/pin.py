"""The staff's PIN: hashed, never stored as it is, and not to be found out by trying.

After five wrong tries in a row the lock closes for 30 s, and with every further one for twice as long,
up to 15 min. How many there were is on the disk before a try is looked at, so that pulling the plug wins no
tries. No clock of the day is asked: a lock that was closed when the program ended is closed for its whole
time again when it starts.

A PIN of four digits has few values; whoever can read its hash can try them all, however slow the hash
is. The file that holds it is therefore for the kiosk's account alone.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from mirror.errors import KioskError, SettingsError
from mirror.settings_file import load_settings, save_settings

_log = logging.getLogger(__name__)

SHORTEST, LONGEST = 4, 12
FREE_TRIES = 5
FIRST_LOCK_S, LONGEST_LOCK_S = 30, 900

_FEWEST_DIGITS = 3
_RUNS = ("0123456789" * 2, "9876543210" * 2)
# Ways over the number pad, dates and words in digits that people choose first.
_POPULAR = frozenset(
    [
        "1004",
        "1379",
        "1397",
        "2468",
        "13579",
        "24680",
        "2580",
        "0852",
        "3690",
        "1470",
        "7410",
        "9630",
        "1590",
        "7530",
        "147258",
        "147369",
        "159357",
        "159753",
        "258456",
        "456852",
        "789456",
        "741852",
        "963852",
        "147258369",
        "5201314",
        "1314520",
        "201314",
        "7758521",
        "5683",
        "1024",
    ]
)


class Tries(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file of wrong tries.

    Attributes:
        wrong: How many in a row.
    """

    wrong: Annotated[int, msgspec.Meta(ge=0, le=1_000_000)] = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a try of the PIN came to.

    Attributes:
        outcome: “locked” is said of a right PIN, too: it was not looked at.
        wait_s: How long the lock is closed from now on, 0 for not at all.
    """

    outcome: Literal["right", "wrong", "locked", "unset"]
    wait_s: float = 0.0


def weakness(pin: str) -> str | None:
    """Why a PIN may not be chosen, as a sentence; None for a good one."""
    if not (pin.isascii() and pin.isdigit() and SHORTEST <= len(pin) <= LONGEST):
        return f"A PIN is {SHORTEST} to {LONGEST} digits."
    if len(set(pin)) < _FEWEST_DIGITS:
        return f"This PIN is easily guessed: take {_FEWEST_DIGITS} different digits or more."
    if any(pin in run for run in _RUNS):
        return "This PIN is easily guessed: its digits are in a row."
    if _repeats(pin):
        return "This PIN is easily guessed: it repeats itself."
    if len(pin) == SHORTEST and pin[:2] in ("19", "20"):
        return "This PIN is easily guessed: it looks like a year."
    if pin in _POPULAR:
        return "This PIN is easily guessed: many people take it."
    return None


def _repeats(pin: str) -> bool:
    return any(pin == pin[:length] * (len(pin) // length) for length in range(1, len(pin) // 2 + 1))


def hashed(pin: str) -> str:
    """The Argon2id hash to keep of a PIN (RFC 9106, the second recommended set: 64 MiB).

    Raises:
        KioskError: The PIN may not be chosen; says why.
    """
    from argon2 import PasswordHasher

    why_not = weakness(pin)
    if why_not is not None:
        raise KioskError(why_not)
    return PasswordHasher().hash(pin)


def matches(pin: str, kept: str) -> bool:
    """Whether a PIN is the one that a hash was made of; takes as long for one as for another."""
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return PasswordHasher().verify(kept, pin)
    except (VerificationError, InvalidHashError):
        return False


def lock_s(wrong: int) -> int:
    """How long the lock closes after so many wrong tries in a row."""
    over = wrong - FREE_TRIES
    return 0 if over < 0 else min(FIRST_LOCK_S << min(over, 10), LONGEST_LOCK_S)


class PinLock:
    """Lets the staff in, and hardly anybody who tries; any thread may use it. A try takes some tenths of a second.

    Args:
        tries: The file that counts wrong tries.
        kept: The hash of the PIN; None lets nobody in.
        clock: Seconds that no setting of the clock can move.
    """

    def __init__(
        self, tries: Path, kept: str | None, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._path = tries
        self._kept = kept
        self._clock = clock
        self._one_at_a_time = threading.Lock()
        self._wrong = _read(tries)
        self._locked_until = clock() + lock_s(self._wrong)

    @property
    def wait_s(self) -> float:
        """How long the lock is closed yet; 0 when it is not."""
        return max(0.0, self._locked_until - self._clock())

    def attempt(self, pin: str) -> Answer:
        """Tries a PIN."""
        with self._one_at_a_time:
            if self._kept is None:
                return Answer("unset")
            if self.wait_s:
                return Answer("locked", self.wait_s)
            # The try is counted before anybody can know how it ends.
            self._count(self._wrong + 1)
            if matches(pin, self._kept):
                self._count(0)
                return Answer("right")
            self._locked_until = self._clock() + lock_s(self._wrong)
            return Answer("wrong", self.wait_s)

    def _count(self, wrong: int) -> None:
        self._wrong = wrong
        try:
            save_settings(self._path, Tries(wrong))
        except SettingsError as error:
            # The staff must get in when the disk is full; until a restart the count holds here.
            _log.warning("%s", error)


def _read(path: Path) -> int:
    """How many wrong tries there were; of a file that cannot tell, enough to close the lock."""
    try:
        loaded = load_settings(path, Tries)
    except SettingsError as error:
        _log.warning("%s", error)
        return FREE_TRIES
    if loaded.set_aside is not None:
        _log.warning("%s", loaded.notice)
        return FREE_TRIES
    return loaded.settings.wrong
