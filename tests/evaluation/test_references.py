"""The verdicts on a rendered face, as it is and spoilt, by the real landmarks."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from mirror.capture.clip_reader import ClipReader
from mirror.config import assets_root, models_root
from mirror.core.types import Frame, Pixels
from mirror.evaluation import references
from mirror.evaluation.references import SPOILT, Sample, exposed, lip_distance
from mirror.inference.tracker import FaceTracker
from mirror.pipeline.reference import Candidate, Flaw, candidates


@pytest.fixture(scope="module")
def tracker() -> Iterator[FaceTracker]:
    tracker = FaceTracker(models_root())
    yield tracker
    tracker.close()


@pytest.fixture(scope="module")
def face(tracker: FaceTracker) -> Sample:
    reader = ClipReader(assets_root() / "demo" / "demo_face_2.mp4")
    picture = reader.read()
    reader.close()
    assert picture is not None
    pixels = picture.pixels.copy()
    return Sample(pixels, tracker.find(Frame(pixels, 0, 0))[0].landmarks_px)


def judged(tracker: FaceTracker, pixels: Pixels) -> Candidate:
    whole = np.ascontiguousarray(pixels)
    return candidates(whole, tracker.find(Frame(whole, 0, 0)))[0]


def test_the_face_as_it_is_passes(tracker: FaceTracker, face: Sample) -> None:
    assert judged(tracker, face.pixels.copy()).faults == ()


@pytest.mark.parametrize(
    ("how", "flaw", "refused"),
    [
        ("6 stops darker", Flaw.DARK, None),
        ("3 stops brighter", Flaw.BLOWN_OUT, True),
        ("110 px high", Flaw.SMALL, False),
        ("55 px high", Flaw.SMALL, True),
        ("blurred by 1/85", Flaw.BLURRED, None),
        ("blurred by 1/43", Flaw.BLURRED, True),
        ("shaken by 1/17", Flaw.BLURRED, None),
        ("black and white", Flaw.COLOURLESS, True),
        ("sepia", Flaw.COLOURLESS, True),
        ("black glasses", Flaw.EYES_COVERED, False),
        ("blue mask", Flaw.MOUTH_COVERED, False),
        ("drawing", Flaw.DRAWN, False),
    ],
)
def test_a_spoilt_face_is_found_out(
    tracker: FaceTracker, face: Sample, how: str, flaw: Flaw, refused: bool | None
) -> None:
    candidate = judged(tracker, SPOILT[how](face.pixels, face.points))
    faults = {fault.flaw: fault.refuses for fault in candidate.faults}
    assert flaw in faults
    assert refused in (None, faults[flaw])


@pytest.mark.parametrize("how", ["JPEG at 30", "240 px high", "clear glasses", "2 stops darker"])
def test_what_does_little_harm_passes(tracker: FaceTracker, face: Sample, how: str) -> None:
    assert judged(tracker, SPOILT[how](face.pixels, face.points)).refusal is None


def test_the_distance_is_of_colours_and_not_of_exposure(face: Sample) -> None:
    assert lip_distance(face, face) == 0.0
    darker = Sample(exposed(-1.0)(face.pixels, face.points), face.points)
    grey = Sample(SPOILT["black and white"](face.pixels, face.points), face.points)
    assert lip_distance(face, darker) < 5.0
    assert lip_distance(face, grey) > 8.0


def test_dark_skin_is_always_chosen() -> None:
    rows = [{"file": f"{at}.jpg", "ita_deg": str(at)} for at in range(-30, 70)]
    chosen = references._chosen(rows, 20)
    assert set(chosen[:4]) == {"-30.jpg", "-29.jpg", "-28.jpg", "-27.jpg"}
    assert len(set(chosen)) == 20
