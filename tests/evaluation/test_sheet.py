from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from mirror.core.types import Frame
from mirror.errors import SourceError
from mirror.evaluation import sheet
from mirror.makeup.look import find_look
from tests import known_transfer as known

FACE = Path(__file__).parents[1] / "golden" / "looks" / "light.png"


def frame() -> Frame:
    return Frame(np.asarray(cv2.imread(str(FACE)), np.uint8), 0, 0)


def test_rows_are_looks_and_columns_are_faces() -> None:
    looks = [find_look("classic-red"), find_look("berry-matte")]
    down = sheet.contact_sheet([frame(), frame()], looks, 64)
    assert down.shape == (3 * (64 + 24), 2 * 64, 3)
    assert np.array_equal(down[:64, :64], down[:64, 64:])
    bare, made = down[:64, :64].astype(int), down[88:152, :64].astype(int)
    assert np.abs(bare - made).max() > 40
    across = sheet.contact_sheet([frame()], looks, 64, across=True)
    assert across.shape == (64 + 24, 3 * 64, 3)
    assert np.array_equal(across[:64, :64], down[:64, :64])


def test_each_row_begins_with_the_photo_whose_makeup_it_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = known.models(tmp_path)
    for module in ("processor", "extraction"):
        monkeypatch.setattr(f"mirror.pipeline.{module}.models_root", lambda: root)
    rows = sheet.photo_sheet([frame(), frame()], {"one": frame()}, 64)
    assert rows.shape == (2 * (64 + 24), 3 * 64, 3)
    assert (rows[:64, :64] == 255).all()
    bare, photo, made = rows[:64, 64:128], rows[88:152, :64], rows[88:152, 64:128]
    assert np.array_equal(photo, bare)
    assert np.abs(made.astype(int) - bare).max() > 40
    nobody = Frame(np.full((120, 120, 3), 90, np.uint8), 0, 0)
    with pytest.raises(SourceError, match="no face in the photo two"):
        sheet.photo_sheet([frame()], {"two": nobody}, 64)


def test_a_picture_without_a_face_is_named() -> None:
    nobody = Frame(np.full((120, 120, 3), 90, np.uint8), 0, 0)
    with pytest.raises(SourceError, match="no face in picture 2"):
        sheet.contact_sheet([frame(), nobody], [find_look("classic-red")], 64)


def test_the_command_writes_a_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "sheet.png"
    monkeypatch.setattr(
        "sys.argv", ["sheet", str(FACE), "-o", str(target), "--look", "classic-red", "--tile", "48"]
    )
    assert sheet.main() == 0
    written = cv2.imread(str(target))
    assert written is not None
    assert written.shape == (2 * (48 + 24), 48, 3)


def test_what_cannot_be_read_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["sheet", str(tmp_path / "none.jpg"), "-o", "sheet.png"])
    assert sheet.main() == 1
    assert capsys.readouterr().err.count("\n") == 1
