from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from mirror.core.mesh import face_mesh
from mirror.errors import LookError
from mirror.makeup.face_paint import face_paint, face_template, sticker
from mirror.makeup.look import load_look
from mirror.makeup.products import FacePaint, Sticker
from tests.makeup.shapes.places import at

SIZE = 256
NOSE, CHEEK, FOREHEAD, OTHER_CHEEK = 4, 50, 151, 280
RED = (0, 0, 255, 255)


def canonical(point: int, side: int) -> tuple[int, int]:
    u, v = face_mesh().canonical_uv[point]
    return int(v * side), int(u * side)


def saved(folder: Path, pixels: np.ndarray, name: str = "paint.png") -> Path:
    path = folder / name
    cv2.imwrite(str(path), pixels)
    return path


def dotted(folder: Path, point: int, side: int = 512) -> Path:
    """A transparent picture in the canonical layout with a red dot on a mesh point."""
    pixels = np.zeros((side, side, 4), np.uint8)
    row, column = canonical(point, side)
    cv2.circle(pixels, (column, row), side // 20, RED, -1)
    return saved(folder, pixels)


@pytest.mark.parametrize("point", [CHEEK, FOREHEAD, OTHER_CHEEK])
def test_paint_lands_where_the_layout_has_it(tmp_path: Path, point: int) -> None:
    layer = face_paint(FacePaint(picture=str(dotted(tmp_path, point))), SIZE)
    assert at(layer.density, point) > 0.95
    for other in {CHEEK, FOREHEAD, OTHER_CHEEK, NOSE} - {point}:
        assert at(layer.density, other) == 0
    assert at(layer.emission[..., 0], point) == pytest.approx(1, abs=0.02)
    assert at(layer.emission[..., 1], point) == pytest.approx(0, abs=0.02)


def test_transparency_is_coverage_and_edges_keep_their_colour(tmp_path: Path) -> None:
    pixels = np.zeros((256, 256, 4), np.uint8)
    pixels[:] = (0, 0, 255, 128)
    pixels[:, :128] = (255, 0, 0, 0)  # blue, but not there
    layer = face_paint(FacePaint(picture=str(saved(tmp_path, pixels))), SIZE)
    assert at(layer.density, OTHER_CHEEK) == pytest.approx(0.5, abs=0.02)
    painted = layer.density > 0.05
    assert layer.emission[painted][:, 2].max() < 0.02, "no blue fringe"


def test_a_sticker_is_placed_sized_and_turned(tmp_path: Path) -> None:
    pixels = np.zeros((40, 120, 4), np.uint8)
    pixels[:] = RED
    path = str(saved(tmp_path, pixels))
    u, v = (float(c) for c in face_mesh().canonical_uv[CHEEK])
    flat = sticker(Sticker(picture=path, u=u, v=v, size=0.1), SIZE).density
    assert at(flat, CHEEK) > 0.9
    assert at(flat, OTHER_CHEEK) == 0
    upright = sticker(Sticker(picture=path, u=u, v=v, size=0.1, angle_deg=90), SIZE).density

    def extent(mask: np.ndarray, axis: int) -> int:
        return int(np.ptp(np.nonzero(mask > 0.5)[axis]))

    assert extent(flat, 1) > extent(flat, 0)
    assert extent(upright, 0) > extent(upright, 1)
    large = sticker(Sticker(picture=path, u=u, v=v, size=0.2), SIZE).density
    assert large.sum() > 2.5 * flat.sum()


def test_gems_shine_and_matte_paint_does_not(tmp_path: Path) -> None:
    path = str(dotted(tmp_path, CHEEK))
    gains = {}
    for finish in ("matte", "gem"):
        layer = face_paint(FacePaint(picture=path, finish=finish), SIZE)
        gains[finish] = at(layer.transmittance[..., 3], CHEEK) + at(layer.emission[..., 3], CHEEK)
    assert gains["gem"] > 3
    assert gains["matte"] < 0.5


def test_a_look_names_its_pictures_beside_itself(tmp_path: Path) -> None:
    dotted(tmp_path, CHEEK)
    look = tmp_path / "look.toml"
    look.write_text(
        'name = "mine"\ntitle = "Mine"\nschema = 2\n[[products]]\nkind = "face-paint"\n'
        'picture = "paint.png"\n'
    )
    (product,) = load_look(look).products
    assert isinstance(product, FacePaint)
    assert Path(product.picture) == tmp_path / "paint.png"


@pytest.mark.parametrize("content", [None, b"no picture at all", b"\x89PNG\r\n\x1a\nbroken"])
def test_a_picture_that_cannot_be_read_is_named_at_once(
    tmp_path: Path, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / "paint.png").write_bytes(content)
    look = tmp_path / "look.toml"
    look.write_text(
        'name = "mine"\ntitle = "Mine"\nschema = 2\n[[products]]\nkind = "sticker"\n'
        'picture = "paint.png"\nu = 0.5\nv = 0.5\n'
    )
    with pytest.raises(LookError, match=r"paint\.png"):
        load_look(look)


def test_a_changed_picture_is_read_again(tmp_path: Path) -> None:
    path = dotted(tmp_path, CHEEK)
    product = FacePaint(picture=str(path))
    assert at(face_paint(product, SIZE).density, FOREHEAD) == 0
    dotted(tmp_path, FOREHEAD)
    import os

    os.utime(path, ns=(1, 1))
    assert at(face_paint(product, SIZE).density, FOREHEAD) > 0.9


def test_the_template_shows_the_mesh() -> None:
    template = face_template(512)
    row, column = canonical(NOSE, 512)
    assert template[row - 2 : row + 3, column - 2 : column + 3, 3].max() > 100
    assert template[0, 0, 3] == 0
