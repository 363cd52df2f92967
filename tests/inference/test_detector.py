from __future__ import annotations

import numpy as np
import pytest

from mirror.config import models_root
from mirror.core.types import Floats
from mirror.inference.detector import FaceDetector, merge_overlapping
from mirror.inference.region import Region
from mirror.inference.session import ModelSession
from tests.inference.faces import demo_face, place


@pytest.fixture(scope="module")
def detector() -> FaceDetector:
    return FaceDetector(ModelSession(models_root(), "face_detector"))


def box(left: float, top: float, side: float) -> Floats:
    points = np.full((8, 2), (left, top), np.float32)
    points[1] += side
    points[2:] += side / 2
    return points


def test_overlapping_hits_become_their_weighted_mean() -> None:
    hits = np.array([box(0, 0, 10), box(100, 0, 10), box(1, 1, 10)])
    first, second = merge_overlapping(hits, np.array([0.9, 0.8, 0.6], np.float32))
    assert first.low == pytest.approx([0.4, 0.4])
    assert first.keypoints[3] == pytest.approx([5.4, 5.4])
    assert first.score == pytest.approx(0.9)
    assert second.low == pytest.approx([100, 0])


def test_touching_boxes_stay_apart() -> None:
    hits = np.array([box(0, 0, 10), box(6, 0, 10)])  # a quarter in common
    assert len(merge_overlapping(hits, np.array([0.9, 0.8], np.float32))) == 2


def test_a_box_without_area_ends_the_search() -> None:
    assert merge_overlapping(np.array([box(5, 5, 0)]), np.array([0.9], np.float32)) == []


def test_finds_the_face(detector: FaceDetector) -> None:
    pixels, landmarks = demo_face()
    (found,) = detector.detect(pixels)
    inner = landmarks[[33, 263, 1, 13], :2]
    assert (inner > found.low).all()
    assert (inner < found.high).all()
    eye_distance = np.linalg.norm(landmarks[33, :2] - landmarks[263, :2])
    eyes = landmarks[[33, 133], :2].mean(axis=0), landmarks[[263, 362], :2].mean(axis=0)
    assert np.linalg.norm(found.keypoints[:2] - eyes, axis=1).max() < 0.2 * eye_distance
    assert 0.5 <= found.score <= 1


def test_sees_only_its_square(detector: FaceDetector) -> None:
    pixels = place([(demo_face()[0], 300, (300, 360))])
    assert len(detector.detect(pixels, Region(360, 360, 720))) == 1
    assert detector.detect(pixels, Region(1000, 360, 560)) == []


@pytest.mark.parametrize("shade", [0, 127, 255])
def test_nothing_to_find(detector: FaceDetector, shade: int) -> None:
    assert detector.detect(np.full((720, 1280, 3), shade, np.uint8)) == []
