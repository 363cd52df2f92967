from __future__ import annotations

import subprocess
from collections.abc import Sequence

import pytest

import check
import install
from environment import RUNTIME, TEST, TRAIN


class Steps:
    """Stands in for the tools; those in `failing` fail."""

    def __init__(self) -> None:
        self.failing: set[str] = set()
        self.commands: list[Sequence[str]] = []

    def run(self, command: Sequence[str], **_: object) -> subprocess.CompletedProcess[str]:
        self.commands.append(command)
        return subprocess.CompletedProcess(command, int(bool(self.failing & set(command))))


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Steps:
    steps = Steps()
    monkeypatch.setattr(check, "is_ready", lambda *_: True)
    monkeypatch.setattr(subprocess, "run", steps.run)
    return steps


def test_all_steps_run_pytest_last_with_the_arguments(steps: Steps) -> None:
    assert check.check(["-x", "tests/core"]) == 0
    assert len(steps.commands) == len(check._STEPS) == 5
    assert list(steps.commands[-1][-4:]) == ["-m", "pytest", "-x", "tests/core"]
    assert not any("-x" in command for command in steps.commands[:-1])


@pytest.mark.parametrize("tool", ["ruff", "--check", "mypy", check._CONTRACTS, "pytest"])
def test_one_failure_fails_the_whole_and_hides_no_other_step(
    steps: Steps, capsys: pytest.CaptureFixture[str], tool: str
) -> None:
    steps.failing = {tool}
    assert check.check([]) == 1
    assert len(steps.commands) == 5
    assert capsys.readouterr().out.splitlines()[-1].startswith("Failed: ")


def test_without_training_what_is_left_out_is_named(
    steps: Steps, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []

    def ready(_: object, parts: list[str]) -> bool:
        asked.append(parts)
        return True

    monkeypatch.setattr(check, "is_ready", ready)
    assert check.check(["--no-training", "-x"]) == 0
    assert check.check(["-x"]) == 0
    assert asked == [[RUNTIME, TEST], [RUNTIME, TEST, TRAIN]]
    assert [list(command[-2:]) for command in steps.commands if "pytest" in command] == [
        ["-x", "--ignore=tests/training"],
        ["pytest", "-x"],
    ]
    assert sum("mypy" in command for command in steps.commands) == 1
    assert "mypy: left out, as is tests/training" in capsys.readouterr().out


def test_a_failed_set_up_runs_nothing(steps: Steps, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "is_ready", lambda *_: False)
    monkeypatch.setattr(install, "install", lambda *_: 1)
    assert check.check([]) == 1
    assert steps.commands == []
