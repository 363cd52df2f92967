from __future__ import annotations

import cv2
import numpy as np
import pytest

from mirror.core.mesh import RIGHT_EYE
from mirror.core.raster import FaceRaster, rasterise
from mirror.core.stroke import Stroke, draw
from mirror.core.types import Floats, Pixels
from tests.faces import flat_picture, posed

AWAY = np.array([[-50, -50], [-40, -40]], np.float32)
BLACK = np.zeros(3, np.float32)


def raster_of(points: Floats) -> FaceRaster:
    raster = rasterise(points, 320, 320)
    assert raster is not None
    return raster


def drawn(path: Floats, *, radius: float, softness: float = 1.0, opacity: float = 1.0) -> Pixels:
    out = flat_picture((200, 200, 200)).copy()
    width = np.full(len(path), radius, np.float32)
    one = np.ones(3, np.float32)
    stroke = Stroke(path, width, softness, BLACK, opacity, one, AWAY)
    draw(out, raster_of(posed()), stroke)
    return out


FOREHEAD = np.array([[130.0, 90.0], [190.0, 90.0]], np.float32)


@pytest.mark.parametrize("radius", [1.0, 2.5, 4.0])
def test_a_line_is_as_wide_as_asked(radius: float) -> None:
    column = drawn(FOREHEAD, radius=radius)[:, 160, 0]
    dark = (200 - column.astype(float)) / 200
    # Where a pixel is partly covered, its linear light is mixed: count the covered share.
    covered = 1 - (column / 255.0) ** 2.2 / (200 / 255.0) ** 2.2
    assert covered.sum() == pytest.approx(2 * radius, abs=0.15)
    assert dark.max() == 1


def test_a_hair_line_covers_a_part_of_its_pixels() -> None:
    column = drawn(FOREHEAD, radius=0.2)[:, 160, 0]
    assert 0 < (200 - column.astype(int)).max() < 120


def test_softness_widens_the_edge() -> None:
    crisp = drawn(FOREHEAD, radius=3, softness=1)[:, 160, 0]
    soft = drawn(FOREHEAD, radius=3, softness=6)[:, 160, 0]
    assert (crisp < 200).sum() < (soft < 200).sum()


def test_opacity_leaves_skin_through() -> None:
    assert 0 < drawn(FOREHEAD, radius=3, opacity=0.5)[90, 160, 0] < 200


def test_pixels_off_the_face_and_in_the_eye_stay() -> None:
    points = posed()
    across = np.array([[2.0, 150.0], [318.0, 110.0]], np.float32)
    eye = points[[33, 133], :2]
    for path in (across, np.ascontiguousarray(eye)):
        out = drawn(path, radius=3)
        corners = np.rint((points[list(RIGHT_EYE), :2] - 0.5) * 256).astype(np.int32)
        hole = np.zeros((320, 320), np.uint8)
        cv2.fillPoly(hole, [corners], 1, shift=8)
        inside = cv2.erode(hole, np.ones((3, 3))).astype(bool)
        assert (out[inside] == 200).all()
        assert (out[:, :20] == 200).all()
        assert (out[:, 300:] == 200).all()
    assert (drawn(across, radius=3) != 200).any()


def test_a_line_fades_before_its_fence() -> None:
    out = flat_picture((200, 200, 200)).copy()
    one = np.ones(3, np.float32)
    fence = FOREHEAD + np.array([0, 1.5], np.float32)
    stroke = Stroke(FOREHEAD, np.full(2, 4, np.float32), 1.0, BLACK, 1.0, one, fence)
    draw(out, raster_of(posed()), stroke)
    column = out[84:98, 160, 0]
    assert out[91, 160, 0] > 150, "on the fence it is gone"
    assert column.min() == 0, "beside it, it is whole"


def test_light_dims_the_paint() -> None:
    def mean(light: float) -> float:
        out = flat_picture((120, 120, 120)).copy()
        white = np.ones(3, np.float32)
        shining = np.full(3, light, np.float32)
        stroke = Stroke(FOREHEAD, np.full(2, 4, np.float32), 1.0, white, 1.0, shining, AWAY)
        draw(out, raster_of(posed()), stroke)
        return float(out[90, 160].mean())

    assert mean(1.0) == 255
    assert 60 < mean(0.1) < 120


def test_a_line_outside_the_picture_is_no_error() -> None:
    assert (drawn(FOREHEAD - 1000, radius=3) == 200).all()
