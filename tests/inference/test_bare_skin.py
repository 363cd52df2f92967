from __future__ import annotations

import shutil
from pathlib import Path

import cv2
import numpy as np
import pytest

from mirror.config import models_root
from mirror.core.raster import rasterise
from mirror.core.regions import regions
from mirror.core.unwrap import unwrap
from mirror.errors import ModelError
from mirror.inference.acceleration import CPU, Acceleration
from mirror.inference.bare_skin import BareSkinFinder
from mirror.inference.transfer import MODEL
from tests import known_transfer as known

FACES = Path(__file__).parents[1] / "golden" / "looks"
ROOT = known.ROOT / "bare"
ONLY_CPU = Acceleration((CPU,), "a test")


def test_what_covers_the_skin_is_found() -> None:
    finder = BareSkinFinder(ROOT, acceleration=ONLY_CPU)
    assert finder.size == known.SIZE
    assert finder.provider == CPU
    picture = np.full((known.SIZE, known.SIZE, 3), 0.3, np.float32)
    picture[:20] = 0.9
    bare = finder.find(picture, np.ones(picture.shape[:2], np.float32))
    assert bare.shape == (known.SIZE // 2, known.SIZE // 2)
    assert (bare[:10] == 0).all()
    assert (bare[10:] == 1).all()
    finder.close()


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_model_that_is_shipped_sees_a_thing_before_a_face(name: str) -> None:
    picture = np.asarray(cv2.imread(str(FACES / f"{name}.png")), np.uint8)
    points = np.load(FACES / f"{name}.npy")
    raster = rasterise(points, picture.shape[1], picture.shape[0])
    assert raster is not None
    finder = BareSkinFinder(models_root(), acceleration=ONLY_CPU)
    seen, visibility = unwrap(picture, points, raster.facing, finder.size)
    inside = (regions(finder.size).skin * visibility > 0.8)[::2, ::2]
    lips = (regions(finder.size).lips * visibility > 0.8)[::2, ::2]
    assert finder.find(seen, visibility)[inside].mean() > 0.93, (
        "a strand of hair lies on the temple"
    )
    mouth = points[13]
    cv2.circle(
        picture, (int(mouth[0]), int(mouth[1])), int(0.12 * np.ptp(points[:, 1])), (90, 60, 20), -1
    )
    seen, visibility = unwrap(picture, points, raster.facing, finder.size)
    bare = finder.find(seen, visibility)
    assert bare[lips].mean() < 0.3
    upper = inside & (np.arange(len(inside))[:, np.newaxis] < len(inside) // 3)
    assert bare[upper].mean() > 0.9
    finder.close()


def test_another_network_than_the_mirror_runs_is_refused(tmp_path: Path) -> None:
    shutil.copytree(ROOT / MODEL, tmp_path / MODEL)
    manifest = tmp_path / MODEL / "model.toml"
    text = manifest.read_text("utf-8").replace('name = "bare"', 'name = "covered"')
    manifest.write_text(text, "utf-8")
    with pytest.raises(ModelError):
        BareSkinFinder(tmp_path, acceleration=ONLY_CPU)


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="transfer"):
        BareSkinFinder(tmp_path, acceleration=ONLY_CPU)


def test_a_model_without_this_network_is_not_enough() -> None:
    with pytest.raises(ModelError, match="has no bare"):
        BareSkinFinder(known.ROOT, acceleration=ONLY_CPU)
