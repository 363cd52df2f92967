"""Forgets a visitor in one call, and says what is left.

What holds something of a visitor is a `Wiper`. All of them wipe, also after one has failed; after that
each is asked what is left. A wipe is clean when nothing is.
"""

from __future__ import annotations

import logging
import weakref
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

_log = logging.getLogger(__name__)


class Wiper(Protocol):
    """Holds something of a visitor, and can forget it."""

    @property
    def name(self) -> str:
        """What it holds, in a few words."""
        ...

    def wipe(self) -> None:
        """Forgets it. Raises whatever went wrong."""
        ...

    def left(self) -> Sequence[str]:
        """What it still holds, in a few words each; empty when it has forgotten all."""
        ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one wiper.

    Attributes:
        name: What it holds.
        left: What it still holds, or why nobody knows.
    """

    name: str
    left: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What became of all wipers, in their order."""

    outcomes: tuple[Outcome, ...]

    @property
    def clean(self) -> bool:
        """Whether nothing is left anywhere."""
        return not any(outcome.left for outcome in self.outcomes)

    def __str__(self) -> str:
        """One line a wiper."""
        return "\n".join(
            f"{outcome.name}: {', '.join(outcome.left) or 'nothing left'}"
            for outcome in self.outcomes
        )


def forget(wipers: Iterable[Wiper]) -> Forgotten:
    """Wipes all, and then looks what is left."""
    wipers = list(wipers)
    failed = [_failure(wiper.wipe) for wiper in wipers]
    outcomes = []
    for wiper, failure in zip(wipers, failed, strict=True):
        left: list[str] = []
        why = _failure(partial(_add_left, wiper, left))
        # A wipe that has failed is not clean, whatever the wiper itself thinks.
        outcomes.append(Outcome(wiper.name, (*left, *filter(None, (failure, why)))))
    return Forgotten(tuple(outcomes))


def _add_left(wiper: Wiper, left: list[str]) -> None:
    left.extend(wiper.left())


def _failure(act: Callable[[], object]) -> str | None:
    try:
        act()
    except Exception as error:  # noqa: BLE001 - told, and the other wipers have their turn
        _log.exception("something of a visitor could not be wiped")
        return f"{type(error).__name__}: {error}"
    return None


@dataclass(frozen=True, slots=True)
class Held:
    """Something of another part of the program that holds a visitor's things.

    Attributes:
        name: What it is.
        let_go: Makes it forget them.
        is_held: Whether it still has any.
    """

    name: str
    let_go: Callable[[], object]
    is_held: Callable[[], bool]

    def wipe(self) -> None:
        """Lets go."""
        self.let_go()

    def left(self) -> Sequence[str]:
        """Its name, while it is held."""
        return (self.name,) if self.is_held() else ()


class Buffers:
    """Pictures in memory, overwritten with zeros where they are; belongs to one thread.

    They are not kept alive: what nobody else uses any more has been freed, which is not overwriting. Who
    wants that has to keep it until the wipe.
    """

    name = "pictures in memory"

    def __init__(self) -> None:
        self._arrays: list[weakref.ref[NDArray[Any]]] = []
        self._texts: list[bytearray] = []

    def add(self, buffer: NDArray[Any] | bytearray) -> None:
        """Takes a buffer that is to be overwritten; it may be read-only, as a frame's pixels are."""
        if isinstance(buffer, bytearray):
            self._texts.append(buffer)
            return
        self._arrays = [one for one in self._arrays if one() is not None]
        self._arrays.append(weakref.ref(buffer))

    def wipe(self) -> None:
        """Overwrites all; what is in memory of somebody else's that may not be written is left."""
        for text in self._texts:
            text[:] = bytes(len(text))
        for array in self._alive():
            _unlock(array)
            if array.flags.writeable:
                array.fill(0)
        self._texts.clear()
        self._arrays = [weakref.ref(array) for array in self._alive() if array.any()]

    def left(self) -> Sequence[str]:
        """Buffers that are not zero."""
        found = [f"{array.nbytes} bytes" for array in self._alive() if array.any()]
        return [*found, *(f"{len(text)} bytes" for text in self._texts if any(text))]

    def _alive(self) -> list[NDArray[Any]]:
        return [array for one in self._arrays if (array := one()) is not None]


def _unlock(array: NDArray[Any]) -> None:
    """Makes an array writeable if its memory is NumPy's own."""
    owners = [array]
    while isinstance(owners[-1].base, np.ndarray):
        owners.append(owners[-1].base)
    for owner in reversed(owners):
        try:
            owner.flags.writeable = True
        except ValueError:
            return
