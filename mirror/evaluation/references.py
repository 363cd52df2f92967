"""How badly a photo may be spoilt before its makeup cannot be read off it.

    python -m mirror.evaluation.references FOLDER [--people N] [--json FILE]

FOLDER holds `faces/` (portraits: `index.csv` with file and ita_deg) and `references/` (made-up
faces). Every picture is judged by `pipeline.reference` as it is. Then N portraits, the darkest
skins and a random choice of the rest, and the references are spoilt by known amounts and judged
again. Each verdict comes with how many got it, and with what the spoiling did to their colours: the
mean distance in L*a*b* from the good picture, over the lips, with both at the same exposure.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from mirror.config import models_root
from mirror.core.colour import LUMINANCE, decode, encode, to_srgb
from mirror.core.legibility import SIZE
from mirror.core.raster import rasterise
from mirror.core.regions import regions
from mirror.core.types import MESH_POINTS, Floats, Frame, Pixels
from mirror.core.unwrap import unwrap
from mirror.inference.tracker import FaceTracker
from mirror.pipeline.reference import candidates

Spoil = Callable[[Pixels, Floats], Pixels]
"""Spoils a picture (HxWx3 uint8 BGR), given its face's landmarks."""

DARK_PART = 5
"""One in so many of the portraits that are spoilt is of the darkest skins."""

_NOISE = 0.0015  # of a camera, linear


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """A good picture and its face's landmarks."""

    pixels: Pixels
    points: Floats


def _compressed(pixels: Pixels, quality: int = 90) -> Pixels:
    _, data = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)


def _height(points: Floats) -> float:
    return float(np.ptp(points[:MESH_POINTS, :2], axis=0).max())


def exposed(stops: float) -> Spoil:
    """Exposes anew, with a camera's noise."""

    def spoil(pixels: Pixels, _: Floats) -> Pixels:
        noise = np.random.default_rng(0).normal(0, _NOISE, pixels.shape)
        linear = decode(pixels) * np.float32(2.0**stops) + noise.astype(np.float32)
        return _compressed(encode(linear))

    return spoil


def shrunk(face_px: float) -> Spoil:
    """Scales down until the face is so high."""

    def spoil(pixels: Pixels, points: Floats) -> Pixels:
        factor = face_px / _height(points)
        small = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        return _compressed(np.asarray(small, np.uint8))

    return spoil


def blurred(share: float) -> Spoil:
    """Blurs by a Gaussian with that share of the face's height as its sigma."""

    def spoil(pixels: Pixels, points: Floats) -> Pixels:
        sigma = share * _height(points)
        return _compressed(np.asarray(cv2.GaussianBlur(pixels, (0, 0), sigma), np.uint8))

    return spoil


def shaken(share: float, degrees: float) -> Spoil:
    """Moves the camera by that share of the face's height while the picture is taken."""

    def spoil(pixels: Pixels, points: Floats) -> Pixels:
        length = max(3, round(share * _height(points)))
        line = np.zeros((length, length), np.float32)
        line[length // 2] = 1
        middle = ((length - 1) / 2, (length - 1) / 2)
        turned = cv2.warpAffine(line, cv2.getRotationMatrix2D(middle, degrees, 1), (length, length))
        return _compressed(np.asarray(cv2.filter2D(pixels, -1, turned / turned.sum()), np.uint8))

    return spoil


def printed(ink: tuple[float, float, float]) -> Spoil:
    """One ink on white paper, its R, G, B as exponents of the luminance."""

    def spoil(pixels: Pixels, _: Floats) -> Pixels:
        luminance = decode(pixels) @ LUMINANCE
        return _compressed(encode(np.stack([luminance**power for power in ink], -1)))

    return spoil


def compressed(quality: int) -> Spoil:
    """A JPEG of that quality."""
    return lambda pixels, _: _compressed(pixels, quality)


def drawn(*, lossless: bool) -> Spoil:
    """Few flat colours and black lines."""

    def spoil(pixels: Pixels, _: Floats) -> Pixels:
        flat = pixels
        for _round in range(6):
            flat = np.asarray(cv2.bilateralFilter(flat, 9, 60, 9), np.uint8)
        flat = np.asarray(flat // 32 * 32 + 16, np.uint8)
        grey = cv2.medianBlur(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), 5)
        lines = cv2.adaptiveThreshold(
            grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, 9, 4
        )
        flat[lines == 0] = 30
        return flat if lossless else _compressed(flat)

    return spoil


_MASK_EDGE = (
    234, 93, 132, 58, 172, 136, 150, 149, 176, 148, 152, 377, 400, 378, 379, 365, 397, 288, 361,
    323, 454, 351, 6, 122,
)  # fmt: skip
_EYES = ((33, 133), (362, 263))


def _covered(pixels: Pixels, cover: Floats, colour: tuple[int, int, int], opacity: float) -> Pixels:
    """Lays a colour (BGR) in the picture's own light over what a mask (HxW) covers."""
    light = cv2.GaussianBlur(pixels, (0, 0), 25).astype(np.float32).mean(axis=2, keepdims=True)
    cloth = np.array(colour, np.float32) * np.clip(light / 150, 0.4, 1.3)
    share = (cv2.GaussianBlur(cover, (0, 0), 1.0) * np.float32(opacity))[..., np.newaxis]
    return _compressed((pixels * (1 - share) + cloth * share).clip(0, 255).astype(np.uint8))


def masked(colour: tuple[int, int, int]) -> Spoil:
    """Puts a mask of that colour (BGR) on mouth and nose."""

    def spoil(pixels: Pixels, points: Floats) -> Pixels:
        edge = points[list(_MASK_EDGE), :2].astype(np.int32)
        cover = cv2.fillPoly(np.zeros(pixels.shape[:2], np.float32), [edge], 1)
        return _covered(pixels, np.asarray(cover, np.float32), colour, 1.0)

    return spoil


def bespectacled(colour: tuple[int, int, int], opacity: float) -> Spoil:
    """Puts glasses of that colour (BGR) before the eyes; opacity 0 leaves the rims alone."""

    def spoil(pixels: Pixels, points: Floats) -> Pixels:
        lenses = np.zeros(pixels.shape[:2], np.float32)
        rims = lenses.copy()
        for one, other in _EYES:
            middle = (points[one, :2] + points[other, :2]) / 2
            width = float(np.linalg.norm(points[one, :2] - points[other, :2]))
            place = (int(middle[0]), int(middle[1] + 0.15 * width))
            axes = (int(0.95 * width), int(0.75 * width))
            cv2.ellipse(lenses, place, axes, 0, 0, 360, 1, -1)
            cv2.ellipse(rims, place, axes, 0, 0, 360, 1, max(2, round(0.09 * width)))
        dark = _covered(pixels, lenses, colour, opacity) if opacity else pixels
        return _covered(dark, rims, (25, 22, 20), 1.0)

    return spoil


SPOILT: dict[str, Spoil] = {
    **{f"{-stops} stops darker": exposed(stops) for stops in (-2, -3, -4, -5, -6)},
    **{f"{stops} stops brighter": exposed(stops) for stops in (0.5, 1, 1.5, 2, 3)},
    **{f"{high} px high": shrunk(high) for high in (240, 180, 140, 110, 90, 70, 55, 45)},
    **{f"blurred by 1/{part}": blurred(1 / part) for part in (256, 128, 85, 64, 43)},
    **{f"shaken by 1/{part}": shaken(1 / part, 30.0) for part in (28, 17, 10)},
    "black and white": printed((1.0, 1.0, 1.0)),
    "sepia": printed((0.85, 1.0, 1.25)),
    **{f"JPEG at {quality}": compressed(quality) for quality in (30, 10)},
    "black glasses": bespectacled((20, 18, 18), 1.0),
    "brown glasses": bespectacled((30, 45, 70), 1.0),
    "tinted glasses": bespectacled((40, 60, 90), 0.6),
    "clear glasses": bespectacled((0, 0, 0), 0.0),
    "blue mask": masked((200, 180, 120)),
    "white mask": masked((225, 225, 225)),
    "black mask": masked((35, 35, 35)),
    "drawing": drawn(lossless=True),
    "drawing as JPEG": drawn(lossless=False),
}


def _read(path: Path) -> Pixels:
    pixels = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if pixels is None:
        raise SystemExit(f"The picture {path} cannot be read.")
    return np.asarray(pixels, np.uint8)


def lip_distance(good: Sample, spoilt: Sample) -> float:
    """Mean distance in L*a*b* over the lips, after both are brought to one exposure."""
    views = []
    for one in (good, spoilt):
        raster = rasterise(one.points, one.pixels.shape[1], one.pixels.shape[0])
        if raster is None:
            raise ValueError("the face lies outside of the picture")
        views.append(unwrap(one.pixels, one.points, raster.facing, SIZE))
    masks = regions(SIZE)
    seen = (views[0][1] > 0.5) & (views[1][1] > 0.5)
    tones = [
        float(np.median((picture @ LUMINANCE)[seen & (masks.skin > 0.5)])) for picture, _ in views
    ]
    labs = []
    for (picture, _), tone in zip(views, tones, strict=True):
        lips = picture[seen & (masks.lips > 0.5)] * (tones[0] / max(tone, 1e-5))
        srgb = to_srgb(lips).astype(np.float32)[np.newaxis]
        labs.append(cv2.cvtColor(srgb, cv2.COLOR_RGB2LAB)[0])
    return float(np.linalg.norm(labs[0] - labs[1], axis=1).mean())


def _chosen(rows: list[dict[str, str]], people: int) -> list[str]:
    """The darkest skins first, a fifth, and a random choice of the rest."""
    tone = sorted(rows, key=lambda row: float(row["ita_deg"] or 99))
    dark, rest = tone[: people // DARK_PART], tone[people // DARK_PART :]
    picked = np.random.default_rng(0).choice(len(rest), people - len(dark), replace=False)
    return [row["file"] for row in dark + [rest[at] for at in picked]]


def _verdicts(samples: list[Sample], spoil: Spoil, tracker: FaceTracker) -> dict[str, object]:
    """How many spoilt pictures got which verdict, with the mean distance of their lips; and why."""
    distances: dict[str, list[float]] = {name: [] for name in ("good", "warned", "refused")}
    flaws: Counter[str] = Counter()
    no_face = 0
    for sample in samples:
        pixels = np.ascontiguousarray(spoil(sample.pixels, sample.points))
        faces = tracker.find(Frame(pixels, 0, 0))
        if not faces:
            no_face += 1
            continue
        candidate = candidates(pixels, faces)[0]
        verdict = "refused" if candidate.refusal else "warned" if candidate.faults else "good"
        spoilt = Sample(pixels, candidate.face.landmarks_px)
        distances[verdict].append(lip_distance(sample, spoilt))
        flaws.update(fault.flaw for fault in candidate.faults)
    report: dict[str, object] = {"no face": no_face} if no_face else {}
    for verdict, found in distances.items():
        if found:
            report[verdict] = [len(found), round(float(np.mean(found)), 1)]
    return {**report, "flaws": dict(flaws.most_common())}


def _samples(paths: list[Path], tracker: FaceTracker) -> list[Sample]:
    found = []
    for path in paths:
        pixels = _read(path)
        faces = tracker.find(Frame(pixels, 0, 0))
        if faces:
            found.append(Sample(pixels, faces[0].landmarks_px))
    return found


def main() -> None:
    """Prints the verdicts as JSON."""
    parser = argparse.ArgumentParser(
        prog="python -m mirror.evaluation.references",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--people", type=int, default=80)
    parser.add_argument("--json", type=Path, help="also write the result to this file")
    options = parser.parse_args()
    with (options.folder / "faces" / "index.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    tracker = FaceTracker(models_root())
    faces = _samples([options.folder / "faces" / row["file"] for row in rows], tracker)
    made_up = sorted((options.folder / "references").glob("ref_*"))
    references = _samples(made_up, tracker)
    chosen = [options.folder / "faces" / name for name in _chosen(rows, options.people)]
    portraits = _samples(chosen, tracker)
    spoilable = portraits + references
    dark = portraits[: options.people // DARK_PART]

    def as_it_is(pixels: Pixels, _: Floats) -> Pixels:
        return pixels

    result = {
        "portraits": _verdicts(faces, as_it_is, tracker),
        "references": _verdicts(references, as_it_is, tracker),
        **{name: _verdicts(spoilable, spoil, tracker) for name, spoil in SPOILT.items()},
        **{
            f"dark skin, {name}": _verdicts(dark, spoil, tracker)
            for name, spoil in SPOILT.items()
            if name.endswith("darker")
        },
    }
    tracker.close()
    text = "{\n" + ",\n".join(f"  {json.dumps(k)}: {json.dumps(v)}" for k, v in result.items())
    print(f"{text}\n}}")  # noqa: T201
    if options.json:
        options.json.write_text(f"{text}\n}}\n", "utf-8")


if __name__ == "__main__":
    main()
