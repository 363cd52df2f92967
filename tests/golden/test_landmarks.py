"""Our landmarks beside mediapipe 0.10.21's FaceMesh, recorded by models/measure/record_golden.py."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pytest

from mirror.config import models_root
from mirror.core.timing import StageClock
from mirror.core.types import LANDMARKS, Floats, Frame
from mirror.inference.detector import FaceDetector
from mirror.inference.landmarks import LandmarkModel
from mirror.inference.session import ModelSession
from mirror.inference.tracker import FaceTracker

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
GOLDEN = Path(__file__).with_name("mediapipe_landmarks.npz")
EYES = [33, 263]

MEAN_LIMIT = 0.005
FACE_LIMIT = 0.03
POINT_LIMIT = 0.03


@dataclass(frozen=True)
class Golden:
    """FaceMesh's landmarks of one picture or frame, in its pixels."""

    file: str
    frame: int
    landmarks_px: Floats
    sha256: str


def read_golden() -> list[Golden]:
    with np.load(GOLDEN) as stored:
        landmarks = stored["landmarks"].astype(np.float32) / stored["per_pixel"]
        rows = zip(stored["files"], stored["frames"], landmarks, stored["sha256"], strict=True)
        return [
            Golden(str(file), int(frame), points, str(sha256))
            for file, frame, points, sha256 in rows
        ]


def differences(ours: Floats, theirs: Floats) -> Floats:
    """Each landmark's distance on the screen, over the distance between the outer eye corners."""
    right, left = theirs[EYES, :2]
    apart: Floats = np.linalg.norm(ours[:, :2] - theirs[:, :2], axis=1) / np.linalg.norm(
        right - left
    )
    return apart


def assert_agree(found: list[tuple[Floats, Floats]]) -> None:
    """Faces in pairs: ours, theirs."""
    each = np.array([differences(ours, theirs) for ours, theirs in found])
    faces = each.mean(axis=1)
    assert faces.mean() <= MEAN_LIMIT, f"mean {faces.mean():.2%} of the eye distance"
    assert faces.max() <= FACE_LIMIT, f"the worst face is {faces.max():.2%} off"
    assert each.max() <= POINT_LIMIT, f"the worst landmark is {each.max():.2%} off"


def of(folder: str) -> list[Golden]:
    if not DATA.is_dir():
        pytest.skip("the pictures and clips are not here")
    return [golden for golden in read_golden() if golden.file.startswith(folder)]


def checked(golden: Golden) -> Path:
    path = DATA / golden.file
    assert hashlib.sha256(path.read_bytes()).hexdigest() == golden.sha256, f"{path} is another file"
    return path


def test_pictures_agree_with_mediapipe() -> None:
    """As FaceMesh looks at a still picture: detected once, one look at the landmarks."""
    detector = FaceDetector(ModelSession(models_root(), "face_detector"))
    model = LandmarkModel(ModelSession(models_root(), "face_landmarks"))
    goldens = of("faces/")
    assert len(goldens) == 47
    pairs = []
    for golden in goldens:
        pixels = cv2.imread(str(checked(golden)))
        assert pixels is not None
        best = detector.detect(pixels)[0]  # type: ignore[arg-type]
        located = model.locate(pixels, best.region(model.margin))  # type: ignore[arg-type]
        pairs.append((located.landmarks_px, golden.landmarks_px))
    assert_agree(pairs)


def frames_of(path: Path) -> Iterator[Frame]:
    capture = cv2.VideoCapture(str(path))
    number = 0
    while (read := capture.read())[0]:
        yield Frame(read[1], number, number * 33_333_333)  # type: ignore[arg-type]
        number += 1


@pytest.mark.parametrize("clip", ["glasses_512", "woman_close_512", "woman_room_720p"])
def test_clips_agree_with_mediapipe(clip: str) -> None:
    """Followed from the first frame on, without smoothing, as FaceMesh does."""
    goldens = {golden.frame: golden for golden in of(f"clips/{clip}")}
    assert len(goldens) >= 18
    tracker, clock = FaceTracker(models_root(), smoothing=False), StageClock()
    pairs = []
    ids = set()
    for frame in frames_of(checked(goldens[0])):
        faces = tracker.update(frame, clock)
        ids |= {face.track_id for face in faces}
        if frame.seq in goldens:
            assert len(faces) == 1, f"frame {frame.seq}"
            pairs.append((faces[0].landmarks_px, goldens[frame.seq].landmarks_px))
    assert ids == {0}
    assert len(pairs) == len(goldens)
    assert_agree(pairs)


def made_up_face() -> Floats:
    random = np.random.default_rng(1)
    return random.uniform(100, 300, (LANDMARKS, 3)).astype(np.float32)


def test_the_comparison_sees_a_shift() -> None:
    theirs = made_up_face()
    width = np.linalg.norm(theirs[33, :2] - theirs[263, :2])
    shift = np.array([0.006 * width, 0, 0], np.float32)
    assert_agree([(theirs, theirs)])
    with pytest.raises(AssertionError, match="mean"):
        assert_agree([(theirs + shift, theirs)])
    with pytest.raises(AssertionError, match="mean"):  # to the other side as well
        assert_agree([(theirs - shift, theirs)])


def test_the_comparison_sees_one_bad_face_among_many() -> None:
    theirs = made_up_face()
    width = np.linalg.norm(theirs[33, :2] - theirs[263, :2])
    good = [(theirs, theirs)] * 30
    with pytest.raises(AssertionError, match="worst face"):
        assert_agree([*good, (theirs + np.array([0, 0.04 * width, 0], np.float32), theirs)])


def test_the_comparison_sees_one_bad_landmark() -> None:
    theirs = made_up_face()
    width = np.linalg.norm(theirs[33, :2] - theirs[263, :2])
    ours = theirs.copy()
    ours[13, 1] += 0.031 * width
    with pytest.raises(AssertionError, match="worst landmark"):
        assert_agree([(ours, theirs)])
