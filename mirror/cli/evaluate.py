"""`mirror evaluate`: measures the transfer network, or the colours, through the real processor."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mirror.config import data_root, models_root
from mirror.errors import TrainingError

if TYPE_CHECKING:
    from mirror.evaluation.transfer.targets import Verdict


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of `mirror evaluate`."""
    parser.add_argument(
        "what",
        nargs="?",
        choices=("transfer", "colour"),
        default="transfer",
        help="the makeup of photos, or how exact the shades of products are (default: transfer)",
    )
    parser.add_argument(
        "--data",
        type=Path,
        metavar="FOLDER",
        default=data_root() / "tests" / "data",
        help="what to measure on; what is not there is left out and named (default: the rendered "
        "heads of the checkout)",
    )
    parser.add_argument(
        "--models",
        type=Path,
        metavar="FOLDER",
        default=models_root(),
        help="the folder that holds transfer/ (default: the models that are shipped)",
    )
    parser.add_argument(
        "--only",
        metavar="NAMES",
        default="",
        help="measure these sections anew, with commas between them",
    )
    parser.add_argument(
        "--split",
        choices=("val", "test"),
        default="test",
        help="which faces: val while something is still to be chosen (default: test)",
    )
    parser.add_argument(
        "--quick", action="store_true", help="a few rendered heads, within a minute"
    )
    parser.add_argument(
        "-o",
        "--output",
        required=True,
        type=Path,
        metavar="OUT",
        help="the folder for the reports (evaluation.json and report.md, or colour.json and "
        "colour.md) and sheets of pictures",
    )
    parser.epilog = (
        "FOLDER holds, each if there is one: a folder of bare photos with index.csv, a folder of\n"
        "rendered heads with index.jsonl, references/ with pictures of made-up people (ref_*), and\n"
        "clips/. The same command goes on after a stop with the sections that are not done yet.\n"
        "The sheets show the people of the data: they are for whoever may look at those."
    )


def run(args: argparse.Namespace) -> int:
    """Measures, prints the targets; 0 even where one is missed: that is a finding."""
    from mirror.evaluation.extra import require_extra

    require_extra()
    if args.what == "colour":
        return _colour(args)

    from mirror.cli.machine import description
    from mirror.evaluation.transfer.run import SECTIONS, Plan, evaluate
    from mirror.training.record import revision

    only = tuple(name for name in args.only.split(",") if name)
    known = [section.name for section in SECTIONS]
    unknown = [name for name in only if name not in known]
    if unknown:
        raise TrainingError(
            f"There is no section {', '.join(unknown)}; there are: {', '.join(known)}."
        )
    commit, changed = revision()
    made = {"commit": commit, "changed since": changed, "machine": description()}
    plan = Plan(args.data, args.models, args.output, only, args.split, args.quick)
    print(_table(evaluate(plan, made)))
    print(f"The report: {args.output / 'report.md'}", file=sys.stderr)
    return 0


def _colour(args: argparse.Namespace) -> int:
    from mirror.cli.machine import description
    from mirror.evaluation.shade_report import evaluate_colour
    from mirror.training.record import revision

    commit, changed = revision()
    made = {
        "commit": commit, "changed since": changed, "machine": description(), "split": args.split,
    }  # fmt: skip
    found = evaluate_colour(args.data, args.split, args.output, made, quick=args.quick)
    for row in found:
        if row.part == "all":
            tones = ", ".join(f"{name} {value:.3g}" for name, value in row.tones.items())
            print(f"{row.measure}, {row.kind}, {row.way}: {row.median:.3g} ({tones})")
    print(f"The report: {args.output / 'colour.md'}", file=sys.stderr)
    return 0


def _table(verdicts: list[Verdict]) -> str:
    lines = []
    for one in verdicts:
        bar = f"{'at most' if one.target.at_most else 'at least'} {one.target.bar:g}"
        if one.found is None:
            lines.append(f"  ?   {one.target.title}: not measured ({bar})")
            continue
        said = "met " if one.met else "MISS"
        lines.append(f"{said}  {one.target.title}: {one.found.mean:.4g} ({bar})")
    return "\n".join(lines)
