"""`mirror bench`: measures the real pipeline, unthrottled."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mirror.cli.choices import DEFAULT_LOOK, count, size
from mirror.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable

    from mirror.capture.source import Source
    from mirror.capture.whole_file import WholeFile
    from mirror.cli.measure import Measured
    from mirror.makeup.look import Look
    from mirror.makeup.transferred import TransferredLook
    from mirror.pipeline.messages import FrameProcessor

_FRAMES = 600
_SIZE = (1280, 720)


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of `mirror bench`."""
    parser.add_argument(
        "--source",
        metavar="S",
        default="demo",
        help="where the pictures come from, as for the window (default: %(default)s)",
    )
    parser.add_argument(
        "--size",
        type=size,
        metavar="WxH",
        default=_SIZE,
        help="what every picture is scaled and cut to (default: 1280x720)",
    )
    length = parser.add_mutually_exclusive_group()
    length.add_argument(
        "--frames",
        type=count,
        metavar="N",
        help=f"how many pictures to measure (default: {_FRAMES})",
    )
    length.add_argument(
        "--seconds", type=_seconds, metavar="N", help="how long to measure, instead of --frames"
    )
    parser.add_argument(
        "--look",
        metavar="L",
        help=f"a look's name, or a look file (default: {DEFAULT_LOOK}, or none with --reference)",
    )
    parser.add_argument(
        "--reference",
        type=Path,
        metavar="PHOTO",
        help="wear the makeup of the surest face in this photo",
    )
    parser.add_argument(
        "--threads",
        type=count,
        metavar="T",
        default=1,
        help="threads of each model (default: %(default)s, as in the window)",
    )
    parser.add_argument(
        "--no-covers",
        dest="covers",
        action="store_false",
        help="paint over hair, hands and things before the face, to see what leaving them out costs",
    )
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument(
        "--products",
        action="store_true",
        help="measure instead what fifteen products cost beside one, and what is drawn in every frame",
    )
    instead.add_argument(
        "--shades",
        action="store_true",
        help="measure instead how soon another shade is seen, for every kind of product",
    )
    parser.add_argument(
        "--json",
        type=Path,
        metavar="FILE",
        help="write the figures to this file as well",
    )
    parser.epilog = (
        "The engine of the window runs on a short loop of pictures (up to 70 MB of them, read into\n"
        "memory before), and is handed the next one as soon as it has finished the last: reading\n"
        "and decoding is not measured, as it happens beside the pipeline in the window, too.\n"
        "With --reference the photo's look is fitted to the face in every picture; the window does so\n"
        "less often where a machine is too slow for it.\n"
        "  fps            pictures finished in a second\n"
        "  frame_ms       from one finished picture to the next\n"
        "  stages_ms      time of each stage\n"
        "  latency_ms     from capture until the picture is ready to be painted\n"
        "  dropped        pictures that were read but not finished\n"
        "  providers      what each model really ran on\n"
        "  rss_mb         memory at the end, the loop of pictures included, in 10^6 bytes\n"
        "  first_frame_s  from the start of the process until the first picture with makeup,\n"
        "                 reading the photo included\n"
        "  generator      with --reference: the network that fits its look to a face, by itself\n"
        "The first 30 pictures, in which the look is painted, count for first_frame_s only.\n"
        "--shades: ms from choosing a shade to the first picture with it, painted beside the frames\n"
        "as in the window; first puts the product on, stall is the longest wait for a picture then."
    )


def run(args: argparse.Namespace) -> int:
    """Measures and prints; 1 if the processor failed on any picture."""
    from mirror.capture.kinds import make_source
    from mirror.capture.whole_file import WholeFile
    from mirror.cli.machine import description, process_start_ns
    from mirror.cli.measure import Plan, measure, time_generator
    from mirror.makeup.look import find_look
    from mirror.pipeline.warmed import build_warmed

    name = args.look or (DEFAULT_LOOK if args.reference is None else None)
    look = None if name is None else find_look(name)
    transferred = None if args.reference is None else _read(args.reference)
    plan = Plan(
        look=look,
        size=args.size,
        frames=None if args.seconds is not None else args.frames or _FRAMES,
        seconds=args.seconds,
        transferred=transferred,
    )
    file = None if args.json is None else WholeFile(args.json)
    source = make_source(args.source, size=args.size, realtime=False)

    def build(covers_every: int = 2 if args.covers else 0) -> FrameProcessor:
        return build_warmed(threads=args.threads, live=args.shades, covers_every=covers_every)

    if args.shades:
        return _time_shades(args, source, build, look, file)
    if args.products:
        return _time_products(args, source, build, file)
    measured = measure(plan, source, build)
    report = measured.report(started_ns=process_start_ns())
    report["source"], report["look"], report["threads"] = args.source, name, args.threads
    report["machine"] = description()
    print(_table(report, measured))
    if transferred is not None:
        generator = time_generator(transferred).report()
        report["reference"], report["generator"] = str(args.reference), generator
        print("generator alone: {median_ms} ms, {precision} on {provider}".format(**generator))
    if file is not None:
        _write(file, report)
    if measured.failures:
        print(
            f"mirror: The processor failed on {measured.failures} pictures; run again with -v.",
            file=sys.stderr,
        )
        return 1
    return 0


def _time_shades(
    args: argparse.Namespace, source: Source, build: Callable[[], FrameProcessor], look: Look | None,
    file: WholeFile | None,
) -> int:  # fmt: skip
    """Measures and prints how soon another shade is seen."""
    from mirror.cli import shade_bench
    from mirror.cli.machine import description

    looks = shade_bench.every_kind()
    if look is not None:
        looks[f"the lipstick of {look.name}"] = shade_bench.within(look)
    taken = shade_bench.time_shades(looks, source, args.size, build)
    print(shade_bench.table(taken))
    if file is not None:
        told: dict[str, object] = {
            "shades": shade_bench.report(taken), "size": list(args.size), "machine": description(),
        }  # fmt: skip
        _write(file, told)
    return 0


def _time_products(
    args: argparse.Namespace, source: Source, build: Callable[[int], FrameProcessor],
    file: WholeFile | None,
) -> int:  # fmt: skip
    """Measures and prints what products cost in each frame."""
    from mirror.cli.machine import description
    from mirror.cli.product_bench import time_products

    taken = time_products(source, args.size, build)
    print(taken.table())
    if file is not None:
        _write(file, {**taken.report(), "size": list(args.size), "machine": description()})
    return 0


def _read(photo: Path) -> TransferredLook:
    """The look of the surest face in a photo."""
    from mirror.capture.picture_file import load_picture
    from mirror.pipeline.extraction import Extraction

    pixels = load_picture(photo).pixels
    extraction = Extraction.build()
    try:
        faces = extraction.read(pixels)
        if not faces:
            raise SourceError(
                f"No face was found in {photo}; use a photo with a larger or clearer face."
            )
        return extraction.extract(pixels, faces[0], "reference", photo.name)
    finally:
        extraction.close()


def _table(report: dict[str, object], measured: Measured) -> str:
    timings = measured.timings
    width, height = measured.size
    lines = [
        f"{measured.frames} pictures of {width}x{height}: {report['fps']:.1f} fps",
        f"{'ms':<12}{'p50':>8}{'p95':>8}{'p99':>8}",
    ]
    rows = {"frame": timings.frame_ms, "latency": timings.latency_ms, **timings.stages_ms}
    for name, values in rows.items():
        lines.append(f"{name:<12}" + "".join(f"{values[at]:>8.2f}" for at in (50, 95, 99)))
    resident = report["rss_mb"]
    memory = "unknown" if resident is None else f"{resident} MB"
    ran_on = ", ".join(f"{name} on {on}" for name, on in measured.providers.items())
    lines += [
        f"dropped {measured.dropped}, memory {memory}, first after {report['first_frame_s']} s",
        ran_on,
    ]
    return "\n".join(lines)


def _write(file: WholeFile, report: dict[str, object]) -> None:
    from mirror.capture.whole_file import output_error

    try:
        file.part.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        file.discard()
        raise output_error(file.path, error) from error
    file.commit()


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError(f"“{text}” is not a number of seconds above 0")
    return seconds
