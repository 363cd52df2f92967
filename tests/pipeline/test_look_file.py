from __future__ import annotations

import io
import json
import struct
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, PngImagePlugin

from mirror.errors import LookError, OutdatedLookError, OutputError
from mirror.makeup.transferred import TransferredLook
from mirror.pipeline.look_file import read_label, read_look, write_look
from tests import known_transfer as known

ENCODER = "ab" * 32
MEMBERS = ["look.json", "pigment.f16", "features.f16", "thumbnail.png"]


def look(seed: int = 0) -> TransferredLook:
    """A look whose thumbnail shows something."""
    noise = np.random.default_rng(seed).integers(0, 256, (120, 100, 3), np.uint8)
    return replace(known.look(seed), title="Café, at night", thumbnail=noise)


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "cafe.mirrorlook"
    write_look(path, look(), ENCODER)
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
    label = {**json.loads(content["look.json"]), **changes}
    pack(path, {**content, "look.json": json.dumps(label).encode()})


def test_what_is_written_is_read_again(saved: Path) -> None:
    before, after = look(), read_look(saved, ENCODER)
    assert (after.name, after.title, after.size) == ("cafe", "Café, at night", known.SIZE)
    assert np.array_equal(after.thumbnail, before.thumbnail)
    for name in ("liner", "complexion"):
        np.testing.assert_array_equal(getattr(after, name), getattr(before, name))
    for name in ("pigment", "features"):
        np.testing.assert_allclose(
            getattr(after, name), getattr(before, name), rtol=2**-11, atol=3e-8
        )


def test_a_list_is_shown_its_label(saved: Path) -> None:
    label = read_label(saved)
    assert (label.name, label.title, label.encoder) == ("cafe", "Café, at night", ENCODER)
    assert np.array_equal(label.thumbnail, look().thumbnail)


def test_the_name_is_the_files_own(saved: Path) -> None:
    moved = saved.rename(saved.with_name("copy.mirrorlook"))
    assert read_look(moved, ENCODER).name == read_label(moved).name == "copy"


def test_nothing_but_the_look_is_in_the_file(saved: Path) -> None:
    assert list(members(saved)) == MEMBERS
    label = json.loads(members(saved)["look.json"])
    assert set(label) == {"schema", "name", "title", "encoder", "size", "liner", "complexion"}
    with zipfile.ZipFile(saved) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert saved.stat().st_size < 200_000


def test_a_large_thumbnail_is_made_smaller(tmp_path: Path) -> None:
    large = np.zeros((600, 900, 3), np.uint8)
    write_look(tmp_path / "a.mirrorlook", replace(look(), thumbnail=large), ENCODER)
    assert read_label(tmp_path / "a.mirrorlook").thumbnail.shape == (171, 256, 3)


def test_a_look_of_another_encoder_is_told_from_a_damaged_one(saved: Path) -> None:
    with pytest.raises(OutdatedLookError, match="open its photo again"):
        read_look(saved, "cd" * 32)
    assert read_label(saved).encoder == ENCODER


def test_a_file_of_a_newer_version_is_told_from_a_damaged_one(saved: Path) -> None:
    relabelled(saved, schema=3, gloss=[1, 2, 3])
    for read in (read_label, lambda path: read_look(path, ENCODER)):
        with pytest.raises(LookError, match="from a newer version of the mirror; update"):
            read(saved)


def test_a_look_of_products_is_told_from_a_damaged_one(saved: Path) -> None:
    relabelled(saved, schema=2)
    for read in (read_label, lambda path: read_look(path, ENCODER)):
        with pytest.raises(LookError, match="is of products, not of a photo"):
            read(saved)


@pytest.mark.parametrize(
    "changes",
    [
        {"schema": 0},
        {"title": ""},
        {"title": "two\nlines"},
        {"title": "\x1b[31mred"},
        {"title": "x" * 61},
        {"name": "../up"},
        {"encoder": "none"},
        {"size": 100},
        {"size": 4096},
        {"size": 128},
        {"liner": [[0.0] * 8]},
        {"liner": [[0.0] * 8, [0.0] * 7]},
        {"liner": [[0.0] * 8, [1e30] * 8]},
        {"complexion": [0.5, 0.5]},
        {"complexion": [0.5, 0.5, "NaN"]},
        {"command": "run"},
    ],
    ids=str,
)
def test_a_label_that_breaks_the_schema_is_refused(saved: Path, changes: dict[str, Any]) -> None:
    relabelled(saved, **changes)
    with pytest.raises(LookError, match="is damaged"):
        read_look(saved, ENCODER)


def _filled(value: float, name: str) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    def spoil(content: dict[str, bytes]) -> dict[str, bytes]:
        data = np.frombuffer(content[name], "<f2").copy()
        data[5] = value
        return {**content, name: data.tobytes()}

    return spoil


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


CONTRIVED: dict[str, Callable[[dict[str, bytes]], dict[str, bytes]]] = {
    "a member is missing": lambda m: {k: v for k, v in m.items() if k != "features.f16"},
    "no label": lambda m: {k: v for k, v in m.items() if k != "look.json"},
    "an array is short": lambda m: {**m, "pigment.f16": m["pigment.f16"][:-2]},
    "an array is long": lambda m: {**m, "pigment.f16": m["pigment.f16"] + b"\0\0"},
    "an array is a bomb": lambda m: {**m, "features.f16": bytes(300_000_000)},
    "a label is a bomb": lambda m: {**m, "look.json": b" " * 300_000_000},
    "a label is no JSON": lambda m: {**m, "look.json": b"{"},
    "a label is no text": lambda m: {**m, "look.json": b"\xff\xfe"},
    "not a number": _filled(float("nan"), "pigment.f16"),
    "infinite": _filled(float("inf"), "features.f16"),
    "negative pigment": _filled(-0.5, "pigment.f16"),
    "pigment beyond 1": _filled(1.5, "pigment.f16"),
    "a feature beyond all": _filled(60_000.0, "features.f16"),
    "no picture": lambda m: {**m, "thumbnail.png": b"no picture"},
    "another kind of picture": lambda m: {**m, "thumbnail.png": b"GIF89a" + bytes(100)},
    "a large picture": lambda m: {**m, "thumbnail.png": _png(300, 300)},
    "a picture bomb": lambda m: {**m, "thumbnail.png": _huge_png()},
    "a wordy picture": lambda m: {**m, "thumbnail.png": _wordy_png()},
}


@pytest.mark.parametrize("how", CONTRIVED)
def test_a_contrived_file_is_refused_in_one_sentence(saved: Path, how: str) -> None:
    pack(saved, CONTRIVED[how](members(saved)))
    with pytest.raises(LookError, match="is damaged") as refused:
        read_look(saved, ENCODER)
    assert str(refused.value).count("\n") == 0
    assert str(saved) in str(refused.value)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", bytes(5000)])
def test_what_is_no_archive_is_refused(saved: Path, content: bytes) -> None:
    saved.write_bytes(content)
    for read in (read_label, lambda path: read_look(path, ENCODER)):
        with pytest.raises(LookError, match="is damaged"):
            read(saved)


def test_any_cut_and_any_flipped_byte_is_refused_or_harmless(saved: Path) -> None:
    whole, rng = saved.read_bytes(), np.random.default_rng(0)
    for at in rng.integers(0, len(whole), 60):
        saved.write_bytes(whole[:at])
        with pytest.raises(LookError):
            read_look(saved, ENCODER)
        flipped = bytearray(whole)
        flipped[at] ^= 0x55
        saved.write_bytes(flipped)
        with suppress(LookError):
            assert read_look(saved, ENCODER).size == known.SIZE


def test_an_encrypted_member_is_refused(saved: Path) -> None:
    content = bytearray(saved.read_bytes())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(signature)
        content[at + flags] |= 1
    saved.write_bytes(content)
    with pytest.raises(LookError, match="is damaged"):
        read_look(saved, ENCODER)


def test_a_file_beyond_all_sizes_is_not_read(saved: Path) -> None:
    with saved.open("ab") as file:
        file.truncate(9_000_000)
    with pytest.raises(LookError, match="too large to be a saved look"):
        read_label(saved)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(LookError, match="cannot be read: No such file"):
        read_label(tmp_path / "gone.mirrorlook")


@pytest.mark.parametrize(
    "worn",
    [
        replace(look(), title="two\nlines"),
        replace(look(), title=""),
        replace(look(), features=np.full((16, 16, 16), 1e9, np.float32)),
        replace(look(), pigment=np.full((9, 64, 64), -1.0, np.float32)),
    ],
)
def test_what_could_not_be_read_again_is_not_written(tmp_path: Path, worn: TransferredLook) -> None:
    with pytest.raises(ValueError, match="could not be read again"):
        write_look(tmp_path / "a.mirrorlook", worn, ENCODER)
    assert not list(tmp_path.iterdir())


def test_a_full_disk_is_said_and_the_old_file_stays(
    saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = saved.read_bytes()

    def full(self: Path, content: bytes) -> int:
        with self.open("wb") as file:
            file.write(content[:50])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OutputError, match="the disk is full; free some space"):
        write_look(saved, look(1), ENCODER)
    assert saved.read_bytes() == before
    assert [path.name for path in saved.parent.iterdir()] == [saved.name]
