from __future__ import annotations

import io
import itertools
import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from mirror.errors import KioskError
from mirror.kiosk.counts import Counts, Daily, Event, write_csv

NOON = datetime(2026, 3, 5, 12, 34, 56, tzinfo=UTC)
DAY = NOON.date()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "counts.sqlite"


@pytest.fixture
def counts(path: Path) -> Iterator[Counts]:
    with Counts(path) as counts:
        yield counts


def _rows(path: Path) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute("SELECT * FROM counts").fetchall()
    finally:
        connection.close()


def test_a_day_of_a_product(counts: Counts) -> None:
    for event in (Event.WORN, Event.WORN, Event.REMOVED, Event.WORN, Event.BASKET):
        counts.add("L-1", event, NOON)
    counts.add("L-1", Event.WORN, NOON + timedelta(hours=3))
    counts.add("E-2", Event.SAVED, NOON)
    counts.add("L-1", Event.WORN, NOON + timedelta(days=1))
    assert counts.daily() == [
        Daily(DAY, "E-2", 0, 0, 1, 0),
        Daily(DAY, "L-1", 4, 1, 0, 1),
        Daily(DAY + timedelta(days=1), "L-1", 1, 0, 0, 0),
    ]
    assert [one.day for one in counts.daily(first=date(2026, 3, 6))] == [date(2026, 3, 6)]
    assert {one.sku for one in counts.daily(last=DAY)} == {"E-2", "L-1"}
    assert counts.daily(last=date(2026, 3, 4)) == []


def test_only_product_event_and_hour_are_kept(path: Path) -> None:
    with Counts(path) as counts:
        counts.add("L-1", Event.WORN, NOON)
        counts.add("L-1", Event.WORN, NOON + timedelta(minutes=20))
    assert _rows(path) == [("L-1", "worn", "2026-03-05T12", 2)]


def test_the_order_of_a_visit_leaves_no_trace(tmp_path: Path) -> None:
    """The same events in any order make the same file, byte for byte."""
    events = [
        ("L-1", Event.WORN),
        ("E-2", Event.WORN),
        ("L-1", Event.REMOVED),
        ("A-3", Event.SAVED),
    ]
    contents = set()
    for number, order in enumerate(itertools.permutations(events)):
        path = tmp_path / f"{number}.sqlite"
        with Counts(path) as counts:
            for second, (sku, event) in enumerate(order):
                counts.add(sku, event, NOON + timedelta(seconds=second))
        contents.add(path.read_bytes())
    assert len(contents) == 1


def test_the_log_of_changes_is_emptied(path: Path, counts: Counts) -> None:
    counts.add("L-1", Event.WORN, NOON)
    counts.flush()
    assert path.with_name(f"{path.name}-wal").stat().st_size == 0


def test_it_is_written_every_ten_minutes_and_at_the_end(path: Path) -> None:
    with Counts(path) as counts:
        counts.add("L-1", Event.WORN, NOON)
        counts.add("L-1", Event.WORN, NOON + timedelta(minutes=9))
        assert _rows(path) == []
        counts.add("L-1", Event.WORN, NOON + timedelta(minutes=10))
        assert [row[-1] for row in _rows(path)] == [2]
        counts.add("L-1", Event.WORN, NOON - timedelta(hours=1))  # the clock was set back
        assert sum(int(str(row[-1])) for row in _rows(path)) == 3
    assert sum(int(str(row[-1])) for row in _rows(path)) == 4


def test_counts_go_on_after_a_restart(path: Path) -> None:
    for _ in range(3):
        with Counts(path) as counts:
            counts.add("L-1", Event.WORN, NOON)
    with Counts(path, create=False) as counts:
        assert counts.daily() == [Daily(DAY, "L-1", 3, 0, 0, 0)]


def test_a_shop_that_wants_none_gets_no_file(path: Path) -> None:
    with Counts(path, enabled=False) as counts:
        counts.add("L-1", Event.WORN, NOON)
        assert counts.daily() == []
    assert not path.parent.exists()


def test_what_cannot_be_written_now_is_written_later(
    path: Path, counts: Counts, caplog: pytest.LogCaptureFixture
) -> None:
    counts.add("L-1", Event.WORN, NOON)
    connection = counts._connection
    assert connection is not None
    connection.execute("PRAGMA query_only = ON")
    counts.flush()
    assert "cannot be written" in caplog.text
    connection.execute("PRAGMA query_only = OFF")
    counts.flush()
    assert len(_rows(path)) == 1


def test_nothing_counted_yet_is_said(path: Path) -> None:
    with pytest.raises(KioskError, match="Nothing has been counted"):
        Counts(path, create=False)


def test_another_program_s_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE theirs (x)")
    other.close()
    with pytest.raises(KioskError, match="another program"):
        Counts(path)
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(KioskError, match="not a database"):
        Counts(path)


def test_the_csv_file() -> None:
    file = io.StringIO()
    days = [Daily(DAY, "L,1", 4, 1, 0, 2), Daily(DAY, "=1+2", 1, 0, 0, 0)]
    write_csv(days, file)
    assert file.getvalue().split("\r\n") == [
        "day,sku,worn,removed,saved,basket",
        '2026-03-05,"L,1",4,1,0,2',
        "2026-03-05,'=1+2,1,0,0,0",
        "",
    ]
