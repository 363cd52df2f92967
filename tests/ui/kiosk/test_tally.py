from __future__ import annotations

import logging
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mirror.kiosk.counts import Counts, Event
from mirror.ui.kiosk.tally import Tally


def _counted(path: Path) -> list[tuple[str, int]]:
    with Counts(path) as counts:
        return [(one.sku, one.worn) for one in counts.daily()]


def test_what_is_worn_is_on_the_disk_once_it_is_closed(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "counts.db"
    tally = Tally(path, enabled=True)
    for sku in ("A", "B", "A"):
        tally.add(sku, Event.WORN)
    tally.close()
    tally.close()
    assert sorted(_counted(path)) == [("A", 2), ("B", 1)]


def test_a_shop_that_does_not_want_it_has_no_file(qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "state"
    tally = Tally(folder / "counts.db", enabled=False)
    tally.add("A", Event.WORN)
    tally.close()
    assert not folder.exists()


def test_counts_that_cannot_be_kept_are_told_once_and_hold_nothing_up(
    qtbot: QtBot, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "counts.db"
    path.mkdir()
    tally = Tally(path, enabled=True)
    with caplog.at_level(logging.WARNING, "mirror.ui.kiosk.tally"):
        for _ in range(3):
            tally.add("A", Event.WORN)
        tally.close()
    assert len(caplog.records) == 1
