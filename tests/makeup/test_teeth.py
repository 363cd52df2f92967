from __future__ import annotations

import numpy as np

from mirror.core.raster import rasterise
from mirror.core.shading import CHANNELS, SIZE, Shading
from mirror.core.types import Pixels
from mirror.makeup.teeth import WhiterTeeth
from tests.faces import mesh_mask, posed

LIGHT = Shading(np.full((SIZE, SIZE, CHANNELS), 0.8, np.float32))


def smiling(mouth_open: float) -> tuple[Pixels, Pixels]:
    """A picture as yellow as teeth all over, before and after."""
    points = posed(width=480, height=480, face_px=330, mouth_open=mouth_open)
    face = rasterise(points, 480, 480)
    assert face is not None
    before = np.full((480, 480, 3), (140, 170, 180), np.uint8)
    after = before.copy()
    WhiterTeeth(1.0).draw(after, face, LIGHT, 1.0)
    inside = mesh_mask(points, 480, 480)
    assert np.array_equal(after[~inside], before[~inside])
    return before, after


def test_the_more_the_mouth_is_open_the_more_is_white() -> None:
    changed = [
        int((after != before).any(axis=2).sum())
        for before, after in (smiling(0.0), smiling(0.05), smiling(0.12))
    ]
    assert changed[0] < changed[1] < changed[2]


def test_what_changes_lies_in_the_mouth() -> None:
    before, after = smiling(0.1)
    rows, columns = np.nonzero((after != before).any(axis=2))
    points = posed(width=480, height=480, face_px=330, mouth_open=0.1)
    assert rows.min() > points[13, 1] - 4
    assert rows.max() < points[14, 1] + 4
    assert columns.min() > points[78, 0] - 4
    assert columns.max() < points[308, 0] + 4
