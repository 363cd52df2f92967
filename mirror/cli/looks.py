"""`mirror looks`: lists the looks that come with the program, or checks look files."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from mirror.errors import LookError


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of `mirror looks`."""
    parser.add_argument(
        "files",
        metavar="FILE",
        nargs="*",
        type=Path,
        help="look files to check; without any, the shipped looks are listed",
    )


def run(args: argparse.Namespace) -> int:
    """Prints one line a look; 1 if any of them cannot be worn."""
    from mirror.makeup.look import load_look, shipped_looks

    paths: list[Path] = args.files or list(shipped_looks().values())
    if not paths:
        print("mirror: No look is installed; install the program again.", file=sys.stderr)
        return 1
    width = max(len(path.stem) for path in paths)
    failed = 0
    for path in paths:
        try:
            look = load_look(path)
        except LookError as error:
            print(f"mirror: {error}", file=sys.stderr)
            failed += 1
            continue
        kinds = ", ".join(str(product.__struct_config__.tag) for product in look.products)
        tags = ", ".join(look.tags) or "-"
        print(f"{look.name:<{width}}  {look.title}  [{tags}]  {kinds or 'nothing'}")
    return 1 if failed else 0
