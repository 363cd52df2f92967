from __future__ import annotations

import numpy as np
import pytest

from mirror.core.raster import rasterise
from mirror.core.shading import CHANNELS, SIZE, Shading
from mirror.core.types import Floats, Pixels
from mirror.makeup.brows import BrowEraser, _erased, brow_eraser, brow_hairs, filled
from mirror.makeup.products import Brows
from tests.faces import posed
from tests.makeup.shapes.places import at

LIGHT = Shading(np.full((SIZE, SIZE, CHANNELS), 0.8, np.float32))
OWN = Brows(shade="#302018")
RIGHT_ARCH, RIGHT_TAIL = 105, 70


def brows(**shape: float) -> Brows:
    return Brows(shade="#302018", **shape)  # type: ignore[arg-type]


def height(mask: Floats, low: float, high: float) -> float:
    """Mean v of a mask between two columns."""
    columns = slice(int(low * len(mask)), int(high * len(mask)))
    rows = np.arange(len(mask))
    return float(np.average(rows, weights=mask[:, columns].sum(axis=1)) / len(mask))


def test_powder_lies_on_both_brows_and_nowhere_else() -> None:
    mask = filled(OWN, 512)
    assert at(mask, 105, 52) > 0.7
    assert at(mask, 334, 282) > 0.7
    assert at(mask, 27) == at(mask, 151) == at(mask, 9) == 0
    assert (mask > 0.1).mean() < 0.03


def test_shape_follows_arch_lift_and_thickness() -> None:
    usual = filled(OWN, 512)
    assert height(filled(brows(arch=1.0), 512), 0.25, 0.33) < height(usual, 0.25, 0.33) - 0.01
    assert height(filled(brows(lift=1.0), 512), 0.19, 0.23) < height(usual, 0.19, 0.23) - 0.008
    assert height(filled(brows(lift=-1.0), 512), 0.19, 0.23) > height(usual, 0.19, 0.23) + 0.008
    assert filled(brows(thickness=0.5), 512).sum() < 0.75 * usual.sum()


def test_ones_own_shape_needs_no_eraser_and_another_one_does() -> None:
    assert brow_eraser(OWN) == []
    (eraser,) = brow_eraser(brows(lift=1.0))
    assert isinstance(eraser, BrowEraser)
    new = filled(brows(lift=1.0), 256)
    assert (eraser.mask * (new > 0.9)).max() < 0.2, "the new brow is not taken away"
    assert _erased(brows(arch=1.0)).sum() > 0


def painted(product: Brows, strength: float = 1.0) -> Pixels:
    face = rasterise(posed(width=640, height=640, face_px=440), 640, 640)
    assert face is not None
    out = np.full((640, 640, 3), 190, np.uint8)
    for drawing in brow_hairs(product):
        drawing.draw(out, face, LIGHT, strength)
    return out


def test_hairs_lie_on_the_brows() -> None:
    out = painted(OWN)
    rows, columns = np.nonzero((out < 170).any(axis=2))
    points = posed(width=640, height=640, face_px=440)
    assert len(rows) > 100
    for side in (columns < 320, columns >= 320):
        brow = (
            points[[70, 63, 105, 66, 107, 46, 55]]
            if columns[side].mean() < 320
            else (points[[300, 293, 334, 296, 336, 276, 285]])
        )
        assert brow[:, 0].min() - 16 < columns[side].min()
        assert columns[side].max() < brow[:, 0].max() + 16
        assert brow[:, 1].min() - 20 < rows[side].min()
        assert rows[side].max() < brow[:, 1].max() + 20


@pytest.mark.parametrize("style", ["hairs", "both"])
def test_strength_fades_them(style: str) -> None:
    product = Brows(shade="#302018", style=style)  # type: ignore[arg-type]
    assert painted(product).sum() < painted(product, 0.4).sum() < painted(product, 0.0).sum()


def test_powder_has_no_hairs() -> None:
    assert brow_hairs(Brows(shade="#302018", style="powder")) == []
