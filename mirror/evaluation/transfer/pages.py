"""Sheets of pictures, page by page, large enough to judge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from mirror.core.types import Floats, Pixels
from mirror.errors import OutputError
from mirror.evaluation.sheet import captioned, tile

TILE_PX = 320
_QUALITY = 88


@dataclass(frozen=True, slots=True, eq=False)
class Tile:
    """One picture on a sheet.

    Attributes:
        pixels: HxWx3 uint8 BGR.
        points_px: The face's landmarks, around which the picture is cut.
        caption: Below it.
    """

    pixels: Pixels
    points_px: Floats
    caption: str = ""


def page(path: Path, rows: Sequence[Sequence[Tile | None]], tile_px: int = TILE_PX) -> str:
    """Writes one sheet as a JPEG, and returns the file's name.

    Args:
        path: The file.
        rows: The tiles, row by row; None leaves a gap.
        tile_px: Side of a tile.

    Raises:
        OutputError: The file cannot be written.
    """
    drawn = [np.hstack([_drawn(one, tile_px) for one in row]) for row in rows]
    width = max(row.shape[1] for row in drawn)
    padded = [
        np.pad(row, ((0, 0), (0, width - row.shape[1]), (0, 0)), constant_values=255)
        for row in drawn
    ]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(np.vstack(padded)[..., ::-1]).save(path, quality=_QUALITY)
    except OSError as error:
        raise OutputError(
            f"The sheet {path} cannot be written ({error.strerror}); make room or choose another "
            "folder."
        ) from error
    return path.name


def side_by_side(groups: Sequence[Sequence[Tile]], across: int) -> list[list[Tile | None]]:
    """Rows of so many groups each."""
    return [
        [one for group in groups[at : at + across] for one in group]
        for at in range(0, len(groups), across)
    ]


def _drawn(one: Tile | None, tile_px: int) -> Pixels:
    if one is None:
        return captioned(np.full((tile_px, tile_px, 3), 255, np.uint8), "")
    return captioned(tile(one.pixels, one.points_px, tile_px), one.caption)
