from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PIL import Image
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

from mirror.errors import TrainingError
from mirror.training.journal import Journal
from tests.training.full_disk import full_disk


def _curve(folder: Path, name: str) -> list[tuple[int, float]]:
    read = EventAccumulator(str(folder / "log"))
    read.Reload()
    return [(point.step, point.value) for point in read.Scalars(name)]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_tensorboard_reads_the_curves(tmp_path: Path) -> None:
    journal = Journal(tmp_path, 1)
    for step in (1, 2, 3):
        journal.numbers("loss", {"total": step / 2, "probe": 1.0}, step)
    journal.close()
    assert _curve(tmp_path, "loss/total") == [(1, 0.5), (2, 1.0), (3, 1.5)]
    # What was lost with a kill is drawn once.
    journal = Journal(tmp_path, 3)
    journal.numbers("loss", {"total": 9.0}, 3)
    journal.close()
    assert _curve(tmp_path, "loss/total") == [(1, 0.5), (2, 1.0), (3, 9.0)]


def test_what_is_told_is_there_at_once(tmp_path: Path) -> None:
    journal = Journal(tmp_path, 1)
    (log,) = (tmp_path / "log").iterdir()
    before = log.stat().st_size
    journal.numbers("loss", {"total": 1.0}, 1)
    assert log.stat().st_size > before
    journal.sheet(Image.new("RGB", (4, 4)), 7)
    with Image.open(tmp_path / "sheets" / "0000007.jpg") as sheet:
        assert sheet.size == (4, 4)
    journal.close()


@pytest.mark.skipif(sys.platform == "win32", reason="its files know no limit")
def test_a_full_disk_is_told(tmp_path: Path) -> None:
    journal = Journal(tmp_path, 1)
    with full_disk(10):
        with pytest.raises(TrainingError, match=r"log .* cannot be written"):
            journal.numbers("loss", {"total": 1.0}, 1)
        with pytest.raises(TrainingError, match=r"sheets .* cannot be written"):
            journal.sheet(Image.effect_noise((64, 64), 50).convert("RGB"), 1)
    journal.close()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(TrainingError, match="cannot be written"):
        Journal(tmp_path / "file", 1)
