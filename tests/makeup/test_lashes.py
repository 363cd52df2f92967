from __future__ import annotations

from typing import get_args, get_type_hints

import numpy as np
import pytest

from mirror.core.raster import FaceRaster, rasterise
from mirror.core.shading import CHANNELS, SIZE, Shading
from mirror.core.types import Floats, Pixels
from mirror.makeup.lashes import LashLine, lash_lines
from mirror.makeup.products import FalseLashes, Mascara
from tests.faces import posed

STYLES: tuple[str, ...] = get_args(get_type_hints(FalseLashes)["style"])
LIGHT = Shading(np.full((SIZE, SIZE, CHANNELS), 0.8, np.float32))


def raster(**pose: float) -> FaceRaster:
    found = rasterise(posed(width=640, height=640, face_px=440, **pose), 640, 640)  # type: ignore[arg-type]
    assert found is not None
    return found


def lines(style: str = "natural", **options: float) -> list[LashLine]:
    return lash_lines(FalseLashes(style=style, **options))  # type: ignore[arg-type]


def grown(line: LashLine, face: FaceRaster) -> Floats:
    return line._grown(face.points_px)[0]


def painted(style: str, face: FaceRaster, strength: float = 1.0) -> Pixels:
    out = np.full((640, 640, 3), 190, np.uint8)
    for line in lines(style):
        line.draw(out, face, LIGHT, strength)
    return out


@pytest.mark.parametrize("style", STYLES)
def test_each_style_is_drawn_and_is_another_one(style: str) -> None:
    face = raster()
    own = painted(style, face)
    assert (own < 150).sum() > 100
    for other in STYLES:
        if other != style:
            assert not np.array_equal(own, painted(other, face))


def test_lashes_grow_from_the_lid() -> None:
    face = raster()
    for line in lines(lower=1.0):
        roots = grown(line, face)[:, 0]
        lid = face.points_px[list(line.lid), :2]
        nearest = np.linalg.norm(roots[:, np.newaxis] - lid, axis=2).min(axis=1)
        assert nearest.max() < 0.12 * np.linalg.norm(lid[0] - lid[-1])


def test_open_lids_carry_them_up_and_closed_ones_let_them_hang() -> None:
    upper = lines()[0]

    def rise(face: FaceRaster) -> float:
        paths = grown(upper, face)
        return float((paths[:, 0, 1] - paths[:, -1, 1]).mean())

    wide = posed(width=640, height=640, face_px=440)
    wide[[159, 158, 160, 161, 157, 386, 385, 387, 388, 384], 1] -= 6
    opened = rasterise(wide, 640, 640)
    assert opened is not None
    assert rise(opened) > 3
    assert rise(raster(eyes_closed=True)) < -2


def test_lower_lashes_go_down_and_are_shorter() -> None:
    face = raster()
    upper, lower = lines(lower=1.0)[:2]
    down = grown(lower, face)
    assert (down[:, -1, 1] > down[:, 0, 1]).mean() > 0.9
    assert lower.length.mean() < 0.7 * upper.length.mean()
    assert len(lines(lower=0.0)) == 2


def test_cats_are_longest_outside_and_dolls_in_the_middle() -> None:
    def longest(style: str) -> float:
        line = lines(style)[0]
        smooth = np.convolve(line.length, np.ones(5) / 5, mode="same")
        return float(line.along[int(np.argmax(smooth))])

    assert longest("cat") < 0.25
    assert 0.35 < longest("doll") < 0.65


def test_on_a_turned_head_they_stand_out() -> None:
    """Seen from the side, what sticks out of the face shows."""

    def reach(face: FaceRaster, line: LashLine) -> float:
        paths = grown(line, face)
        lid = face.points_px[list(line.lid), :2]
        wide = np.linalg.norm(lid[0] - lid[-1])
        return float(np.abs(paths[:, -1, 0] - paths[:, 0, 0]).mean() / wide)

    right = lines()[0]
    assert reach(raster(yaw_deg=-40), right) > 1.3 * reach(raster(), right) or reach(
        raster(yaw_deg=40), right
    ) > 1.3 * reach(raster(), right)


def test_both_eyes_wear_the_same_pair() -> None:
    face = raster()
    out = painted("doll", face).astype(int)
    mirrored = out[:, ::-1]
    assert (out < 150).sum() > 500
    assert np.abs(out - mirrored).mean() < 0.35 * np.abs(out - 190).mean()


def test_length_and_strength_do_what_they_say() -> None:
    short, long = (lines(length=length)[0].length.mean() for length in (0.0, 1.0))
    assert long > 1.8 * short
    face = raster()
    full, faint = painted("natural", face), painted("natural", face, 0.3)
    assert full.sum() < faint.sum() < painted("natural", face, 0.0).sum()


def test_mascara_is_finer_than_false_lashes() -> None:
    own, strip = lash_lines(Mascara())[0], lines("dramatic")[0]
    assert own.length.mean() < strip.length.mean()
    assert len(own.along) < len(strip.along)
