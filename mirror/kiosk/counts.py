"""Counts how often which product was tried on, and nothing about who did.

One number for each product, event and hour goes up; no row is added for a try-on, so that nothing on the
disk says what was worn together, before, or by the same person. Numbers are gathered in memory and
written at most every ten minutes, all at once and in the order of their names, and the database's log of
changes is emptied each time. An hour in which one person came is that person's all the same: what leaves
the shop (`daily`, and the CSV file) is by day.
"""

from __future__ import annotations

import csv
import logging
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from mirror.errors import KioskError

_log = logging.getLogger(__name__)

APPLICATION_ID = 0x4D69724E
"""Says that a SQLite file holds counts of ours: “MirN”."""

_WAIT_S = 10.0
_WRITE_EVERY = timedelta(minutes=10)
_TABLE = """
CREATE TABLE counts (
    sku TEXT NOT NULL,
    event TEXT NOT NULL,
    hour TEXT NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    PRIMARY KEY (sku, event, hour)
) WITHOUT ROWID
"""


class Event(Enum):
    """What happened to a product."""

    WORN = "worn"
    REMOVED = "removed"
    SAVED = "saved"
    BASKET = "basket"


@dataclass(frozen=True, slots=True)
class Daily:
    """The counts of one product on one day, in the shop's own time."""

    day: date
    sku: str
    worn: int
    removed: int
    saved: int
    basket: int


class Counts:
    """The counts of a shop; for the thread that has opened them.

    Args:
        path: Their file; made when the first count is written.
        enabled: False where the shop does not want them: nothing is counted then, and no file made.
        create: Whether a file that is not there is made.

    Raises:
        KioskError: The file is not there, is another program's, or cannot be opened.
    """

    def __init__(self, path: Path, *, enabled: bool = True, create: bool = True) -> None:
        self._path = path
        self._pending: Counter[tuple[str, str, str]] = Counter()
        self._written_at: datetime | None = None
        self._connection: sqlite3.Connection | None = None
        if not enabled:
            return
        if not create and not path.exists():
            raise KioskError(f"Nothing has been counted yet: there is no {path}.")
        self._connection = _opened(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def add(self, sku: str, event: Event, at: datetime) -> None:
        """Counts one event.

        Args:
            sku: The product.
            event: What happened to it.
            at: Now, in the shop's time. Only its day and hour are looked at and kept.
        """
        if self._connection is None:
            return
        if self._is_due(at):
            self.flush()
            self._written_at = at
        self._pending[sku, event.value, f"{at:%Y-%m-%dT%H}"] += 1

    def flush(self) -> None:
        """Writes what has been gathered; when that fails it is logged, and tried again later."""
        if self._connection is None or not self._pending:
            return
        try:
            with self._connection:
                self._connection.executemany(
                    "INSERT INTO counts VALUES (?, ?, ?, ?) ON CONFLICT "
                    "DO UPDATE SET number = number + excluded.number",
                    [(*key, number) for key, number in sorted(self._pending.items())],
                )
            self._pending.clear()
            # The log would tell what was counted in which ten minutes.
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.Error as error:
            _log.warning("the counts %s cannot be written: %s", self._path, error)

    def close(self) -> None:
        """Writes what has been gathered and closes the file; may be repeated."""
        self.flush()
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def daily(self, first: date | None = None, last: date | None = None) -> list[Daily]:
        """The counts by day and product, in this order, with what has not been written yet.

        Args:
            first: The first day; None is the first one that was counted.
            last: The last day; None is the last one that was counted.

        Raises:
            KioskError: The file cannot be read.
        """
        self.flush()
        if self._connection is None:
            return []
        sums = ", ".join(
            f"sum(CASE event WHEN '{event.value}' THEN number ELSE 0 END)" for event in Event
        )
        with _said(self._path):
            rows = self._connection.execute(
                f"SELECT substr(hour, 1, 10) AS day, sku, {sums} FROM counts "  # noqa: S608 - its own names
                "WHERE day BETWEEN ? AND ? GROUP BY day, sku ORDER BY day, sku",
                (str(first or date.min), str(last or date.max)),
            ).fetchall()
        return [Daily(date.fromisoformat(day), sku, *numbers) for day, sku, *numbers in rows]

    def _is_due(self, at: datetime) -> bool:
        if self._written_at is None:
            self._written_at = at
        # A clock that was set back must not hold them for long.
        return abs(at - self._written_at) >= _WRITE_EVERY


def write_csv(days: Iterable[Daily], file: TextIO) -> None:
    """Writes counts as CSV with a header.

    What a spreadsheet would take for a formula gets an apostrophe in front, which it does not show.

    Args:
        days: What to write.
        file: Opened with `newline=""`.
    """
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(["day", "sku", *(event.value for event in Event)])
    for one in days:
        sku = f"'{one.sku}" if one.sku.startswith(("=", "+", "-", "@", "\t", "\r")) else one.sku
        writer.writerow([one.day.isoformat(), sku, one.worn, one.removed, one.saved, one.basket])


def _opened(path: Path) -> sqlite3.Connection:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise KioskError(f"The folder {path.parent} cannot be made: {reason}.") from error
    with _said(path):
        connection = sqlite3.connect(path, timeout=_WAIT_S)
        try:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if application != APPLICATION_ID and (application or tables):
                raise KioskError(f"{path} is the database of another program.")
            connection.execute("PRAGMA journal_mode = WAL").fetchone()
            connection.execute("PRAGMA secure_delete = ON").fetchone()
            if not tables:
                with connection:
                    connection.execute(_TABLE)
                    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def _said(path: Path) -> Iterator[None]:
    """Turns the database's errors into a sentence."""
    try:
        yield
    except (sqlite3.ProgrammingError, sqlite3.IntegrityError):
        raise  # a fault of ours
    except sqlite3.Error as error:
        raise KioskError(
            f"The counts {path} cannot be used: {error}; move the file away to begin anew."
        ) from error
