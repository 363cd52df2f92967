from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mirror.errors import LookError, OutdatedLookError, OutputError
from mirror.makeup.transferred import TransferredLook
from mirror.pipeline.saved_looks import SavedLooks
from tests import known_transfer as known

ENCODER, OTHER = "ab" * 32, "cd" * 32


def titled(title: str, seed: int = 0) -> TransferredLook:
    return replace(known.look(seed), title=title)


@pytest.fixture
def looks(tmp_path: Path) -> SavedLooks:
    return SavedLooks(tmp_path / "data" / "looks", ENCODER, taken={"classic-red"})


def dated(folder: Path, *names: str) -> None:
    """Makes each file a minute older than the one before it."""
    for age, name in enumerate(names):
        os.utime(folder / f"{name}.mirrorlook", (1e9 - 60 * age, 1e9 - 60 * age))


def test_without_a_folder_there_is_none(looks: SavedLooks) -> None:
    assert (looks.names(), looks.labels()) == ([], [])


def test_a_saved_look_is_listed_and_loaded(looks: SavedLooks) -> None:
    saved = looks.save(titled("Party Night!"))
    assert (saved.name, saved.title) == ("party-night", "Party Night!")
    assert looks.names() == ["party-night"]
    assert [label.title for label in looks.labels()] == ["Party Night!"]
    loaded = looks.load("party-night")
    assert (loaded.name, loaded.title) == ("party-night", "Party Night!")
    np.testing.assert_allclose(loaded.pigment, titled("").pigment, rtol=2**-11)


def test_the_latest_comes_first(looks: SavedLooks, tmp_path: Path) -> None:
    for title in ("a", "b", "c"):
        looks.save(titled(title))
    dated(tmp_path / "data" / "looks", "b", "c", "a")
    assert looks.names() == ["b", "c", "a"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Café, at night", "cafe-at-night"),
        ("  -- ", "look"),
        ("夜", "look"),
        ("CON", "con-look"),
        ("x" * 60, "x" * 48),
        ("../../etc/passwd", "etc-passwd"),
        ("Classic red", "classic-red-2"),
    ],
)
def test_names_are_made_from_titles(looks: SavedLooks, title: str, name: str) -> None:
    assert looks.save(titled(title)).name == name
    assert looks.label(name).title == title


def test_looks_of_one_title_get_names_of_their_own(looks: SavedLooks) -> None:
    names = [looks.save(titled("Red", seed)).name for seed in range(3)]
    assert names == ["red", "red-2", "red-3"]
    assert not np.array_equal(looks.load("red-2").pigment, looks.load("red").pigment)


def test_a_look_is_renamed(looks: SavedLooks) -> None:
    looks.save(titled("Party"))
    renamed = looks.rename("party", "Wedding")
    assert (renamed.name, renamed.title) == ("wedding", "Wedding")
    assert looks.names() == ["wedding"]
    np.testing.assert_allclose(looks.load("wedding").pigment, titled("").pigment, rtol=2**-11)


@pytest.mark.parametrize("title", ["PARTY", "Party?", "Party"])
def test_a_title_of_the_same_name_stays_in_its_file(looks: SavedLooks, title: str) -> None:
    looks.save(titled("Party"))
    assert looks.rename("party", title).title == title
    assert looks.names() == ["party"]


def test_an_outdated_look_is_listed_renamed_and_not_worn(tmp_path: Path) -> None:
    old = SavedLooks(tmp_path, OTHER)
    old.save(titled("Party"))
    looks = SavedLooks(tmp_path, ENCODER)
    (label,) = looks.labels()
    assert looks.is_outdated(label)
    assert not old.is_outdated(label)
    with pytest.raises(OutdatedLookError, match="“Party” was read by another version"):
        looks.load("party")
    assert looks.rename("party", "Ball").encoder == OTHER


def test_a_photo_that_is_read_again_takes_the_outdated_looks_place(tmp_path: Path) -> None:
    SavedLooks(tmp_path, OTHER).save(titled("Party"))
    looks = SavedLooks(tmp_path, ENCODER)
    renewed = looks.replace("party", titled("IMG 1234", seed=5))
    assert (renewed.name, renewed.title, renewed.encoder) == ("party", "Party", ENCODER)
    np.testing.assert_allclose(
        looks.load("party").pigment, known.look(5).pigment, rtol=2**-11, atol=3e-8
    )


def test_without_the_network_saved_looks_are_listed_and_not_worn(tmp_path: Path) -> None:
    SavedLooks(tmp_path, ENCODER).save(titled("Party"))
    looks = SavedLooks(tmp_path, None)
    assert looks.names() == ["party"]
    with pytest.raises(LookError, match="needs the transfer network, which is not installed"):
        looks.load("party")
    with pytest.raises(ValueError, match="none is installed"):
        looks.save(titled("Ball"))


@pytest.mark.parametrize("name", ["gone", "../data/party", ""])
def test_only_what_is_listed_is_loaded(looks: SavedLooks, name: str) -> None:
    looks.save(titled("Party"))
    with pytest.raises(LookError, match="There is no saved look “"):
        looks.load(name)


def test_a_deleted_look_is_gone_and_may_be_gone_already(looks: SavedLooks) -> None:
    looks.save(titled("Party"))
    looks.delete("party")
    looks.delete("party")
    assert looks.names() == []


def test_a_damaged_file_does_not_hide_the_others(
    looks: SavedLooks, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    looks.save(titled("Party"))
    (tmp_path / "data" / "looks" / "broken.mirrorlook").write_bytes(b"PK")
    assert set(looks.names()) == {"party", "broken"}
    assert [label.name for label in looks.labels()] == ["party"]
    assert "broken.mirrorlook is damaged" in caplog.text


def test_what_is_being_written_is_not_listed(looks: SavedLooks, tmp_path: Path) -> None:
    looks.save(titled("Party"))
    (tmp_path / "data" / "looks" / ".party.12345678.part.mirrorlook").touch()
    assert looks.names() == ["party"]


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("no folder")
    with pytest.raises(OutputError, match="for saved looks cannot be made"):
        SavedLooks(tmp_path / "data" / "looks", ENCODER).save(titled("Party"))


def test_a_full_disk_leaves_a_renamed_look_as_it_was(
    looks: SavedLooks, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks.save(titled("Party"))

    def full(self: Path, content: bytes) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        with pytest.raises(OutputError, match="the disk is full"):
            looks.rename("party", "Wedding")
    assert [label.title for label in looks.labels()] == ["Party"]


def test_a_look_that_may_not_be_deleted_is_said(
    looks: SavedLooks, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks.save(titled("Party"))

    def refuse(self: Path, *, missing_ok: bool) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(OutputError, match="cannot be deleted: Permission denied"):
        looks.delete("party")
