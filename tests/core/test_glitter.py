from __future__ import annotations

import numpy as np

from mirror.core.glitter import draw_glitter, points_near
from mirror.core.raster import FaceRaster, rasterise
from mirror.core.regions import regions
from mirror.core.shading import CHANNELS, SIZE, Shading
from mirror.core.types import Floats, Pixels
from tests.faces import mesh_mask, posed

SIDE, N = 640, 256
LIGHT = Shading(np.full((SIZE, SIZE, CHANNELS), 0.7, np.float32))
GOLD = np.array([1.0, 0.7, 0.3], np.float32)


def raster(**pose: float) -> FaceRaster:
    found = rasterise(posed(width=SIDE, height=SIDE, face_px=440, **pose), SIDE, SIDE)  # type: ignore[arg-type]
    assert found is not None
    return found


def scattered(
    face: FaceRaster, mask: Floats | None = None, *, density: float = 0.5, rainbow: float = 0.0,
    strength: float = 1.0,
) -> Pixels:  # fmt: skip
    out = np.full((SIDE, SIDE, 3), 60, np.uint8)
    lies = regions(N).lips if mask is None else mask
    draw_glitter(
        out, face, LIGHT, lies, points_near(lies), GOLD, density=density, rainbow=rainbow,
        strength=strength,
    )  # fmt: skip
    return out


def changed(out: Pixels) -> np.ndarray:
    return np.asarray((out != 60).any(axis=2))


def test_flakes_lie_where_the_mask_is() -> None:
    out = scattered(raster())
    rows, columns = np.nonzero(changed(out))
    lips = posed(width=SIDE, height=SIDE, face_px=440)[[0, 17, 61, 291], :2]
    assert len(rows) > 300
    assert lips[:, 1].min() - 6 < rows.min() < rows.max() < lips[:, 1].max() + 6
    assert lips[:, 0].min() - 6 < columns.min() < columns.max() < lips[:, 0].max() + 6


def test_a_whole_face_of_it_stays_on_the_mesh() -> None:
    out = scattered(raster(), regions(N).skin)
    mesh = mesh_mask(posed(width=SIDE, height=SIDE, face_px=440), SIDE, SIDE)
    assert not (changed(out) & ~mesh).any()
    assert (changed(out) & mesh).sum() > 5000


def test_a_few_flash_and_most_only_gleam() -> None:
    out = scattered(raster(), regions(N).skin)
    added = out[changed(out)].max(axis=1).astype(int) - 60
    assert np.percentile(added, 50) < 60
    assert np.percentile(added, 99) > 120


def test_other_flakes_flash_when_the_head_turns() -> None:
    def bright(yaw: float) -> set[tuple[int, int]]:
        """Cells of the face, not of the picture, that flash."""
        face = raster(yaw_deg=yaw)
        out = scattered(face, regions(N).skin)
        rows, columns = np.nonzero(out.max(axis=2) > 170)
        cells = set()
        for y, x in zip(rows - face.top, columns - face.left, strict=True):
            t = face.triangle[y, x]
            u, v = (
                face.plane[t, k] + face.plane[t, k + 1] * x + face.plane[t, k + 2] * y
                for k in (0, 3)
            )
            cells.add((int(u * 256), int(v * 256)))
        return cells

    still, again, turned = bright(0.0), bright(0.0), bright(16.0)
    assert still == again, "the same on a face that holds still"
    assert len(still & turned) < 0.5 * len(still)


def test_density_and_strength() -> None:
    counts = [
        int(changed(scattered(raster(), density=density)).sum()) for density in (0.1, 0.3, 0.8)
    ]
    assert counts[0] * 2 < counts[1] < counts[2]
    sums = [int(scattered(raster(), strength=strength).sum()) for strength in (0.0, 0.3, 1.0)]
    assert sums[0] == 60 * 3 * SIDE * SIDE < sums[1] < sums[2]


def test_gold_is_gold_and_a_grating_has_all_colours() -> None:
    gold = scattered(raster(), regions(N).skin).reshape(-1, 3).astype(int)
    gold = gold[gold.max(axis=1) > 120]
    assert (gold[:, 2] >= gold[:, 0]).all()
    rainbow = scattered(raster(), regions(N).skin, rainbow=1.0).reshape(-1, 3).astype(int)
    rainbow = rainbow[rainbow.max(axis=1) > 120]
    strongest = np.bincount(rainbow.argmax(axis=1), minlength=3) / len(rainbow)
    assert strongest.min() > 0.15


def test_an_empty_mask_is_nothing() -> None:
    assert not changed(scattered(raster(), np.zeros((N, N), np.float32))).any()
