from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from mirror.capture.whole_file import RUN
from mirror.saving.traces import Traces

WRITES = """
import os, sys
from pathlib import Path
from mirror.capture.whole_file import WholeFile
from mirror.saving.traces import Traces
traces = Traces(Path(sys.argv[1]))
for folder in sys.argv[2:]:
    traces.note(Path(folder))
    file = WholeFile(Path(folder, "face.mp4"))
    file.part.write_bytes(b"half")
print("half written", flush=True)
sys.stdin.read()
os._exit(1)
"""


@contextmanager
def another_mirror(traces: Path, *folders: Path) -> Iterator[None]:
    """One that has half a file in each folder, and breaks off at the end."""
    command = [sys.executable, "-c", WRITES, str(traces), *map(str, folders)]
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"half written\n"
        yield


@pytest.fixture
def album(tmp_path: Path) -> Path:
    folder = tmp_path / "album"
    folder.mkdir()
    (folder / "older.mp4").write_bytes(b"whole")
    (folder / ".notes.part.mp4").write_bytes(b"somebody's")
    return folder


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_what_a_crash_left_is_removed_at_the_next_start(tmp_path: Path, album: Path) -> None:
    before = names(album)
    with another_mirror(tmp_path / "traces", album):
        pass
    assert names(album) > before
    gone = Traces(tmp_path / "traces").clean()
    assert [path.parent for path in gone] == [album]
    assert names(album) == before
    assert not names(tmp_path / "traces")


def test_what_another_mirror_is_writing_stays(tmp_path: Path, album: Path) -> None:
    traces = Traces(tmp_path / "traces")
    with another_mirror(tmp_path / "traces", album):
        during = names(album)
        assert traces.clean() == []
        assert names(album) == during
    assert len(traces.clean()) == 1


def test_a_disk_that_is_not_plugged_in_is_cleaned_another_time(tmp_path: Path, album: Path) -> None:
    with another_mirror(tmp_path / "traces", album):
        pass
    away = album.rename(tmp_path / "away")
    traces = Traces(tmp_path / "traces")
    assert traces.clean() == []
    away.rename(album)
    assert len(traces.clean()) == 1


def test_its_own_files_are_left_alone(tmp_path: Path, album: Path) -> None:
    part = album / f".face.{RUN}.abcdef.part.mp4"
    part.write_bytes(b"half")
    traces = Traces(tmp_path / "traces")
    traces.note(album)
    assert traces.clean() == []
    assert part.exists()
    traces.close()


def test_nothing_is_left_after_the_end(tmp_path: Path, album: Path) -> None:
    traces = Traces(tmp_path / "traces")
    traces.note(album)
    traces.note(album)
    assert len(names(tmp_path / "traces")) == 1
    traces.close()
    traces.close()
    assert not names(tmp_path / "traces")


def test_without_a_place_for_traces_saving_goes_on(
    tmp_path: Path, album: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    traces = Traces(tmp_path / "file")
    with caplog.at_level(logging.WARNING):
        traces.note(album)
    assert "folders cannot be remembered" in caplog.text
    assert traces.clean() == []
    traces.close()
