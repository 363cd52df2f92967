from __future__ import annotations

import argparse
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from mirror import __version__, cli
from mirror.errors import MirrorError, SourceError

ROOT = Path(__file__).parents[1]


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[argparse.Namespace]]:
    """Puts a module in the place of every command's, which notes what it is called with."""
    calls: list[argparse.Namespace] = []

    def configure(parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--source")
        parser.add_argument("--fail")
        parser.add_argument("rest", nargs="*")

    def run(args: argparse.Namespace) -> int:
        calls.append(args)
        if args.fail == "sentence":
            raise SourceError("The camera is asleep; wake it.")
        if args.fail == "interrupt":
            raise KeyboardInterrupt
        if args.fail == "fault":
            raise ZeroDivisionError
        return 7

    for command in cli.COMMANDS:
        module = ModuleType(command.module)
        module.__dict__.update(configure=configure, run=run)
        monkeypatch.setitem(sys.modules, command.module, module)
    level = logging.getLogger().level
    yield calls
    logging.getLogger().setLevel(level)


@pytest.mark.parametrize("argv", [[], ["--source", "0"], ["-v"], ["run"], ["run", "--source", "0"]])
def test_without_a_command_the_window_opens(
    calls: list[argparse.Namespace], argv: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for command in cli.COMMANDS:
        if command is not cli.WINDOW:
            monkeypatch.delitem(sys.modules, command.module)
    assert cli.main(argv) == 7
    assert calls[0].source == ("0" if "--source" in argv else None)


@pytest.mark.parametrize("command", [command.name for command in cli.COMMANDS])
def test_every_command_gets_its_arguments(calls: list[argparse.Namespace], command: str) -> None:
    assert cli.main([command, "a", "b", "--source", "x"]) == 7
    assert (calls[0].rest, calls[0].source, calls[0].verbose) == (["a", "b"], "x", False)


@pytest.mark.parametrize("argv", [["-v", "apply", "a"], ["apply", "a", "--verbose"]])
def test_verbose_may_stand_anywhere(calls: list[argparse.Namespace], argv: list[str]) -> None:
    assert cli.main(argv) == 7
    assert (calls[0].verbose, calls[0].rest) == (True, ["a"])


def test_the_processes_own_arguments_are_the_default(
    calls: list[argparse.Namespace], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["mirror", "apply", "a"])
    assert cli.main() == 7
    assert calls[0].rest == ["a"]


def test_an_error_for_people_is_one_sentence(
    calls: list[argparse.Namespace], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["apply", "--fail", "sentence"]) == MirrorError.exit_code == 1
    assert capsys.readouterr() == ("", "mirror: The camera is asleep; wake it.\n")


def test_a_fault_of_the_program_keeps_its_traceback(calls: list[argparse.Namespace]) -> None:
    with pytest.raises(ZeroDivisionError):
        cli.main(["apply", "--fail", "fault"])


def test_an_interrupt_is_130(calls: list[argparse.Namespace]) -> None:
    assert cli.main(["apply", "--fail", "interrupt"]) == 130


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (["aply"], "there is no command “aply”; did you mean “apply”?"),
        (["xyzzy"], "there is no command “xyzzy”; there are: run, apply, bench,"),
        (["--nonsense"], "unrecognized arguments: --nonsense"),
        (["apply", "--sou", "x"], "unrecognized arguments: --sou"),
    ],
)
def test_a_wrong_command_line_is_2(
    calls: list[argparse.Namespace],
    capsys: pytest.CaptureFixture[str],
    argv: list[str],
    sentence: str,
) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main(argv)
    assert stop.value.code == 2
    assert sentence in capsys.readouterr().err
    assert not calls


def test_help_lists_the_windows_options_and_every_command(
    calls: list[argparse.Namespace], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main(["--help"])
    assert stop.value.code == 0
    text = capsys.readouterr().out
    assert "--source" in text
    for command in cli.COMMANDS:
        assert f"  {command.name}" in text
        assert command.summary in text


def test_the_help_of_a_command_is_its_own(
    calls: list[argparse.Namespace], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main(["apply", "--help"])
    assert stop.value.code == 0
    text = capsys.readouterr().out
    assert "usage: mirror apply" in text
    assert "commands:" not in text


def test_version(calls: list[argparse.Namespace], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main(["--version"])
    assert stop.value.code == 0
    assert capsys.readouterr().out == f"mirror {__version__}\n"


@pytest.mark.parametrize("command", ["looks", "apply"])
def test_help_imports_nothing_that_takes_long(command: str) -> None:
    code = (
        "import sys\n"
        "from mirror.cli import main\n"
        "try:\n"
        f"    main(['{command}', '--help'])\n"
        "except SystemExit:\n"
        "    heavy = {'numpy', 'cv2', 'av', 'PIL', 'onnxruntime', 'PySide6', 'numba', 'msgspec'}\n"
        "    sys.exit(' '.join(sorted(heavy & set(sys.modules))) or 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False, text=True, cwd=ROOT
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_package_runs_as_a_module() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mirror", "looks"],
        capture_output=True,
        check=False,
        text=True,
        cwd=ROOT,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "soft-rose" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="pipes break otherwise there")
def test_a_reader_that_leaves_early_makes_no_noise() -> None:
    listing = subprocess.Popen(
        [sys.executable, "-m", "mirror", "looks"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": ""},
    )
    assert listing.stdout is not None
    listing.stdout.close()
    assert listing.stderr is not None
    with listing.stderr as errors:
        assert errors.read() == ""
    assert listing.wait(60) == 1
