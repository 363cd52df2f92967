from __future__ import annotations

import numpy as np
import pytest

from mirror.config import assets_root
from mirror.core.raster import rasterise
from mirror.evaluation.transfer.clips import came_from, frames_of
from mirror.evaluation.transfer.seen import skin_pixels
from tests.faces import posed


def test_frames_are_on_the_clips_own_clock() -> None:
    frames = frames_of(assets_root() / "demo" / "demo_face.mp4", 4)
    assert [frame.seq for frame in frames] == [0, 1, 2, 3]
    steps = np.diff([frame.captured_ns for frame in frames])
    assert (steps > 0).all()


@pytest.mark.parametrize("shift", [(0.0, 0.0), (7.0, -3.0)])
def test_a_face_that_moved_came_from_where_it_was(shift: tuple[float, float]) -> None:
    points = posed()
    before = points.copy()
    before[:, :2] += shift
    raster = rasterise(points, 320, 320)
    assert raster is not None
    skin = skin_pixels(raster)
    places = came_from(skin, raster.points_px, before[:468])
    here = np.stack([skin.columns, skin.rows], axis=1) + 0.5
    # Lips and lids that are made to meet move by a fraction of a pixel.
    assert np.percentile(np.abs(places - here - shift), 99) < 0.1


def test_a_face_that_grew_came_from_nearer_its_middle() -> None:
    now, before = posed(face_px=220), posed(face_px=200)
    raster = rasterise(now, 320, 320)
    assert raster is not None
    skin = skin_pixels(raster)
    places = came_from(skin, raster.points_px, before[:468])
    middle = np.array([160, 160])
    here = np.stack([skin.columns, skin.rows], axis=1) + 0.5
    assert places - middle == pytest.approx((here - middle) * 200 / 220, abs=0.5)
