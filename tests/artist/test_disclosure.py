from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from mirror.artist.book import ClientBook
from mirror.artist.disclosure import suggested_name, write_disclosure
from mirror.errors import BookError, OutputError
from tests.artist.test_book import PICTURES, RECORDS, WORDS, jpeg, session


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ClientBook:
    from mirror.artist import passphrase

    def new() -> passphrase.Derivation:
        return passphrase.Derivation(bytes(16), memory_kib=8192, iterations=1, lanes=1)

    monkeypatch.setattr(passphrase, "new_derivation", new)
    return ClientBook.create(tmp_path / "clients.book", WORDS)


def test_all_that_is_kept_is_in_it_and_readable(book: ClientBook, tmp_path: Path) -> None:
    client = book.add("安娜 Q.", [RECORDS, PICTURES], allergies="lanolin")
    other = book.add("Bea", [RECORDS])
    book.save_session(client.id, session(1), {"after": jpeg(3)})
    book.save_session(client.id, session(2, notes="softer"))
    book.save_session(other.id, session(3))
    path = tmp_path / suggested_name(client.id)
    write_disclosure(book, client.id, path)
    with zipfile.ZipFile(path) as archive:
        text = archive.read("record.json").decode()
        (picture,) = [name for name in archive.namelist() if name.endswith(".jpg")]
        assert archive.read(picture) == jpeg(3)
    assert "安娜 Q." in text
    assert '\n  "client": {' in text
    record = json.loads(text)
    assert record["client"]["allergies"] == "lanolin"
    assert record["client"]["consents"][0]["text"] == RECORDS.text
    assert [one["notes"] for one in record["sessions"]] == ["softer", ""]
    assert record["sessions"][1]["worn"]["pieces"][0]["sku"] == "LIP-104"
    assert "Bea" not in text
    assert not any(word in name for name in (path.name, picture) for word in ("安娜", "Q"))
    book.close()


def test_a_locked_book_and_a_missing_folder(book: ClientBook, tmp_path: Path) -> None:
    client = book.add("Anna", [RECORDS])
    with pytest.raises(OutputError, match="There is no folder"):
        write_disclosure(book, client.id, tmp_path / "no" / "a.zip")
    book.close()
    with pytest.raises(BookError, match="locked"):
        write_disclosure(book, client.id, tmp_path / "a.zip")
    assert not (tmp_path / "a.zip").exists()
