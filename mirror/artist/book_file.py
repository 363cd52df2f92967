"""The file of a client book: a SQLite database in which everything that says something is sealed.

    book        one row: how the passphrase becomes a key, the book's key sealed with it, and how many
                clients there are, sealed with the book's key
    clients     each one's two keys, sealed with the book's; the page, sealed with the client's first
    sessions    sealed with the client's first key
    pictures    sealed with the client's second key

SQLite, because one session of one client is written in milliseconds however large the book is, and
a crash in the middle leaves the book as it was. Rows are deleted by overwriting them with zeros.
Random numbers are all that the file shows of anybody; who holds it can count clients, sessions and
pictures, and see how long each is.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from mirror.errors import BookError

FORMAT = 1
_APPLICATION = 0x4D_42_4F_4B  # "MBOK", by which `file` and we tell it from other databases
_HEAD_BYTES = 100
_SCHEMA = """
CREATE TABLE book (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    mark BLOB NOT NULL, derivation BLOB NOT NULL, key BLOB NOT NULL, whole BLOB NOT NULL,
    roll BLOB NOT NULL
) STRICT;
CREATE TABLE clients (id BLOB PRIMARY KEY, key BLOB NOT NULL, page BLOB NOT NULL) STRICT;
CREATE TABLE sessions (id BLOB PRIMARY KEY, client BLOB NOT NULL, record BLOB NOT NULL) STRICT;
CREATE INDEX sessions_of ON sessions (client);
CREATE TABLE pictures (
    session BLOB NOT NULL, part TEXT NOT NULL, client BLOB NOT NULL, jpeg BLOB NOT NULL,
    PRIMARY KEY (session, part)
) STRICT;
CREATE INDEX pictures_of ON pictures (client);
"""


def checksum(mark: bytes, derivation: bytes, key: bytes) -> bytes:
    """Of what the passphrase is needed for: tells a damaged book from a wrong passphrase."""
    return hashlib.sha256(b"\0".join((mark, derivation, key))).digest()


def make_file(path: Path) -> sqlite3.Connection:
    """A new book's file, still empty.

    Raises:
        BookError: It is there already, or cannot be made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600, exist_ok=False)
    except FileExistsError as error:
        raise BookError(f"There is a file {path} already; open it, or choose another.") from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise BookError(f"The client book {path} cannot be made: {reason}.") from error
    connection = _connect(path)
    try:
        with said(path):
            _hold(connection)
            connection.executescript(
                f"PRAGMA application_id = {_APPLICATION}; PRAGMA user_version = {FORMAT};"
                f"BEGIN; {_SCHEMA} COMMIT;"
            )
    except BaseException:
        connection.close()
        path.unlink(missing_ok=True)
        raise
    return connection


def open_file(path: Path) -> sqlite3.Connection:
    """An existing book's file, held for this program alone.

    Raises:
        BookError: It is missing, no client book, damaged, a newer one, or open elsewhere.
    """
    if not path.is_file():
        raise BookError(f"There is no client book {path}; choose another, or begin a new one.")
    connection = _connect(path)
    try:
        with said(path):
            _hold(connection)
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            (version,) = connection.execute("PRAGMA user_version").fetchone()
        if application != _APPLICATION:
            raise BookError(f"{path} is no client book; choose another file.")
        if version > FORMAT:
            raise BookError(
                f"The client book {path} is from a newer version of the mirror; update the mirror "
                "to open it."
            )
        if _cut(path):
            raise damaged(path)
    except BaseException:
        connection.close()
        raise
    return connection


def close_file(path: Path, connection: sqlite3.Connection) -> None:
    """Lets go of the file, and takes away the empty journal beside it."""
    connection.close()
    journal = path.with_name(f"{path.name}-journal")
    with suppress(OSError):
        if journal.stat().st_size == 0:
            journal.unlink()


def _connect(path: Path) -> sqlite3.Connection:
    with said(path):
        # One thread at a time; the book sees to that.
        return sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)


def _hold(connection: sqlite3.Connection) -> None:
    """No other program opens the book, and what is deleted is overwritten."""
    connection.execute("PRAGMA locking_mode = EXCLUSIVE").fetchone()
    connection.execute("PRAGMA secure_delete = ON").fetchone()
    # A write-ahead log would keep what was deleted for as long as the book is open; and so would a
    # journal that is to be deleted, which a connection that holds the file leaves lying instead.
    connection.execute("PRAGMA journal_mode = TRUNCATE").fetchone()
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("BEGIN EXCLUSIVE")
    connection.execute("COMMIT")


def _cut(path: Path) -> bool:
    """Whether the file is shorter than its own head says (https://sqlite.org/fileformat.html)."""
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    page = int.from_bytes(head[16:18], "big")
    pages = int.from_bytes(head[28:32], "big")
    return path.stat().st_size < (65_536 if page == 1 else page) * pages


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of it, or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def said(path: Path) -> Iterator[None]:
    """Turns the database's errors into sentences.

    Raises:
        BookError: In place of a `sqlite3.Error` that is no fault of the program.
    """
    try:
        yield
    except sqlite3.ProgrammingError:
        raise  # a fault of ours
    except sqlite3.Error as error:
        raise _sentence(path, str(error)) from error


def _sentence(path: Path, reason: str) -> BookError:
    if "full" in reason:
        return BookError(
            f"The client book {path} cannot be written: the disk is full; free some space."
        )
    if "locked" in reason:
        return BookError(f"The client book {path} is open in another window; close it there first.")
    if "readonly" in reason or "unable to open" in reason:
        return BookError(
            f"The client book {path} cannot be opened: this account may not write there."
        )
    if "disk I/O" in reason:
        return BookError(
            f"The client book {path} cannot be read or written: its disk does not answer."
        )
    return damaged(path)


def damaged(path: Path) -> BookError:
    """The sentence for a book that is not what was written."""
    return BookError(
        f"The client book {path} is damaged; nothing of it was read. Bring back a copy of it."
    )
