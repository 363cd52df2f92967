"""`mirror doctor`: prints what a support person would ask for."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from mirror.cli.checks import CHECKS, Finding

_PATIENCE_S = 60.0


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of `mirror doctor`."""
    parser.add_argument("--json", action="store_true", help="print one JSON object instead")


def run(args: argparse.Namespace) -> int:
    """Prints the findings; 0 if the mirror can run on this machine, else 1."""
    with ThreadPoolExecutor(max_workers=len(CHECKS)) as pool:
        findings = dict(zip(CHECKS, pool.map(examine, CHECKS), strict=True))
    problems = [line for finding in findings.values() for line in finding.problems]
    notes = [line for finding in findings.values() for line in finding.notes]
    if args.json:
        facts = {name: finding.facts for name, finding in findings.items()}
        report = {"ok": not problems, "problems": problems, "notes": notes, **facts}
        print(json.dumps(report, indent=2, ensure_ascii=False))
    else:
        for name, finding in findings.items():
            print("\n".join([name, *_lines(finding.facts or "nothing found", "  ")]))
        for heading, lines in (("notes", notes), ("problems", problems)):
            if lines:
                print("\n".join([heading, *(f"  {line}" for line in lines)]))
        print("The mirror cannot run here as it is." if problems else "The mirror can run here.")
    return 1 if problems else 0


def examine(
    name: str, *, command: Sequence[str] | None = None, patience_s: float = _PATIENCE_S
) -> Finding:
    """Runs one check in a process of its own, so that nothing that happens there stops the others.

    Args:
        name: A key of `CHECKS`.
        command: What to run; None is the check itself.
        patience_s: How long it may take.
    """
    safe_path = ["-P"] if sys.flags.safe_path else []
    command = command or [sys.executable, *safe_path, "-m", "mirror.cli.checks", name]
    try:
        done = subprocess.run(  # noqa: S603  -- our own interpreter and module
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=patience_s,
            check=False,
        )
    except subprocess.TimeoutExpired:
        why = f"gave no answer in {patience_s:g} seconds"
        return Finding({}, [f"The check of “{name}” {why}."])
    try:
        # Libraries may write to standard output as well; the finding is the last line.
        return Finding(**json.loads(done.stdout.splitlines()[-1]))
    except (ValueError, TypeError, IndexError):
        return Finding({}, [f"The check of “{name}” {_last_words(done)}."])


def _last_words(done: subprocess.CompletedProcess[str]) -> str:
    said = [line.strip() for line in done.stderr.splitlines() if line.strip()]
    if not said:
        return f"ended with status {done.returncode}"
    # A library that aborts says why and then more; a traceback ends with the error.
    return f"failed: {said[0] if done.returncode < 0 else said[-1]}"


def _lines(value: object, indent: str) -> Iterator[str]:
    """A nested value as indented lines."""
    if isinstance(value, Mapping):
        width = max((len(key) for key in value), default=0)
        for key, inner in value.items():
            if isinstance(inner, Mapping | list):
                yield f"{indent}{key}"
                yield from _lines(inner, indent + "  ")
            else:
                yield f"{indent}{key:<{width}}  {inner}"
    elif isinstance(value, list):
        for inner in value:
            yield from _lines(inner, indent)
    else:
        yield f"{indent}{value}"
