"""Compares landmark models: accuracy on exact landmarks, steadiness, time.

    python -m models.measure.accuracy --data PATH/TO/data FOLDER... [--json FILE]

Each FOLDER is a model folder (`models/face_landmarks`, or one that `models/convert/convert.py`
wrote elsewhere). All lengths are in percent of the distance between the outer eye corners.

- rendered: mean distance to the exact landmarks of rendered heads (`synth`), visible points only.
  Those landmarks are tied to the skin by a calibration on MediaPipe's own layout that is 2-4% off
  itself, so the second figure counts: the RMS distance after each landmark's mean offset (in a
  frame level with the eyes) was taken away, that is, how well a model sticks to the skin from
  head to head and pose to pose.
- demo: the same over the frames of one demo clip: what a film of makeup would be seen to slip.
- noise: RMS movement of the landmarks on one picture under fresh camera noise (sigma 4), at 720p,
  the face 40% of its height, in pixels.
- time: one run with its crop, one thread, models in turn, median in ms.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from mirror.config import models_root
from mirror.core.types import Floats, Frame, Pixels
from mirror.inference.landmarks import LandmarkModel
from mirror.inference.region import LEFT_EYE_OUTER, RIGHT_EYE_OUTER, region_of_landmarks
from mirror.inference.session import ModelSession
from mirror.inference.tracker import FaceTracker
from models.measure.tracks import DEMO_CLIPS, demo_clip, demo_landmarks, place_still, read_clip

LIPS = [61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 185, 40, 39, 37, 0, 267, 269, 270, 409]
LIPS += [78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308, 191, 80, 81, 82, 13, 312, 311, 310, 415]
LIDS = [33, 7, 163, 144, 145, 153, 154, 155, 133, 246, 161, 160, 159, 158, 157, 173]
LIDS += [263, 249, 390, 373, 374, 380, 381, 382, 362, 466, 388, 387, 386, 385, 384, 398]
GROUPS = {"all": list(range(468)), "lips": LIPS, "lids": LIDS}
TURNS = 60

Errors = NDArray[np.float64]


def _locate(model: LandmarkModel, pixels: Pixels, near: Floats) -> Floats | None:
    """The landmarks after two looks that start at known ones; None where no face is seen."""
    first = model.locate(pixels, region_of_landmarks(near, model.margin))
    second = model.locate(pixels, first.region)
    return second.landmarks_px[:468, :2] if second.is_face else None


def _in_face_frame(found: Floats, exact: Floats) -> Errors:
    """Errors in shares of the eye distance, turned level with the exact eyes: 468x2."""
    across = exact[LEFT_EYE_OUTER] - exact[RIGHT_EYE_OUTER]
    length = float(np.hypot(*across))
    cos, sin = across / length
    return (found - exact) @ np.array([[cos, -sin], [sin, cos]]) / length


def _summary(errors: Errors) -> dict[str, dict[str, float]]:
    """Mean distance, and RMS distance without each landmark's mean, by group, in percent.

    Args:
        errors: Views x 468 x 2; NaN where a point is hidden.
    """
    apart = errors - np.nanmean(errors, axis=0)
    return {
        name: {
            "mean_percent": 100 * float(np.nanmean(np.linalg.norm(errors[:, group], axis=2))),
            "spread_percent": 100 * float(np.sqrt(np.nanmean((apart[:, group] ** 2).sum(axis=2)))),
        }
        for name, group in GROUPS.items()
    }


def rendered(model: LandmarkModel, synth: Path) -> dict:
    """On rendered heads, up to 45 degrees of yaw."""
    errors, missed = [], 0
    for line in (synth / "index.jsonl").read_text().splitlines():
        view = json.loads(line)
        with np.load(synth / "lm" / f"{view['file']}.npz") as stored:
            exact, visible = stored["landmarks"][:, :2], stored["visible"]
        found = _locate(model, cv2.imread(str(synth / "rgb" / f"{view['file']}.jpg")), exact)
        if found is None:
            missed += 1
            continue
        error = _in_face_frame(found, exact)
        error[~visible] = np.nan
        errors.append(error)
    return {"views": len(errors), "missed": missed, **_summary(np.array(errors))}


def demo(model: LandmarkModel, name: str) -> dict:
    """Over the frames of a demo clip."""
    errors = []
    for pixels, exact in zip(read_clip(demo_clip(name)), demo_landmarks(name), strict=True):
        found = _locate(model, pixels, exact)
        if found is not None:
            errors.append(_in_face_frame(found, exact))
    return {"views": len(errors), **_summary(np.array(errors))}


def noise_px(model: LandmarkModel) -> float:
    """RMS movement on one picture under camera noise, from a region that stays."""
    tracker = FaceTracker(models_root(), smoothing=False)
    still = place_still(tracker, next(read_clip(demo_clip(DEMO_CLIPS[0]))), (1280, 720), 0.4)
    start = _start(tracker, still)
    region = model.locate(still, region_of_landmarks(start, model.margin)).region
    random = np.random.default_rng(0)
    runs = []
    for _ in range(TURNS):
        noisy = np.clip(still + random.normal(0, 4, still.shape), 0, 255).astype(np.uint8)
        runs.append(model.locate(noisy, region).landmarks_px[:, :2])
    points = np.array(runs)
    return float(np.sqrt(((points - points.mean(axis=0)) ** 2).mean()))


def _start(tracker: FaceTracker, still: Pixels) -> Floats:
    return tracker.find(Frame(still, 0, 0))[0].landmarks_px


def times_ms(models: dict[str, LandmarkModel]) -> dict[str, float]:
    """Median time of a look at a 720p frame, the models in turn."""
    pixels = next(read_clip(demo_clip(DEMO_CLIPS[0])))
    near = demo_landmarks(DEMO_CLIPS[0])[0]
    spent: dict[str, list[float]] = {name: [] for name in models}
    for _ in range(TURNS):
        for name, model in models.items():
            region = region_of_landmarks(near, model.margin)
            start = time.perf_counter()
            model.locate(pixels, region)
            spent[name].append(1e3 * (time.perf_counter() - start))
    return {name: float(np.median(values)) for name, values in spent.items()}


def main() -> None:
    """Prints one line a model and figure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    models = {f.name: LandmarkModel(ModelSession(f.parent, f.name)) for f in arguments.folders}
    spent = times_ms(models)
    measured = {}
    for name, model in models.items():
        measured[name] = {
            "rendered": rendered(model, arguments.data / "synth"),
            **{clip: demo(model, clip) for clip in DEMO_CLIPS},
            "noise_px": noise_px(model),
            "time_ms": spent[name],
        }
        print(name, json.dumps(measured[name], indent=2))
    if arguments.json:
        arguments.json.write_text(json.dumps(measured, indent=2) + "\n")


if __name__ == "__main__":
    main()
