from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from mirror.errors import TrainingError
from mirror.training import record as module
from mirror.training.recipe import load_recipe
from mirror.training.record import Record, claim, read_sittings, revision
from tests.training.full_disk import full_disk
from tests.training.made import HEADS

SMOKE = HEADS.parent / "smoke.toml"


def test_sittings_add_up(tmp_path: Path) -> None:
    first = Record(tmp_path)
    first.begin("a processor", 0)
    assert read_sittings(tmp_path) == [], "nothing is kept yet"
    first.note(5)
    first.note(9)
    second = Record(tmp_path)
    second.begin("a GPU", 9)
    second.note(12)
    one, two = read_sittings(tmp_path)
    assert (one.device, one.first_step, one.steps) == ("a processor", 0, 9)
    assert (two.device, two.first_step, two.steps) == ("a GPU", 9, 3)
    assert one.seconds >= 0
    assert one.threads >= 1
    assert one.torch.startswith("2.")


def test_a_damaged_record_counts_for_nothing(tmp_path: Path) -> None:
    for content in (b"", b"[{", b'[{"steps": 1}]'):
        (tmp_path / "record.json").write_bytes(content)
        assert read_sittings(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="its files know no limit")
def test_a_full_disk_is_told(tmp_path: Path) -> None:
    record = Record(tmp_path)
    record.begin("a processor", 0)
    with full_disk(10), pytest.raises(TrainingError, match="make room"):
        record.note(1)


def test_a_folder_keeps_the_recipe_and_is_claimed_again_by_it_alone(tmp_path: Path) -> None:
    recipe, folder = load_recipe(SMOKE), tmp_path / "runs" / "one"
    claim(folder, recipe, SMOKE)
    assert (folder / "recipe.toml").read_text() == SMOKE.read_text()
    other = tmp_path / "other.toml"
    other.write_text(SMOKE.read_text().replace("checkpoint_every = 5", "checkpoint_every = 9"))
    claim(folder, load_recipe(other), other)
    assert "= 9" in (folder / "recipe.toml").read_text()
    claim(folder, load_recipe(folder / "recipe.toml"), folder / "recipe.toml")
    other.write_text(SMOKE.read_text().replace("seed = 1", "seed = 2"))
    with pytest.raises(TrainingError, match="of another recipe"):
        claim(folder, load_recipe(other), other)
    assert "seed = 1" in (folder / "recipe.toml").read_text()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(TrainingError, match="cannot be written"):
        claim(tmp_path / "file" / "run", load_recipe(SMOKE), SMOKE)


def _git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=x", "-c", "user.email=x", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True)


def test_the_revision_is_that_of_the_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "data_root", lambda: tmp_path)
    assert revision() == (None, False)
    (tmp_path / "mirror").mkdir()
    (tmp_path / "mirror" / "a.py").write_text("one")
    _git(tmp_path, "init")
    assert revision() == (None, True)
    _git(tmp_path, "add", ".")
    _git(tmp_path, "commit", "-m", "one")
    commit, modified = revision()
    assert commit is not None
    assert len(commit) == 40
    assert not modified
    (tmp_path / "notes.txt").write_text("beside the program")
    assert revision() == (commit, False)
    (tmp_path / "mirror" / "a.py").write_text("two")
    assert revision() == (commit, True)


def test_without_git_no_revision_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    monkeypatch.setattr(module, "data_root", lambda: tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert revision() == (None, False)
