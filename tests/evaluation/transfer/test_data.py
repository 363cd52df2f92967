from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mirror.errors import TrainingError
from mirror.evaluation.transfer import data
from tests.heads import DATA, FOLDER


def test_the_folder_of_the_tests_has_heads_alone() -> None:
    found = data.find_data(DATA)
    assert found == data.Data(None, FOLDER, (), ())
    rows = data.head_rows(FOLDER, None)
    assert len(rows) == 8
    parts = [data.head_rows(FOLDER, split) for split in ("train", "val", "test")]
    assert [len(part) for part in parts] == [5, 2, 1]


def test_each_part_is_found_by_what_lies_in_it(tmp_path: Path) -> None:
    for name in ("faces", "references", "clips", "other"):
        (tmp_path / name).mkdir()
    index = "file,split,identity\na.jpg,val,p\nb.jpg,test,q\n"
    (tmp_path / "faces" / "index.csv").write_text(index, "utf-8")
    for name in ("ref_1.jpg", "ref_2.txt", "src_1.jpg"):
        shutil.copy(FOLDER / "rgb" / "0062.jpg", tmp_path / "references" / name)
    (tmp_path / "clips" / "a.mp4").touch()
    found = data.find_data(tmp_path)
    assert found.photos == tmp_path / "faces"
    assert found.heads is None
    assert [path.name for path in found.references] == ["ref_1.jpg"]
    assert [path.name for path in found.clips] == ["a.mp4"]
    assert [row["file"] for row in data.photo_rows(tmp_path / "faces", "test")] == ["b.jpg"]
    pictures = data.load_references(found)
    assert pictures["ref_1"].shape == (224, 224, 3)


def test_nothing_to_measure_on_is_said(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="no folder of faces"):
        data.find_data(tmp_path)
    with pytest.raises(TrainingError, match=r"index\.csv cannot be read"):
        data.photo_rows(tmp_path, "val")
    (tmp_path / "index.jsonl").write_text("{", "utf-8")
    with pytest.raises(TrainingError, match=r"index\.jsonl cannot be read"):
        data.head_rows(tmp_path, None)
