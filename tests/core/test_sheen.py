from __future__ import annotations

import numpy as np
import pytest

from mirror.core.composite import FilmTexture, composite
from mirror.core.film import Film
from mirror.core.mesh import face_mesh
from mirror.core.raster import rasterise
from mirror.core.regions import regions
from mirror.core.shading import CHANNELS, LIGHT, SHEEN, SIZE, Shading
from mirror.core.sheen import direction_of_light, lay_sheen
from mirror.core.types import Floats, Pixels
from tests.faces import posed

NOSE, LEFT_CHEEK, RIGHT_CHEEK = 4, 280, 50


def normals_of(points: Floats) -> Floats:
    raster = rasterise(points, 320, 320)
    assert raster is not None
    return raster.normals


def even(level: float = 0.6) -> Shading:
    """The same light everywhere."""
    return Shading(np.full((SIZE, SIZE, CHANNELS), level, np.float32))


def lit(points: Floats, towards: Floats, ambient: float = 0.4) -> Shading:
    """A dull surface in the light of a lamp and of the room, each mesh point's light around it."""
    towards = towards / np.linalg.norm(towards)
    brightness = ambient + np.maximum(normals_of(points) @ towards, 0)
    uv = face_mesh().uv * SIZE
    v, u = np.mgrid[0:SIZE, 0:SIZE] + 0.5
    nearest = np.argmin((u[..., None] - uv[:, 0]) ** 2 + (v[..., None] - uv[:, 1]) ** 2, axis=-1)
    shading = even()
    shading.texture[..., LIGHT : LIGHT + 3] = brightness[nearest][..., np.newaxis]
    return shading


def laid(points: Floats, shading: Shading) -> Floats:
    lay_sheen(shading, normals_of(points))
    return shading.texture[..., SHEEN]


def test_normals_are_unit_vectors_out_of_the_face() -> None:
    normals = normals_of(posed())
    assert np.linalg.norm(normals, axis=1) == pytest.approx(1, abs=1e-4)
    assert normals[NOSE, 2] < -0.8, "the nose looks into the camera"
    assert normals[234, 0] < -0.3, "each temple outwards"
    assert normals[454, 0] > 0.3
    assert normals[152, 1] > 0.2, "the chin downwards"


def test_normals_turn_with_the_head() -> None:
    def nose_x(yaw: float) -> float:
        return float(normals_of(posed(yaw_deg=yaw))[NOSE, 0])

    assert nose_x(30) - nose_x(0) == pytest.approx(-(nose_x(-30) - nose_x(0)), abs=0.05)
    assert abs(nose_x(30) - nose_x(-30)) > 0.8


@pytest.mark.parametrize(
    "towards", [(-0.7, -0.2, -0.7), (0.7, -0.2, -0.7), (0.0, -0.8, -0.6), (0.1, 0.5, -0.8)]
)
def test_the_lights_direction_is_found(towards: tuple[float, float, float]) -> None:
    points = posed()
    lamp = np.array(towards, np.float32)
    found = direction_of_light(normals_of(points), lit(points, lamp))
    # What says nothing pulls towards the camera; the sides must be right.
    assert float(found @ lamp / np.linalg.norm(lamp)) > np.cos(np.radians(35))
    assert np.sign(found[0]) == np.sign(towards[0]) or abs(towards[0]) < 0.2


def test_even_light_comes_from_above_the_camera() -> None:
    found = direction_of_light(normals_of(posed()), even())
    assert found[1] < -0.2
    assert found[2] < -0.7
    assert abs(found[0]) < 0.05


def test_the_highlight_lies_on_the_side_of_the_lamp() -> None:
    points = posed()
    for side in (-1, 1):
        sheen = laid(points, lit(points, np.array([0.8 * side, -0.2, -0.6], np.float32)))
        left_half, right_half = sheen[:, : SIZE // 2].sum(), sheen[:, SIZE // 2 :].sum()
        assert (right_half > 2 * left_half) == (side > 0)


def test_the_highlight_moves_with_the_head() -> None:
    def middle(yaw: float) -> float:
        sheen = laid(posed(yaw_deg=yaw), even())
        return float((sheen.sum(axis=0) * np.arange(SIZE)).sum() / sheen.sum())

    assert abs(middle(25) - middle(-25)) > 0.1 * SIZE
    assert middle(0) == pytest.approx(SIZE / 2, abs=2)


def test_nothing_lies_outside_the_mesh_or_on_the_lips_inner_edge() -> None:
    sheen = laid(posed(), even())
    assert sheen.min() >= 0
    assert sheen[0].max() == sheen[-1].max() == 0
    assert (sheen * (regions(SIZE).inner_lips > 0.99)).max() < 0.02
    assert sheen[regions(SIZE).lips > 0.9].max() > 0.05


def worn(gain: float, strength: float = 1.0) -> tuple[Pixels, Pixels]:
    """A grey face bare, and with clear varnish of a finish."""
    pixels = np.full((320, 320, 3), 110, np.uint8)
    points = posed()
    raster = rasterise(points, 320, 320)
    assert raster is not None
    shading = even(0.5)
    lay_sheen(shading, raster.normals)
    transmittance = np.ones((64, 64, 4), np.float32)
    emission = np.zeros((64, 64, 4), np.float32)
    transmittance[..., 3], emission[..., 3] = 0.5, gain - 0.5
    out = pixels.copy()
    texture = FilmTexture(Film(transmittance, emission))
    composite(pixels, out, raster, texture, shading, strength)
    return pixels, out


def test_only_what_is_shinier_than_skin_has_it() -> None:
    bare, satin = worn(1.0)
    assert np.array_equal(bare, satin)
    _, gloss = worn(2.4)
    _, wetter = worn(3.6)
    assert gloss.astype(int).sum() > bare.astype(int).sum()
    assert wetter.max() > gloss.max() > bare.max()
    assert (gloss >= bare).all(), "light is added, none is taken"


def test_it_is_white_in_white_light() -> None:
    _, gloss = worn(3.0)
    assert np.ptp(gloss.astype(int), axis=2).max() <= 1


def test_both_lids_gleam_in_light_from_the_side() -> None:
    points = posed()
    sheen = laid(points, lit(points, np.array([-0.8, -0.2, -0.6], np.float32)))
    lids = regions(SIZE).lids > 0.8
    one, other = (
        float(sheen[:, half][lids[:, half]].mean()) for half in (slice(64), slice(64, SIZE))
    )
    assert one > other > one / 3
