"""`mirror looks`: lists the shipped looks and the saved ones, or checks look files."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mirror.errors import LookError, OutputError

if TYPE_CHECKING:
    from mirror.pipeline.saved_looks import SavedLooks


_TEMPLATE_PX = 2048
_THUMBNAIL_FACE_PX = 330


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of `mirror looks`."""
    parser.add_argument(
        "files",
        metavar="FILE",
        nargs="*",
        type=Path,
        help="look files to check, .toml or .mirrorlook; without any, the shipped and the saved "
        "looks are listed",
    )
    parser.add_argument(
        "--template",
        metavar="OUT.png",
        type=Path,
        help="write the layout of the face that face paint is painted on",
    )
    parser.add_argument(
        "--share",
        metavar="OUT.mirrorlook",
        type=Path,
        help="write one look file with the pictures that it wears into one file, to be given away",
    )
    parser.add_argument(
        "--schema", action="store_true", help="print the JSON Schema of a look file, for editors"
    )


def run(args: argparse.Namespace) -> int:
    """Prints one line a look, or does what an option asks; 1 if a look cannot be worn."""
    from mirror.makeup.look import look_schema, shipped_looks
    from mirror.pipeline.saved_looks import SavedLooks

    if args.template is not None:
        return _write_template(args.template)
    if args.share is not None:
        return _share(args.files, args.share)
    if args.schema:
        print(json.dumps(look_schema(), indent=2))
        return 0
    shipped = shipped_looks()
    saved = SavedLooks.of_this_person(taken=shipped)
    wanted: list[Path | str] = args.files or [*shipped.values(), *saved.names()]
    if not args.files and not shipped:
        print("mirror: No look is installed; install the program again.", file=sys.stderr)
        return 1
    rows = []
    for one in wanted:
        try:
            rows.append(_row(one, saved))
        except LookError as error:
            print(f"mirror: {error}", file=sys.stderr)
    width = max((len(name) for name, _ in rows), default=0)
    for name, description in rows:
        print(f"{name:<{width}}  {description}")
    return 0 if len(rows) == len(wanted) else 1


def _write_template(path: Path) -> int:
    from mirror.capture.picture_file import Picture, save_picture
    from mirror.makeup.face_paint import face_template

    lines = face_template(_TEMPLATE_PX)
    try:
        save_picture(path, Picture(lines[..., :3].copy(), alpha=lines[..., 3].copy()))
    except OutputError as error:
        print(f"mirror: {error}", file=sys.stderr)
        return 1
    print(f"The face's layout lies in {path}: paint on a layer above its lines.")
    return 0


def _share(files: list[Path], path: Path) -> int:
    from mirror.makeup.look import find_look
    from mirror.pipeline.look_archive import SUFFIX
    from mirror.pipeline.shared_look import SharedLook, write_shared_look
    from mirror.ui.chart.painted_face import on_white, painted_face

    try:
        if len(files) != 1:
            raise LookError("Name the one look that is to be given away.")
        if path.suffix != SUFFIX:
            raise OutputError(f"{path} is no name for a look to be given away; end it in {SUFFIX}.")
        look = find_look(str(files[0]))
        thumbnail = on_white(painted_face(look, None, _THUMBNAIL_FACE_PX))
        write_shared_look(path, SharedLook(look, (), thumbnail))
    except (LookError, OutputError) as error:
        print(f"mirror: {error}", file=sys.stderr)
        return 1
    except ValueError as error:
        print(f"mirror: The look cannot be given away: {error}.", file=sys.stderr)
        return 1
    print(f"--look {path} wears it, here and elsewhere.")
    return 0


def _row(wanted: Path | str, saved: SavedLooks) -> tuple[str, str]:
    """Name and description of a look file, or of a saved look by its name."""
    from mirror.makeup.look import load_look
    from mirror.pipeline.look_archive import SUFFIX
    from mirror.pipeline.shared_look import is_shared_look, read_shared_look

    if isinstance(wanted, str):
        label = saved.label(wanted)
        outdated = ", outdated: open its photo again" if saved.is_outdated(label) else ""
        return label.name, f"{label.title}  [from a photo{outdated}]"
    if wanted.suffix == SUFFIX and not is_shared_look(wanted):
        taken = saved.load_file(wanted)
        return taken.name, f"{taken.title}  [from a photo]"
    look = read_shared_look(wanted).look if wanted.suffix == SUFFIX else load_look(wanted)
    kinds = ", ".join(str(product.__struct_config__.tag) for product in look.products)
    return look.name, f"{look.title}  [{', '.join(look.tags) or '-'}]  {kinds or 'nothing'}"
