"""The file of one look that was taken off a photo: `NAME.mirrorlook`.

A zip archive of four members, so that any archiver shows what is in it:

    look.json       the schema's number, name and title, the SHA-256 of the encoder that read the
                    photo, the canvas's width N, liner and complexion
    pigment.f16     9xNxN, little-endian 16-bit floats
    features.f16    16x(N/4)x(N/4), likewise
    thumbnail.png   the face in the photo, 256 px wide at most

Of the photo nothing else is kept: no pixels, no path, no place or date. 16-bit floats are off by at
most 2^-11 of a number above 6e-5, and by 3e-8 below.

A file may come from a stranger (`mirror.pipeline.look_archive`): nothing in it is run, and every number
is checked for being one and in range.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import msgspec
import numpy as np
from msgspec import Meta, Struct

from mirror.core.types import Floats, Pixels
from mirror.errors import LookError, OutdatedLookError
from mirror.makeup.look import Name
from mirror.makeup.transferred import (
    FEATURES,
    LINER_NUMBERS,
    PIGMENT_CHANNELS,
    TransferredLook,
)
from mirror.pipeline.look_archive import (
    DAMAGES,
    LABEL,
    OF_PHOTO,
    OF_PRODUCTS,
    THUMBNAIL,
    Title,
    label_of,
    member,
    newer,
    packed,
    read_file,
    schema_of,
    thumbnail_of,
    to_png,
    write_archive,
)

_LARGEST_FILE = 8_000_000
_WIDEST_CANVAS = 512
# The largest cover, shade, tint, keeps and shine; there are no negative ones.
_LARGEST_PIGMENT = np.array([1, 4, 4, 4, 1, 1, 1, 1, 16], np.float32)[:, None, None]
_LARGEST_NUMBER = 1e4  # of features, liner and complexion
_ROUNDING = 1.001


class _Label(Struct, frozen=True, forbid_unknown_fields=True):
    """`look.json`."""

    schema: Literal[1]
    name: Name
    title: Title
    encoder: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]
    size: Annotated[int, Meta(ge=64, le=_WIDEST_CANVAS, multiple_of=16)]
    liner: Annotated[
        list[Annotated[list[float], Meta(min_length=LINER_NUMBERS, max_length=LINER_NUMBERS)]],
        Meta(min_length=2, max_length=2),
    ]
    complexion: Annotated[list[float], Meta(min_length=3, max_length=3)]


@dataclass(frozen=True, slots=True, eq=False)
class SavedLook:
    """What a list shows of a saved look.

    Attributes:
        name: Its key, which is the file's name.
        title: What the person reads.
        thumbnail: HxWx3 uint8 BGR.
        encoder: SHA-256 of the encoder that read it.
    """

    name: str
    title: str
    thumbnail: Pixels
    encoder: str


def write_look(path: Path, look: TransferredLook, encoder: str) -> None:
    """Writes a look, whole or not at all.

    Args:
        path: Where to.
        look: What to write; the path's stem takes the place of its name.
        encoder: SHA-256 of the encoder that read it.

    Raises:
        OutputError: The file cannot be written.
        ValueError: The look could not be read again: its title is no line, or its numbers are out
            of range.
    """
    label = _Label(
        schema=OF_PHOTO,
        name=path.stem,
        title=look.title,
        encoder=encoder,
        size=look.size,
        liner=look.liner.tolist(),
        complexion=look.complexion.tolist(),
    )
    content = packed(
        {
            LABEL: msgspec.json.encode(label),
            "pigment.f16": _halved(look.pigment),
            "features.f16": _halved(look.features),
            THUMBNAIL: to_png(look.thumbnail),
        }
    )
    try:
        _look(content)
    except DAMAGES as error:
        raise ValueError(f"the look “{look.title}” could not be read again: {error}") from error
    write_archive(path, content)


def read_label(path: Path) -> SavedLook:
    """Reads what a list shows of a look.

    Raises:
        LookError: The file cannot be read, is damaged, or from a newer version of the program.
    """
    content = read_file(path, _LARGEST_FILE)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            label, thumbnail = _label(archive), thumbnail_of(archive)
    except DAMAGES as error:
        raise _damaged(path, content, error) from error
    return SavedLook(path.stem, label.title, thumbnail, label.encoder)


def read_look(path: Path, encoder: str) -> TransferredLook:
    """Reads a look; its name is that of the file.

    Args:
        path: The file.
        encoder: SHA-256 of the encoder that is installed.

    Raises:
        LookError: As `read_label`.
        OutdatedLookError: Another encoder has read the look; this one's generator cannot wear it.
    """
    content = read_file(path, _LARGEST_FILE)
    try:
        label, look = _look(content, path.stem)
    except DAMAGES as error:
        raise _damaged(path, content, error) from error
    if label.encoder != encoder:
        raise OutdatedLookError(
            f"“{label.title}” was read by another version of the transfer network; open its photo "
            "again to wear it."
        )
    return look


def _look(content: bytes, name: str | None = None) -> tuple[_Label, TransferredLook]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        label = _label(archive)
        size = label.size
        pigment = _array(archive, "pigment.f16", (PIGMENT_CHANNELS, size, size))
        features = _array(archive, "features.f16", (FEATURES, size // 4, size // 4))
        thumbnail = thumbnail_of(archive)
    if pigment.min() < 0 or (pigment > _LARGEST_PIGMENT * _ROUNDING).any():
        raise ValueError("a pigment is out of range")
    liner = np.array(label.liner, np.float32)
    complexion = np.array(label.complexion, np.float32)
    for array in (features, liner, complexion):
        if not np.abs(array).max() <= _LARGEST_NUMBER:
            raise ValueError("a number is out of range")
    return label, TransferredLook(
        name=name or label.name,
        title=label.title,
        pigment=pigment,
        features=features,
        liner=liner,
        complexion=complexion,
        thumbnail=thumbnail,
    )


def _damaged(path: Path, content: bytes, error: Exception) -> LookError:
    if schema_of(content) == OF_PRODUCTS:
        return LookError(f"The saved look {path} is of products, not of a photo.")
    return newer(path, content) or LookError(
        f"The saved look {path} is damaged ({error}); delete it, and open its photo again."
    )


def _label(archive: zipfile.ZipFile) -> _Label:
    return msgspec.json.decode(label_of(archive), type=_Label)


def _array(archive: zipfile.ZipFile, name: str, shape: tuple[int, ...]) -> Floats:
    size = 2 * int(np.prod(shape))
    data = np.frombuffer(member(archive, name, size, size), "<f2")
    if not np.isfinite(data).all():
        raise ValueError(f"{name} has numbers that are not finite")
    return data.astype(np.float32).reshape(shape)


def _halved(array: Floats) -> bytes:
    with np.errstate(over="ignore"):  # what is too large becomes infinite, and is refused
        return array.astype("<f2").tobytes()
