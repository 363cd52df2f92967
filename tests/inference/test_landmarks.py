from __future__ import annotations

import cv2
import numpy as np
import pytest

from mirror.config import models_root
from mirror.core.types import Pixels
from mirror.inference.landmarks import LandmarkModel
from mirror.inference.region import Region, region_of_landmarks
from mirror.inference.session import ModelSession
from tests.inference.faces import demo_clip, demo_face

LIPS = [61, 291, 0, 17, 13, 14, 37, 267, 84, 314]
LIDS = [33, 133, 159, 145, 263, 362, 386, 374]
IRISES = {468: (33, 133), 473: (362, 263)}


@pytest.fixture(scope="module")
def model() -> LandmarkModel:
    return LandmarkModel(ModelSession(models_root(), "face_landmarks"))


@pytest.mark.parametrize("name", ["demo_face", "demo_face_2"])
def test_agrees_with_exact_landmarks(model: LandmarkModel, name: str) -> None:
    """The exact ones are tied to the skin by a calibration that is 2-4% off itself."""
    frames, exact = demo_clip(name)
    for pixels, points in zip(frames[::12], exact[::12], strict=True):
        region = model.locate(pixels, region_of_landmarks(points, model.margin)).region
        located = model.locate(pixels, region)
        assert located.is_face
        assert located.landmarks_px.dtype == np.float32
        width = np.linalg.norm(points[33] - points[263])
        apart = np.linalg.norm(located.landmarks_px[:468, :2] - points, axis=1) / width
        assert apart.mean() < 0.04
        assert apart[LIPS].mean() < 0.04
        assert apart[LIDS].mean() < 0.035


def test_irises_lie_between_the_lids(model: LandmarkModel) -> None:
    pixels, points = demo_face()
    found = model.locate(pixels, region_of_landmarks(points, model.margin)).landmarks_px
    for centre, (a, b) in IRISES.items():
        across = (found[centre, :2] - found[a, :2]) @ (found[b, :2] - found[a, :2])
        assert 0.25 < across / np.sum((found[b, :2] - found[a, :2]) ** 2) < 0.75
        ring = np.linalg.norm(found[centre + 1 : centre + 5, :2] - found[centre, :2], axis=1)
        assert ring.max() < 0.4 * np.linalg.norm(found[b, :2] - found[a, :2])


def test_the_nose_is_nearer_than_the_cheeks(model: LandmarkModel) -> None:
    pixels, points = demo_face()
    z = model.locate(pixels, region_of_landmarks(points, model.margin)).landmarks_px[:, 2]
    assert z[1] < z[234] - 50
    assert z[1] < z[454] - 50


@pytest.mark.parametrize("quarter", [1, 2, 3])
def test_a_turned_picture_gives_turned_landmarks(model: LandmarkModel, quarter: int) -> None:
    pixels, points = demo_face()
    upright = model.locate(pixels, region_of_landmarks(points, model.margin)).landmarks_px
    height, width = pixels.shape[:2]
    turned = {1: cv2.ROTATE_90_CLOCKWISE, 2: cv2.ROTATE_180, 3: cv2.ROTATE_90_COUNTERCLOCKWISE}
    x, y = points.T
    moved = {1: (height - y, x), 2: (width - x, height - y), 3: (y, width - x)}[quarter]
    picture: Pixels = cv2.rotate(pixels, turned[quarter])  # type: ignore[assignment]
    there = model.locate(
        picture, region_of_landmarks(np.column_stack(moved).astype(np.float32), model.margin)
    )
    assert there.is_face
    found = there.landmarks_px
    x, y = found[:, 0], found[:, 1]
    back = {1: (y, height - x), 2: (width - x, height - y), 3: (width - y, x)}[quarter]
    assert np.abs(np.column_stack(back) - upright[:, :2]).mean() < 2.5


def test_no_face_where_there_is_none(model: LandmarkModel) -> None:
    grey = np.full((720, 1280, 3), 110, np.uint8)
    assert not model.locate(grey, Region(640, 360, 400)).is_face


def test_the_next_region_holds_the_face(model: LandmarkModel) -> None:
    pixels, points = demo_face()
    located = model.locate(pixels, region_of_landmarks(points, model.margin))
    reach = np.ptp(located.landmarks_px[:, :2], axis=0).max()
    assert located.region.side == pytest.approx(1.5 * reach)
