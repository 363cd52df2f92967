"""All that the book holds of one client, as a file for that client: it is theirs to have.

A zip archive that any system opens: `record.json`, readable as it is, and the pictures. It is not
encrypted, and once it is written the book has no power over it.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import msgspec

from mirror.artist.book import ClientBook
from mirror.capture.whole_file import WholeFile, output_error

SUFFIX = ".zip"


def suggested_name(client: str) -> str:
    """A name for the file, which does not say whose it is."""
    return f"client-{client[:8]}{SUFFIX}"


def write_disclosure(book: ClientBook, client: str, path: Path) -> None:
    """Writes it, whole or not at all.

    Args:
        book: The open book.
        client: Whose.
        path: Where to.

    Raises:
        BookError: The book cannot be read.
        OutputError: The file cannot be written.
    """
    page, sessions = book.client(client), book.sessions(client)
    record = {
        "client": msgspec.to_builtins(page),
        "sessions": [msgspec.to_builtins(session) for session in sessions],
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        text = msgspec.json.format(msgspec.json.encode(record), indent=2)
        archive.writestr("record.json", text)
        for session in sessions:
            for part in session.pictures:
                jpeg = book.picture(client, session.id, part)
                name = f"pictures/{session.date:%Y-%m-%d}-{session.id[:8]}-{part}.jpg"
                archive.writestr(name, jpeg or b"", zipfile.ZIP_STORED)
    file = WholeFile(path)
    try:
        file.part.write_bytes(content.getbuffer())
        file.commit()
    except OSError as error:
        file.discard()
        raise output_error(path, error) from error
