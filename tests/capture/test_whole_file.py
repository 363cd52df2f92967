from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from mirror.capture.whole_file import RUN, WholeFile, output_error, unfinished
from mirror.errors import OutputError


def test_a_file_takes_its_name_when_it_is_complete(tmp_path: Path) -> None:
    target = tmp_path / "out.png"
    target.write_bytes(b"older")
    file = WholeFile(target)
    file.part.write_bytes(b"newer")
    assert target.read_bytes() == b"older"
    assert file.part.suffix == ".png"
    file.commit()
    file.discard()
    assert target.read_bytes() == b"newer"
    assert [p.name for p in tmp_path.iterdir()] == ["out.png"]


def test_a_discarded_file_leaves_nothing(tmp_path: Path) -> None:
    file = WholeFile(tmp_path / "out.png")
    file.part.write_bytes(b"half")
    file.discard()
    file.discard()
    assert not list(tmp_path.iterdir())


def test_a_name_that_cannot_be_taken_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, target: Path) -> Path:
        raise OSError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    file = WholeFile(tmp_path / "out.png")
    file.part.write_bytes(b"whole")
    with pytest.raises(OutputError, match="this account may not write there"):
        file.commit()
    assert not list(tmp_path.iterdir())


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="is a folder; name a file in it"):
        WholeFile(tmp_path)


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "the disk is full; free some space"),
        (errno.EDQUOT, "the disk is full; free some space"),
        (errno.EFBIG, "files may not grow that large here"),
        (errno.EROFS, "this account may not write there"),
        (errno.EIO, "Input/output error; choose another place"),
    ],
)
def test_every_error_is_a_sentence_that_names_the_file(number: int, sentence: str) -> None:
    error = output_error(Path("/some/out.png"), OSError(number, os.strerror(number)))
    assert str(error).startswith("/some/out.png cannot be written: ")
    assert sentence in str(error)


def kept(target: Path, content: bytes) -> WholeFile:
    file = WholeFile(target, keep_older=True)
    file.part.write_bytes(content)
    file.commit()
    return file


def test_an_older_file_is_kept_and_the_new_one_counted(tmp_path: Path) -> None:
    target = tmp_path / "a face.png"
    paths = [kept(target, content).path for content in (b"1", b"2", b"3")]
    assert [path.name for path in paths] == ["a face.png", "a face 2.png", "a face 3.png"]
    assert [path.read_bytes() for path in paths] == [b"1", b"2", b"3"]
    assert len(list(tmp_path.iterdir())) == 3


def test_an_older_file_is_kept_on_a_disk_without_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(part: Path, path: Path) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    for content in (b"1", b"2"):
        kept(tmp_path / "out.png", content)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "out.png": b"1",
        "out 2.png": b"2",
    }


def test_what_is_unfinished_is_found_by_the_run_that_began_it(tmp_path: Path) -> None:
    file = WholeFile(tmp_path / "out[1].mp4")
    file.part.write_bytes(b"half")
    (tmp_path / ".other.part.mp4").touch()
    assert list(unfinished(tmp_path, RUN)) == [file.part]
    assert list(unfinished(tmp_path, "0" * 8)) == []
