from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from mirror import cli
from mirror.cli import export
from mirror.config import models_root
from mirror.errors import TrainingError
from mirror.training.record import Sitting

pytest.importorskip("torch", reason="training is not installed")

COMMIT = "0123456789abcdef0123456789abcdef01234567"
SMOKE = Path(__file__).parents[1] / "data" / "smoke.toml"


def _parsed(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    export.configure(parser)
    return parser.parse_args(["--run", "run", *arguments])


def _sitting(commit: str | None, *, modified: bool = False) -> Sitting:
    return Sitting(commit, modified, "a processor", 2, "2.13.0", 0)


def test_the_model_goes_where_the_mirror_looks_for_it() -> None:
    args = _parsed()
    assert args.to == models_root() / "transfer"
    assert not args.dynamic


@pytest.mark.parametrize("text", ["HEAD", COMMIT[:12], COMMIT.upper(), COMMIT + "0"])
def test_a_revision_is_written_in_full(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert _parsed("--commit", COMMIT).commit == COMMIT
    with pytest.raises(SystemExit):
        _parsed("--commit", text)
    assert "40 hexadecimal digits" in capsys.readouterr().err


def test_the_revision_is_the_one_that_trained_last(capsys: pytest.CaptureFixture[str]) -> None:
    older = _sitting("f" * 40, modified=True)
    assert export._commit_of([older, _sitting(COMMIT)], Path("run")) == COMMIT
    assert capsys.readouterr().err == ""
    assert export._commit_of([_sitting(COMMIT, modified=True)], Path("run")) == COMMIT
    assert "differed from revision" in capsys.readouterr().err


@pytest.mark.parametrize("sittings", [[], [_sitting(COMMIT), _sitting(None)]])
def test_a_revision_that_nobody_knows_is_asked_for(sittings: list[Sitting]) -> None:
    with pytest.raises(TrainingError, match="--commit"):
        export._commit_of(sittings, Path("run"))


def test_a_run_without_a_checkpoint_or_a_recipe_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["export", "--run", str(tmp_path / "gone")]) == 1
    assert "recipe.toml cannot be read" in capsys.readouterr().err
    (tmp_path / "recipe.toml").write_text(SMOKE.read_text())
    assert cli.main(["export", "--run", str(tmp_path)]) == 1
    assert "has no checkpoint yet" in capsys.readouterr().err
    (tmp_path / "checkpoint.pt").write_bytes(b"rubbish")
    assert cli.main(["export", "--run", str(tmp_path)]) == 1
    assert "cannot be read" in capsys.readouterr().err
