"""Opens a file that is to be imported, if it is what its name says and of a sane size."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from mirror.catalogue.csv_table import csv_table
from mirror.catalogue.encoding import Encoding, encoding_of
from mirror.catalogue.json_table import json_lines_table, json_table
from mirror.catalogue.table import Table
from mirror.catalogue.xlsx_table import xlsx_table
from mirror.errors import CatalogueError

_MB = 1 << 20
# CSV and JSON lines are read in pieces; the others as a whole, and take several times their size.
LARGEST: Mapping[str, int] = {
    **dict.fromkeys((".csv", ".tsv", ".txt", ".jsonl", ".ndjson"), 512 * _MB),
    ".json": 128 * _MB,
    ".xlsx": 64 * _MB,
    ".xlsm": 64 * _MB,
}
_MAGIC = {
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"RIFF": "a picture or a sound",
    b"II*\0": "a picture",
    b"MM\0*": "a picture",
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "an old Excel file or an encrypted one; save it as .xlsx without a password",
    b"PK\x03\x04": "a workbook or a zip file; name it .xlsx if it comes from a spreadsheet",
    b"\x1f\x8b": "packed with gzip; unpack it",
    b"SQLite format 3": "a database",
}
_HEAD = 1 << 16
# In UTF-16 of Latin letters every second byte is NUL; a text has none, or a few of damage.
_MOST_NULS = 0.02
# Here, any of them means numbers of a program's own, as pictures begin with.
_START = 32


def open_table(path: Path, encoding: str | None = None) -> Table:
    """The table in a file.

    Args:
        path: .csv, .tsv, .txt, .json, .jsonl, .ndjson, .xlsx or .xlsm.
        encoding: Python's name of a text's encoding; None finds it out.

    Raises:
        CatalogueError: It cannot be read, is too large, or is not what its name says.
    """
    suffix = path.suffix.lower()
    if suffix not in LARGEST:
        raise CatalogueError(
            f"{path} is of no kind that can be imported; there are: {', '.join(LARGEST)}."
        )
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise CatalogueError(f"{path} is a folder; name a file in it.")
        if size > LARGEST[suffix]:
            raise CatalogueError(
                f"{path} has {size // _MB:,} MB, and a {suffix} file may have "
                f"{LARGEST[suffix] // _MB}; split it."
            )
        if not size:
            raise CatalogueError(f"{path} is empty; export the products again.")
        return _open(path, suffix, encoding)
    except OSError as error:
        reason = error.strerror or str(error)
        raise CatalogueError(f"{path} cannot be read: {reason}.") from error


def _open(path: Path, suffix: str, told: str | None) -> Table:
    with path.open("rb") as file:
        head = file.read(_HEAD)
    is_zip = head.startswith(b"PK\x03\x04")
    if suffix in (".xlsx", ".xlsm"):
        if not is_zip:
            raise CatalogueError(f"{path} is no workbook, but {_what(head)}.")
        return xlsx_table(path)
    if any(head.startswith(magic) for magic in _MAGIC):
        raise CatalogueError(f"{path} is no text, but {_what(head)}.")
    encoding = _told(told) if told else encoding_of(path)
    wide = encoding.codec.startswith(("utf-16", "utf-32"))
    if not wide and (head.count(0) > _MOST_NULS * len(head) or 0 in head[:_START]):
        raise CatalogueError(
            f"{path} is no text that can be read, or UTF-16 without its mark; save it as UTF-8."
        )
    if suffix == ".json":
        table = json_table(path, encoding)
    elif suffix in (".jsonl", ".ndjson"):
        table = json_lines_table(path, encoding)
    else:
        table = csv_table(path, encoding)
    if not encoding.guessed:
        return table
    said = f"The file was taken for {encoding.title}; if letters look wrong, save it as UTF-8."
    return replace(table, warnings=(*table.warnings, said))


def _what(head: bytes) -> str:
    return next(
        (what for magic, what in _MAGIC.items() if head.startswith(magic)),
        "something else; save it from a spreadsheet as .xlsx",
    )


def _told(name: str) -> Encoding:
    try:
        codec = codecs.lookup(name).name
        "".encode(codec)
    except LookupError as error:
        raise CatalogueError(
            f"There is no encoding “{name}”; there are utf-8, utf-16, gb18030 and cp1252, for some."
        ) from error
    return Encoding(codec, name.upper(), strict=False)
