from __future__ import annotations

import numpy as np
import pytest

from mirror.core.light import SkinTone
from mirror.core.raster import rasterise
from mirror.core.types import Face, Floats, Frame, Pixels
from mirror.core.unwrap import unwrap
from mirror.errors import LookError
from mirror.inference.transfer import LookEncoder
from mirror.pipeline.extraction import THUMBNAIL_PX, Extraction
from tests import known_transfer as known
from tests.faces import face_of, noise_picture, posed


class Finder:
    """Knows where the faces are."""

    def __init__(self, *faces: Face) -> None:
        self.faces = faces
        self.closed = False

    def find(self, frame: Frame) -> tuple[Face, ...]:
        return self.faces

    def close(self) -> None:
        self.closed = True


PICTURE = noise_picture(400, 320)
POINTS = posed(width=400)


def extraction(*faces: Face) -> Extraction:
    return Extraction(Finder(*faces), LookEncoder(known.ROOT))


def unwrapped(pixels: Pixels, points: Floats, size: int) -> tuple[Floats, Floats]:
    raster = rasterise(points, pixels.shape[1], pixels.shape[0])
    assert raster is not None
    return unwrap(pixels, points, raster.facing, size)


def test_the_faces_of_a_photo_are_read() -> None:
    faces = (face_of(POINTS, 0), face_of(POINTS, 1))
    assert extraction(*faces).read(PICTURE) == faces


def test_a_look_is_what_the_encoder_reads() -> None:
    look = extraction().extract(PICTURE, face_of(POINTS), "from-a-photo", "From a photo")
    assert (look.name, look.title, look.size) == ("from-a-photo", "From a photo", known.SIZE)
    expected = known.encoded(*unwrapped(PICTURE, POINTS, known.SIZE), look.complexion)
    for array, known_array in zip((look.pigment, look.features, look.liner), expected, strict=True):
        np.testing.assert_allclose(array, known_array, atol=1e-6)


def test_its_complexion_is_the_skins_albedo() -> None:
    look = extraction().extract(PICTURE, face_of(POINTS), "a", "A")
    tone = SkinTone()
    tone.observe(*unwrapped(PICTURE, POINTS, 128), POINTS, PICTURE)
    assert np.array_equal(look.complexion, tone.albedo)


def test_looks_do_not_share_their_arrays() -> None:
    reader = extraction()
    first = reader.extract(PICTURE, face_of(POINTS), "a", "A")
    kept = first.pigment.copy()
    reader.extract(noise_picture(400, 320, seed=9), face_of(POINTS), "b", "B")
    assert np.array_equal(first.pigment, kept)


@pytest.mark.parametrize("face_px", [60.0, 220.0, 900.0])
def test_the_thumbnail_shows_the_face(face_px: float) -> None:
    pixels = np.zeros((1200, 1200, 3), np.uint8)
    points = posed(width=1200, height=1200, face_px=face_px)
    low, high = points[:, :2].min(axis=0).astype(int), points[:, :2].max(axis=0).astype(int) + 1
    pixels[low[1] : high[1], low[0] : high[0]] = 200
    look = extraction().extract(pixels, face_of(points), "a", "A")
    height, width = look.thumbnail.shape[:2]
    assert height == width <= THUMBNAIL_PX
    share = (look.thumbnail > 100).mean()
    bright = (pixels > 100).sum() / 3 / (1.3 * (high - low).max()) ** 2
    assert share == pytest.approx(bright, rel=0.1)


def test_at_the_photos_edge_the_thumbnail_ends() -> None:
    look = extraction().extract(PICTURE, face_of(posed(centre=(20.0, 160.0))), "a", "A")
    height, width = look.thumbnail.shape[:2]
    assert height > width


def test_a_face_outside_of_the_photo_is_refused() -> None:
    with pytest.raises(LookError, match="outside of the photo"):
        extraction().extract(PICTURE, face_of(posed(centre=(-900.0, 0.0))), "a", "A")


def test_closing_frees_both_models() -> None:
    finder = Finder()
    Extraction(finder, LookEncoder(known.ROOT)).close()
    assert finder.closed
