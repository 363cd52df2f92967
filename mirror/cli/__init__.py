"""The command line: one module a subcommand, imported when it is called.

Such a module has two functions: `configure(parser)` adds its arguments, and `run(args)` does the
work and returns the exit code. What takes long to import, it imports inside `run`, so that
`--help` stays quick.

Exit codes: 0 all was done, 1 something was not (a sentence on standard error says what), 2 the
command line is wrong, 130 interrupted.
"""

from __future__ import annotations

import argparse
import difflib
import importlib
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, cast

from mirror import __version__
from mirror.errors import MirrorError
from mirror.logs import set_up_logging

INTERRUPTED = 130


class CommandModule(Protocol):
    """What the module of a subcommand offers."""

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Adds the arguments."""

    def run(self, args: argparse.Namespace) -> int:
        """Does the work; returns the exit code, or raises a MirrorError."""
        ...


@dataclass(frozen=True, slots=True)
class Command:
    """One subcommand.

    Attributes:
        name: What is typed.
        module: Where it is done.
        summary: What it does, in a few words.
    """

    name: str
    module: str
    summary: str


WINDOW = Command("run", "mirror.cli.window", "show the mirror, as no command at all does")
COMMANDS = (
    WINDOW,
    Command("apply", "mirror.cli.apply", "put a look on pictures and videos, without a window"),
    Command("bench", "mirror.cli.bench", "measure how fast the mirror is on this machine"),
    Command("doctor", "mirror.cli.doctor", "print what helps to find a fault on this machine"),
    Command("evaluate", "mirror.cli.evaluate", "measure how good the looks of photos are worn"),
    Command("looks", "mirror.cli.looks", "list the looks, or check look files"),
    Command("catalogue", "mirror.cli.catalogue", "import a shop's products, and search them"),
    Command("kiosk", "mirror.cli.kiosk", "set up the mirror in a shop, and see what was tried on"),
    Command("models", "mirror.cli.models", "list the models and check their files"),
    Command("train", "mirror.cli.train", "train the transfer network on faces of your own"),
    Command("export", "mirror.cli.export", "make the mirror's model of a finished training"),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a command line, by default the process's own, and returns the exit code.

    Raises:
        SystemExit: As argparse does after `--help` (0) and on a wrong command line (2).
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        code = _run(arguments)
        print(end="", flush=True)  # here rather than at exit, where nobody catches what goes wrong
    except MirrorError as error:
        print(f"mirror: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone, as `head` does; Python must not flush into it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code


def _run(arguments: list[str]) -> int:
    at = next((i for i, word in enumerate(arguments) if word not in ("-v", "--verbose")), None)
    if at is None or arguments[at].startswith("-"):
        parser, command, rest = _parser(None), WINDOW, arguments
    else:
        command = _named(arguments[at])
        parser, rest = _parser(command), arguments[:at] + arguments[at + 1 :]
    module = cast(CommandModule, importlib.import_module(command.module))
    module.configure(parser)
    args = parser.parse_args(rest)
    set_up_logging(verbose=args.verbose)
    return module.run(args)


def _named(word: str) -> Command:
    commands = {command.name: command for command in COMMANDS}
    if word not in commands:
        close = difflib.get_close_matches(word, commands, n=1)
        hint = f"did you mean “{close[0]}”?" if close else f"there are: {', '.join(commands)}"
        _parser(None).error(f"there is no command “{word}”; {hint}")
    return commands[word]


def _parser(command: Command | None) -> argparse.ArgumentParser:
    """The parser of a command, or of a command line that names none; arguments are to be added."""
    parser = argparse.ArgumentParser(
        prog="mirror" if command is None else f"mirror {command.name}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "-v", "--verbose", action="store_true", help="log what happens to standard error"
    )
    if command is not None:
        parser.description = f"{command.summary[0].upper()}{command.summary[1:]}."
        return parser
    width = max(len(command.name) for command in COMMANDS)
    lines = [f"  {command.name:<{width}}  {command.summary}" for command in COMMANDS]
    parser.description = "See yourself wearing makeup, live."
    parser.epilog = "\n".join(
        ["commands:", *lines, "", "mirror COMMAND --help tells what a command takes."]
    )
    parser.add_argument("--version", action="version", version=f"mirror {__version__}")
    return parser
