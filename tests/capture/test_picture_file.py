from __future__ import annotations

import builtins
import errno
import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageCms

from mirror.capture.picture_file import (
    MAX_PICTURE_PIXELS,
    PICTURE_SUFFIXES_WRITTEN,
    Picture,
    load_picture,
    save_picture,
)
from mirror.core.types import Pixels
from mirror.errors import OutputError, SourceError
from tests.media import corners, quarters

ORIENTATION = 0x0112
ARTIST = 0x013B


def image(pixels: Pixels | None = None) -> Image.Image:
    return Image.fromarray(
        np.ascontiguousarray((quarters() if pixels is None else pixels)[..., ::-1])
    )


def saved(path: Path, picture: Image.Image, **options: Any) -> Path:
    picture.save(path, **options)
    return path


@pytest.mark.parametrize("mode", ["RGB", "P", "CMYK", "YCbCr", "RGBA"])
def test_colour_of_any_kind_becomes_bgr(tmp_path: Path, mode: str) -> None:
    suffix = {"CMYK": ".tif", "YCbCr": ".tif"}.get(mode, ".png")
    stored = image().quantize(16) if mode == "P" else image().convert(mode)
    picture = load_picture(saved(tmp_path / f"in{suffix}", stored))
    assert np.abs(picture.pixels.astype(int) - quarters()).max() <= 2
    assert picture.pixels.flags.c_contiguous
    assert picture.alpha is None


def test_a_cmyk_jpeg_keeps_its_colours(tmp_path: Path) -> None:
    path = saved(tmp_path / "in.jpg", image().convert("CMYK"), quality=95)
    assert corners(load_picture(path).pixels) == "rgbw"


@pytest.mark.parametrize("mode", ["L", "1", "LA"])
def test_grey_becomes_equal_channels(tmp_path: Path, mode: str) -> None:
    grey = np.repeat(np.array([[0, 255]], np.uint8), 8, axis=0)
    picture = load_picture(saved(tmp_path / "in.png", Image.fromarray(grey).convert(mode)))
    assert picture.pixels[3].tolist() == [[0, 0, 0], [255, 255, 255]]


@pytest.mark.parametrize("suffix", [".png", ".tif"])
def test_sixteen_bits_are_rounded_to_eight(tmp_path: Path, suffix: str) -> None:
    wide = np.array([[0, 257, 128 * 257 + 127, 128 * 257 + 130, 65535]], np.uint16)
    picture = load_picture(saved(tmp_path / f"in{suffix}", Image.fromarray(wide)))
    assert picture.pixels[0, :, 0].tolist() == [0, 1, 128, 129, 255]


def test_sixteen_bit_colour_is_read(tmp_path: Path) -> None:
    path = tmp_path / "in.png"
    # Pillow reads 48-bit PNG and writes none; OpenCV does.
    import cv2

    cv2.imwrite(str(path), quarters().astype(np.uint16) * 257)
    assert np.abs(load_picture(path).pixels.astype(int) - quarters()).max() <= 1


@pytest.mark.parametrize(
    ("orientation", "expected"),
    [
        (1, "rgbw"),
        (2, "grwb"),
        (3, "wbgr"),
        (4, "bwrg"),
        (5, "rbgw"),
        (6, "brwg"),
        (7, "wgbr"),
        (8, "gwrb"),
    ],
)
def test_the_exif_orientation_is_followed_and_not_kept(
    tmp_path: Path, orientation: int, expected: str
) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[ARTIST] = "somebody"
    source = saved(tmp_path / "in.jpg", image(), exif=exif, quality=95)
    picture = load_picture(source)
    assert corners(picture.pixels) == expected
    save_picture(tmp_path / "out.jpg", picture)
    with Image.open(tmp_path / "out.jpg") as out:
        kept = out.getexif()
        assert (kept.get(ORIENTATION), kept.get(ARTIST)) == (None, "somebody")
    assert corners(load_picture(tmp_path / "out.jpg").pixels) == expected


def test_an_embedded_profile_is_followed(tmp_path: Path) -> None:
    linear = ImageCms.ImageCmsProfile(io.BytesIO(linear_profile()))
    path = saved(
        tmp_path / "in.png",
        Image.new("RGB", (4, 4), (55, 55, 55)),
        icc_profile=linear.tobytes(),
    )
    picture = load_picture(path)
    # 55/255 in linear light is sRGB 128 (IEC 61966-2-1).
    assert np.abs(picture.pixels.astype(int) - 128).max() <= 2
    save_picture(tmp_path / "out.png", picture)
    with Image.open(tmp_path / "out.png") as out:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(out.info["icc_profile"]))
        assert "sRGB" in ImageCms.getProfileDescription(profile)


def linear_profile() -> bytes:
    """sRGB's own profile with its tone curves replaced by a straight line."""
    content = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = int.from_bytes(content[128:132], "big")
    for entry in range(count):
        at = 132 + 12 * entry
        if bytes(content[at : at + 4]) in (b"rTRC", b"gTRC", b"bTRC"):
            start = int.from_bytes(content[at + 4 : at + 8], "big")
            content[start : start + 12] = b"curv" + bytes(8)  # no entries: the identity
            content[at + 8 : at + 12] = (12).to_bytes(4, "big")
        if content[at : at + 4] == b"desc":
            start = int.from_bytes(content[at + 4 : at + 8], "big")
            size = int.from_bytes(content[at + 8 : at + 12], "big")
            text = content[start : start + size]
            content[start : start + size] = text.replace(
                "sRGB".encode("utf-16-be"), "line".encode("utf-16-be")
            )
    return bytes(content)


def test_a_broken_profile_is_passed_over(tmp_path: Path) -> None:
    path = saved(tmp_path / "in.png", image(), icc_profile=b"no profile")
    assert np.array_equal(load_picture(path).pixels, quarters())


def test_transparency_is_kept_and_shown_on_white(tmp_path: Path) -> None:
    rgba = np.zeros((2, 3, 4), np.uint8)
    rgba[:, 0] = (10, 20, 30, 255)
    rgba[:, 1] = (10, 20, 30, 51)
    rgba[:, 2] = (10, 20, 30, 0)
    picture = load_picture(saved(tmp_path / "in.png", Image.fromarray(rgba)))
    assert picture.pixels[0].tolist() == [[30, 20, 10]] * 3
    assert picture.on_white()[0].tolist() == [[30, 20, 10], [210, 208, 206], [255, 255, 255]]
    save_picture(tmp_path / "out.png", picture)
    assert np.array_equal(np.asarray(Image.open(tmp_path / "out.png")), rgba)
    save_picture(tmp_path / "out.bmp", picture)
    assert np.array_equal(load_picture(tmp_path / "out.bmp").pixels, picture.on_white())


def test_a_transparent_palette_is_transparent(tmp_path: Path) -> None:
    palette = Image.fromarray(np.array([[0, 1]], np.uint8)).convert("P")
    path = saved(tmp_path / "in.gif", palette, transparency=0)
    alpha = load_picture(path).alpha
    assert alpha is not None
    assert alpha[0].tolist() == [0, 255]


def test_one_pixel_is_a_picture(tmp_path: Path) -> None:
    picture = load_picture(saved(tmp_path / "in.png", Image.new("RGB", (1, 1), (1, 2, 3))))
    assert picture.pixels.tolist() == [[[3, 2, 1]]]
    save_picture(tmp_path / "out.png", picture)
    assert load_picture(tmp_path / "out.png").pixels.tolist() == [[[3, 2, 1]]]


@pytest.mark.parametrize("suffix", PICTURE_SUFFIXES_WRITTEN)
def test_what_is_written_can_be_read(tmp_path: Path, suffix: str) -> None:
    save_picture(tmp_path / f"out{suffix.upper()}", Picture(quarters()))
    read = load_picture(tmp_path / f"out{suffix.upper()}").pixels
    assert np.abs(read.astype(int) - quarters()).mean() < 3
    assert len(list(tmp_path.iterdir())) == 1


def test_a_missing_picture(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"There is no picture .*gone\.jpg; check the path"):
        load_picture(tmp_path / "gone.jpg")


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="is a folder, not a picture"):
        load_picture(tmp_path)


@pytest.mark.parametrize("brand", [b"heic", b"mif1"])
def test_a_phones_heic_picture_is_told_by_name(tmp_path: Path, brand: bytes) -> None:
    path = tmp_path / "in.jpg"  # as some programs call them
    path.write_bytes(b"\0\0\0\x18ftyp" + brand + bytes(200))
    with pytest.raises(SourceError, match=r"in\.jpg is an HEIC picture, .* export it as JPEG\."):
        load_picture(path)


@pytest.mark.parametrize("content", [b"", b"no picture", bytes(9000), b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_picture(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "in.png"
    path.write_bytes(content)
    with pytest.raises(SourceError, match=r"in\.png is no picture that can be read; convert it"):
        load_picture(path)


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".tif", ".webp", ".bmp", ".gif"])
def test_a_cut_off_picture(tmp_path: Path, suffix: str) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (64, 64, 3), np.uint8)
    path = saved(tmp_path / f"in{suffix}", Image.fromarray(noise))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(SourceError, match=rf"in\{suffix} is (damaged|no picture)"):
        load_picture(path)


def test_floating_point_pixels_are_refused(tmp_path: Path) -> None:
    path = saved(tmp_path / "in.tif", Image.fromarray(np.ones((4, 4), np.float32)))
    with pytest.raises(SourceError, match="is damaged or of a rare kind"):
        load_picture(path)


@pytest.mark.parametrize(
    "size", [(40_000, 2), (12_000, 12_000), (60_000, 60_000)], ids=["side", "area", "bomb"]
)
def test_a_huge_picture_is_refused_by_its_header(tmp_path: Path, size: tuple[int, int]) -> None:
    path = saved(tmp_path / "in.bmp", Image.new("RGB", (1, 1)))
    content = bytearray(path.read_bytes())
    content[18:22] = size[0].to_bytes(4, "little")
    content[22:26] = size[1].to_bytes(4, "little")
    path.write_bytes(content)
    with pytest.raises(SourceError, match=r"in\.bmp is .*too large; scale it down to 100 mega"):
        load_picture(path)
    assert MAX_PICTURE_PIXELS == 100_000_000


def test_an_unknown_suffix(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"out\.xyz cannot be written as a picture; end its name"):
        save_picture(tmp_path / "out.xyz", Picture(quarters()))


def test_a_full_disk_leaves_nothing_and_keeps_the_older_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out.png"
    target.write_bytes(b"older")
    real_open = io.open

    class FullDisk(io.FileIO):
        def write(self, data: Any) -> int:
            super().write(bytes(data)[:10])
            raise OSError(errno.ENOSPC, "No space left on device")

    def open_full(path: Any, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
        return FullDisk(path, "w") if "w" in mode else real_open(path, mode, *args, **kwargs)

    monkeypatch.setattr(io, "open", open_full)
    monkeypatch.setattr(builtins, "open", open_full)
    with pytest.raises(OutputError, match=r"out\.png cannot be written: the disk is full; free"):
        save_picture(target, Picture(quarters()))
    assert [path.name for path in tmp_path.iterdir()] == ["out.png"]
    assert target.read_bytes() == b"older"
