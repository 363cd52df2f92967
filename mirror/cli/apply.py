"""`mirror apply`: puts a look, or the makeup of a photo, on pictures and videos."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from mirror.cli.choices import share, title, zones


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of `mirror apply`."""
    parser.add_argument(
        "inputs",
        metavar="INPUT",
        nargs="+",
        type=Path,
        help="a picture, a video, or a folder of pictures",
    )
    parser.add_argument("--look", metavar="L", help="a look's name, a saved one's, or a look file")
    parser.add_argument(
        "--reference",
        type=Path,
        metavar="PHOTO",
        help="wear the makeup of the face in this photo; products of --look lie on top",
    )
    parser.add_argument(
        "--face",
        type=int,
        choices=range(1, 5),
        metavar="N",
        help="which face of the photo, counted from the largest (default: 1)",
    )
    parser.add_argument(
        "--zones",
        type=zones,
        metavar="ZONES",
        help="how much of a photo's makeup is worn where, as lips=1,eyes=0.5,cheeks=1,rest=1,"
        "skin=0.3; skin is the photo's complexion (default: 1 each, and 0 for skin)",
    )
    parser.add_argument(
        "--save",
        type=title,
        metavar="NAME",
        help="keep the photo's makeup as a look of that name, for --look and the window",
    )
    parser.add_argument(
        "--strength",
        type=share,
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
    parser.set_defaults(complain=parser.error)
    parser.epilog = (
        "Size, frame rate and sound are kept; pictures come out upright, in sRGB. An input that "
        "fails does not\nstop the others, and makes the exit code 1; so does one in which no face "
        "is found, which is written\nas it is."
    )


def run(args: argparse.Namespace) -> int:
    """Does the work; 1 if any input did not come out wearing the look."""
    if args.look is None and args.reference is None:
        args.complain("one of --look and --reference is required")
    if args.reference is None and (args.face is not None or args.save is not None):
        args.complain("--face and --save go with --reference")

    from mirror.cli.batch import apply, plan
    from mirror.cli.outfit import find_outfit
    from mirror.makeup.transferred import ZoneStrengths
    from mirror.pipeline.messages import Controls
    from mirror.pipeline.processor import Processor

    def build(*, still: bool) -> Processor:
        return Processor.build(max_faces=args.faces, threads=os.cpu_count() or 1, still=still)

    outfit = find_outfit(args.look, args.reference, face=args.face, save=args.save)
    controls = Controls(
        look=outfit.look,
        strength=args.strength,
        transferred=outfit.transferred,
        zones=args.zones or ZoneStrengths(),
    )
    return apply(plan(args.inputs, args.output), controls, build)
