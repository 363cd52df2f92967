from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mirror.errors import OutputError
from mirror.saving.album import Album, local_time
from mirror.saving.traces import Traces


def test_a_file_is_named_by_date_and_look(album: Album, tmp_path: Path) -> None:
    target = album.target(".mp4", look="Classic red")
    assert target == tmp_path / "Mirror" / "Mirror 2026-11-25 14.03.12 Classic red.mp4"
    assert target.parent.is_dir()


def test_a_file_is_called_what_a_person_calls_it(album: Album) -> None:
    assert album.target(".jpg", look="Bride", name="For/Ann").name == "For Ann.jpg"
    assert album.target(".jpg", name=" / ").name == "Mirror 2026-11-25 14.03.12.jpg"


def test_the_folder_is_noted_before_a_file_is_begun(album: Album, tmp_path: Path) -> None:
    album.target(".jpg")
    (record,) = (tmp_path / "traces").iterdir()
    assert record.read_text("utf-8") == f"{album.folder}\0"


def test_a_folder_that_is_gone_is_named(traces: Traces, tmp_path: Path) -> None:
    album = Album(tmp_path / "stick" / "Mirror", traces)
    with pytest.raises(OutputError, match=r"There is no folder .*stick; choose another one"):
        album.target(".jpg")
    assert not list(tmp_path.iterdir())


def test_a_file_is_no_folder(album: Album) -> None:
    album.folder.touch()
    with pytest.raises(OutputError, match=r"Mirror is a file, not a folder; choose a folder"):
        album.target(".jpg")


def test_a_folder_that_may_not_be_made(album: Album, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, **_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(OutputError, match="this account may not write there"):
        album.target(".jpg")


@pytest.mark.skipif(sys.platform == "win32", reason="has no such zone")
def test_the_clock_is_the_persons_own() -> None:
    assert local_time().utcoffset() == datetime.now(UTC).astimezone().utcoffset()
