from __future__ import annotations

import io
import struct

import pytest
from PIL import Image

from mirror.artist.picture import LARGEST_BYTES, check_jpeg
from mirror.errors import BookError


def _jpeg(width: int, height: int) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (width, height)).save(content, "JPEG")
    return content.getvalue()


def _saying(width: int, height: int) -> bytes:
    """A small picture that says of itself that it is this large."""
    content = bytearray(_jpeg(8, 8))
    at = content.index(b"\xff\xc0")
    content[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(content)


def test_a_picture() -> None:
    check_jpeg(_jpeg(1280, 720))


@pytest.mark.parametrize(
    "content", [b"", b"nothing", _jpeg(64, 64)[:60], b"\x89PNG" + bytes(80)], ids=len
)
def test_no_picture(content: bytes) -> None:
    with pytest.raises(BookError, match="no JPEG picture"):
        check_jpeg(content)


def test_too_large_a_picture() -> None:
    with pytest.raises(BookError, match="scale it down"):
        check_jpeg(_saying(20_000, 100))
    with pytest.raises(BookError, match="30 MB is the most"):
        check_jpeg(bytes(LARGEST_BYTES + 1))
    with pytest.raises(BookError, match="no JPEG picture"):
        check_jpeg(_saying(16_000, 16_000))
