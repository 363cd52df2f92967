"""Pictures of clients, as they are kept: JPEG files without anything else in them."""

from __future__ import annotations

import io
import struct
import warnings

from PIL import Image

from mirror.errors import BookError

LARGEST_BYTES, LARGEST_SIDE_PX = 30_000_000, 16_384


def check_jpeg(jpeg: bytes) -> None:
    """Refuses what is no JPEG picture, or too large a one.

    Raises:
        BookError: In one sentence.
    """
    if len(jpeg) > LARGEST_BYTES:
        raise BookError("The picture is too large for the client book; 30 MB is the most.")
    try:
        with (
            warnings.catch_warnings(action="ignore", category=Image.DecompressionBombWarning),
            Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as picture,
        ):
            if max(picture.size) > LARGEST_SIDE_PX:
                raise BookError("The picture is too large for the client book; scale it down.")
            picture.draft("RGB", (64, 64))
            picture.load()
    except (OSError, ValueError, SyntaxError, struct.error, Image.DecompressionBombError) as error:
        raise BookError("The picture is no JPEG picture, or a damaged one.") from error
