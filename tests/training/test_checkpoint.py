from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from mirror.errors import TrainingError
from mirror.training.checkpoint import (
    Checkpoint,
    path_in,
    read_latest,
    read_weights,
    weights_file,
    write_latest,
)
from tests.training.full_disk import full_disk
from tests.training.made import recipe

RECIPE = recipe()


def _checkpoint(value: float = 1.0, step: int = 3) -> Checkpoint:
    nets = {"encoder": {"w": torch.full((300, 300), value)}, "generator": {"w": torch.ones(2)}}
    return Checkpoint(
        RECIPE.fingerprint(), 1, step, nets, nets, {"state": {0: {"step": torch.tensor(3.0)}}},
        {"w": torch.zeros(2)}, {},
    )  # fmt: skip


def test_what_is_written_is_read(tmp_path: Path) -> None:
    assert read_latest(tmp_path, RECIPE) is None
    write_latest(tmp_path, _checkpoint())
    found = read_latest(tmp_path, RECIPE)
    assert found is not None
    assert (found.stage, found.step) == (1, 3)
    assert torch.equal(found.nets["encoder"]["w"], torch.ones(300, 300))
    assert found.optimiser["state"][0]["step"] == 3
    assert [path.name for path in tmp_path.iterdir()] == ["checkpoint.pt"]


def test_steps_are_counted_over_all_stages() -> None:
    assert _checkpoint(step=2).overall(RECIPE) == RECIPE.stages[0].steps + 2
    assert replace(_checkpoint(step=0), stage=2).overall(RECIPE) == RECIPE.steps


def test_a_checkpoint_of_another_recipe_is_refused(tmp_path: Path) -> None:
    write_latest(tmp_path, _checkpoint())
    with pytest.raises(TrainingError, match="of another recipe"):
        read_latest(tmp_path, recipe(seed=2))
    assert read_latest(tmp_path, recipe(validate_every=9)) is not None


@pytest.mark.parametrize("damage", ["truncated", "empty", "rubbish", "another kind"])
def test_a_damaged_checkpoint_is_told(tmp_path: Path, damage: str) -> None:
    write_latest(tmp_path, _checkpoint())
    path = path_in(tmp_path)
    content = path.read_bytes()
    if damage == "another kind":
        torch.save({"weights": torch.ones(2)}, path)
    else:
        path.write_bytes(
            {"truncated": content[: len(content) // 2], "empty": b""}.get(damage, b"no")
        )
    with pytest.raises(TrainingError, match="cannot be read") as caught:
        read_latest(tmp_path, RECIPE)
    assert str(path) in str(caught.value)


def test_weights_that_are_no_numbers_do_not_replace_good_ones(tmp_path: Path) -> None:
    write_latest(tmp_path, _checkpoint())
    for bad in (float("nan"), float("inf")):
        with pytest.raises(TrainingError, match="no numbers any more"):
            write_latest(tmp_path, _checkpoint(bad, step=9))
    found = read_latest(tmp_path, RECIPE)
    assert found is not None
    assert found.step == 3


@pytest.mark.skipif(sys.platform == "win32", reason="its files know no limit")
def test_a_full_disk_leaves_the_checkpoint_before(tmp_path: Path) -> None:
    write_latest(tmp_path, _checkpoint())
    with full_disk(100_000), pytest.raises(TrainingError, match="make room"):
        write_latest(tmp_path, _checkpoint(2.0, step=4))
    found = read_latest(tmp_path, RECIPE)
    assert found is not None
    assert found.step == 3
    assert [path.name for path in tmp_path.iterdir()] == ["checkpoint.pt"]


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="cannot be written"):
        write_latest(tmp_path / "gone", _checkpoint())


def test_weights_are_read_as_they_were_written(tmp_path: Path) -> None:
    path, state = tmp_path / "weights.pt", _checkpoint(2.5).mean
    path.write_bytes(weights_file(state))
    found = read_weights(path)
    assert set(found) == {"encoder", "generator"}
    assert torch.equal(found["encoder"]["w"], state["encoder"]["w"])


@pytest.mark.parametrize("damage", ["missing", "truncated", "a checkpoint"])
def test_damaged_weights_are_told(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "weights.pt"
    content = weights_file(_checkpoint().mean)
    if damage == "truncated":
        path.write_bytes(content[: len(content) // 2])
    elif damage == "a checkpoint":
        write_latest(tmp_path, _checkpoint())
        path = path_in(tmp_path)
    with pytest.raises(TrainingError, match="starts from, cannot be read") as caught:
        read_weights(path)
    assert str(path) in str(caught.value)
