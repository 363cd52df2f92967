from __future__ import annotations

import cv2
import numpy as np
import pytest

from mirror.core.composite import FilmTexture, composite
from mirror.core.film import Film, identity, with_strength
from mirror.core.mesh import LEFT_EYE, LIPS_INNER, RIGHT_EYE, face_mesh
from mirror.core.raster import FaceRaster, rasterise
from mirror.core.regions import regions
from mirror.core.shading import SIZE, Shading, shade, skin_mean
from mirror.core.sheen import lay_sheen
from mirror.core.types import Floats, Pixels
from mirror.core.unwrap import unwrap
from tests.core.reference import reference_composite
from tests.faces import mesh_mask, noise_picture, posed


def colourful_film(size: int = 128) -> Film:
    """A film that differs from place to place in all channels, and ends as films do."""
    v, u = np.mgrid[0:size, 0:size] / size
    waves = [np.sin(9 * u + k) * np.cos(7 * v - k) for k in range(8)]
    transmittance = np.stack([0.7 + 0.3 * w for w in waves[:4]], axis=-1)
    emission = np.stack([0.2 + 0.2 * w for w in waves[4:]], axis=-1)
    film = Film(transmittance.astype(np.float32), emission.astype(np.float32))
    return with_strength(film, regions(size).domain)


def prepared(pixels: Pixels, points: Floats) -> tuple[FaceRaster, Shading]:
    raster = rasterise(points, pixels.shape[1], pixels.shape[0])
    assert raster is not None
    picture, visibility = unwrap(pixels, points, raster.facing, SIZE)
    skin = skin_mean(picture, visibility)
    shading = shade(picture, visibility, skin, skin)
    lay_sheen(shading, raster.normals)
    return raster, shading


def painted(pixels: Pixels, points: Floats, film: Film, strength: float = 1.0) -> Pixels:
    raster, shading = prepared(pixels, points)
    out = pixels.copy()
    composite(pixels, out, raster, FilmTexture(film), shading, strength)
    return out


def worst(a: Pixels, b: Pixels) -> int:
    return int(np.abs(a.astype(int) - b.astype(int)).max())


@pytest.mark.parametrize(
    "pose",
    [
        {"face_px": 150.0},
        {"face_px": 150.0, "yaw_deg": 35.0, "pitch_deg": 10.0, "roll_deg": 20.0},
        {"face_px": 60.0},
        {"face_px": 150.0, "mouth_open": 0.1},
        {"face_px": 150.0, "eyes_closed": True, "centre": (40.0, 150.0)},
    ],
)
def test_at_most_one_code_off_the_float64_reference(pose: dict[str, float]) -> None:
    pixels = noise_picture(200, 200)
    points = posed(width=200, height=200, **pose)  # type: ignore[arg-type]
    raster, shading = prepared(pixels, points)
    texture = FilmTexture(colourful_film())
    out = pixels.copy()
    composite(pixels, out, raster, texture, shading, 0.8)
    level = texture.level_for(max(raster.triangle.shape))
    expected = reference_composite(pixels, points, raster, level, shading, 0.8)
    assert worst(out, expected) <= 1
    assert worst(out, pixels) > 20, "the film is to be seen"


def test_the_comparison_finds_a_film_that_is_slightly_off() -> None:
    pixels = noise_picture(120, 120)
    points = posed(width=120, height=120, face_px=80.0)
    raster, shading = prepared(pixels, points)
    texture = FilmTexture(colourful_film())
    out = pixels.copy()
    composite(pixels, out, raster, texture, shading, 0.8)
    level = texture.level_for(max(raster.triangle.shape))
    assert worst(out, reference_composite(pixels, points, raster, level, shading, 0.77)) > 1


def test_the_identity_leaves_every_bit() -> None:
    pixels = noise_picture()
    assert np.array_equal(painted(pixels, posed(), identity(128)), pixels)


def test_strength_zero_leaves_every_bit() -> None:
    pixels = noise_picture()
    assert np.array_equal(painted(pixels, posed(), colourful_film(), 0.0), pixels)


@pytest.mark.parametrize("yaw", [0.0, 60.0])
def test_pixels_outside_the_mesh_are_bit_exact(yaw: float) -> None:
    pixels, points = noise_picture(), posed(yaw_deg=yaw)
    out = painted(pixels, points, colourful_film())
    outside = ~cv2.dilate(mesh_mask(points, 320, 320).astype(np.uint8), np.ones((3, 3))).astype(
        bool
    )
    assert outside.any()
    assert np.array_equal(out[outside], pixels[outside])


def test_mouth_and_eyeballs_are_bit_exact() -> None:
    pixels, points = noise_picture(), posed(mouth_open=0.12)
    flat = Film(np.full((64, 64, 4), 0.5, np.float32), np.full((64, 64, 4), 0.3, np.float32))
    out = painted(pixels, points, flat)
    holes = np.zeros((320, 320), np.uint8)
    for contour in (LIPS_INNER, RIGHT_EYE, LEFT_EYE):
        corners = np.rint((points[list(contour), :2] - 0.5) * 256).astype(np.int32)
        cv2.fillPoly(holes, [corners], 1, shift=8)
    inside = cv2.erode(holes, np.ones((3, 3))).astype(bool)
    assert inside.sum() > 500
    assert np.array_equal(out[inside], pixels[inside])
    ring = cv2.dilate(holes, np.ones((7, 7))).astype(bool) & ~holes.astype(bool)
    assert (out[ring] != pixels[ring]).any(), "lips and lids around them are painted"


def test_closed_lips_have_no_bare_line_between_them() -> None:
    pixels = noise_picture(seed=3)
    flat = Film(np.zeros((128, 128, 4), np.float32), np.full((128, 128, 4), 0.9, np.float32))
    film = with_strength(flat, regions(128).domain)
    points = posed(mouth_closed=True)
    x, y = points[13, :2].astype(int)
    change = np.abs(painted(pixels, points, film).astype(int) - pixels)[
        y - 4 : y + 4, x - 20 : x + 20
    ]
    assert change.max(axis=2).min() > 10


def test_a_turned_away_cheek_is_not_smeared() -> None:
    pixels, points = noise_picture(), posed(yaw_deg=60.0)
    raster, _ = prepared(pixels, points)
    changed = (painted(pixels, points, colourful_film()) != pixels).any(axis=2)
    facing = np.zeros((320, 320), bool)
    seen = raster.triangle >= 0
    corner_facing = raster.facing[face_mesh().triangles].max(axis=1)
    box = facing[raster.top :, raster.left :][: seen.shape[0], : seen.shape[1]]
    box[seen] = corner_facing[raster.triangle[seen]] > 0
    assert changed.any()
    assert not (changed & ~facing).any()


@pytest.mark.parametrize("centre", [(0.0, 160.0), (310.0, 20.0), (160.0, 330.0)])
def test_a_face_partly_outside_the_picture_is_painted(centre: tuple[float, float]) -> None:
    pixels = noise_picture()
    out = painted(pixels, posed(centre=centre), colourful_film())
    assert (out != pixels).any()


def test_edges_are_soft() -> None:
    # An opaque film on a flat picture: no step at the rim is larger than a part of the change.
    pixels = np.full((320, 320, 3), 100, np.uint8)
    pixels.flags.writeable = False
    flat = Film(np.zeros((256, 256, 4), np.float32), np.ones((256, 256, 4), np.float32))
    film = with_strength(flat, regions(256).domain)
    out = painted(pixels, posed(face_px=280), film).astype(int)
    change = out[..., 1] - 100
    jaw = change[300:, 150:170]
    assert change.max() > 80
    assert np.abs(np.diff(jaw, axis=0)).max() < 0.35 * change.max()


def test_a_small_face_takes_a_coarse_texture_and_a_large_one_a_fine_one() -> None:
    texture = FilmTexture(identity(512))
    assert texture.level_for(100).shape[0] == 128
    assert texture.level_for(290).shape[0] == 256
    assert texture.level_for(500).shape[0] == 512
    assert texture.level_for(2000).shape[0] == 512


def test_opaque_paint_does_not_depend_on_the_skin_below() -> None:
    film = Film(np.zeros((64, 64, 4), np.float32), np.full((64, 64, 4), 0.2, np.float32))
    means = []
    for level in (60, 120, 200):
        pixels = np.full((320, 320, 3), level, np.uint8)
        pixels.flags.writeable = False
        out = painted(pixels, posed(), film)
        means.append(out[220:230, 110:130].mean())
    assert max(means) - min(means) < 1.5


def test_a_white_highlight_stays_white_under_red_gloss() -> None:
    pixels = np.full((320, 320, 3), 110, np.uint8)
    pixels[224:227, 118:121] = 250
    pixels.flags.writeable = False
    transmittance = np.tile(np.array([0.9, 0.1, 0.1, 1.0], np.float32), (64, 64, 1))
    film = Film(transmittance, np.zeros((64, 64, 4), np.float32))
    out = painted(pixels, posed(), film).astype(int)
    blue, green, red = out[225, 119]
    assert min(blue, green, red) > 200
    assert red - green < 40
    blue, green, red = out[235, 119]
    assert red - green > 60, "the dull skin around it is red"
