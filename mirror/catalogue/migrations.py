"""The tables of the store, and how an older file becomes a newer one.

`PRAGMA user_version` counts the steps that a file has been through.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from mirror.errors import CatalogueError

APPLICATION_ID = 0x4D697243
"""Says that a SQLite file is a catalogue of ours: “MirC”."""

_FIRST = (
    """
    CREATE TABLE items (
        id INTEGER PRIMARY KEY,
        sku TEXT NOT NULL UNIQUE,
        barcode TEXT UNIQUE,
        brand TEXT NOT NULL,
        line TEXT NOT NULL,
        name TEXT NOT NULL,
        kind TEXT NOT NULL,
        finish TEXT,
        shade_name TEXT NOT NULL,
        shade_code TEXT NOT NULL,
        colour TEXT NOT NULL,
        colour_on_skin TEXT,
        opacity REAL CHECK (opacity BETWEEN 0 AND 1),
        undertone TEXT,
        price_cents INTEGER CHECK (price_cents >= 0),
        currency TEXT,
        flags INTEGER NOT NULL,
        stock INTEGER CHECK (stock >= 0),
        parameters TEXT NOT NULL,
        lab_l REAL NOT NULL,
        lab_a REAL NOT NULL,
        lab_b REAL NOT NULL,
        sort_key TEXT NOT NULL,
        CHECK ((price_cents IS NULL) = (currency IS NULL))
    )
    """,
    """
    CREATE VIRTUAL TABLE words USING fts5(
        brand, line, name, shade, prefix = '1 2 3', tokenize = 'unicode61'
    )
    """,
    """
    CREATE TABLE facets (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        revision INTEGER NOT NULL,
        names TEXT NOT NULL,
        columns BLOB NOT NULL
    )
    """,
)
MIGRATIONS: Sequence[Sequence[str]] = (_FIRST,)
"""Step by step what is done to a file; add at the end, and never change one that was released."""


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Brings a file up to date, or makes the tables of an empty one, in one transaction.

    Raises:
        CatalogueError: It is another program's, or a newer version of this one wrote it.
        sqlite3.Error: It is no database, is in use, or cannot be written.
    """
    if _version(connection, path) == len(MIGRATIONS):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Somebody else may have been quicker.
        for step in MIGRATIONS[_version(connection, path) :]:
            for statement in step:
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _version(connection: sqlite3.Connection, path: Path) -> int:
    """How many steps a file has been through."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application != APPLICATION_ID and (tables or application or version):
        raise CatalogueError(f"{path} is the database of another program; choose another file.")
    if version > len(MIGRATIONS):
        raise CatalogueError(f"{path} was written by a newer Mirror; update this one.")
    return int(version)
