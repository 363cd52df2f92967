from __future__ import annotations

import numpy as np
import pytest

from mirror.core.colour import decode
from mirror.core.mesh import face_mesh
from mirror.core.raster import rasterise
from mirror.core.regions import regions
from mirror.core.shading import SIZE, shade, skin_mean
from mirror.core.unwrap import shrunk, unwrap, uv_map
from tests.faces import flat_picture, noise_picture, posed

ALL = np.ones(468, np.float32)


def test_the_map_puts_every_mesh_point_at_its_uv() -> None:
    uv = face_mesh().uv
    spread = uv_map(256).interpolate(uv)
    y, x = np.nonzero(uv_map(256).inside)
    assert spread[y, x, 0] == pytest.approx((x + 0.5) / 256, abs=1e-4)
    assert spread[y, x, 1] == pytest.approx((y + 0.5) / 256, abs=1e-4)


def test_a_texel_shows_the_pixel_that_lies_there() -> None:
    y, x = np.mgrid[0:320, 0:320]
    pixels = np.stack([x // 2, y // 2, np.zeros_like(x)], axis=-1).astype(np.uint8)
    points = posed(face_px=300)
    picture, visibility = unwrap(pixels, points, ALL, 256)
    place = uv_map(256).interpolate(points[:468, :2])
    seen = visibility > 0
    assert seen.sum() > 30_000
    truth = decode(pixels)
    columns, rows = place[seen].T.astype(int)
    error = np.abs(picture[seen] - truth[rows, columns])
    assert np.percentile(error, 99) < 0.004


def test_fine_pictures_are_averaged() -> None:
    # A fine checkerboard of black and white is mid grey from afar.
    checks = (np.indices((1200, 1200)).sum(axis=0) % 2 * 255).astype(np.uint8)
    pixels = np.ascontiguousarray(np.repeat(checks[..., np.newaxis], 3, axis=2))
    picture, visibility = unwrap(pixels, posed(width=1200, height=1200, face_px=1100), ALL, 64)
    values = picture[visibility > 0]
    assert values.std() < 0.05


def test_outside_the_frame_nothing_is_seen() -> None:
    pixels = flat_picture((10, 200, 30))
    picture, visibility = unwrap(pixels, posed(centre=(0, 160)), ALL, 128)
    assert 0.3 < (visibility > 0).mean() < 0.6
    assert (picture[visibility == 0] == 0).all()
    nothing, unseen = unwrap(pixels, posed(centre=(-900, 160)), ALL, 128)
    assert not nothing.any()
    assert not unseen.any()


def test_visibility_is_the_facing_of_the_mesh() -> None:
    points = posed(yaw_deg=50)
    raster = rasterise(points, 320, 320)
    assert raster is not None
    _, visibility = unwrap(noise_picture(), points, raster.facing, 128)
    near, far = visibility[:, :20].sum(), visibility[:, -20:].sum()
    assert min(near, far) < 0.1 * max(near, far)


def test_a_shrunk_texture_has_the_mean_of_what_it_covers() -> None:
    fine = np.random.default_rng(0).random((16, 16, 3), np.float32)
    coarse = shrunk(fine, 8)
    assert coarse == pytest.approx(fine.reshape(8, 2, 8, 2, 3).mean(axis=(1, 3)), abs=1e-6)
    assert shrunk(fine, 16) is fine


def test_shading_is_the_same_from_a_texture_that_was_unwrapped_finer() -> None:
    pixels, points = noise_picture(), posed()
    raster = rasterise(points, 320, 320)
    assert raster is not None
    shades = []
    for size in (SIZE, 2 * SIZE):
        planes = [shrunk(plane, SIZE) for plane in unwrap(pixels, points, raster.facing, size)]
        skin = skin_mean(planes[0], planes[1])
        shades.append(shade(planes[0], planes[1], skin, skin).texture)
    inside = regions(SIZE).domain > 0.5
    difference = np.abs(shades[0] - shades[1])[inside].mean(axis=0)
    assert (difference <= 0.01 * shades[0][inside].mean(axis=0)).all()
