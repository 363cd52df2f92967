"""What all `.mirrorlook` files have in common: a zip archive with a label and a thumbnail.

A file may come from a stranger. It is read whole, up to a limit; each member's size is known before
it is unpacked; members are found by their names, and none is written anywhere under its own.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

import msgspec
import numpy as np
from msgspec import Meta, Struct
from PIL import Image

from mirror.capture.whole_file import WholeFile, output_error
from mirror.core.types import Pixels
from mirror.errors import LookError

SUFFIX = ".mirrorlook"
OF_PHOTO: Literal[1] = 1
OF_PRODUCTS: Literal[2] = 2
"""The schemas: looks that were taken off a photo (`look_file`), and looks of products (`shared_look`)."""
LABEL, THUMBNAIL = "look.json", "thumbnail.png"

Title = Annotated[str, Meta(min_length=1, max_length=60, pattern=r"^[^\x00-\x1f\x7f-\x9f]*$")]
"""What the person reads: one line."""

DAMAGES = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    KeyError,
    SyntaxError,
    RuntimeError,
    NotImplementedError,
    msgspec.MsgspecError,
)
"""What a damaged or contrived archive may raise; RuntimeError and NotImplementedError where a member
is encrypted, or packed in a way that is not known."""

_LARGEST_LABEL, _LARGEST_THUMBNAIL = 65_536, 400_000
_WIDEST_THUMBNAIL = 256


class _Schema(Struct):
    """The part of every label, whatever its schema."""

    schema: int


def packed(members: Mapping[str, bytes]) -> bytes:
    """An archive of these members."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            # Without a date: when a look was made is nobody's business.
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return content.getvalue()


def write_archive(path: Path, content: bytes) -> None:
    """Writes an archive, whole or not at all.

    Raises:
        OutputError: The file cannot be written.
    """
    file = WholeFile(path)
    try:
        file.part.write_bytes(content)
        file.commit()
    except OSError as error:
        file.discard()
        raise output_error(path, error) from error


def read_file(path: Path, most: int) -> bytes:
    """All of a file.

    Raises:
        LookError: It cannot be read, or is larger than `most` bytes.
    """
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise LookError(f"The saved look {path} cannot be read: {reason}.") from error
    if len(content) > most:
        raise LookError(f"{path} is too large to be a saved look; delete it.")
    return content


def schema_of(content: bytes) -> int | None:
    """Which schema the label follows; None if there is no label."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return msgspec.json.decode(label_of(archive), type=_Schema).schema
    except DAMAGES:
        return None


def newer(path: Path, content: bytes) -> LookError | None:
    """The sentence for a file that a newer version of the program has written; None for others."""
    schema = schema_of(content)
    if schema is None or schema <= OF_PRODUCTS:
        return None
    return LookError(
        f"The saved look {path} is from a newer version of the mirror; update the mirror to wear it."
    )


def label_of(archive: zipfile.ZipFile) -> bytes:
    """The label; raises of `DAMAGES`."""
    return member(archive, LABEL, _LARGEST_LABEL)


def member(archive: zipfile.ZipFile, name: str, most: int, least: int = 0) -> bytes:
    """Unpacks one member, whose size was checked before; raises of `DAMAGES`."""
    info = archive.getinfo(name)
    if not least <= info.file_size <= most:
        raise ValueError(f"{name} has {info.file_size} bytes")
    return archive.read(info)


def to_png(pixels: Pixels) -> bytes:
    """A thumbnail, HxWx3 uint8 BGR, as it is kept: 256 px wide and high at most."""
    picture = Image.fromarray(np.ascontiguousarray(pixels[..., ::-1]))
    picture.thumbnail((_WIDEST_THUMBNAIL, _WIDEST_THUMBNAIL))
    png = io.BytesIO()
    picture.save(png, "PNG")
    return png.getvalue()


def thumbnail_of(archive: zipfile.ZipFile) -> Pixels:
    """The thumbnail, HxWx3 uint8 BGR; raises of `DAMAGES`."""
    png = member(archive, THUMBNAIL, _LARGEST_THUMBNAIL)
    with Image.open(io.BytesIO(png), formats=("PNG",)) as picture:
        if max(picture.size) > _WIDEST_THUMBNAIL:
            raise ValueError(f"the thumbnail has {picture.width}x{picture.height} pixels")
        rgb = np.asarray(picture.convert("RGB"))
    return np.ascontiguousarray(rgb[..., ::-1])
