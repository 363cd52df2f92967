from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mirror.cli import main
from mirror.kiosk.counts import Counts, Event

NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "counts.sqlite"
    monkeypatch.setattr("mirror.config.kiosk_counts_path", lambda: path)
    return path


@pytest.fixture
def _some(file: Path) -> None:
    with Counts(file) as counts:
        for day in range(3):
            counts.add("L-1", Event.WORN, NOON + timedelta(days=day))
        counts.add("E-2", Event.BASKET, NOON)


def test_nothing_counted_yet(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["kiosk", "counts"]) == 1
    assert "Nothing has been counted" in capsys.readouterr().err
    assert not file.exists()


@pytest.mark.usefixtures("_some")
def test_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["kiosk", "counts", "--from", "2026-03-05", "--to", "2026-03-06"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "2026-03-05  E-2  worn 0, removed 0, saved 0, basket 1",
        "2026-03-05  L-1  worn 1, removed 0, saved 0, basket 0",
        "2026-03-06  L-1  worn 1, removed 0, saved 0, basket 0",
    ]
    assert main(["kiosk", "counts", "--from", "2027-01-01"]) == 0
    assert capsys.readouterr().out == "nothing counted in these days\n"


@pytest.mark.usefixtures("_some")
def test_as_csv(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "counts.csv"
    assert main(["kiosk", "counts", "--csv", str(out)]) == 0
    assert capsys.readouterr().out == f"4 rows in {out}\n"
    content = out.read_bytes()
    assert content.startswith(
        b"\xef\xbb\xbfday,sku,worn,removed,saved,basket\r\n2026-03-05,E-2,0,0,0,1"
    )
    assert main(["kiosk", "counts", "--csv", "-"]) == 0
    assert capsys.readouterr().out.encode().splitlines() == content[3:].splitlines()


@pytest.mark.usefixtures("_some")
def test_a_file_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["kiosk", "counts", "--csv", str(tmp_path / "gone" / "counts.csv")]) == 1
    assert "create it first" in capsys.readouterr().err


def test_what_is_no_day(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["kiosk", "counts", "--from", "yesterday"])
    assert "2026-03-31" in capsys.readouterr().err
