from __future__ import annotations

import hashlib
import io
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import numpy as np
import pytest
from PIL import Image

from mirror.artist import passphrase
from mirror.artist.book import ClientBook
from mirror.artist.client import Client, Consent, Session, Worn, WornPiece
from mirror.artist.passphrase import Derivation
from mirror.errors import BookError, PassphraseError
from mirror.makeup.products import Lipstick

WORDS = "four words make one"
DAY = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
RECORDS = Consent("records", "A page about me may be kept.", DAY)
PICTURES = Consent("pictures", "Pictures of me may be kept.", DAY)


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2id with the least that a book may ask for."""

    def new() -> Derivation:
        return Derivation(os.urandom(16), memory_kib=8192, iterations=1, lanes=1)

    monkeypatch.setattr(passphrase, "new_derivation", new)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "clients.book"


@pytest.fixture
def book(path: Path) -> Iterator[ClientBook]:
    with ClientBook.create(path, WORDS) as made:
        yield made


def jpeg(seed: int = 0, side: int = 160) -> bytes:
    """Noise, so that its bytes are like no others."""
    noise = np.random.default_rng(seed).integers(0, 256, (side, side, 3), np.uint8)
    content = io.BytesIO()
    Image.fromarray(noise).save(content, "JPEG")
    return content.getvalue()


def ident(number: int) -> str:
    """Looks as random as a real one."""
    return hashlib.md5(str(number).encode()).hexdigest()


def session(number: int = 1, **changes: object) -> Session:
    worn = Worn(
        pieces=(WornPiece(product=Lipstick(shades=("#9f1425",), strength=0.8), sku="LIP-104"),),
        look_title="Classic red",
    )
    made = Session(id=ident(number), date=DAY + timedelta(days=number), title="Trial", worn=worn)
    return msgspec.structs.replace(made, **changes)


def anna(book: ClientBook, **page: object) -> Client:
    return book.add("Anna Quendlinburger", [RECORDS, PICTURES], allergies="lanolin", **page)


def test_what_is_kept_is_there_again(book: ClientBook, path: Path) -> None:
    client = anna(book, pronoun="she", notes="两次试妆", skin=(0.4, 0.3, 0.2))
    kept = book.save_session(client.id, session(), {"before": jpeg(1), "after": jpeg(2)})
    assert kept.pictures == ("before", "after")
    book.close()
    with ClientBook.open(path, WORDS) as again:
        assert again.clients() == [client]
        assert again.sessions(client.id) == [kept]
        assert again.latest(client.id) == kept.date
        assert again.picture(client.id, kept.id, "before") == jpeg(1)
        assert again.picture(client.id, kept.id, "after") == jpeg(2)
        assert again.sessions(client.id)[0].worn.pieces[0].sku == "LIP-104"


def test_clients_are_in_the_order_of_their_names(book: ClientBook) -> None:
    for name in ("bea", "Ada", "Çelik", "ada"):
        book.add(name, [RECORDS])
    assert [one.name.casefold() for one in book.clients()] == ["ada", "ada", "bea", "çelik"]
    assert len(book) == 4


def test_nothing_that_is_known_is_readable_in_the_file(book: ClientBook, path: Path) -> None:
    client = anna(book)
    picture = jpeg()
    book.save_session(client.id, session(notes="wants it darker"), {"after": picture})
    content = path.read_bytes()
    words = ("Anna", "lanolin", "LIP-104", "9f1425", "Trial", "darker", "records", "lipstick")
    assert [word for word in words if word.encode() in content] == []
    assert picture[200:232] not in content
    assert "Anna" not in path.name
    if os.name == "posix":
        assert path.stat().st_mode & 0o077 == 0


def rows_of(book: ClientBook) -> list[bytes]:
    """Every sealed value of every row."""
    connection = book._vault.connection
    found: list[bytes] = []
    for statement in (
        "SELECT id, key, page FROM clients",
        "SELECT id, record FROM sessions",
        "SELECT session, jpeg FROM pictures",
    ):
        found += [value for row in connection.execute(statement) for value in row]
    return found


def pieces_in(values: list[bytes], content: bytes) -> int:
    """How many pieces of 16 bytes of the values are in a file."""
    return sum(
        value[at : at + 16] in content
        for value in values
        for at in range(0, max(len(value) - 15, 1), 16)
    )


def test_who_is_deleted_leaves_nothing_in_the_file(book: ClientBook, path: Path) -> None:
    others = [book.add(f"Client {number}", [RECORDS, PICTURES]) for number in range(30)]
    for number, other in enumerate(others):
        book.save_session(other.id, session(1000 + number), {"after": jpeg(number)})
    before = set(rows_of(book))
    client = anna(book)
    for number in range(20):
        parts = {"before": jpeg(number), "after": jpeg(number + 50)} if number % 5 == 0 else {}
        book.save_session(client.id, session(number), parts)  # type: ignore[arg-type]
        if number % 7 == 0:
            book.change(msgspec.structs.replace(book.client(client.id), notes="x" * number * 90))
    theirs = [value for value in rows_of(book) if value not in before]
    assert len(theirs) > 40
    assert pieces_in(theirs, path.read_bytes()) > 1000
    book.delete(client.id)
    assert pieces_in(theirs, path.read_bytes()) == 0
    beside = [one for one in path.parent.iterdir() if one != path]
    assert [one.stat().st_size for one in beside] in ([], [0])
    with pytest.raises(BookError, match="not in the book any more"):
        book.sessions(client.id)
    book.close()
    assert [one.name for one in path.parent.iterdir()] == [path.name]
    with ClientBook.open(path, WORDS) as again:
        assert len(again) == 30
        assert again.picture(others[3].id, ident(1003), "after") == jpeg(3)


@pytest.mark.parametrize("withdrawn", [False, True])
def test_no_key_is_left_in_a_file_that_is_too_large_to_be_written_anew(
    book: ClientBook, path: Path, monkeypatch: pytest.MonkeyPatch, *, withdrawn: bool
) -> None:
    monkeypatch.setattr("mirror.artist.vault._REWRITTEN_BELOW_BYTES", 0)
    keys = []
    clients = [
        book.add(f"Client {number}", [RECORDS, PICTURES], notes="n" * 40 * (number % 9))
        for number in range(120)
    ]
    for number, client in enumerate(clients):
        book.save_session(client.id, session(number), {"after": jpeg(number, 48)})
    for client in clients[10:110]:
        statement = "SELECT key FROM clients WHERE id = ?"
        ident = bytes.fromhex(client.id)
        keys.append(book._vault.connection.execute(statement, (ident,)).fetchone()[0])
        if withdrawn:
            book.withdraw(client.id, "pictures")
        else:
            book.delete(client.id)
    assert len(keys[0]) > 64
    assert pieces_in(keys, path.read_bytes()) == 0
    book.close()
    with ClientBook.open(path, WORDS) as again:
        assert len(again) == (120 if withdrawn else 20)
        assert again.picture(clients[5].id, session(5).id, "after") == jpeg(5, 48)


def test_a_copy_of_a_key_in_an_unused_part_of_the_file_goes_too(
    book: ClientBook, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As SQLite leaves one now and then, when it moves rows from one page to another."""
    monkeypatch.setattr("mirror.artist.vault._REWRITTEN_BELOW_BYTES", 0)
    client = anna(book)
    book.add("Bea", [RECORDS])
    key = book._vault.entry(client.id).key
    connection = book._vault.connection
    (root,) = connection.execute(
        "SELECT rootpage FROM sqlite_schema WHERE name = 'clients'"
    ).fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    book.close()
    content = bytearray(path.read_bytes())
    at = (root - 1) * size
    assert content[at] == 0x0D  # a leaf: pointers to its cells, a gap, cells
    gap = at + 8 + 2 * int.from_bytes(content[at + 3 : at + 5], "big")
    assert gap + len(key) < at + int.from_bytes(content[at + 5 : at + 7], "big")
    content[gap : gap + len(key)] = key
    path.write_bytes(content)
    with ClientBook.open(path, WORDS) as again:
        again.delete(client.id)
        assert pieces_in([key], path.read_bytes()) == 0


def test_a_withdrawn_consent_takes_the_pictures_at_once(book: ClientBook, path: Path) -> None:
    client = anna(book)
    kept = book.save_session(client.id, session(), {"before": jpeg(), "after": jpeg(1)})
    pictures = [row[0] for row in book._vault.connection.execute("SELECT jpeg FROM pictures")]
    assert pieces_in(pictures, path.read_bytes()) > 100
    page = book.withdraw(client.id, "pictures", DAY + timedelta(days=9))
    assert page is not None
    assert not page.allows("pictures")
    assert page.consents[1].withdrawn == DAY + timedelta(days=9)
    assert book.picture(client.id, kept.id, "before") is None
    assert book.sessions(client.id)[0].pictures == ()
    assert pieces_in(pictures, path.read_bytes()) == 0
    with pytest.raises(BookError, match="consent to pictures"):
        book.save_session(client.id, session(2), {"before": jpeg()})
    assert len(book.sessions(client.id)) == 1
    again = Consent("pictures", "Yes, again.", DAY + timedelta(days=12))
    assert book.agree(client.id, again).allows("pictures")
    assert book.save_session(client.id, session(2), {"before": jpeg()}).pictures == ("before",)


def test_without_consent_there_is_no_page(book: ClientBook) -> None:
    taken_back = msgspec.structs.replace(RECORDS, withdrawn=DAY)
    for consents in ([], [PICTURES], [taken_back]):
        with pytest.raises(BookError, match="no page"):
            book.add("Anna", consents)
    client = book.add("Anna", [RECORDS])
    with pytest.raises(BookError, match="consent to pictures"):
        book.save_session(client.id, session(), {"after": jpeg()})
    assert book.withdraw(client.id, "records") is None
    assert len(book) == 0


def test_a_page_is_changed_but_not_its_consents(book: ClientBook, path: Path) -> None:
    client = anna(book)
    book.save_session(client.id, session())
    book.change(msgspec.structs.replace(client, name="Anna Q.", consents=()))
    book.close()
    with ClientBook.open(path, WORDS) as again:
        (page,) = again.clients()
        assert (page.name, page.consents) == ("Anna Q.", (RECORDS, PICTURES))
        assert len(again.sessions(page.id)) == 1


def test_a_session_is_written_over_and_deleted(book: ClientBook) -> None:
    client = anna(book)
    book.save_session(client.id, session(1), {"before": jpeg()})
    book.save_session(client.id, session(2))
    changed = book.save_session(client.id, session(1, notes="softer"), {"after": jpeg(1)})
    assert changed.pictures == ("before", "after")
    assert [one.notes for one in book.sessions(client.id)] == ["", "softer"]
    book.delete_session(client.id, session(2).id)
    assert book.sessions(client.id) == [changed]
    assert book.latest(client.id) == changed.date
    book.delete_session(client.id, changed.id)
    assert book.latest(client.id) is None
    assert book._vault.connection.execute("SELECT count(*) FROM pictures").fetchone() == (0,)


def test_a_session_of_another_client_is_not_written_over(book: ClientBook) -> None:
    one, other = anna(book), book.add("Bea", [RECORDS])
    book.save_session(one.id, session(1))
    with pytest.raises(BookError, match="another client"):
        book.save_session(other.id, session(1, notes="not hers"))
    assert book.sessions(one.id)[0].notes == ""
    assert book.sessions(other.id) == []


@pytest.mark.parametrize(
    "page", [{"pronoun": "a\nb"}, {"notes": "x" * 30_000}, {"skin": (2, 0, 0)}, {"shoes": "42"}]
)
def test_what_is_out_of_range_is_refused(book: ClientBook, page: dict[str, object]) -> None:
    with pytest.raises(BookError, match="cannot be kept in the client book"):
        anna(book, **page)
    assert len(book) == 0


@pytest.mark.parametrize("content", [b"", b"GIF89a" + bytes(99), jpeg()[:900], b"\xff\xd8\xff"])
def test_what_is_no_picture_is_refused(book: ClientBook, content: bytes) -> None:
    client = anna(book)
    with pytest.raises(BookError, match="no JPEG picture"):
        book.save_session(client.id, session(), {"after": content})
    assert book.sessions(client.id) == []


def test_a_wrong_passphrase(book: ClientBook, path: Path) -> None:
    anna(book)
    book.close()
    for wrong in ("four words make two", "", WORDS.upper()):
        with pytest.raises(PassphraseError, match="not the passphrase") as refused:
            ClientBook.open(path, wrong)
        assert wrong == "" or wrong not in str(refused.value)
    with ClientBook.open(path, WORDS) as again:
        assert len(again) == 1


def test_a_passphrase_that_is_tried_out_in_no_time(path: Path) -> None:
    with pytest.raises(PassphraseError, match="8 characters at least"):
        ClientBook.create(path, "  short  ")
    assert not path.exists()


def test_one_passphrase_however_a_keyboard_composes_it(path: Path) -> None:
    ClientBook.create(path, "cafe\u0301 au lait").close()
    ClientBook.open(path, "caf\u00e9 au lait").close()


def test_another_passphrase_wraps_anew_and_nothing_else(book: ClientBook, path: Path) -> None:
    client = anna(book)
    book.save_session(client.id, session(), {"after": jpeg()})
    before = rows_of(book)
    with pytest.raises(PassphraseError):
        book.change_passphrase("not the old one", "something else")
    with pytest.raises(PassphraseError, match="8 characters"):
        book.change_passphrase(WORDS, "short")
    book.change_passphrase(WORDS, "something else")
    assert rows_of(book) == before
    book.close()
    with pytest.raises(PassphraseError):
        ClientBook.open(path, WORDS)
    with ClientBook.open(path, "something else") as again:
        assert again.clients() == [client]


def test_a_closed_book_knows_nothing(book: ClientBook) -> None:
    client = anna(book)
    book.close()
    book.close()
    assert set(book._vault.key) == {0}
    for attempt in (
        book.clients,
        lambda: book.client(client.id),
        lambda: book.sessions(client.id),
        lambda: book.save_session(client.id, session()),
        lambda: book.add("Bea", [RECORDS]),
        lambda: book.change(client),
        lambda: book.delete(client.id),
        lambda: book.withdraw(client.id, "pictures"),
        lambda: book.change_passphrase(WORDS, "something else"),
        lambda: len(book),
    ):
        with pytest.raises(BookError, match="locked; open it"):
            attempt()


def test_one_program_at_a_time(book: ClientBook, path: Path) -> None:
    with pytest.raises(BookError, match="open in another window"):
        ClientBook.open(path, WORDS)
    book.close()
    ClientBook.open(path, WORDS).close()


def test_a_book_is_not_begun_over_another_file(book: ClientBook, path: Path) -> None:
    with pytest.raises(BookError, match="There is a file"):
        ClientBook.create(path, WORDS)
    with pytest.raises(BookError, match="There is no client book"):
        ClientBook.open(path.with_name("gone.book"), WORDS)


def _filled(book: ClientBook) -> None:
    for number in range(12):
        client = book.add(f"Client {number}", [RECORDS, PICTURES], notes="n" * 500)
        for at in range(3):
            book.save_session(client.id, session(100 * number + at), {"after": jpeg(number)})


def _all_of(book: ClientBook) -> object:
    return [
        (client, one, book.picture(client.id, one.id, "after"))
        for client in book.clients()
        for one in book.sessions(client.id)
    ]


def test_a_cut_book_is_refused(book: ClientBook, path: Path) -> None:
    _filled(book)
    book.close()
    whole = path.read_bytes()
    for share in (0.0, 0.001, 0.01, 0.1, 0.3, 0.5, 0.8, 0.99, 0.99999):
        path.write_bytes(whole[: int(share * len(whole))])
        with pytest.raises(BookError, match=r"is damaged; nothing|is no client book"):
            ClientBook.open(path, WORDS)


def test_a_spoilt_book_is_refused_or_harmless(book: ClientBook, path: Path) -> None:
    _filled(book)
    told = _all_of(book)
    book.close()
    whole = path.read_bytes()
    refused = 0
    for at in range(3, len(whole), len(whole) // 150):
        spoilt = bytearray(whole)
        spoilt[at] ^= 0x55
        path.write_bytes(spoilt)
        try:
            with ClientBook.open(path, WORDS) as opened:
                assert _all_of(opened) == told
        except BookError:
            refused += 1
    assert refused > 75


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM clients WHERE rowid = 2",
        "DELETE FROM sessions WHERE rowid = 2",
        "DELETE FROM book",
        "DROP TABLE sessions",
        "UPDATE clients SET page = (SELECT page FROM clients WHERE rowid = 1)",
        "UPDATE clients SET key = (SELECT key FROM clients WHERE rowid = 1)",
        "UPDATE book SET mark = zeroblob(16)",
        "UPDATE book SET key = zeroblob(60)",
        "UPDATE book SET roll = zeroblob(60)",
    ],
)
def test_what_was_changed_from_outside_is_found_out(
    book: ClientBook, path: Path, statement: str
) -> None:
    _filled(book)
    book.close()
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()
    with pytest.raises(BookError, match="is damaged; nothing of it was read"):
        ClientBook.open(path, WORDS)


def test_sessions_that_changed_places_are_found_out(book: ClientBook, path: Path) -> None:
    client, other = anna(book), book.add("Bea", [RECORDS])
    for number in (1, 2):
        book.save_session(client.id, session(number))
    book._vault.connection.execute(
        "UPDATE sessions SET record = (SELECT record FROM sessions WHERE rowid = 1)"
    )
    with pytest.raises(BookError, match="is damaged"):
        book.sessions(client.id)
    assert book.sessions(other.id) == []


def test_a_greedy_book_is_refused(book: ClientBook, path: Path) -> None:
    from mirror.artist.book_file import checksum

    greedy = msgspec.msgpack.encode({"salt": bytes(16), "memory_kib": 2**40})
    mark, key = book._vault.connection.execute("SELECT mark, key FROM book").fetchone()
    book._vault.connection.execute(
        "UPDATE book SET derivation = ?, whole = ?", (greedy, checksum(mark, greedy, key))
    )
    book.close()
    with pytest.raises(BookError, match="is damaged"):
        ClientBook.open(path, WORDS)


def test_a_newer_book_and_another_database(book: ClientBook, path: Path) -> None:
    book._vault.connection.execute("PRAGMA user_version = 99")
    book.close()
    with pytest.raises(BookError, match="newer version of the mirror; update"):
        ClientBook.open(path, WORDS)
    other = path.with_name("other.sqlite")
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE t (a)")
    connection.close()
    with pytest.raises(BookError, match="is no client book"):
        ClientBook.open(other, WORDS)


def test_a_full_disk_leaves_the_book_as_it_was(book: ClientBook, path: Path) -> None:
    client = anna(book)
    book.save_session(client.id, session(1))
    told = book.client(client.id), book.sessions(client.id)
    (pages,) = book._vault.connection.execute("PRAGMA page_count").fetchone()
    book._vault.connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(BookError, match="the disk is full; free some space"):
        book.save_session(client.id, session(2), {"after": jpeg(1, 400)})
    assert (book.client(client.id), book.sessions(client.id)) == told
    assert book.latest(client.id) == session(1).date
    book.close()
    with ClientBook.open(path, WORDS) as again:
        assert (again.client(client.id), again.sessions(client.id)) == told


_DIES = """
import os, sys
from pathlib import Path
from mirror.artist.book import ClientBook
book = ClientBook.open(Path(sys.argv[1]), sys.argv[2])
connection = book._vault.connection
connection.execute("PRAGMA cache_size = 2")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE pictures SET jpeg = zeroblob(length(jpeg))")
connection.execute("DELETE FROM sessions")
connection.execute("UPDATE clients SET page = zeroblob(3000)")
os._exit(9)
"""


def test_a_crash_in_the_middle_leaves_the_old_book(book: ClientBook, path: Path) -> None:
    _filled(book)
    told = _all_of(book)
    book.close()
    whole = path.read_bytes()
    died = subprocess.run([sys.executable, "-c", _DIES, path, WORDS], check=False, timeout=120)
    assert died.returncode == 9
    assert path.read_bytes() != whole
    with ClientBook.open(path, WORDS) as again:
        assert _all_of(again) == told


def test_one_thread_may_open_and_another_read(book: ClientBook) -> None:
    client = anna(book)
    found: list[object] = []
    thread = threading.Thread(target=lambda: found.append(book.sessions(client.id)))
    thread.start()
    thread.join()
    assert found == [[]]


def test_nothing_of_a_client_is_logged(book: ClientBook, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    client = anna(book)
    book.save_session(client.id, session(), {"after": jpeg()})
    book.delete(client.id)
    assert "Anna" not in caplog.text
