from __future__ import annotations

import io
import json
import struct
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from PIL import Image, PngImagePlugin

from mirror.core.types import Pixels
from mirror.errors import LookError, OutputError
from mirror.makeup.look import Look, load_look, shipped_looks
from mirror.makeup.products import Eyeshadow, FacePaint, Lipstick, Sticker
from mirror.pipeline.shared_look import (
    SharedLook,
    is_shared_look,
    names_of,
    read_shared_look,
    write_shared_look,
)

RED = Lipstick(shades=("#9f1425",), strength=0.8)


def thumbnail() -> Pixels:
    return np.random.default_rng(0).integers(0, 256, (120, 100, 3), np.uint8)


@pytest.fixture
def paint(tmp_path: Path) -> Path:
    """A transparent picture whose file tells more than its pixels."""
    rng = np.random.default_rng(1)
    pixels = rng.integers(0, 256, (96, 80, 4), np.uint8)
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", "whoever painted it")
    path = tmp_path / "my own paint.png"
    Image.fromarray(pixels).save(path, pnginfo=told)
    return path


def look(paint: Path) -> Look:
    products = (
        Eyeshadow(shades=("#201020", "#806080"), template="smoky"),
        FacePaint(picture=str(paint), finish="satin"),
        Sticker(picture=str(paint), u=0.3, v=0.6),
        RED,
    )
    return Look("festival-cat", "Festival cat", products, tags=("festival",), credits="Mira Sol")


@pytest.fixture
def given(tmp_path: Path, paint: Path) -> Path:
    path = tmp_path / "cat.mirrorlook"
    names = ("Smoke", "", "", "Aurora Velvet 104 Ruby")
    write_shared_look(path, SharedLook(look(paint), names, thumbnail()))
    return path


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(path: Path, content: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)


def relabelled(path: Path, **changes: Any) -> None:
    content = members(path)
    pack(
        path,
        {
            **content,
            "look.json": json.dumps({**json.loads(content["look.json"]), **changes}).encode(),
        },
    )


def with_look(path: Path, **changes: Any) -> None:
    worn = json.loads(members(path)["look.json"])["look"]
    relabelled(path, look={**worn, **changes})


def test_what_is_given_away_is_worn_elsewhere(given: Path, paint: Path, tmp_path: Path) -> None:
    paint.unlink()  # another machine does not have it
    folder = tmp_path / "pictures"
    read = read_shared_look(given, folder)
    assert read.look.title == "Festival cat"
    assert read.look.credits == "Mira Sol"
    assert read.look.tags == ("festival",)
    assert read.names == ("Smoke", "", "", "Aurora Velvet 104 Ruby")
    assert np.array_equal(read.thumbnail, thumbnail())
    assert read.look.products[3] == RED
    painted, stuck = read.look.products[1:3]
    assert isinstance(painted, FacePaint)
    assert isinstance(stuck, Sticker)
    assert (painted.finish, stuck.u) == ("satin", 0.3)
    assert painted.picture == stuck.picture
    (kept,) = folder.iterdir()
    assert str(kept) == painted.picture
    with Image.open(kept) as image:
        expected = np.random.default_rng(1).integers(0, 256, (96, 80, 4), np.uint8)
        assert np.array_equal(np.asarray(image), expected)
    read_shared_look(given, folder)
    assert len(list(folder.iterdir())) == 1


def test_nothing_but_the_look_is_in_the_file(given: Path, paint: Path) -> None:
    content = members(given)
    assert list(content) == ["look.json", "pictures/1.png", "thumbnail.png"]
    whole = b"".join(content.values())
    assert b"whoever painted it" not in whole
    assert paint.name.encode() not in whole
    assert str(paint.parent).encode() not in whole
    with zipfile.ZipFile(given) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("name", ["bride", "classic-red", "no-makeup"])
def test_every_shipped_look_can_be_given_away(tmp_path: Path, name: str) -> None:
    shipped = load_look(shipped_looks()[name])
    path = tmp_path / "a.mirrorlook"
    write_shared_look(path, SharedLook(shipped, (), thumbnail()))
    assert is_shared_look(path)
    assert read_shared_look(path, tmp_path / "pictures").look == shipped
    assert not (tmp_path / "pictures").exists()


def test_a_large_picture_is_made_smaller(tmp_path: Path) -> None:
    large = tmp_path / "large.png"
    Image.new("RGBA", (3000, 1000), (200, 10, 10, 128)).save(large)
    path = tmp_path / "a.mirrorlook"
    worn = Look("a", "A", (FacePaint(picture=str(large)),))
    write_shared_look(path, SharedLook(worn, (), thumbnail()))
    (product,) = read_shared_look(path, tmp_path / "pictures").look.products
    assert isinstance(product, FacePaint)
    with Image.open(product.picture) as image:
        assert image.size == (2048, 683)


def test_a_file_is_told_from_that_of_a_photos_look(given: Path, tmp_path: Path) -> None:
    assert is_shared_look(given)
    relabelled(given, schema=1)
    assert not is_shared_look(given)
    assert not is_shared_look(tmp_path / "gone.mirrorlook")
    (tmp_path / "no.mirrorlook").write_bytes(b"nothing")
    assert not is_shared_look(tmp_path / "no.mirrorlook")


def test_an_older_look_is_read_and_a_newer_one_is_not(given: Path, tmp_path: Path) -> None:
    old = {"kind": "blush", "shade": "#d08080"}
    with_look(given, schema=1, products=[old])
    relabelled(given, names=[])
    read = read_shared_look(given, tmp_path / "p")
    assert [getattr(one, "shades", None) for one in read.look.products] == [("#d08080",)]
    with_look(given, schema=3)
    with pytest.raises(LookError, match="format 3, and this mirror reads up to 2"):
        read_shared_look(given, tmp_path / "p")
    relabelled(given, schema=3, sound="loud")
    with pytest.raises(LookError, match="newer version of the mirror; update"):
        read_shared_look(given, tmp_path / "p")


@pytest.mark.parametrize(
    "changes",
    [
        {"title": ""},
        {"title": "\x1b[31mred"},
        {"title": "two\nlines"},
        {"credits": "\x07"},
        {"name": "../up"},
        {"products": [{"kind": "potion"}]},
        {"products": [{"kind": "lipstick", "shades": ["red"]}]},
        {"products": [{"kind": "face-paint", "picture": "../../secret.png"}]},
        {"products": [{"kind": "face-paint", "picture": "/etc/passwd"}]},
        {"products": [{"kind": "sticker", "picture": "pictures/2.png", "u": 0.5, "v": 0.5}]},
        {"command": "run"},
    ],
    ids=str,
)
def test_a_look_that_breaks_the_schema_is_refused(
    given: Path, tmp_path: Path, changes: dict[str, Any]
) -> None:
    with_look(given, **changes)
    relabelled(given, names=[])
    with pytest.raises(LookError, match="is damaged"):
        read_shared_look(given, tmp_path / "pictures")
    assert not (tmp_path / "pictures").exists()


@pytest.mark.parametrize(
    "changes",
    [{"names": ["one"]}, {"names": ["a\nb"] * 4}, {"pictures": 2}, {"pictures": 10**9}],
    ids=str,
)
def test_a_label_that_breaks_the_schema_is_refused(
    given: Path, tmp_path: Path, changes: dict[str, Any]
) -> None:
    relabelled(given, **changes)
    with pytest.raises(LookError, match="is damaged"):
        read_shared_look(given, tmp_path / "pictures")


def _png(width: int, height: int, **options: Any) -> bytes:
    png = io.BytesIO()
    Image.new("RGB", (width, height)).save(png, "PNG", **options)
    return png.getvalue()


def _huge_png() -> bytes:
    """Says of itself that it is 60000 pixels wide."""
    png = bytearray(_png(8, 8))
    png[16:24] = struct.pack(">II", 60_000, 60_000)
    return bytes(png)


def _wordy_png() -> bytes:
    """A kilobyte that unpacks to a hundred million letters."""
    text = PngImagePlugin.PngInfo()
    text.add_text("a", "a" * 100_000_000, zip=True)
    return _png(8, 8, pnginfo=text)


PICTURE = "pictures/1.png"
CONTRIVED: dict[str, Callable[[dict[str, bytes]], dict[str, bytes]]] = {
    "a picture is missing": lambda m: {k: v for k, v in m.items() if k != PICTURE},
    "no label": lambda m: {k: v for k, v in m.items() if k != "look.json"},
    "no thumbnail": lambda m: {k: v for k, v in m.items() if k != "thumbnail.png"},
    "a label is a bomb": lambda m: {**m, "look.json": b" " * 300_000_000},
    "a picture is a bomb": lambda m: {**m, PICTURE: bytes(300_000_000)},
    "no picture": lambda m: {**m, PICTURE: b"#!/bin/sh\nrm -rf ~"},
    "another kind of picture": lambda m: {**m, PICTURE: b"GIF89a" + bytes(100)},
    "a vector picture": lambda m: {**m, PICTURE: b"<svg onload='x()'/>"},
    "a huge picture": lambda m: {**m, PICTURE: _huge_png()},
    "a large picture": lambda m: {**m, PICTURE: _png(2049, 8)},
    "a wordy picture": lambda m: {**m, PICTURE: _wordy_png()},
    "half a picture": lambda m: {**m, PICTURE: m[PICTURE][:300]},
    "a label is no JSON": lambda m: {**m, "look.json": b"{"},
}


@pytest.mark.parametrize("how", CONTRIVED)
def test_a_contrived_file_is_refused_in_one_sentence(given: Path, tmp_path: Path, how: str) -> None:
    pack(given, CONTRIVED[how](members(given)))
    with pytest.raises(LookError, match="is damaged") as refused:
        read_shared_look(given, tmp_path / "pictures")
    assert str(refused.value).count("\n") == 0
    assert not (tmp_path / "pictures").exists()


def test_members_with_other_names_are_never_unpacked(given: Path, tmp_path: Path) -> None:
    pack(given, {**members(given), "../../evil.png": _png(8, 8), "/abs.png": _png(8, 8)})
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    read_shared_look(given, tmp_path / "in" / "pictures")
    after = {path for path in tmp_path.rglob("*") if path.is_file()}
    (new,) = after - before
    assert new.parent == tmp_path / "in" / "pictures"
    assert len(new.stem) == 32


def test_any_cut_and_any_flipped_byte_is_refused_or_harmless(given: Path, tmp_path: Path) -> None:
    whole, rng = given.read_bytes(), np.random.default_rng(0)
    for at in rng.integers(0, len(whole), 60):
        given.write_bytes(whole[:at])
        with pytest.raises(LookError):
            read_shared_look(given, tmp_path / "pictures")
        flipped = bytearray(whole)
        flipped[at] ^= 0x55
        given.write_bytes(flipped)
        with suppress(LookError):
            assert read_shared_look(given, tmp_path / "pictures").look.name == "festival-cat"


def test_a_file_beyond_all_sizes_is_not_read(given: Path, tmp_path: Path) -> None:
    with given.open("ab") as file:
        file.truncate(70_000_000)
    with pytest.raises(LookError, match="too large to be a saved look"):
        read_shared_look(given, tmp_path)


def test_pictures_that_cannot_be_kept_are_said(given: Path, tmp_path: Path) -> None:
    (tmp_path / "pictures").write_text("a file in the folder's place")
    with pytest.raises(LookError, match="cannot be kept in"):
        read_shared_look(given, tmp_path / "pictures")


def test_what_could_not_be_read_again_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "a.mirrorlook"
    worn = Look("a", "A", (RED,))
    for shared in (
        SharedLook(msgspec.structs.replace(worn, title="two\nlines"), (), thumbnail()),
        SharedLook(worn, ("one", "two"), thumbnail()),
    ):
        with pytest.raises(ValueError, match="could not be read again"):
            write_shared_look(path, shared)
    gone = Look("a", "A", (FacePaint(picture=str(tmp_path / "gone.png")),))
    with pytest.raises(LookError, match="cannot be read"):
        write_shared_look(path, SharedLook(gone, (), thumbnail()))
    assert not list(tmp_path.iterdir())
    with pytest.raises(OutputError, match="There is no folder"):
        write_shared_look(tmp_path / "no" / "a.mirrorlook", SharedLook(worn, (), thumbnail()))


def test_more_than_sixteen_pictures_are_refused(tmp_path: Path) -> None:
    stickers = []
    for number in range(17):
        picture = tmp_path / f"{number}.png"
        picture.write_bytes(_png(4 + number, 4))
        stickers.append(Sticker(picture=str(picture), u=0.5, v=0.5))
    with pytest.raises(LookError, match="no more than 16 pictures"):
        write_shared_look(
            tmp_path / "a.mirrorlook", SharedLook(Look("a", "A", tuple(stickers)), (), thumbnail())
        )


def test_names_are_lines() -> None:
    assert names_of(["Velvet\n 104", "", "x" * 300]) == ("Velvet 104", "", "x" * 200)
    assert names_of(["", ""]) == ()
