"""What lies at a place of the picture."""

from __future__ import annotations

from collections.abc import Sequence

from mirror.core.types import Face, Pixels

_AROUND = 2  # pixels on each side, so that noise is no colour


def face_at(faces: Sequence[Face], x: float, y: float) -> Face | None:
    """The first face whose box holds that place, in pixels; None if none does."""
    for face in faces:
        low = face.landmarks_px[:, :2].min(axis=0)
        high = face.landmarks_px[:, :2].max(axis=0)
        if low[0] <= x <= high[0] and low[1] <= y <= high[1]:
            return face
    return None


def shade_at(pixels: Pixels, x: float, y: float) -> str:
    """The mean colour around a place of a picture, #rrggbb.

    Args:
        pixels: HxWx3 uint8 BGR.
        x: In pixels, inside the picture.
        y: The same.
    """
    row, column = int(y), int(x)
    rows = slice(max(row - _AROUND, 0), row + _AROUND + 1)
    columns = slice(max(column - _AROUND, 0), column + _AROUND + 1)
    mean = pixels[rows, columns].reshape(-1, 3).mean(axis=0)
    blue, green, red = (round(float(channel)) for channel in mean)
    return f"#{red:02x}{green:02x}{blue:02x}"
