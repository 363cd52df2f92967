"""Measures what the detector sees: how small a face may be, and how sure it is of true and false ones.

    python -m models.measure.detector --data PATH/TO/data [--json FILE]

- sizes: portraits scaled down onto a grey square; the share that is found, by the height of the
  face (1.3 times the detector's own box) over the square's side.
- proof: every face that the detector and the landmark model believe in, in any of the squares that
  `mirror.inference.search` looks at beyond the whole frame, is looked at closely by the detector.
  A true one is where the picture's only person is; the score tells them apart.
- mirrored: each portrait and its mirror image are located; were pixels placed exactly, the two would
  be mirror images. Half of what is left over, in pixels of the frame, is how far to the right
  landmarks lie, listed with the frame's pixels per pixel of the model's input.
"""

from __future__ import annotations

import argparse
import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np

from mirror.config import models_root
from mirror.inference.detector import FaceDetector
from mirror.inference.landmarks import LandmarkModel, Located
from mirror.inference.region import Region, overlap
from mirror.inference.search import search_regions
from mirror.inference.session import ModelSession
from models.measure.tracks import read_clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mirror.core.types import Pixels

SHARES = (0.1, 0.12, 0.14, 0.16, 0.2, 0.25, 0.3, 0.5)
SQUARE = 768
PROOF_MARGIN = 1.6
MIRROR_PAIRS = [
    (33, 263),
    (133, 362),
    (61, 291),
    (78, 308),
    (234, 454),
    (50, 280),
    (105, 334),
    (172, 397),
]
SCALES = (0.35, 0.7, 1.0, 2.0)


class Looker:
    """Both models, and the two looks that the tracker takes."""

    def __init__(self) -> None:
        self.detector = FaceDetector(ModelSession(models_root(), "face_detector"))
        self.model = LandmarkModel(ModelSession(models_root(), "face_landmarks"))

    def settle(self, pixels: Pixels, region: Region, looks: int = 2) -> Located | None:
        """The landmarks after some looks; None where one of them shows no face."""
        located = None
        for _ in range(looks):
            located = self.model.locate(pixels, region)
            if not located.is_face:
                return None
            region = located.region
        return located

    def proof(self, pixels: Pixels, located: Located) -> float:
        """The score of the detector's best hit on this face, looking closely; 0 for none."""
        closely = located.region.scaled(PROOF_MARGIN / self.model.margin)
        seen = self.detector.detect(pixels, closely)
        same = [s.score for s in seen if overlap(s.region(self.model.margin), located.region) > 0.5]
        return max(same, default=0.0)


def portraits(data: Path, step: int) -> list[Pixels]:
    """Every `step`-th face picture."""
    with (data / "faces/index.csv").open(newline="") as index:
        files = [row["file"] for row in csv.DictReader(index)]
    return [cv2.imread(str(data / "faces" / file)) for file in files[::step]]


def _scaled_onto_grey(
    picture: Pixels, scale: float, random: np.random.Generator, size: tuple[int, int]
) -> Pixels:
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    frame = np.full((size[1], size[0], 3), random.integers(60, 180), np.uint8)
    y = random.integers(0, size[1] - small.shape[0] + 1)
    x = random.integers(0, size[0] - small.shape[1] + 1)
    frame[y : y + small.shape[0], x : x + small.shape[1]] = small
    return frame


def sizes(looker: Looker, pictures: list[Pixels]) -> dict[str, float]:
    """The share of faces found, by their share of the square."""
    random = np.random.default_rng(0)
    found: dict[str, float] = {}
    for share in SHARES:
        hits = []
        for picture in pictures:
            seen = looker.detector.detect(picture)
            scale = (
                share * SQUARE / (1.3 * float((seen[0].high - seen[0].low).max())) if seen else 0.0
            )
            if not seen or scale * max(picture.shape) > SQUARE:
                continue
            frame = _scaled_onto_grey(picture, scale, random, (SQUARE, SQUARE))
            hits.append(bool(looker.detector.detect(frame)))
        found[str(share)] = float(np.mean(hits))
    return found


def _frames(data: Path, pictures: list[Pixels]) -> Iterator[Pixels]:
    random = np.random.default_rng(0)
    yield from pictures
    for picture in pictures[::4]:
        for scale in (0.18, 0.3):
            yield _scaled_onto_grey(picture, scale, random, (1280, 720))
    for path in sorted((data / "clips").glob("*.mp4")):
        yield from list(read_clip(path))[::30]


def proof(looker: Looker, frames: Iterator[Pixels]) -> dict[str, float | int]:
    """The lowest score of a true face and the highest of a false one, and how many there were."""
    true, false = [], []
    for pixels in frames:
        found = []
        for number, square in enumerate(search_regions(pixels.shape[1], pixels.shape[0])):
            for seen in looker.detector.detect(pixels, square):
                located = looker.settle(pixels, seen.region(looker.model.margin))
                if located is not None:
                    found.append((number, located, looker.proof(pixels, located)))
        if not found:
            continue
        person = max(found, key=lambda item: item[2])[1].region
        for number, located, score in found:
            if number:
                (true if overlap(located.region, person) > 0.5 else false).append(score)
    return {
        "true": len(true),
        "false": len(false),
        "lowest_true": min(true),
        "highest_false": max(false, default=0.0),
    }


def mirrored(looker: Looker, pictures: list[Pixels]) -> list[dict[str, float]]:
    """By how many pixels landmarks lie too far to the right, for several sizes of the picture."""
    rows = []
    for scale in SCALES:
        offsets, steps = [], []
        for picture in pictures:
            pixels = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
            width = pixels.shape[1]
            seen = looker.detector.detect(pixels)
            located = (
                looker.settle(pixels, seen[0].region(looker.model.margin), 4) if seen else None
            )
            if located is None:
                continue
            region = located.region
            flipped = Region(width - region.x, region.y, region.side, -region.angle)
            other = looker.settle(np.ascontiguousarray(pixels[:, ::-1]), flipped, 3)
            if other is None:
                continue
            ours, theirs = located.landmarks_px[:, 0], other.landmarks_px[:, 0]
            both = [ours[a] + theirs[b] - width for a, b in MIRROR_PAIRS]
            both += [ours[b] + theirs[a] - width for a, b in MIRROR_PAIRS]
            offsets.append(float(np.mean(both)) / 2)
            steps.append(region.side / 192)
        rows.append({"step": float(np.mean(steps)), "offset_px": float(np.mean(offsets))})
    return rows


def main() -> None:
    """Prints all three."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    looker = Looker()
    pictures = portraits(arguments.data, 10)
    measured = {
        "pictures": len(pictures),
        "sizes": sizes(looker, pictures),
        "proof": proof(looker, _frames(arguments.data, pictures)),
        "mirrored": mirrored(looker, pictures),
    }
    print(json.dumps(measured, indent=2))
    if arguments.json:
        arguments.json.write_text(json.dumps(measured, indent=2) + "\n")


if __name__ == "__main__":
    main()
