"""How much of a product is left on what lies before a face, and lost on faces before which nothing lies.

    python -m mirror.evaluation.covering FOLDER [--split test] [--json FILE]

FOLDER is one as `mirror evaluate` reads it. Strands of hair, hands, glasses and things are pasted onto
photos, in the light of the photo (`evaluation.transfer.covers`); rendered heads have hair of their own.
The share of a product that is worn is measured through `pipeline.covering`, as the mirror does it in a
first frame. Whatever lies before the faces of the photos to begin with, a fringe or glasses, counts as
lost, and is not.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import inf
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from mirror.config import models_root
from mirror.core import mesh
from mirror.core.raster import rasterise
from mirror.core.regions import contour_uv, regions, signed_distance
from mirror.core.types import Face, Floats, Frame, Pixels
from mirror.core.unwrap import unwrap
from mirror.evaluation.transfer.covers import pasted, unwrapped
from mirror.evaluation.transfer.data import find_data, head_rows, photo_rows
from mirror.evaluation.transfer.subjects import HAIR, Subject, load_heads, load_photos
from mirror.inference.bare_skin import BareSkinFinder
from mirror.inference.tracker import FaceTracker
from mirror.pipeline.cadence import Cadence
from mirror.pipeline.covering import Covering, Finder
from mirror.training.covers import covers

_SEED = 4711
_THINGS = 3
_COVERED, _FREE, _FEWEST = 0.9, 0.02, 30

_KINDS = {"photo": "photos", "rendered": "rendered heads"}
COVERS, HAIRS, BESIDE, LOST = "left on covers", "left on hair", "lost beside covers", "lost on"


@dataclass(frozen=True, slots=True)
class Sample:
    """One share of one picture.

    Attributes:
        measure: What is measured.
        tone: Of the skin (`evaluation.transfer.tones`).
        picture: Its name.
        share: 0..1.
    """

    measure: str
    tone: str
    picture: str
    share: float


@cache
def _parts(size: int) -> Mapping[str, NDArray[np.bool_]]:
    masks = regions(size)
    eyes = [contour_uv(part) for part in (mesh.RIGHT_EYE, mesh.LEFT_EYE)]
    beside_eyes = signed_distance(eyes, size, 0.1)
    free = masks.domain > 0.5
    return {
        "lips": (masks.lips > 0.5) & free,
        "lids": (beside_eyes < -0.004) & (beside_eyes > -0.03) & free,
        "brows": (masks.brows > 0.5) & free,
        "skin": (masks.skin > 0.5) & free,
    }


def worn(finder: Finder, pixels: Pixels, points_px: Floats) -> Floats:
    """How much is worn where on a face in a picture of its own: NxN, NaN where it is not seen."""
    raster = rasterise(points_px, pixels.shape[1], pixels.shape[0])
    size = finder.size
    if raster is None:
        return np.full((size, size), np.nan, np.float32)
    picture, visibility = unwrap(pixels, points_px, raster.facing, size)
    covering = Covering(finder, Cadence(inf))
    covering.begin([0])
    covering.look(0, 0, picture, visibility)
    found = covering.worn(0)
    share = np.ones_like(visibility) if found is None else resized(found, size)
    return np.where(visibility > 0.5, share, np.nan).astype(np.float32)


def resized(share: Floats, size: int) -> Floats:
    """A map at the resolution at which it is measured."""
    return np.asarray(cv2.resize(share, (size, size)), np.float32)


def on_a_free_face(finder: Finder, subject: Subject) -> Iterator[Sample]:
    """What is lost on a face as it is, but for its hair where that is known; and what is left on hair."""
    share = worn(finder, subject.seen.pixels, subject.seen.points_px)
    seen = np.isfinite(share)
    hair = np.zeros_like(share)
    if subject.known is not None:
        labelled = subject.known.inside(HAIR) & (subject.known.coverage < 1 - _COVERED)
        hair = unwrapped(
            subject.seen.pixels, labelled.astype(np.float32), subject.seen.points_px, len(share)
        )
        covered = seen & (hair > _COVERED) & (regions(len(share)).domain > 0.5)
        if covered.sum() >= _FEWEST:
            yield Sample(HAIRS, subject.tone, subject.name, float(share[covered].mean()))
    free = seen & ~(hair > _FREE)
    for name, part in _parts(len(share)).items():
        if (part & free).any():
            lost = 1 - float(share[part & free].mean())
            yield Sample(f"{LOST} {name}, {_KINDS[subject.kind]}", subject.tone, subject.name, lost)


def behind(
    finder: Finder, subject: Subject, covered: Pixels, thing: Floats, face: Face
) -> Iterator[Sample]:
    """What is left on a thing before a face, and lost beside it."""
    share = worn(finder, covered, face.landmarks_px)
    where = unwrapped(covered, thing, face.landmarks_px, len(share))
    on_face = np.isfinite(share) & (regions(len(share)).domain > 0.5)
    for measure, texels in ((COVERS, where > _COVERED), (BESIDE, where < _FREE)):
        if (texels & on_face).sum() >= _FEWEST:
            mean = float(share[texels & on_face].mean())
            told = mean if measure == COVERS else 1 - mean
            yield Sample(measure, subject.tone, subject.name, told)


def summary(samples: Sequence[Sample]) -> dict[str, object]:
    """Means over all, medians, the worst picture, and means by skin tone."""
    told: dict[str, object] = {}
    for measure in dict.fromkeys(sample.measure for sample in samples):
        own = [sample for sample in samples if sample.measure == measure]
        shares = [sample.share for sample in own]
        worst = max(own, key=lambda sample: sample.share)
        told[measure] = {
            "pictures": len(own),
            "mean": round(float(np.mean(shares)), 4),
            "median": round(float(np.median(shares)), 4),
            "worst": {"picture": worst.picture, "share": round(worst.share, 4)},
            "by tone": {
                tone: round(float(np.mean([s.share for s in own if s.tone == tone])), 4)
                for tone in sorted({sample.tone for sample in own})
            },
        }
    return told


def measure(folder: Path, split: str) -> list[Sample]:
    """All samples of a split.

    Raises:
        MirrorError: A model or a picture is missing.
    """
    tracker, finder = FaceTracker(models_root()), BareSkinFinder(models_root())

    def find(pixels: Pixels) -> Face | None:
        return next(iter(tracker.find(Frame(pixels, 0, 0))), None)

    data = find_data(folder)
    subjects: list[Subject] = []
    if data.photos is not None:
        subjects += load_photos(data.photos, photo_rows(data.photos, split), find)
    if data.heads is not None:
        subjects += load_heads(data.heads, head_rows(data.heads, split), find)
    samples = [sample for subject in subjects for sample in on_a_free_face(finder, subject)]
    photos = [subject for subject in subjects if subject.known is None]
    masks, colours = covers(_THINGS * len(photos), _SEED)
    for at, (mask, colour) in enumerate(zip(masks, colours, strict=True)):
        subject = photos[at // _THINGS]
        covered, thing = pasted(subject.seen, mask.astype(np.float32) / 255, colour)
        face = find(covered)
        if face is not None:
            samples += behind(finder, subject, covered, thing, face)
    tracker.close()
    finder.close()
    return samples


def main() -> None:
    """Prints the summary as JSON."""
    parser = argparse.ArgumentParser(
        prog="python -m mirror.evaluation.covering", description=__doc__
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--split", choices=("val", "test"), default="test")
    parser.add_argument("--json", type=Path, help="also write the result to this file")
    options = parser.parse_args()
    text = json.dumps(summary(measure(options.folder, options.split)), indent=2)
    print(text)  # noqa: T201
    if options.json:
        options.json.write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
