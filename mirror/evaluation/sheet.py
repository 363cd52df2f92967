"""A contact sheet: looks side by side on faces, to be judged by eye.

    python -m mirror.evaluation.sheet PICTURE... -o SHEET.jpg [--look NAME_OR_FILE]...
        [--reference PHOTO]... [--tile PX] [--across]

Each column is a face, bare at the top; each row is a look; --across turns the sheet. With --reference,
each row is the makeup of a photo, which stands at its beginning. Without either, all shipped looks are
worn. Pictures may be photos or clips (their first frame).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from mirror.capture.kinds import make_source
from mirror.core.types import MESH_POINTS, Floats, Frame, Pixels
from mirror.errors import MirrorError, SourceError
from mirror.makeup.look import Look, find_look, shipped_looks
from mirror.makeup.transferred import TransferredLook
from mirror.pipeline.extraction import Extraction
from mirror.pipeline.messages import Controls
from mirror.pipeline.processor import Processor

_MARGIN = 1.2
_CAPTION_PX = 24


def first_frame(path: str) -> Frame:
    """A photo, or the first frame of a clip.

    Raises:
        SourceError: There is no picture in it.
    """
    source = make_source(path, realtime=False, loop=False)
    source.open()
    try:
        frame = source.read()
    finally:
        source.close()
    if frame is None:
        raise SourceError(f"{path} has no picture in it.")
    return frame


def tile(pixels: Pixels, points: Floats, size: int) -> Pixels:
    """The face, square, with a margin around it: `size` x `size` x 3 uint8 BGR.

    Args:
        pixels: HxWx3 uint8 BGR.
        points: The face's landmarks, in pixels.
        size: Side of the tile, in pixels.
    """
    low = points[:MESH_POINTS, :2].min(axis=0)
    high = points[:MESH_POINTS, :2].max(axis=0)
    scale = size / (float((high - low).max()) * _MARGIN)
    middle = (low + high) / 2
    place = np.array(
        [[scale, 0, size / 2 - middle[0] * scale], [0, scale, size / 2 - middle[1] * scale]]
    )
    shrink = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    cut = cv2.warpAffine(pixels, place, (size, size), flags=shrink, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(cut, np.uint8)


def captioned(row: Pixels, caption: str) -> Pixels:
    """A picture, HxWx3 uint8 BGR, with a line of text below it."""
    strip = Image.new("RGB", (row.shape[1], _CAPTION_PX), "white")
    font = ImageFont.load_default(_CAPTION_PX * 0.6)
    ImageDraw.Draw(strip).text((8, 3), caption, fill="#333333", font=font)
    return np.vstack([row, np.asarray(strip, np.uint8)[..., ::-1]])


def contact_sheet(
    frames: Sequence[Frame], looks: Sequence[Look], tile_px: int, *, across: bool = False
) -> Pixels:
    """One row a look, one column a frame, the bare faces first; HxWx3 uint8 BGR.

    With `across`, one column a look and one row a frame.

    Raises:
        SourceError: A frame shows no face.
    """
    titles = ["Bare", *(look.title for look in looks)]
    worn = [Controls(), *(Controls(look=look) for look in looks)]
    groups = [
        captioned(np.vstack(tiles) if across else np.hstack(tiles), title)
        for title, tiles in zip(titles, _dressed(frames, worn, tile_px), strict=True)
    ]
    return np.hstack(groups) if across else np.vstack(groups)


def photo_sheet(frames: Sequence[Frame], photos: Mapping[str, Frame], tile_px: int) -> Pixels:
    """One row a photo, one column a frame, the bare faces first; HxWx3 uint8 BGR.

    Args:
        frames: The faces that wear the photos' makeup.
        photos: By their names.
        tile_px: Side of a tile.

    Raises:
        SourceError: A picture shows no face.
        ModelError: The transfer network is missing or broken.
    """
    looks: list[TransferredLook | None] = [None]
    firsts = [np.full((tile_px, tile_px, 3), 255, np.uint8)]
    extraction = Extraction.build()
    try:
        for name, photo in photos.items():
            face = next(iter(extraction.read(photo.pixels)), None)
            if face is None:
                raise SourceError(f"There is no face in the photo {name}; leave it out.")
            looks.append(extraction.extract(photo.pixels, face, "photo", name))
            firsts.append(tile(photo.pixels, face.landmarks_px, tile_px))
    finally:
        extraction.close()
    worn = [Controls(transferred=look) for look in looks]
    rows = [
        captioned(np.hstack([first, *tiles]), look.title if look else "")
        for look, first, tiles in zip(looks, firsts, _dressed(frames, worn, tile_px), strict=True)
    ]
    return np.vstack(rows)


def _dressed(
    frames: Sequence[Frame], worn: Sequence[Controls], tile_px: int
) -> Iterator[list[Pixels]]:
    """The tiles of all frames, for each of what they wear.

    Raises:
        SourceError: A frame shows no face.
    """
    processor = Processor.build(still=True)
    try:
        for controls in worn:
            tiles = []
            for number, frame in enumerate(frames):
                rendered = processor.process(frame, controls)
                if not rendered.faces:
                    raise SourceError(f"There is no face in picture {number + 1}; leave it out.")
                tiles.append(tile(rendered.pixels, rendered.faces[0].landmarks_px, tile_px))
            yield tiles
    finally:
        processor.close()


def main() -> int:
    """Writes the sheet; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m mirror.evaluation.sheet",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("picture", nargs="+")
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--look", action="append", default=[])
    parser.add_argument("--reference", action="append", default=[])
    parser.add_argument("--tile", type=int, default=320, metavar="PX")
    parser.add_argument("--across", action="store_true")
    options = parser.parse_args()
    try:
        frames = [first_frame(path) for path in options.picture]
        if options.reference:
            photos = {Path(path).stem: first_frame(path) for path in options.reference}
            sheet = photo_sheet(frames, photos, options.tile)
        else:
            looks = [find_look(name) for name in options.look or shipped_looks()]
            sheet = contact_sheet(frames, looks, options.tile, across=options.across)
    except MirrorError as error:
        print(f"sheet: {error}", file=sys.stderr)  # noqa: T201
        return error.exit_code
    Image.fromarray(sheet[..., ::-1]).save(options.output, quality=88)
    return 0


if __name__ == "__main__":
    sys.exit(main())
