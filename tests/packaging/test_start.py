from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence

import pytest

import install
import start
from environment import NVIDIA, ROOT, RUNTIME, TRAIN, venv_python


class Setup:
    """Stands in for the environment, the set-up and the program."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.ready = True
        self.status = 0
        self.installed: list[list[str]] = []
        self.commands: list[list[str]] = []
        monkeypatch.setattr(start, "is_ready", lambda *_: self.ready)
        monkeypatch.setattr(install, "install", self._install)
        monkeypatch.setattr(start, "_become", self._become)

    def _install(self, _root: object, parts: Sequence[str]) -> int:
        self.installed.append(list(parts))
        return self.status

    def _become(self, command: Sequence[str]) -> int:
        self.commands.append(list(command))
        return 7


@pytest.fixture
def setup(monkeypatch: pytest.MonkeyPatch) -> Setup:
    return Setup(monkeypatch)


def test_a_ready_mirror_is_started_at_once_with_its_arguments(setup: Setup) -> None:
    assert start.start(["apply", "a b.jpg", "--nvidia"]) == 7
    assert setup.installed == []
    (command,) = setup.commands
    python = str(venv_python(ROOT))
    assert command == [python, "-P", "-m", "mirror", "apply", "a b.jpg", "--nvidia"]


def test_a_mirror_that_is_not_ready_is_set_up_before(setup: Setup) -> None:
    setup.ready = False
    assert start.start([]) == 7
    assert setup.installed == [[RUNTIME]]


def test_nvidia_adds_cuda_and_is_not_passed_on(setup: Setup) -> None:
    setup.ready = False
    start.start(["--nvidia", "doctor"])
    assert setup.installed == [[RUNTIME, NVIDIA]]
    assert setup.commands[0][-1] == "doctor"
    assert "--nvidia" not in setup.commands[0]


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (["--train"], [RUNTIME, TRAIN]),
        (["--nvidia", "--train"], [RUNTIME, NVIDIA, TRAIN]),
        (["--train", "--nvidia"], [RUNTIME, TRAIN, NVIDIA]),
    ],
)
def test_what_is_added_comes_first(setup: Setup, arguments: list[str], parts: list[str]) -> None:
    setup.ready = False
    start.start([*arguments, "train", "recipe.toml", "--train"])
    assert setup.installed == [parts]
    assert setup.commands[0][-3:] == ["train", "recipe.toml", "--train"]
    assert setup.commands[0][-4] == "mirror"


def test_a_failed_set_up_starts_nothing(setup: Setup) -> None:
    setup.ready = False
    setup.status = 130
    assert start.start([]) == 130
    assert setup.commands == []


@pytest.mark.skipif(os.name != "posix", reason="the process is replaced on POSIX alone")
def test_the_process_becomes_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[tuple[str, list[str]]] = []
    monkeypatch.setattr(os, "execv", lambda path, command: called.append((path, command)))
    monkeypatch.setattr(start, "_wait_for", lambda _: 0)
    start._become([sys.executable, "-m", "mirror"])
    assert called == [(sys.executable, [sys.executable, "-m", "mirror"])]


class _Done:
    def __init__(self, command: Sequence[str]) -> None:
        self.interrupted = False

    def __enter__(self) -> _Done:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def wait(self) -> int:
        if not self.interrupted:
            self.interrupted = True
            raise KeyboardInterrupt
        return 5


def test_elsewhere_an_interrupt_is_left_to_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "Popen", _Done)
    assert start._wait_for([sys.executable]) == 5
