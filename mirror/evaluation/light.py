"""Fits the light model of `mirror.core.light` and says how well it does.

    python -m mirror.evaluation.light FOLDER [--json FILE]

FOLDER holds `faces/` (portraits: `index.csv` with file, split, identity, source) and `synth/`
(rendered heads with albedo: `index.jsonl`). The rendered heads give the true light. The portraits
of the London set are taken in one neutral studio light, which serves as the unit: each is also
re-exposed and re-balanced by a known amount, along the colours of lamps and daylight. Only the
train split is used; heads and people are split in five for cross-validation.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from mirror.config import models_root
from mirror.core.colour import LUMINANCE, decode, encode
from mirror.core.light import WARMTH, LightCues, cues
from mirror.core.raster import rasterise
from mirror.core.shading import SIZE, skin_mean
from mirror.core.types import Floats, Frame, Pixels
from mirror.core.unwrap import unwrap
from mirror.inference.tracker import FaceTracker

FOLDS = 5
# Between these mean albedos a group of skin counts as much as any other.
TONE_EDGES = (0.07, 0.12, 0.2, 0.35)


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """One picture with known light.

    Attributes:
        cues: What the picture tells.
        level: log2 of the light's luminance.
        chroma: log2 of the light's R/G and of its B/G.
        albedo: Luminance of the skin's albedo.
        eyes: Whether the eyes' whites were seen.
        source: "rendered" or "portrait".
        fold: 0..4.
    """

    cues: LightCues
    level: float
    chroma: NDArray[np.float64]
    albedo: float
    source: str
    fold: int


def _landmarks(tracker: FaceTracker, pixels: Pixels) -> Floats | None:
    faces = tracker.find(Frame(pixels, 0, 0))
    return faces[0].landmarks_px if faces else None


def _sample(
    pixels: Pixels,
    points: Floats,
    light_of: Callable[[Floats], NDArray[np.float64]],
    source: str,
    fold: int,
) -> Sample | None:
    raster = rasterise(points, pixels.shape[1], pixels.shape[0])
    if raster is None:
        return None
    picture, visibility = unwrap(pixels, points, raster.facing, SIZE)
    seen = cues(picture, visibility, points, pixels)
    light = light_of(seen.skin)
    luminance = float(light @ LUMINANCE)
    level = float(np.log2(luminance))
    if abs(level) > 4:
        return None
    chroma = np.log2(np.array([light[0], light[2]]) / light[1])
    albedo = float(seen.skin @ LUMINANCE) / luminance
    return Sample(seen, level, chroma, albedo, source, fold)


def _read(path: Path) -> Pixels:
    pixels = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if pixels is None:
        raise SystemExit(f"The picture {path} cannot be read.")
    return np.asarray(pixels, np.uint8)


def _rendered(folder: Path, tracker: FaceTracker) -> Iterator[Sample]:
    for number, line in enumerate((folder / "index.jsonl").read_text("utf-8").splitlines()):
        name = f"{json.loads(line)['file']}.jpg"
        pixels = _read(folder / "rgb" / name)
        points = _landmarks(tracker, pixels)
        raster = None if points is None else rasterise(points, *pixels.shape[1::-1])
        if points is None or raster is None:
            continue
        picture, visibility = unwrap(_read(folder / "albedo" / name), points, raster.facing, SIZE)
        albedo = np.maximum(skin_mean(picture, visibility), 1e-3)

        def light_of(skin: Floats, albedo: Floats = albedo) -> NDArray[np.float64]:
            return np.asarray(skin / albedo, np.float64)

        sample = _sample(pixels, points, light_of, "rendered", number % FOLDS)
        if sample is not None:
            yield sample


def _portraits(folder: Path, tracker: FaceTracker, rng: np.random.Generator) -> Iterator[Sample]:
    with (folder / "index.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["split"] == "train"]
    people = sorted({row["identity"] for row in rows})
    for row in rows:
        if not row["identity"].startswith("london"):
            continue
        pixels = _read(folder / row["file"])
        points = _landmarks(tracker, pixels)
        if points is None:
            continue
        linear = decode(pixels)
        for copy in range(4):
            light = np.ones(3)
            if copy:
                red, blue = WARMTH * rng.normal(0, 1.0)
                light = np.exp2([red, rng.normal(0, 0.08), blue])
                light *= np.exp2(rng.uniform(-2.0, 0.5)) / (light @ LUMINANCE)
            lit = encode(np.asarray(linear * light, np.float32))

            def light_of(_: Floats, light: NDArray[np.float64] = light) -> NDArray[np.float64]:
                return light

            fold = people.index(row["identity"]) % FOLDS
            sample = _sample(lit, points, light_of, "portrait", fold)
            if sample is not None:
                yield sample


def _weights(samples: list[Sample]) -> NDArray[np.float64]:
    """Every group of skin counts alike within its source, and portraits twice what renders do."""
    keys = [(s.source, int(np.digitize(s.albedo, TONE_EDGES))) for s in samples]
    sizes = {key: keys.count(key) for key in keys}
    # A group of a few pictures must not rule.
    return np.array([(2 if k[0] == "portrait" else 1) / max(sizes[k], 20) for k in keys])


def _fit(
    inputs: NDArray[np.float64], targets: NDArray[np.float64], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Weighted ridge regression; the first input is the constant 1."""
    root = np.sqrt(weights * len(weights))
    gram = (inputs.T * root**2) @ inputs
    penalty = np.diag([0.0] + [0.3] * (inputs.shape[1] - 1))
    return np.asarray(np.linalg.solve(gram + penalty, (inputs.T * root**2) @ targets))


def _validated(
    inputs: NDArray[np.float64], targets: NDArray[np.float64], samples: list[Sample]
) -> NDArray[np.float64]:
    """Predictions for each sample by a model that has not seen its fold."""
    weights, folds = _weights(samples), np.array([s.fold for s in samples])
    predicted = np.zeros(len(samples))
    for fold in range(FOLDS):
        rest = folds != fold
        predicted[~rest] = inputs[~rest] @ _fit(inputs[rest], targets[rest], weights[rest])
    return predicted


def _report(samples: list[Sample]) -> dict[str, object]:
    """Both models, and their cross-validated errors in stops (log2), by source and skin tone."""
    levels = np.array([s.level for s in samples])
    chroma = np.array([s.chroma for s in samples])
    warmth = chroma @ WARMTH / (WARMTH @ WARMTH)
    level_inputs = np.array([s.cues.level_inputs for s in samples], np.float64)
    warmth_inputs = np.array([s.cues.warmth_inputs for s in samples], np.float64)
    level_errors = _validated(level_inputs, levels, samples) - levels
    shown = _validated(warmth_inputs, warmth, samples)[:, np.newaxis] * WARMTH
    report: dict[str, object] = {
        "level": _fit(level_inputs, levels, _weights(samples)).round(3).tolist(),
        "warmth": _fit(warmth_inputs, warmth, _weights(samples)).round(3).tolist(),
    }
    tones = np.digitize([s.albedo for s in samples], TONE_EDGES)
    for source in ("portrait", "rendered"):
        own = np.array([s.source == source for s in samples])
        groups = [own & (tones == tone) for tone in range(len(TONE_EDGES) + 1)]
        report[source] = {
            "pictures": int(own.sum()),
            "level_rms": round(float(np.sqrt((level_errors[own] ** 2).mean())), 3),
            "red_blue_rms": np.sqrt(((shown - chroma)[own] ** 2).mean(axis=0)).round(3).tolist(),
            "level_bias_from_dark_to_fair": [
                round(float(level_errors[group].mean()), 3) if group.any() else None
                for group in groups
            ],
        }
    return report


def main() -> None:
    """Prints the two models and their cross-validated errors as JSON."""
    parser = argparse.ArgumentParser(prog="python -m mirror.evaluation.light", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", type=Path, help="also write the result to this file")
    options = parser.parse_args()
    tracker = FaceTracker(models_root())
    samples = [
        *_rendered(options.folder / "synth", tracker),
        *_portraits(options.folder / "faces", tracker, np.random.default_rng(0)),
    ]
    tracker.close()
    eyes_open = [s for s in samples if s.cues.eye_white is not None]
    # Open eyes serve for the model of closed ones too, with what they tell left out.
    eyes_closed = [replace(s, cues=replace(s.cues, eye_white=None)) for s in samples]
    result = {"with_eyes": _report(eyes_open), "without_eyes": _report(eyes_closed)}
    text = json.dumps(result, indent=2)
    print(text)  # noqa: T201
    if options.json:
        options.json.write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
