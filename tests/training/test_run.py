from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import torch
from msgspec.structs import replace
from PIL import Image
from torch import Tensor

from mirror.errors import TrainingError
from mirror.training import run as module
from mirror.training.bank import PainterBank
from mirror.training.checkpoint import Checkpoint, read_latest, write_latest
from mirror.training.faces import Faces
from mirror.training.losses import Judge
from mirror.training.recipe import Recipe
from mirror.training.run import Nets, Run
from mirror.training.triplets import CoverBank
from tests.training.full_disk import full_disk
from tests.training.made import CPU, N, faces, recipe

# The same arguments give the same bank, and drawing one takes longer than a step.
_PAINTERS, _THINGS = cache(PainterBank), cache(CoverBank)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PainterBank", _PAINTERS)
    monkeypatch.setattr(module, "CoverBank", _THINGS)
    monkeypatch.setattr(module, "_VALIDATION_BATCHES", 1)
    monkeypatch.setattr(module, "_VALIDATION_LOOKS", 2)


def _run(folder: Path, given: Recipe | None = None, made: Faces | None = None) -> Run:
    return Run(given or recipe(), made or faces(), folder, CPU)


def _short(**changes: Any) -> Recipe:
    given = recipe(**changes)
    return replace(given, stages=given.stages[:1])


class After:
    """Asks for an end when it is asked so many times: after each step, and after each stage."""

    def __init__(self, times: int) -> None:
        self.left = times

    def __call__(self) -> bool:
        self.left -= 1
        return self.left <= 0


def _equal(a: Any, b: Any) -> bool:
    if isinstance(a, Tensor):
        return torch.equal(a, b)
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(_equal(a[key], b[key]) for key in a)
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(_equal, a, b))
    return bool(a == b)


def _parts(checkpoint: Checkpoint) -> list[Any]:
    return [getattr(checkpoint, name) for name in Checkpoint.__slots__]


def test_a_run_that_was_stopped_ends_as_one_that_was_not(tmp_path: Path) -> None:
    given = recipe()
    kept: list[int] = []
    whole = _run(tmp_path / "whole", given).train(kept=kept.append)
    assert (whole.stage, whole.step, whole.overall(given)) == (2, 0, given.steps)
    assert kept == [2, 3, 5]

    folder = tmp_path / "stopped"
    stopped = _run(folder, given).train(After(1), kept.append)
    assert (stopped.stage, stopped.step) == (0, 1)
    stopped = _run(folder, given).train(After(4), kept.append)
    assert (stopped.stage, stopped.step) == (1, 1)
    ended = _run(folder, given).train(kept=kept.append)
    assert kept == [2, 3, 5, 1, 2, 3, 4, 5]
    assert _equal(_parts(ended), _parts(whole))
    # And nothing more is done to one that is at its end.
    assert _equal(_parts(_run(folder, given).train()), _parts(whole))


def test_another_seed_ends_elsewhere_and_training_changes_all_weights(tmp_path: Path) -> None:
    first, other = (_run(tmp_path / str(seed), _short(seed=seed)).train().nets for seed in (1, 2))
    assert not _equal(first, other)
    torch.manual_seed(1)
    new = Nets.new(N, CPU).state()
    for part, weights in new.items():
        for name, values in weights.items():
            assert not torch.equal(first[part][name], values), name


def test_a_run_tells_what_it_does(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _run(tmp_path, _short(validate_every=2)).train()
    assert [path.name for path in sorted((tmp_path / "sheets").iterdir())] == [
        "0000002.jpg", "0000003.jpg",
    ]  # fmt: skip
    with Image.open(tmp_path / "sheets" / "0000003.jpg") as sheet:
        assert sheet.size == (2 * N, 5 * N)
    assert len(list((tmp_path / "log").iterdir())) == 1
    said = capsys.readouterr()
    assert said.out.count("psnr") == 2
    assert "made, stage 1 of 1: 3 of 3" in said.err


class _Broken:
    """Losses that are no numbers from some step on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
        self._left = step
        self._losses = Judge.losses

        def give(judge: Judge, *given: Any) -> Any:
            losses, picture = self._losses(judge, *given)
            self._left -= 1
            if self._left < 0:
                losses.terms["probe"] = losses.terms["probe"] * float("nan")
            return losses, picture

        monkeypatch.setattr(Judge, "losses", give)


def test_a_loss_that_is_no_number_stops_and_keeps_the_last_good_checkpoint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = _short(checkpoint_every=2)
    _Broken(monkeypatch, step=2)
    with pytest.raises(
        TrainingError, match=r"no number any more at step 3 .*probe, gradient, total"
    ):
        _run(tmp_path, given).train()
    kept = read_latest(tmp_path, given)
    assert kept is not None
    assert kept.step == 2
    assert all(
        bool(torch.isfinite(values).all()) for net in kept.nets.values() for values in net.values()
    )


def test_a_checkpoint_of_another_recipe_is_refused_before_any_work(tmp_path: Path) -> None:
    _run(tmp_path, _short()).train(After(1))
    with pytest.raises(TrainingError, match="another recipe"):
        _run(tmp_path, _short(seed=3)).train()


@pytest.mark.parametrize("splits", [("train", "train"), ("val",), ("test", "train")])
def test_too_few_faces_are_told(tmp_path: Path, splits: tuple[str, ...]) -> None:
    with pytest.raises(TrainingError, match="faces is of the split"):
        _run(tmp_path, _short(), faces(splits)).train()


@pytest.mark.skipif(sys.platform == "win32", reason="its files know no limit")
def test_a_full_disk_stops_and_the_run_goes_on_where_it_was(tmp_path: Path) -> None:
    given = _short(checkpoint_every=1)
    _run(tmp_path, given).train(After(1))
    with full_disk(200_000), pytest.raises(TrainingError, match="make room"):
        _run(tmp_path, given).train()
    kept = read_latest(tmp_path, given)
    assert kept is not None
    assert kept.step == 1
    assert _run(tmp_path, given).train().stage == 1


def test_a_stage_on_a_larger_canvas_goes_on_with_the_weights(tmp_path: Path) -> None:
    given = recipe()
    small, large = given.stages
    grown = replace(given, stages=(small, replace(large, size=96, steps=1)))
    assert _run(tmp_path, grown).train().stage == 2


def test_what_is_exported_follows_what_is_trained(tmp_path: Path) -> None:
    given = _short()
    done = _run(tmp_path, given).train()
    assert not _equal(done.mean, done.nets)
    nets = Nets.restored(N, done.mean)
    assert _equal(nets.state(), done.mean)
    write_latest(tmp_path, done)


def test_a_run_begins_with_the_weights_that_it_is_given(tmp_path: Path) -> None:
    given = _short(checkpoint_every=1)
    other = Nets.new(N, CPU).state()
    begun = Run(given, faces(), tmp_path / "begun", CPU, other).train(After(1))
    fresh = _run(tmp_path / "fresh", given).train(After(1))

    def off(checkpoint: Checkpoint) -> float:
        name = "down8.shrink.0.weight"
        return float((checkpoint.nets["encoder"][name] - other["encoder"][name]).abs().max())

    assert off(begun) < 1e-3 < off(fresh)
    # A run that goes on has weights of its own.
    again = Run(given, faces(), tmp_path / "begun", CPU, fresh.nets).train()
    whole = Run(given, faces(), tmp_path / "whole", CPU, other).train()
    assert _equal(_parts(again), _parts(whole))


def test_weights_of_other_networks_are_refused(tmp_path: Path) -> None:
    state = Nets.new(N, CPU).state()
    del state["generator"]["bend.bias"]
    with pytest.raises(TrainingError, match="of another version"):
        Run(_short(), faces(), tmp_path, CPU, state).train()
