from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from mirror.errors import OutputError
from mirror.evaluation.transfer.pages import Tile, page, side_by_side
from tests.faces import flat_picture, posed

CAPTION_PX = 24


def tile(colour: tuple[int, int, int]) -> Tile:
    return Tile(flat_picture(colour), posed(), "caption")


def test_tiles_lie_in_rows(tmp_path: Path) -> None:
    red, blue = (0, 0, 200), (200, 0, 0)
    name = page(tmp_path / "new" / "sheet.jpg", [[tile(red), tile(blue)], [tile(blue)]], 64)
    assert name == "sheet.jpg"
    sheet = cv2.imread(str(tmp_path / "new" / "sheet.jpg"))
    assert sheet is not None
    assert sheet.shape == (2 * (64 + CAPTION_PX), 128, 3)
    assert np.abs(sheet[32, 32].astype(int) - red).max() < 20
    assert np.abs(sheet[32, 96].astype(int) - blue).max() < 20
    assert sheet[64 + CAPTION_PX + 32, 96].min() > 240


def test_a_gap_is_white(tmp_path: Path) -> None:
    page(tmp_path / "sheet.png", [[None, tile((0, 0, 0))]], 32)
    sheet = cv2.imread(str(tmp_path / "sheet.png"))
    assert sheet is not None
    assert sheet[:32, :32].min() == 255
    assert sheet[16, 48].max() == 0


def test_groups_fill_the_rows() -> None:
    pairs = [[tile((0, 0, 0)), tile((1, 1, 1))] for _ in range(5)]
    assert [len(row) for row in side_by_side(pairs, 2)] == [4, 4, 2]


def test_a_full_disk_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="cannot be written"):
        page(tmp_path / "file" / "sheet.jpg", [[tile((0, 0, 0))]])
