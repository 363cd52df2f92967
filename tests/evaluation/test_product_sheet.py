from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from mirror.core.types import Frame
from mirror.errors import SourceError
from mirror.evaluation import product_sheet as sheet

FACE = Path(__file__).parents[1] / "golden" / "looks" / "light.png"
TILE = 40


def frame() -> Frame:
    return Frame(np.asarray(cv2.imread(str(FACE)), np.uint8), 0, 0)


def test_every_sample_is_named_apart_and_fits_in_a_row() -> None:
    captions = [sample.caption for sample in (*sheet.CLOSE_UPS, *sheet.FACES)]
    assert len(set(captions)) == len(captions)
    assert len(sheet.CLOSE_UPS) == len(sheet.FACES)


def test_close_ups_and_faces_show_what_they_say() -> None:
    made = sheet.product_sheet([frame()], TILE * len(sheet.FACES)).astype(int)
    close, face = round(TILE * 0.7), round(TILE * 1.15)
    assert made.shape == (close + face + 2 * 24, TILE * len(sheet.FACES), 3)
    matte = made[:close, :TILE]
    redness = matte[..., 2] - matte[..., 1]
    assert np.percentile(redness, 95) > 100, "a red mouth fills the first close-up"
    top = close + 24
    tiles = [made[top : top + face, at * TILE : (at + 1) * TILE] for at in range(len(sheet.FACES))]
    assert all(np.abs(tile - tiles[0]).max() > 8 for tile in tiles[1:]), "bare is the first only"


def test_a_small_picture_is_worn_at_the_size_of_its_tile() -> None:
    points = np.zeros((478, 3), np.float32)
    points[[61, 291, 0, 17], 0] = 40, 60, 50, 50
    points[[61, 291, 0, 17], 1] = 50, 50, 45, 55
    view = sheet._view(Frame(np.zeros((100, 100, 3), np.uint8), 0, 0), points, sheet.MOUTH, 96)
    assert view.frame.pixels.shape[0] > 250
    assert view.size == (96, 67)


def test_a_picture_without_a_face_is_refused() -> None:
    nobody = Frame(np.full((120, 120, 3), 90, np.uint8), 0, 0)
    with pytest.raises(SourceError, match="no face"):
        sheet.product_sheet([nobody], 70)


def test_the_command_writes_a_sheet_or_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "sheet.jpg"
    arguments = ["product_sheet", str(FACE), "-o", str(target), "--width", "280"]
    monkeypatch.setattr("sys.argv", arguments)
    assert sheet.main() == 0
    assert cv2.imread(str(target)) is not None
    monkeypatch.setattr("sys.argv", ["product_sheet", str(tmp_path / "none.jpg"), "-o", "s.jpg"])
    assert sheet.main() == 1
    assert capsys.readouterr().err.count("\n") == 1
