from __future__ import annotations

from pathlib import Path

import pytest

from mirror.errors import OutputError
from mirror.evaluation.transfer.figures import Sample
from mirror.evaluation.transfer.kept import KeptFindings, source_digest, write_whole
from mirror.evaluation.transfer.sections import Findings

FOUND = Findings((Sample("error", 1.5, "a", "b", "photo", "light"),), ("s.jpg",), ("note",))


def test_what_was_found_is_found_again(tmp_path: Path) -> None:
    KeptFindings(tmp_path, "key").write("bare", FOUND)
    assert KeptFindings(tmp_path, "key").read("bare") == FOUND
    assert KeptFindings(tmp_path, "key").read("triplets") is None


def test_what_was_found_on_something_else_is_not(tmp_path: Path) -> None:
    KeptFindings(tmp_path, "key").write("bare", FOUND)
    assert KeptFindings(tmp_path, "another").read("bare") is None


@pytest.mark.parametrize("damage", [b"", b"{", b'{"key": "key"}', b'{"key": "key", "findings": 3}'])
def test_a_damaged_file_is_measured_anew(tmp_path: Path, damage: bytes) -> None:
    kept = KeptFindings(tmp_path, "key")
    kept.write("bare", FOUND)
    (tmp_path / "sections" / "bare.json").write_bytes(damage)
    assert kept.read("bare") is None


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="cannot be written"):
        write_whole(tmp_path / "file" / "a.json", "text")


def test_the_source_is_known_by_its_content() -> None:
    assert len(source_digest()) == 64
    assert source_digest() == source_digest()
