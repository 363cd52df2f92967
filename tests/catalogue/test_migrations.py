from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from mirror.catalogue import migrations
from mirror.catalogue.migrations import APPLICATION_ID, MIGRATIONS, migrate
from mirror.errors import CatalogueError


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    opened = sqlite3.connect(tmp_path / "catalogue.sqlite", isolation_level=None)
    yield opened
    opened.close()


def one(connection: sqlite3.Connection, sql: str) -> object:
    return connection.execute(sql).fetchone()[0]


def test_an_empty_file_gets_the_tables_and_the_version(
    connection: sqlite3.Connection, tmp_path: Path
) -> None:
    migrate(connection, tmp_path)
    assert one(connection, "PRAGMA user_version") == len(MIGRATIONS)
    assert one(connection, "PRAGMA application_id") == APPLICATION_ID
    assert one(connection, "SELECT count(*) FROM items") == 0
    migrate(connection, tmp_path)


def test_an_older_file_goes_through_the_new_steps_and_keeps_its_items(
    connection: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrate(connection, tmp_path)
    connection.execute(
        "INSERT INTO items VALUES (1, 'R1', NULL, '', '', 'x', 'lipstick', NULL, '', '', "
        "'#a8283c', NULL, NULL, NULL, NULL, NULL, 0, NULL, '{}', 1, 2, 3, '')"
    )
    step = ("ALTER TABLE items ADD COLUMN shelf TEXT NOT NULL DEFAULT ''",)
    monkeypatch.setattr(migrations, "MIGRATIONS", (*MIGRATIONS, step))
    migrate(connection, tmp_path)
    assert one(connection, "PRAGMA user_version") == len(MIGRATIONS) + 1
    assert connection.execute("SELECT sku, shelf FROM items").fetchall() == [("R1", "")]


def test_a_step_that_fails_leaves_the_file_as_it_was(
    connection: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrate(connection, tmp_path)
    steps = (*MIGRATIONS, ("CREATE TABLE shelves (id)",), ("nonsense",))
    monkeypatch.setattr(migrations, "MIGRATIONS", steps)
    with pytest.raises(sqlite3.Error):
        migrate(connection, tmp_path)
    assert one(connection, "PRAGMA user_version") == len(MIGRATIONS)
    assert one(connection, "SELECT count(*) FROM sqlite_master WHERE name = 'shelves'") == 0


def test_a_newer_file_is_refused(connection: sqlite3.Connection, tmp_path: Path) -> None:
    migrate(connection, tmp_path)
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    with pytest.raises(CatalogueError, match="newer Mirror; update this one"):
        migrate(connection, tmp_path)


def test_another_programs_database_is_refused_and_left_alone(
    connection: sqlite3.Connection, tmp_path: Path
) -> None:
    connection.execute("CREATE TABLE bookmarks (id)")
    with pytest.raises(CatalogueError, match="another program"):
        migrate(connection, tmp_path)
    assert one(connection, "SELECT count(*) FROM sqlite_master") == 1
