from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from PIL import Image

from mirror.capture.picture_file import load_picture
from mirror.core.types import Pixels
from mirror.errors import OutputError
from mirror.saving.album import Album
from mirror.saving.snapshot import SnapshotKind, as_seen, save_snapshot
from tests.media import corners, quarters

KINDS: tuple[SnapshotKind, ...] = get_args(SnapshotKind)
NAME = "Mirror 2026-11-25 14.03.12 Classic red"


def files_in(album: Album) -> list[str]:
    return sorted(path.name for path in album.folder.iterdir())


def skin() -> Pixels:
    y, x = np.mgrid[0:120, 0:160]
    waves = [90 + 40 * k + 30 * np.sin(x / 19 + k) * np.cos(y / 23) for k in range(3)]
    return np.stack(waves, axis=2).astype(np.uint8)


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_is_kept_as_it_is(album: Album, kind: SnapshotKind) -> None:
    path = save_snapshot(album, skin(), mirrored=False, look="Classic red", kind=kind)
    assert files_in(album) == [f"{NAME}.{kind}"] == [path.name]
    difference = load_picture(path).pixels.astype(int) - skin()
    assert np.abs(difference).max() <= (0 if kind == "png" else 6)


def test_a_picture_is_kept_as_in_a_mirror(album: Album) -> None:
    kept = [save_snapshot(album, quarters(), mirrored=mirrored) for mirrored in (False, True)]
    assert [corners(load_picture(path).pixels) for path in kept] == ["rgbw", "grwb"]


def test_a_picture_that_is_shown_as_it_is_is_not_copied() -> None:
    pixels = quarters()
    assert as_seen(pixels, mirrored=False) is pixels
    assert as_seen(pixels, mirrored=True).flags.c_contiguous


@pytest.mark.parametrize("size", [(1, 1), (33, 17)])
@pytest.mark.parametrize("kind", KINDS)
def test_every_size_is_kept(album: Album, kind: SnapshotKind, size: tuple[int, int]) -> None:
    pixels = np.zeros((size[1], size[0], 3), np.uint8)
    path = save_snapshot(album, pixels, mirrored=True, kind=kind)
    assert load_picture(path).pixels.shape == pixels.shape


def parts_of(path: Path) -> list[str]:
    """The names of a file's chunks or segments, read byte by byte."""
    data = path.read_bytes()
    if path.suffix == ".jpg":
        found, at = [], 2
        while data[at + 1] != 0xDA:
            found.append(f"{data[at + 1]:02x}")
            at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        return found
    at, order, after = (8, "big", 12) if path.suffix == ".png" else (12, "little", 8)
    found = []
    while at < len(data):
        size_at, name_at = (at, at + 4) if path.suffix == ".png" else (at + 4, at)
        size = int.from_bytes(data[size_at : size_at + 4], order)  # type: ignore[arg-type]
        found.append(data[name_at : name_at + 4].decode())
        at += size + after + (size % 2 if path.suffix == ".webp" else 0)
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_tells_nothing_but_the_picture(album: Album, kind: SnapshotKind) -> None:
    path = save_snapshot(album, skin(), mirrored=False, look="Classic red", kind=kind)
    allowed = {
        "jpg": {"e0", "db", "c0", "c4"},  # JFIF, tables and the frame
        "png": {"IHDR", "IDAT", "IEND"},
        "webp": {"VP8 "},
    }[kind]
    assert set(parts_of(path)) == allowed
    data = path.read_bytes()
    assert not any(
        word in data for word in (b"Exif", b"http://ns.adobe", b"ICC", b"Mirror", b"2026")
    )
    with Image.open(path) as image:
        assert not image.getexif()
        assert not {"exif", "xmp", "icc_profile", "comment"} & set(image.info)


def test_metadata_would_be_found(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0110] = "A camera"
    for kind, name in (("jpg", "e1"), ("png", "eXIf"), ("webp", "EXIF")):
        Image.new("RGB", (8, 8)).save(tmp_path / f"in.{kind}", exif=exif)
        assert name in parts_of(tmp_path / f"in.{kind}")


def test_nothing_is_written_over(album: Album) -> None:
    for value in (0, 100, 200):
        pixels = np.full((8, 8, 3), value, np.uint8)
        save_snapshot(album, pixels, mirrored=False, look="Classic red", kind="png")
    assert files_in(album) == [f"{NAME} 2.png", f"{NAME} 3.png", f"{NAME}.png"]
    found = [
        load_picture(album.folder / f"{NAME}{number}.png").pixels.max()
        for number in ("", " 2", " 3")
    ]
    assert found == [0, 100, 200]


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "the disk is full; free some space"),
        (errno.EROFS, "this account may not write there; choose another folder"),
    ],
)
def test_what_cannot_be_written_is_one_sentence_and_leaves_nothing(
    album: Album, monkeypatch: pytest.MonkeyPatch, number: int, sentence: str
) -> None:
    real = Path.write_bytes

    def fail(self: Path, data: bytes) -> int:
        real(self, bytes(data)[:10])
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "write_bytes", fail)
    with pytest.raises(OutputError, match=sentence):
        save_snapshot(album, skin(), mirrored=False)
    assert files_in(album) == []
