"""Keeps one picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np

from mirror.capture.picture_file import Picture, save_picture

if TYPE_CHECKING:
    from mirror.core.types import Pixels
    from mirror.saving.album import Album

SnapshotKind = Literal["jpg", "png", "webp"]
"""JPEG and WebP are written at quality 95, PNG without a loss."""


def as_seen(pixels: Pixels, *, mirrored: bool) -> Pixels:
    """A picture as a person sees it.

    Args:
        pixels: HxWx3 uint8, BGR, as the camera sees it.
        mirrored: Whether the window shows it as a mirror does.

    Returns:
        The same shape, contiguous; the very array where nothing is to be done.
    """
    return np.ascontiguousarray(pixels[:, ::-1] if mirrored else pixels)


def save_snapshot(
    album: Album,
    pixels: Pixels,
    *,
    mirrored: bool,
    look: str | None = None,
    name: str | None = None,
    kind: SnapshotKind = "jpg",
) -> Path:
    """Writes a picture into the album, whole or not at all, and never over another file.

    The file holds the picture and nothing about it.

    Args:
        album: Where to.
        pixels: HxWx3 uint8, BGR, sRGB, as the camera sees it.
        mirrored: Whether it is kept as in a mirror.
        look: The title of what is worn, for the name.
        name: What a person has called it instead.
        kind: The format.

    Returns:
        Where it is.

    Raises:
        OutputError: It cannot be written.
    """
    target = album.target(f".{kind}", look=look, name=name)
    return save_picture(target, Picture(as_seen(pixels, mirrored=mirrored)), keep_older=True)
