"""`mirror`: the window."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from mirror.cli.choices import DEFAULT_LOOK, size
from mirror.errors import SourceError

if TYPE_CHECKING:
    from mirror.capture.source import Source
    from mirror.catalogue.store import Catalogue
    from mirror.core.types import Pixels
    from mirror.pipeline.extraction import Extraction
    from mirror.pipeline.processor import Processor
    from mirror.pipeline.saved_looks import SavedLooks
    from mirror.ui.app import FirstWorn, Parts
    from mirror.ui.source_choice import SourceEntry

_FRONTAL = 24  # the picture of the demo in which the face looks straight out, eyes open


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of the window."""
    parser.add_argument(
        "--source",
        metavar="S",
        help="a camera by number or name, a video, a picture, a folder of pictures, or demo "
        "(default: the first camera that delivers, else the demo)",
    )
    worn = parser.add_mutually_exclusive_group()
    worn.add_argument(
        "--look",
        metavar="NAME",
        default=DEFAULT_LOOK,
        help="what to wear first: a look's name, a saved one's, or a look file (default: "
        "%(default)s)",
    )
    worn.add_argument(
        "--reference", metavar="PHOTO", type=Path, help="wear the makeup of this photo first"
    )
    parser.add_argument(
        "--size",
        type=size,
        metavar="WxH",
        help="what to ask of the camera, or to scale anything else to (default: 1280x720 of a "
        "camera, else as it is)",
    )
    # For the benchmark of the start: prints when what was reached, and closes the window.
    parser.add_argument("--bench-start", action="store_true", help=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> int:
    """Shows the window until it is closed."""
    # Before Qt is imported: a wrong name is told at once.
    begin_with = _first_worn(args.look, args.reference)

    from mirror.ui.launch import launch

    when_worn = _report if args.bench_start else None
    return launch(
        make_parts(args.size), spec=args.source, begin_with=begin_with, when_worn=when_worn
    )


def _first_worn(name: str, photo: Path | None) -> FirstWorn:
    from mirror.makeup.look import find_look, shipped_looks

    look = transferred = saved_as = None
    if photo is not None:
        if not photo.is_file():
            raise SourceError(f"There is no picture {photo}; check the path.")
    elif name in shipped_looks():
        look = find_look(name)
    else:
        from mirror.cli.outfit import find_outfit  # imports more than the window needs

        outfit = find_outfit(name)
        look, transferred = outfit.look, outfit.transferred
        saved_as = transferred.name if transferred is not None else None

    from mirror.ui.app import FirstWorn

    return FirstWorn(look, transferred, saved_as, photo)


def make_parts(
    wanted_size: tuple[int, int] | None = None,
    *,
    catalogue: Path | None = None,
    keeps: bool = True,
) -> Parts:
    """What a window, or a kiosk, is made from.

    Args:
        wanted_size: What to ask of the camera, or to scale anything else to.
        catalogue: The shop's; None is the one in the account's data folder.
        keeps: Whether a person's looks are kept.
    """
    from platformdirs import user_cache_path

    from mirror.config import album_root, traces_root
    from mirror.makeup.look import load_look, shipped_looks
    from mirror.pipeline.warmed import build_warmed
    from mirror.ui.app import Parts

    def build_live() -> Processor:
        from mirror.inference.tracker import MOST_FACES  # loads the runtime, on the worker's thread

        return build_warmed(max_faces=MOST_FACES)

    def build_still() -> Processor:
        return build_warmed(still=True, live=False)

    return Parts(
        make_source=lambda spec: _source(spec, wanted_size),
        list_sources=_list_sources,
        build_processor=build_live,
        build_still_processor=build_still,
        read_face=_read_demo_face,
        build_extraction=_build_extraction,
        open_saved=_open_saved if keeps else None,
        open_catalogue=lambda: _open_catalogue(catalogue),
        looks=(None, *map(load_look, shipped_looks().values())),
        album=album_root(),
        traces=traces_root(),
        cache=user_cache_path("mirror", appauthor=False),
    )


def _build_extraction() -> Extraction:
    from mirror.pipeline.extraction import Extraction

    return Extraction.build()


def _open_saved() -> SavedLooks:
    from mirror.makeup.look import shipped_looks
    from mirror.pipeline.saved_looks import SavedLooks

    return SavedLooks.of_this_person(taken=shipped_looks())


def _open_catalogue(path: Path | None) -> Catalogue:
    """The shop's catalogue; where there is none, the demo's, in memory."""
    from mirror.catalogue.demo import demo_file
    from mirror.catalogue.importer import import_file
    from mirror.catalogue.store import Catalogue
    from mirror.config import catalogue_path

    path = path or catalogue_path()
    if path.exists():
        return Catalogue(path, create=False)
    catalogue = Catalogue(None)
    import_file(catalogue, demo_file())
    return catalogue


def _source(spec: str | None, wanted_size: tuple[int, int] | None) -> Source:
    from mirror.capture.kinds import make_source

    return make_source(spec, size=wanted_size)


def _list_sources() -> list[SourceEntry]:
    from mirror.capture.cameras import Cameras
    from mirror.capture.demo import DEMOS
    from mirror.ui.source_choice import SourceEntry

    cameras = Cameras()
    listed = [
        SourceEntry(str(index), label := cameras.label(index), _title(label))
        for index in cameras.candidates()
    ]
    return listed + [SourceEntry(demo.key, demo.name, _title(demo.name)) for demo in DEMOS]


def _title(name: str) -> str:
    return name[:1].upper() + name[1:]


def _read_demo_face() -> Pixels:
    from mirror.capture.demo import demo_source

    source = demo_source(realtime=False, loop=False)
    try:
        source.open()
        frames = [source.read() for _ in range(_FRONTAL + 1)]
    finally:
        source.close()
    frontal = frames[-1]
    if frontal is None:
        raise RuntimeError("the demo clip is shorter than it was")
    return frontal.pixels


def _report(reached_ns: Mapping[str, int]) -> None:
    from mirror.cli.machine import process_start_ns

    start_ns = process_start_ns()
    reached = {f"{at}_s": round((ns - start_ns) / 1e9, 3) for at, ns in reached_ns.items()}
    print(json.dumps(reached), flush=True)
