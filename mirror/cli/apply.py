"""`mirror apply`: puts a look on pictures and videos."""

from __future__ import annotations

import argparse
import os
from pathlib import Path


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of `mirror apply`."""
    parser.add_argument("inputs", metavar="INPUT", nargs="+", type=Path, help="a picture or video")
    parser.add_argument("--look", required=True, help="a look's name, or a look file")
    parser.add_argument(
        "--strength",
        type=_share,
        default=1.0,
        metavar="S",
        help="how much of the look is worn, from 0 to 1 (default: 1)",
    )
    parser.add_argument(
        "-o",
        "--output",
        required=True,
        metavar="OUT",
        help="the file to write; a folder if it is one, ends in a slash, or there are several "
        "inputs",
    )
    parser.add_argument(
        "--faces",
        type=int,
        choices=range(1, 5),
        default=4,
        metavar="N",
        help="how many faces wear the look, from 1 to 4 (default: 4)",
    )
    parser.epilog = (
        "Size, frame rate and sound are kept; pictures come out upright, in sRGB. An input that "
        "fails does not\nstop the others, and makes the exit code 1; so does one in which no face "
        "is found, which is written\nas it is."
    )


def run(args: argparse.Namespace) -> int:
    """Does the work; 1 if any input did not come out wearing the look."""
    from mirror.cli.batch import apply, plan
    from mirror.makeup.look import find_look
    from mirror.pipeline.messages import Controls
    from mirror.pipeline.processor import Processor

    def build(*, still: bool) -> Processor:
        return Processor.build(max_faces=args.faces, threads=os.cpu_count() or 1, still=still)

    controls = Controls(look=find_look(args.look), strength=args.strength)
    return apply(plan(args.inputs, args.output), controls, build)


def _share(text: str) -> float:
    share = float(text)
    if not 0.0 <= share <= 1.0:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and 1")
    return share
