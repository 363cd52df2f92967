from __future__ import annotations

import shutil
import sys
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from mirror.core.regions import regions
from mirror.errors import TrainingError
from mirror.training import faces as module
from mirror.training.faces import LIGHT_SIZE, SIZE, SPLITS, TONES_SIZE, Faces, load_faces
from tests.training.full_disk import full_disk
from tests.training.made import HEADS
from tests.training.made import faces as made_faces


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def heads(cache: Path) -> Faces:
    return load_faces([HEADS], cache)


@pytest.fixture
def no_unwrapping(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Stands in for the unwrapping, which takes long: notes which folders, and how many pictures."""
    calls: list[tuple[str, int]] = []

    def unwrap_all(folder: Path, entries: list[module._Entry]) -> Faces:
        calls.append((folder.name, len(entries)))
        return made_faces([entry.split for entry in entries])

    monkeypatch.setattr(module, "_unwrap_all", unwrap_all)
    return calls


def _photos(folder: Path, count: int) -> Path:
    folder.mkdir()
    for at in range(count):
        Image.new("RGB", (8, 8)).save(folder / f"photo{at:02}.png")
    return folder


def test_heads_are_unwrapped_with_their_known_light(heads: Faces) -> None:
    count = len(heads)
    assert count == 8
    shapes = {
        "picture": (SIZE, SIZE, 3), "visibility": (SIZE, SIZE), "light": (LIGHT_SIZE, LIGHT_SIZE, 3),
        "true_light": (LIGHT_SIZE, LIGHT_SIZE, 3), "tones": (TONES_SIZE, TONES_SIZE, 2),
        "bare": (TONES_SIZE, TONES_SIZE),
    }  # fmt: skip
    for name, shape in shapes.items():
        assert getattr(heads, name).shape == (count, *shape)
    assert heads.rendered.all()
    assert [SPLITS[split] for split in heads.split].count("train") == 5
    assert {SPLITS[split] for split in heads.split} == set(SPLITS)
    assert not np.array_equal(heads.light, heads.true_light)
    # Red before blue: skin. The faces are seen, and of other tones.
    skin = heads.picture[:, regions(SIZE).skin > 0.9].astype(float).mean(axis=1)
    assert (skin[:, 0] > skin[:, 2]).all()
    assert heads.visibility.mean((1, 2)).min() > 120
    assert np.ptp(heads.ita_deg) > 40


def test_hair_in_front_of_a_head_is_known_to_be_no_skin(heads: Faces) -> None:
    fringe = heads.bare[heads.name == "0092"][0]
    bald = heads.bare[heads.name == "0062"][0]
    skin = regions(TONES_SIZE).skin > 0.9
    assert (fringe[skin] < 50).mean() > 0.1
    assert (bald[skin] > 200).mean() > 0.9


def test_what_was_unwrapped_is_kept(
    heads: Faces, cache: Path, no_unwrapping: list[tuple[str, int]]
) -> None:
    again = load_faces([HEADS], cache)
    assert no_unwrapping == []
    for field in fields(Faces):
        np.testing.assert_array_equal(getattr(again, field.name), getattr(heads, field.name))


def test_a_damaged_cache_is_made_anew(tmp_path: Path, no_unwrapping: list[tuple[str, int]]) -> None:
    folder = _photos(tmp_path / "photos", 3)
    for content in (None, b"", b"no archive", b"PK\3\4 and then nothing"):
        if content is not None:
            (kept,) = (tmp_path / "cache").iterdir()
            kept.write_bytes(content)
        assert len(load_faces([folder], tmp_path / "cache")) == 3
    assert no_unwrapping == [("photos", 3)] * 4
    load_faces([folder], tmp_path / "cache")
    assert len(no_unwrapping) == 4


def test_another_picture_or_index_is_unwrapped_anew(
    tmp_path: Path, no_unwrapping: list[tuple[str, int]]
) -> None:
    folder = _photos(tmp_path / "photos", 3)
    load_faces([folder], tmp_path / "cache")
    Image.new("RGB", (9, 9)).save(folder / "photo00.png")
    load_faces([folder], tmp_path / "cache")
    for split in ("train", "val"):
        (folder / "index.csv").write_text(f"file,split\nphoto00.png,{split}\n")
        load_faces([folder], tmp_path / "cache")
    assert no_unwrapping == [("photos", 3), ("photos", 3), ("photos", 1), ("photos", 1)]


def test_of_photos_without_an_index_some_are_kept_for_measuring(
    tmp_path: Path, no_unwrapping: list[tuple[str, int]]
) -> None:
    (_photos(tmp_path / "photos", 24) / "notes.txt").write_text("no picture")
    loaded = load_faces([tmp_path / "photos"], tmp_path / "cache")
    names = [SPLITS[split] for split in loaded.split]
    assert (names.count("train"), names.count("val")) == (21, 3)
    assert no_unwrapping == [("photos", 24)]
    two = load_faces([_photos(tmp_path / "two", 2)], tmp_path / "cache")
    assert [SPLITS[split] for split in two.split] == ["train", "val"]


def test_an_index_says_who_is_for_what(
    tmp_path: Path, no_unwrapping: list[tuple[str, int]]
) -> None:
    folder = _photos(tmp_path / "photos", 4)
    (folder / "index.csv").write_text(
        "file,split,sex,ita_deg\nphoto00.png,test,female,12.5\nphoto01.png,,,\nphoto02.png,val,male,-40\n"
    )
    entries = module._entries(folder)
    assert [entry.split for entry in entries] == ["test", "train", "val"]
    assert [entry.ita_deg for entry in entries] == [12.5, None, -40]
    assert entries[0].sex == "female"
    loaded = load_faces([folder, HEADS.parent / "heads"], tmp_path / "cache", most=2)
    assert len(loaded) == 4
    assert len(loaded.only("test")) == 1 + 1
    assert no_unwrapping == [("photos", 2), ("heads", 2)]


INDICES = {
    "csv without files": ("index.csv", "name\nphoto00.png\n", "there is no 'file'"),
    "csv with another split": (
        "index.csv",
        "file,split\nphoto00.png,trian\n",
        "“trian” is none of",
    ),
    "csv with a bad angle": ("index.csv", "file,ita_deg\nphoto00.png,dark\n", "dark"),
    "csv with a missing file": ("index.csv", "file\ngone.png\n", "gone.png"),
    "csv in another encoding": ("index.csv", "\udcff", "decode"),
    "jsonl that is none": ("index.jsonl", "{", "Expecting"),
    "jsonl without a scale": (
        "index.jsonl",
        '{"file": "a", "seed": 1, "gender": ""}',
        "light_scale",
    ),
}


@pytest.mark.parametrize(("name", "text", "reason"), INDICES.values(), ids=INDICES)
def test_a_faulty_index_is_told(tmp_path: Path, name: str, text: str, reason: str) -> None:
    folder = _photos(tmp_path / "photos", 1)
    (folder / name).write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(TrainingError, match="The faces folder") as caught:
        load_faces([folder], tmp_path / "cache")
    assert str(folder) in str(caught.value)
    assert reason in str(caught.value)


def test_a_folder_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="cannot be read"):
        load_faces([tmp_path / "gone"], tmp_path / "cache")
    (tmp_path / "file").touch()
    with pytest.raises(TrainingError, match="cannot be read"):
        load_faces([tmp_path / "file"], tmp_path / "cache")


def test_pictures_without_a_face_and_broken_ones_are_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = _photos(tmp_path / "photos", 1)
    (folder / "broken.jpg").write_bytes(b"no picture")
    with pytest.raises(TrainingError, match="No face was found in any of the 2 pictures"):
        load_faces([folder], tmp_path / "cache")
    said = capsys.readouterr()
    assert "broken.jpg" in said.err
    assert "photo00.png" in said.err
    assert said.out == ""
    shutil.copy(HEADS / "rgb" / "0062.jpg", folder)
    assert load_faces([folder], tmp_path / "cache").name.tolist() == ["0062"]


def test_of_a_photo_the_light_is_the_estimate_and_hair_is_not_known(tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    shutil.copy(HEADS / "rgb" / "0092.jpg", folder)
    photo = load_faces([folder], tmp_path / "cache")
    assert not photo.rendered[0]
    np.testing.assert_array_equal(photo.light, photo.true_light)
    assert set(np.unique(photo.bare)) <= {128, 255}
    assert (photo.bare == 128).mean() > 0.1


def test_a_cache_that_cannot_be_written_is_told(
    tmp_path: Path, no_unwrapping: list[tuple[str, int]]
) -> None:
    folder = _photos(tmp_path / "photos", 1)
    (tmp_path / "file").touch()
    with pytest.raises(TrainingError, match="--cache"):
        load_faces([folder], tmp_path / "file")
    assert no_unwrapping == [], "the work is done only where it can be kept"


@pytest.mark.skipif(sys.platform == "win32", reason="its files know no limit")
def test_a_full_disk_is_told_and_leaves_no_half_of_a_cache(
    tmp_path: Path, no_unwrapping: list[tuple[str, int]]
) -> None:
    folder = _photos(tmp_path / "photos", 2)
    with full_disk(50_000), pytest.raises(TrainingError, match="make room"):
        load_faces([folder], tmp_path / "cache")
    assert list((tmp_path / "cache").iterdir()) == []
    assert len(load_faces([folder], tmp_path / "cache")) == 2
