"""Records what mediapipe 0.10.21's FaceMesh says, for `tests/golden` to compare with.

    python models/measure/record_golden.py PATH/TO/data

Run it in the environment of `models/convert/requirements.txt`. It reads the test split of the
face pictures (each on its own) and every tenth frame of the clips (after all frames before it),
and writes `tests/golden/mediapipe_landmarks.npz`.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
from pathlib import Path

import cv2
import mediapipe as mp
import numpy as np

GOLDEN = Path(__file__).resolve().parents[2] / "tests/golden/mediapipe_landmarks.npz"
PER_PIXEL = 32
"""Landmarks are stored as int16 in this fraction of a pixel."""
EVERY = 10


def landmarks_px(mesh: mp.solutions.face_mesh.FaceMesh, bgr: np.ndarray) -> np.ndarray | None:
    """478x3 in pixels of the picture, or None where no face is found."""
    found = mesh.process(cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB)).multi_face_landmarks
    if not found:
        return None
    height, width = bgr.shape[:2]
    return np.array([(p.x, p.y, p.z) for p in found[0].landmark]) * (width, height, width)


def main() -> None:
    """Records pictures, then clips."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path, help="the folder with faces/ and clips/")
    data = parser.parse_args().data
    files: list[str] = []
    frames: list[int] = []
    landmarks: list[np.ndarray] = []

    def keep(path: Path, frame: int, found: np.ndarray | None) -> None:
        if found is None:
            print(f"{path.name}: no face in frame {frame}")
            return
        files.append(path.relative_to(data).as_posix())
        frames.append(frame)
        landmarks.append(np.rint(found * PER_PIXEL).astype(np.int16))

    with (data / "faces/index.csv").open(newline="") as index:
        pictures = [
            data / "faces" / row["file"] for row in csv.DictReader(index) if row["split"] == "test"
        ]
    with mp.solutions.face_mesh.FaceMesh(static_image_mode=True, refine_landmarks=True) as mesh:
        for path in pictures:
            keep(path, 0, landmarks_px(mesh, cv2.imread(str(path))))
    clips = sorted((data / "clips").glob("*.mp4"))
    for path in clips:
        capture = cv2.VideoCapture(str(path))
        with mp.solutions.face_mesh.FaceMesh(refine_landmarks=True) as mesh:
            number = 0
            while (read := capture.read())[0]:
                found = landmarks_px(mesh, read[1])
                if number % EVERY == 0:
                    keep(path, number, found)
                number += 1
    hashes = {
        path: hashlib.sha256((data / path).read_bytes()).hexdigest()
        for path in dict.fromkeys(files)
    }
    np.savez_compressed(
        GOLDEN,
        files=np.array(files),
        frames=np.array(frames, np.int32),
        landmarks=np.array(landmarks),
        per_pixel=PER_PIXEL,
        sha256=np.array([hashes[file] for file in files]),
    )
    print(f"{len(files)} faces recorded")


if __name__ == "__main__":
    main()
