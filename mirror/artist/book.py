"""The book of an artist's clients, in one encrypted file.

    passphrase --Argon2id--> key --seals--> the book's key --seals--> each client's two keys
    --seal--> page and sessions; pictures

**Deleted for real.** A client who is deleted loses the keys that all of theirs is sealed with: they are
overwritten, and so is what they sealed, and a file of up to 100 MB is written anew, so that nothing is
left in it. Pictures have a key of their own, which goes with the consent to them. What no program can
promise: a copy of the file that was made before still holds the client, and so may blocks that the
disk has freed but not overwritten. Delete old copies, too.

**Consent.** There is a page only of a client who has agreed to one, and pictures only of one who has
agreed to pictures. A consent that is withdrawn takes with it, at once, what it was for.

**Locked.** `close` overwrites the book's key and lets go of every client. Python cannot promise more:
texts and passphrases cannot be overwritten, the cipher keeps copies of keys for itself, and the
system may have written memory to its swap file.

A passphrase that is lost cannot be found again, and nor can what is in the book.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import msgspec

from mirror.artist.book_file import damaged, said
from mirror.artist.client import PARTS, Client, Consent, Part, Purpose, Session, new_id
from mirror.artist.picture import check_jpeg
from mirror.artist.vault import Page, Vault
from mirror.errors import BookError

_T = TypeVar("_T")


class ClientBook:
    """An open book; any thread may use it, one at a time. `create` and `open` make one.

    Every method raises BookError in one sentence if the file cannot be read or written, or the book
    was closed; a change is then not made at all. No other program can open it meanwhile.
    """

    def __init__(self, vault: Vault) -> None:
        self.path = vault.path
        self._vault = vault

    @classmethod
    def create(cls, path: Path, passphrase: str) -> Self:
        """Begins a new book; takes a fifth of a second, which the key costs.

        Raises:
            BookError: There is a file already, or it cannot be made.
            PassphraseError: The passphrase has less than 8 characters.
        """
        return cls(Vault.create(path, passphrase))

    @classmethod
    def open(cls, path: Path, passphrase: str) -> Self:
        """Opens a book; takes a fifth of a second, and as long again for ten thousand clients.

        Raises:
            BookError: It is missing, no client book, damaged, a newer one, or open elsewhere.
            PassphraseError: It is another book's passphrase, or none's.
        """
        return cls(Vault.open(path, passphrase))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Locks the book; may be repeated."""
        self._vault.close()

    def __len__(self) -> int:
        with self._vault.held():
            return len(self._vault.entries)

    def clients(self) -> list[Client]:
        """All clients, by name."""
        with self._vault.held():
            pages = [entry.page.client for entry in self._vault.entries.values()]
        return sorted(pages, key=lambda one: (one.name.casefold(), one.id))

    def client(self, client: str) -> Client:
        """The client of that id."""
        with self._vault.held():
            return self._vault.entry(client).page.client

    def latest(self, client: str) -> datetime | None:
        """When the client's latest session was, or None."""
        with self._vault.held():
            return self._vault.entry(client).page.latest

    def add(self, name: str, consents: Collection[Consent], **page: object) -> Client:
        """Begins a page.

        Args:
            name: What they are called.
            consents: One for records at least.
            **page: Other attributes of `Client`.

        Raises:
            BookError: There is no consent for records.
        """
        fields = {**page, "id": new_id(), "name": name, "consents": tuple(consents)}
        client = _sound(msgspec.to_builtins(fields), Client)
        if not client.allows("records"):
            raise BookError("Without the client's consent there is no page about them.")
        self._vault.insert(client)
        return client

    def change(self, client: Client) -> None:
        """Keeps a page as it is now; consents are given and withdrawn by methods of their own."""
        client = _sound(msgspec.to_builtins(client), Client)
        with self._vault.held():
            entry = self._vault.entry(client.id)
            kept = msgspec.structs.replace(client, consents=entry.page.client.consents)
            self._vault.turn(entry, msgspec.structs.replace(entry.page, client=kept))

    def agree(self, client: str, consent: Consent) -> Client:
        """Adds a consent."""
        with self._vault.held():
            entry = self._vault.entry(client)
            before = entry.page.client
            after = msgspec.structs.replace(before, consents=(*before.consents, consent))
            self._vault.turn(entry, msgspec.structs.replace(entry.page, client=after))
            return after

    def withdraw(
        self, client: str, purpose: Purpose, when: datetime | None = None
    ) -> Client | None:
        """Takes a consent back, and what it was for away at once.

        Returns:
            The page as it is now; None where the consent to records was withdrawn, since the client
            is then deleted.
        """
        if purpose == "records":
            self.delete(client)
            return None
        when = when or datetime.now(UTC)
        with self._vault.held():
            entry = self._vault.entry(client)
            page = entry.page
            consents = tuple(
                msgspec.structs.replace(one, withdrawn=when)
                if one.purpose == purpose and one.withdrawn is None
                else one
                for one in page.client.consents
            )
            after = msgspec.structs.replace(page.client, consents=consents)
            sessions = [one for one in self.sessions(client) if one.pictures]
            with self._vault.changing():
                for one in sessions:
                    self._vault.write_session(entry, msgspec.structs.replace(one, pictures=()))
                self._vault.turn(entry, msgspec.structs.replace(page, client=after))
                self._vault.remove_pictures(client)
            self._vault.tidy()
            return after

    def delete(self, client: str) -> None:
        """Overwrites a client's keys and all that they sealed."""
        self._vault.remove(client)

    def sessions(self, client: str) -> list[Session]:
        """A client's sessions, the latest first."""
        with (
            self._vault.held(),
            said(self.path),
            self._vault.keys_of(self._vault.entry(client)) as keys,
        ):
            ident = bytes.fromhex(client)
            rows = self._vault.connection.execute(
                "SELECT id, record FROM sessions WHERE client = ?", (ident,)
            ).fetchall()
            if {one for one, _ in rows} != set(self._vault.entry(client).page.sessions):
                raise damaged(self.path)
            found = [self._vault.read_session(keys, ident, *row) for row in rows]
        return sorted(found, key=lambda one: (one.date, one.id), reverse=True)

    def save_session(
        self, client: str, session: Session, pictures: Mapping[Part, bytes] | None = None
    ) -> Session:
        """Keeps a session, in the place of the one of that id.

        Args:
            client: Whose.
            session: Its `pictures` are not read.
            pictures: JPEG files; a part that is not named stays as it is.

        Returns:
            The session, with the pictures that are kept of it.

        Raises:
            BookError: The client has not agreed to pictures, or one is no JPEG picture.
        """
        pictures = pictures or {}
        for jpeg in pictures.values():
            check_jpeg(jpeg)
        session = _sound(msgspec.to_builtins(session), Session)
        with self._vault.held():
            entry = self._vault.entry(client)
            if pictures and not entry.page.client.allows("pictures"):
                raise BookError("Without the client's consent to pictures none are kept.")
            ident = bytes.fromhex(session.id)
            with self._vault.changing(), self._vault.keys_of(entry) as keys:
                for part, jpeg in pictures.items():
                    about = b"picture" + part.encode() + bytes.fromhex(client)
                    self._vault.connection.execute(
                        "INSERT OR REPLACE INTO pictures VALUES (?, ?, ?, ?)",
                        (
                            ident,
                            part,
                            bytes.fromhex(client),
                            self._vault.seal(keys.pictures, about, ident, jpeg),
                        ),
                    )
                rows = self._vault.connection.execute(
                    "SELECT part FROM pictures WHERE session = ?", (ident,)
                )
                kept = {part for (part,) in rows}
                parts = tuple(part for part in PARTS if part in kept)
                session = msgspec.structs.replace(session, pictures=parts)
                self._vault.write_session(entry, session)
                sessions = tuple(dict.fromkeys((*entry.page.sessions, ident)))
                latest = max(filter(None, (entry.page.latest, session.date)))
                self._vault.turn(entry, Page(entry.page.client, sessions, latest))
        return session

    def delete_session(self, client: str, session: str) -> None:
        """Overwrites a session and its pictures."""
        with self._vault.held():
            entry, ident = self._vault.entry(client), bytes.fromhex(session)
            others = [one for one in self.sessions(client) if one.id != session]
            latest = others[0].date if others else None
            kept = tuple(one for one in entry.page.sessions if one != ident)
            with self._vault.changing():
                for statement in (
                    "DELETE FROM pictures WHERE session = ? AND client = ?",
                    "DELETE FROM sessions WHERE id = ? AND client = ?",
                ):
                    self._vault.connection.execute(statement, (ident, bytes.fromhex(client)))
                self._vault.turn(entry, Page(entry.page.client, kept, latest))

    def picture(self, client: str, session: str, part: Part) -> bytes | None:
        """A picture of a session as its JPEG file, or None."""
        with (
            self._vault.held(),
            said(self.path),
            self._vault.keys_of(self._vault.entry(client)) as keys,
        ):
            owner, ident = bytes.fromhex(client), bytes.fromhex(session)
            row = self._vault.connection.execute(
                "SELECT jpeg FROM pictures WHERE session = ? AND part = ? AND client = ?",
                (ident, part, owner),
            ).fetchone()
            if row is None:
                return None
            return self._vault.unseal(
                keys.pictures, b"picture" + part.encode() + owner, ident, row[0]
            )

    def change_passphrase(self, old: str, new: str) -> None:
        """Seals the book's key with another passphrase; nothing else is written.

        An older copy of the file still opens with the old one.

        Raises:
            PassphraseError: The old one is wrong, or the new one too short.
        """
        self._vault.rewrap(old, new)


def _sound(fields: object, kind: type[_T]) -> _T:
    """Values in their ranges.

    Raises:
        BookError: One is not.
    """
    try:
        return msgspec.convert(fields, kind)
    except msgspec.ValidationError as error:
        raise BookError(f"This cannot be kept in the client book: {error}.") from error
