"""A book's file with its key: pages in memory, everything else sealed in rows.

What is in memory follows the file: a change that fails is made in neither.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self, TypeVar

import msgspec
from msgspec import Struct

from mirror.artist.book_file import (
    checksum,
    close_file,
    damaged,
    make_file,
    open_file,
    said,
    transaction,
)
from mirror.artist.client import Client, Session
from mirror.artist.passphrase import check_passphrase, unwrap, wrap
from mirror.artist.sealing import KEY_BYTES, BrokenSealError, forget, new_key, seal, unseal
from mirror.errors import BookError

ID_BYTES = 16
_REWRITTEN_BELOW_BYTES = 100_000_000
_T = TypeVar("_T")


class Page(Struct, frozen=True, forbid_unknown_fields=True):
    """What is sealed of a client in one piece; `sessions` tells whether any row is missing."""

    client: Client
    sessions: tuple[bytes, ...]
    latest: datetime | None = None


class _Roll(Struct, frozen=True, forbid_unknown_fields=True):
    """What tells whether any client is missing: how many there are, and all ids, combined."""

    count: int
    combined: bytes


@dataclass(frozen=True, slots=True)
class Keys:
    """A client's own.

    Attributes:
        records: Of page and sessions.
        pictures: Of the pictures; another one takes its place when they are to go.
    """

    records: bytearray
    pictures: bytearray

    def forget(self) -> None:
        """Overwrites both."""
        forget(self.records)
        forget(self.pictures)


@dataclass(frozen=True, slots=True)
class Entry:
    """A client in memory.

    Attributes:
        key: Still sealed.
        page: Open.
    """

    key: bytes
    page: Page


class Vault:
    """An open file.

    Args:
        path: Of the file, for sentences.
        connection: The file.
        mark: The book's own random number.
        key: The book's key; the vault overwrites it when it is closed.
    """

    def __init__(
        self, path: Path, connection: sqlite3.Connection, mark: bytes, key: bytearray
    ) -> None:
        self.path = path
        self.connection = connection
        self.mark = mark
        self.key = key
        self.entries: dict[bytes, Entry] = {}
        self._lock = threading.RLock()
        self._open = True

    @classmethod
    def create(cls, path: Path, passphrase: str) -> Self:
        """A new one; raises as `ClientBook.create`."""
        check_passphrase(passphrase)
        vault = cls(path, make_file(path), os.urandom(ID_BYTES), new_key())
        try:
            with vault.changing():
                head = wrap(vault.key, passphrase, vault.mark)
                vault.connection.execute(
                    "INSERT INTO book VALUES (1, ?, ?, ?, ?, ?)",
                    (vault.mark, *head, checksum(vault.mark, *head), vault._sealed_roll(())),
                )
        except BaseException:
            vault.close()
            path.unlink(missing_ok=True)
            raise
        return vault

    @classmethod
    def open(cls, path: Path, passphrase: str) -> Self:
        """One that is there; raises as `ClientBook.open`."""
        connection = open_file(path)
        try:
            with said(path):
                rows = connection.execute("SELECT mark, derivation, key, whole, roll FROM book")
                head = rows.fetchone()
            if head is None or checksum(*head[:3]) != head[3]:
                raise damaged(path)
            mark, derivation, wrapped, _, roll = head
            vault = cls(path, connection, mark, unwrap(derivation, wrapped, passphrase, mark))
            vault._read(roll)
        except BrokenSealError as error:
            close_file(path, connection)
            raise damaged(path) from error
        except BaseException:
            close_file(path, connection)
            raise
        return vault

    def close(self) -> None:
        """Forgets the key and every page; may be repeated."""
        with self._lock:
            if self._open:
                self._open = False
                forget(self.key)
                self.entries.clear()
                close_file(self.path, self.connection)

    def _read(self, roll: bytes) -> None:
        """All pages; or, where anything is wrong or missing, none."""
        with said(self.path):
            rows = self.connection.execute("SELECT id, key, page FROM clients").fetchall()
            (sessions,) = self.connection.execute("SELECT count(*) FROM sessions").fetchone()
        told = self.decoded(self.unseal(self.key, b"roll", b"", roll), _Roll)
        entries: dict[bytes, Entry] = {}
        for ident, wrapped, sealed in rows:
            keys = bytearray(self.unseal(self.key, b"key", ident, wrapped))
            page = self.decoded(self.unseal(keys[:KEY_BYTES], b"page", ident, sealed), Page)
            forget(keys)
            entries[ident] = Entry(wrapped, page)
        if told != _roll(entries) or sessions != sum(
            len(e.page.sessions) for e in entries.values()
        ):
            raise damaged(self.path)
        self.entries = entries

    @contextmanager
    def held(self) -> Iterator[None]:
        """The vault for one thread, as long as it is open.

        Raises:
            BookError: It was closed.
        """
        with self._lock:
            if not self._open:
                raise BookError("The client book is locked; open it with its passphrase.")
            yield

    @contextmanager
    def changing(self) -> Iterator[None]:
        """One change of the file, or none; what is in memory follows the file."""
        with self.held(), said(self.path):
            if self.connection.in_transaction:  # a part of a larger change
                yield
                return
            before = dict(self.entries)
            try:
                with transaction(self.connection):
                    yield
            except BaseException:
                self.entries = before
                raise

    @contextmanager
    def keys_of(self, entry: Entry) -> Iterator[Keys]:
        """A client's keys, which are overwritten afterwards."""
        ident = bytes.fromhex(entry.page.client.id)
        both = bytearray(self.unseal(self.key, b"key", ident, entry.key))
        keys = Keys(both[:KEY_BYTES], both[KEY_BYTES:])
        forget(both)
        try:
            yield keys
        finally:
            keys.forget()

    def entry(self, client: str) -> Entry:
        """The client of that id.

        Raises:
            BookError: There is none.
        """
        entry = self.entries.get(bytes.fromhex(client))
        if entry is None:
            raise BookError("This client is not in the book any more.")
        return entry

    def insert(self, client: Client) -> None:
        """Begins a page, under a key of its own."""
        ident, keys = bytes.fromhex(client.id), Keys(new_key(), new_key())
        with self.changing():
            entry = Entry(self._sealed_keys(keys, ident), Page(client, ()))
            content = msgspec.msgpack.encode(entry.page)
            sealed = self.seal(keys.records, b"page", ident, content)
            self.connection.execute(
                "INSERT INTO clients VALUES (?, ?, ?)", (ident, entry.key, sealed)
            )
            self.entries[ident] = entry
            self._write_roll()
        keys.forget()

    def remove(self, client: str) -> None:
        """Overwrites a client's keys and all that they sealed."""
        with self.held():
            self.entry(client)
            ident = bytes.fromhex(client)
            with self.changing():
                for statement in (
                    "DELETE FROM pictures WHERE client = ?",
                    "DELETE FROM sessions WHERE client = ?",
                    "DELETE FROM clients WHERE id = ?",
                ):
                    self.connection.execute(statement, (ident,))
                del self.entries[ident]
                self._write_roll()
                self._rewrite_keys()
            self.tidy()

    def remove_pictures(self, client: str) -> None:
        """Overwrites the key of a client's pictures and all that it sealed."""
        with self.held():
            entry, ident = self.entry(client), bytes.fromhex(client)
            with self.changing(), self.keys_of(entry) as keys:
                self.connection.execute("DELETE FROM pictures WHERE client = ?", (ident,))
                fresh = Keys(keys.records[:], new_key())
                key = self._sealed_keys(fresh, ident)
                fresh.forget()
                self.connection.execute("UPDATE clients SET key = ? WHERE id = ?", (key, ident))
                self.entries[ident] = Entry(key, entry.page)
                self._rewrite_keys()

    def rewrap(self, old: str, new: str) -> None:
        """Seals the key with another passphrase; raises as `ClientBook.change_passphrase`."""
        check_passphrase(new)
        with self.held():
            with said(self.path):
                rows = self.connection.execute("SELECT derivation, key FROM book")
                derivation, wrapped = rows.fetchone()
            forget(unwrap(derivation, wrapped, old, self.mark))
            head = wrap(self.key, new, self.mark)
            with self.changing():
                self.connection.execute(
                    "UPDATE book SET derivation = ?, key = ?, whole = ?",
                    (*head, checksum(self.mark, *head)),
                )

    def turn(self, entry: Entry, page: Page) -> None:
        """Writes a page in the place of the one before."""
        ident = bytes.fromhex(page.client.id)
        with self.changing(), self.keys_of(entry) as keys:
            sealed = self.seal(keys.records, b"page", ident, msgspec.msgpack.encode(page))
            self.connection.execute("UPDATE clients SET page = ? WHERE id = ?", (sealed, ident))
            self.entries[ident] = Entry(entry.key, page)

    def write_session(self, entry: Entry, session: Session) -> None:
        """Writes a session, in the place of the one of that id.

        Raises:
            BookError: That one is another client's.
        """
        owner, ident = bytes.fromhex(entry.page.client.id), bytes.fromhex(session.id)
        with self.keys_of(entry) as keys:
            # A session is mostly the names of what a product can be told.
            content = zlib.compress(msgspec.msgpack.encode(session), 1)
            record = self.seal(keys.records, b"session" + owner, ident, content)
        written = self.connection.execute(
            "INSERT INTO sessions VALUES (?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET record = excluded.record WHERE client = excluded.client",
            (ident, owner, record),
        )
        if written.rowcount != 1:
            raise BookError("This session is another client's; begin a new one.")

    def read_session(self, keys: Keys, owner: bytes, ident: bytes, record: bytes) -> Session:
        """A session from its row; raises BookError if it is damaged."""
        content = self.unseal(keys.records, b"session" + owner, ident, record)
        return self.decoded(zlib.decompress(content), Session)

    def _write_roll(self) -> None:
        self.connection.execute("UPDATE book SET roll = ?", (self._sealed_roll(self.entries),))

    def _sealed_roll(self, idents: Collection[bytes]) -> bytes:
        return self.seal(self.key, b"roll", b"", msgspec.msgpack.encode(_roll(idents)))

    def _sealed_keys(self, keys: Keys, ident: bytes) -> bytes:
        return self.seal(self.key, b"key", ident, keys.records + keys.pictures)

    def _rewrite_keys(self) -> None:
        """Leaves no key in the unused parts of the file.

        SQLite overwrites what is deleted, but not the copies that it leaves in a page when it moves
        rows to another one; pages that are given back it overwrites whole.
        """
        for statement in (
            "CREATE TABLE kept AS SELECT id, key, page FROM clients",
            "DELETE FROM clients",
            "INSERT INTO clients SELECT id, key, page FROM kept",
            "DROP TABLE kept",
        ):
            self.connection.execute(statement)

    def tidy(self) -> None:
        """Leaves nothing at all in them, where that does not take long.

        In a larger file what may be left is sealed, and its key is not.
        """
        if self.path.stat().st_size < _REWRITTEN_BELOW_BYTES:
            with said(self.path):
                self.connection.execute("VACUUM")

    def _about(self, what: bytes, ident: bytes) -> bytes:
        return b"|".join((b"mirror client book 1", self.mark, what, ident))

    def seal(self, key: bytearray, what: bytes, ident: bytes, content: bytes | bytearray) -> bytes:
        """A record of this book."""
        return seal(key, content, self._about(what, ident))

    def unseal(self, key: bytearray, what: bytes, ident: bytes, sealed: bytes) -> bytes:
        """What was sealed; raises BookError if it is damaged."""
        try:
            return unseal(key, sealed, self._about(what, ident))
        except BrokenSealError as error:
            raise damaged(self.path) from error

    def decoded(self, content: bytes, kind: type[_T]) -> _T:
        """A record's values; raises BookError if it is damaged."""
        try:
            return msgspec.msgpack.decode(content, type=kind)
        except msgspec.MsgspecError as error:
            raise damaged(self.path) from error


def _roll(idents: Collection[bytes]) -> _Roll:
    combined = 0
    for ident in idents:
        combined ^= int.from_bytes(ident, "big")
    return _Roll(len(idents), combined.to_bytes(ID_BYTES, "big"))
