"""Prints how far our landmarks are from FaceMesh's, as recorded for `tests/golden`.

    python -m models.measure.agreement [--plain] [--json FILE]

In percent of the distance between the outer eye corners: the mean over all faces and landmarks,
the worst face's mean, and the worst single landmark. `--plain` samples as MediaPipe does, without
averaging the frame's pixels first: what is left then is the conversion's own error.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import cv2
import numpy as np

from mirror.config import models_root
from mirror.inference.detector import FaceDetector
from mirror.inference.landmarks import LandmarkModel
from mirror.inference.manifest import MODELS
from mirror.inference.session import ModelSession
from mirror.inference.tracker import FaceTracker
from models.measure.tracks import follow, read_clip
from tests.golden.test_landmarks import DATA, differences, read_golden


def _plain_models() -> Path:
    """A copy of the models whose manifests ask for bilinear sampling."""
    root = Path(tempfile.mkdtemp())
    for name in MODELS:
        shutil.copytree(models_root() / name, root / name)
        manifest = root / name / "model.toml"
        manifest.write_text(
            manifest.read_text().replace('resampling = "area"', 'resampling = "bilinear"')
        )
    return root


def main() -> None:
    """Prints one line for the pictures and one for each clip."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    root = _plain_models() if arguments.plain else models_root()
    detector = FaceDetector(ModelSession(root, "face_detector"))
    model = LandmarkModel(ModelSession(root, "face_landmarks"))
    tracker = FaceTracker(root, smoothing=False)
    found: dict[str, list[np.ndarray]] = {}
    tracks: dict[str, np.ndarray] = {}
    for golden in read_golden():
        path = DATA / golden.file
        if golden.file.startswith("faces/"):
            pixels = cv2.imread(str(path))
            ours = model.locate(
                pixels, detector.detect(pixels)[0].region(model.margin)
            ).landmarks_px
            name = "pictures"
        else:
            if golden.file not in tracks:
                tracks[golden.file] = follow(tracker, read_clip(path), 30.0)
            ours, name = tracks[golden.file][golden.frame], path.stem
        found.setdefault(name, []).append(100 * differences(ours, golden.landmarks_px))
    measured = {}
    for name, values in found.items():
        each = np.array(values)
        measured[name] = {
            "faces": len(each),
            "mean_percent": float(each.mean()),
            "worst_face_percent": float(each.mean(axis=1).max()),
            "worst_landmark_percent": float(each.max()),
        }
        print(name, ", ".join(f"{key} {value:.3g}" for key, value in measured[name].items()))
    if arguments.json:
        arguments.json.write_text(json.dumps(measured, indent=2) + "\n")


if __name__ == "__main__":
    main()
