"""Kinds of products side by side, close by: what the mirror can put on.

    python -m mirror.evaluation.product_sheet PICTURE... -o SHEET.jpg [--width PX]

Each face has two rows: products of lips and eyes in close-ups, and those of the face. Pictures may be
photos or clips (their first frame).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from mirror.core.types import MESH_POINTS, Floats, Frame, Pixels
from mirror.errors import MirrorError, SourceError
from mirror.evaluation.sheet import captioned, first_frame
from mirror.makeup.look import Look
from mirror.makeup.products import (
    AnyProduct,
    Blush,
    Bronzer,
    Brows,
    Concealer,
    ContactLenses,
    Contour,
    Eyeliner,
    Eyeshadow,
    FalseLashes,
    Foundation,
    Freckles,
    Highlighter,
    LipLiner,
    Lipstick,
    Powder,
)
from mirror.pipeline.messages import Controls
from mirror.pipeline.processor import Processor

MOUTH, EYE, FACE = "mouth", "eye", "face"
# Landmarks that a close-up shows, and its margin around them as a share of their width.
_SHOWN = {
    MOUTH: ((61, 291, 0, 17), 0.3),
    EYE: ((33, 133, 105, 145), 0.35),
    FACE: (tuple(range(MESH_POINTS)), 0.04),
}
_HEIGHT_OVER_WIDTH = {MOUTH: 0.7, EYE: 0.7, FACE: 1.15}
_MOST_ENLARGED = 4.0


@dataclass(frozen=True, slots=True)
class Sample:
    """One column.

    Attributes:
        caption: What is written below it.
        region: What of the face is shown.
        products: What is worn.
    """

    caption: str
    region: str
    products: tuple[AnyProduct, ...]


CLOSE_UPS = (
    Sample("Lipstick, matte", MOUTH, (Lipstick(shades=("#a3142a",), finish="matte"),)),
    Sample("Lip gloss", MOUTH, (Lipstick(shades=("#c04858",), finish="gloss"),)),
    Sample(
        "Lip pencil, ombre", MOUTH,
        (LipLiner(shade="#6e2034"), Lipstick(shades=("#8e2a40", "#e08a94"), finish="satin")),
    ),
    Sample(
        "Eyeshadow, cut crease", EYE,
        (Eyeshadow(shades=("#e8b48c", "#7a2848", "#3c1426"), template="cut-crease"),),
    ),
    Sample(
        "Eyeshadow, glitter", EYE,
        (Eyeshadow(shades=("#b87838",), template="lid", finish="glitter", coverage=0.6),),
    ),
    Sample(
        "Eyeliner, lashes", EYE,
        (Eyeliner(shade="#101010", wing=0.25), FalseLashes(style="wispy", lower=0.3)),
    ),
    Sample("Contact lenses", EYE, (ContactLenses(shade="#4a7fb8", style="vivid"),)),
)  # fmt: skip
FACES = (
    Sample("Bare", FACE, ()),
    Sample("Foundation, concealer", FACE, (Foundation(coverage=0.6), Concealer(), Powder())),
    Sample("Contour", FACE, (Contour(placement="full"),)),
    Sample("Blush", FACE, (Blush(shades=("#d4506a",), coverage=0.14),)),
    Sample("Bronzer, freckles", FACE, (Bronzer(placement="sunkissed"), Freckles(amount=0.8))),
    Sample(
        "Highlighter", FACE,
        (Highlighter(shade="#f8e0c8", placement="full", finish="metallic", coverage=0.09),),
    ),
    Sample("Brows", FACE, (Brows(shade="#3a261c", arch=0.5, thickness=1.2),)),
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class _View:
    """One region of one face.

    Attributes:
        frame: The picture, as large as the tile needs it: lines are drawn at its resolution.
        place: 2x3, from the picture's pixels to the tile's.
        size: Width and height of the tile.
    """

    frame: Frame
    place: Floats
    size: tuple[int, int]

    def of(self, pixels: Pixels) -> Pixels:
        """The tile that shows a picture."""
        cut = cv2.warpAffine(
            pixels, self.place, self.size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )
        return np.asarray(cut, np.uint8)


def _view(frame: Frame, points: Floats, region: str, width: int) -> _View:
    indices, margin = _SHOWN[region]
    shown = points[list(indices), :2]
    low, high = shown.min(axis=0), shown.max(axis=0)
    scale = width / (float(high[0] - low[0]) * (1 + 2 * margin))
    enlarged = min(max(scale, 1.0), _MOST_ENLARGED)
    pixels = cv2.resize(frame.pixels, None, fx=enlarged, fy=enlarged, interpolation=cv2.INTER_CUBIC)
    if scale < 1:
        # A tile takes one pixel of four then, at most: the rest is averaged before.
        pixels = cv2.GaussianBlur(pixels, (0, 0), 0.4 / scale)
    rest = scale / enlarged
    size = (width, round(width * _HEIGHT_OVER_WIDTH[region]))
    middle = (low + high) / 2 * enlarged
    place = np.array(
        [[rest, 0, size[0] / 2 - middle[0] * rest], [0, rest, size[1] / 2 - middle[1] * rest]],
        np.float32,
    )
    return _View(Frame(np.ascontiguousarray(pixels), 0, 0), place, size)


def product_sheet(frames: Sequence[Frame], width: int) -> Pixels:
    """Two rows a face, `CLOSE_UPS` and `FACES`, with captions: HxWx3 uint8 BGR.

    Args:
        frames: One face each.
        width: Of the sheet, in pixels.

    Raises:
        SourceError: A frame shows no face.
    """
    processor = Processor.build(still=True)
    try:
        blocks = [
            np.vstack([_row(processor, frame, samples, width) for samples in (CLOSE_UPS, FACES)])
            for frame in frames
        ]
    finally:
        processor.close()
    return np.vstack(blocks)


def _row(processor: Processor, frame: Frame, samples: Sequence[Sample], width: int) -> Pixels:
    found = processor.process(frame, Controls()).faces
    if not found:
        raise SourceError("There is no face in one of the pictures; leave it out.")
    points = found[0].landmarks_px
    tile = width // len(samples)
    views = {
        region: _view(frame, points, region, tile) for region in {one.region for one in samples}
    }
    tiles = []
    for sample in samples:
        view = views[sample.region]
        look = Look("sample", sample.caption, sample.products)
        worn = processor.process(view.frame, Controls(look=look))
        tiles.append(captioned(view.of(worn.pixels), sample.caption))
    return np.hstack(tiles)


def main() -> int:
    """Writes the sheet; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m mirror.evaluation.product_sheet",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("picture", nargs="+")
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--width", type=int, default=1400, metavar="PX")
    options = parser.parse_args()
    try:
        sheet = product_sheet([first_frame(path) for path in options.picture], options.width)
    except MirrorError as error:
        print(f"product_sheet: {error}", file=sys.stderr)  # noqa: T201
        return error.exit_code
    Image.fromarray(sheet[..., ::-1]).save(options.output, quality=84)
    return 0


if __name__ == "__main__":
    sys.exit(main())
