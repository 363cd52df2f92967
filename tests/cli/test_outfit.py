from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Self

import numpy as np
import pytest

from mirror import cli
from mirror.capture.clip_reader import ClipReader
from mirror.capture.picture_file import Picture, load_picture, save_picture
from mirror.cli import outfit
from mirror.cli.outfit import Outfit, find_outfit, take_look
from mirror.config import assets_root, models_root
from mirror.core.types import Face, Floats, Pixels
from mirror.errors import LookError, OutputError, PhotoError, SourceError
from mirror.makeup.look import load_look, shipped_looks
from mirror.makeup.transferred import TransferredLook
from mirror.pipeline.saved_looks import SavedLooks
from mirror.pipeline.shared_look import SharedLook, write_shared_look
from tests import known_transfer as known
from tests.faces import face_of, noise_picture, posed

ENCODER = "ab" * 32
WIDE = (900, 500)


class FakeExtraction:
    """Finds the faces that the test names, and makes a look with the face's number."""

    faces: tuple[Floats, ...] = ()

    def __init__(self) -> None:
        self.closed = False

    @classmethod
    def build(cls, *, threads: int = 1) -> Self:
        return cls()

    def read(self, pixels: Pixels) -> tuple[Face, ...]:
        return tuple(face_of(points, number) for number, points in enumerate(self.faces))

    def extract(self, pixels: Pixels, face: Face, name: str, title: str) -> TransferredLook:
        return replace(known.look(face.track_id), name=name, title=title)

    def close(self) -> None:
        self.closed = True


def face(face_px: float, x: float) -> Floats:
    return posed(width=WIDE[0], height=WIDE[1], face_px=face_px, centre=(x, 250.0))


@pytest.fixture
def photo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A photo of two faces, the second one larger."""
    monkeypatch.setattr(outfit, "Extraction", FakeExtraction)
    monkeypatch.setattr(FakeExtraction, "faces", (face(200.0, 150.0), face(380.0, 550.0)))
    path = tmp_path / "party.png"
    save_picture(path, Picture(noise_picture(*WIDE)))
    return path


@pytest.fixture
def saved(saved_looks: Path, monkeypatch: pytest.MonkeyPatch) -> SavedLooks:
    looks = SavedLooks(saved_looks, ENCODER)
    monkeypatch.setattr(SavedLooks, "of_this_person", lambda taken=(): looks)
    return looks


def test_a_shipped_look_is_worn_by_its_name(saved: SavedLooks) -> None:
    found = find_outfit("classic-red")
    assert found.look is not None
    assert (found.look.name, found.transferred) == ("classic-red", None)


def test_the_largest_face_is_taken_and_the_others_are_told(
    photo: Path, saved: SavedLooks, capsys: pytest.CaptureFixture[str]
) -> None:
    found = find_outfit(None, photo)
    assert found.look is None
    assert found.transferred is not None
    assert found.transferred.title == "party"
    assert np.array_equal(found.transferred.pigment, known.look(1).pigment)
    out, err = capsys.readouterr()
    assert out == ""
    assert err == f"mirror: {photo} shows 2 faces; the largest is taken, --face takes another.\n"


def test_another_face_is_taken_by_its_number(
    photo: Path, saved: SavedLooks, capsys: pytest.CaptureFixture[str]
) -> None:
    found = find_outfit(None, photo, face=2)
    assert found.transferred is not None
    assert np.array_equal(found.transferred.pigment, known.look(0).pigment)
    assert "the largest is taken" not in capsys.readouterr().err


def test_a_face_that_there_is_not(photo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(PhotoError, match=r"party\.png: There is no face 3: the photo shows 2"):
        take_look(photo, face=3)
    monkeypatch.setattr(FakeExtraction, "faces", (face(200.0, 150.0),))
    with pytest.raises(PhotoError, match="no face 2: the photo shows one face"):
        take_look(photo, face=2)


def test_a_photo_without_a_face(photo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FakeExtraction, "faces", ())
    with pytest.raises(PhotoError, match=r"party\.png: No face was found in this photo"):
        take_look(photo)


def test_a_face_that_cannot_be_read_is_refused(
    photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FakeExtraction, "faces", (face(50.0, 150.0),))
    with pytest.raises(PhotoError, match=r"party\.png: The face is only 50 pixels high"):
        take_look(photo)


def test_a_face_that_can_be_read_in_part_is_warned_of(
    photo: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(FakeExtraction, "faces", (face(100.0, 150.0),))
    take_look(photo)
    assert "party.png: The face is only 100 pixels high; from 140" in capsys.readouterr().err


@pytest.mark.parametrize("how", ["read", "refused"])
def test_the_models_are_freed(photo: Path, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    built: list[FakeExtraction] = []

    def build(*, threads: int) -> FakeExtraction:
        built.append(FakeExtraction())
        return built[0]

    monkeypatch.setattr(FakeExtraction, "build", build)
    if how == "refused":
        with pytest.raises(PhotoError):
            take_look(photo, face=4)
    else:
        take_look(photo)
    assert built[0].closed


def test_a_photo_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="There is no picture"):
        take_look(tmp_path / "gone.jpg")


def test_a_look_is_saved_and_found_again(
    photo: Path, saved: SavedLooks, capsys: pytest.CaptureFixture[str]
) -> None:
    find_outfit(None, photo, face=1, save="Party night")
    assert capsys.readouterr().out == "saved: --look party-night\n"
    found = find_outfit("party-night")
    assert found.transferred is not None
    assert (found.look, found.transferred.title) == (None, "Party night")


def test_a_look_that_cannot_be_saved_is_said(photo: Path, saved_looks: Path) -> None:
    saved_looks.write_text("no folder")
    looks = SavedLooks(saved_looks, ENCODER)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SavedLooks, "of_this_person", lambda taken=(): looks)
        with pytest.raises(OutputError, match="cannot be made"):
            find_outfit(None, photo, save="Party")


def test_a_saved_looks_file_is_worn_wherever_it_lies(
    saved: SavedLooks, saved_looks: Path, tmp_path: Path
) -> None:
    saved.save(known.look(2))
    sent = (saved_looks / "photo-2.mirrorlook").rename(tmp_path / "sent.mirrorlook")
    found = find_outfit(str(sent))
    assert found.transferred is not None
    assert found.transferred.name == "sent"


def test_a_look_of_products_that_was_given_away_is_worn_wherever_it_lies(
    saved: SavedLooks, tmp_path: Path
) -> None:
    look = load_look(shipped_looks()["classic-red"])
    path = tmp_path / "given.mirrorlook"
    write_shared_look(path, SharedLook(look, (), np.zeros((8, 8, 3), np.uint8)))
    assert find_outfit(str(path)) == Outfit(look=look)


def test_a_photo_goes_below_products_but_not_below_another_photo(
    photo: Path, saved: SavedLooks
) -> None:
    both = find_outfit("classic-red", photo)
    assert both.look is not None
    assert both.transferred is not None
    saved.save(known.look(2))
    with pytest.raises(LookError, match="“Photo 2” is the look of a photo, too"):
        find_outfit("photo-2", photo)


def _demo_face() -> Pixels:
    reader = ClipReader(assets_root() / "demo" / "demo_face_2.mp4")
    picture = reader.read()
    reader.close()
    assert picture is not None
    return picture.pixels


@pytest.mark.skipif(
    not (models_root() / "transfer").exists(), reason="the transfer network is not installed"
)
def test_a_rendered_photos_makeup_is_worn_from_end_to_end(tmp_path: Path) -> None:
    save_picture(tmp_path / "face.png", Picture(_demo_face()))
    photo = str(tmp_path / "face.png")
    arguments = ["--reference", photo, "--save", "Demo", "--zones", "lips=1,skin=1"]
    assert cli.main(["apply", photo, *arguments, "-o", str(tmp_path / "out.png")]) == 0
    changed = np.any(load_picture(tmp_path / "out.png").pixels != _demo_face(), axis=2)
    assert 0.001 < changed.mean() < 0.5
    assert not changed[:40].any()
    assert cli.main(["apply", photo, "--look", "demo", "-o", str(tmp_path / "again.png")]) == 0
