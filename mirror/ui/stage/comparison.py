"""How the made-up picture and the bare one are shown beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from mirror.core.types import Pixels
from mirror.ui.stage.placement import Box


class Comparison(Enum):
    """What of the two is seen."""

    MADE_UP = "made up"
    BARE = "bare"
    SPLIT = "split"
    """The bare one left of a line that can be dragged."""
    SIDE_BY_SIDE = "side by side"
    FOUR = "four looks"
    """What is worn and three other looks, two by two."""


@dataclass(frozen=True, slots=True, eq=False)
class Pane:
    """One picture in one part of the view.

    Attributes:
        pixels: HxWx3 uint8 BGR.
        area: That the picture is fitted into, in pixels of the view.
        seen: What of the area is painted.
        bare: Whether it shows the bare face.
    """

    pixels: Pixels
    area: Box
    seen: Box
    bare: bool = False


def panes(
    comparison: Comparison,
    made_up: Pixels,
    bare: Pixels,
    view: tuple[float, float],
    split: float = 0.5,
    others: Sequence[Pixels] = (),
    worn_at: int = 0,
) -> Sequence[Pane]:
    """What is painted where.

    Args:
        comparison: What is seen.
        made_up: HxWx3 uint8 BGR.
        bare: The same picture without makeup.
        view: Width and height.
        split: 0..1, where the line is, from the left.
        others: The same picture with the other looks; one that is not there yet is shown made up.
        worn_at: Which of the four places shows what is worn: 0 to 3, row by row.
    """
    width, height = view
    whole = Box(0, 0, width, height)
    if comparison is Comparison.MADE_UP:
        return (Pane(made_up, whole, whole),)
    if comparison is Comparison.BARE:
        return (Pane(bare, whole, whole, bare=True),)
    if comparison is Comparison.SPLIT:
        line = round(split * width)
        left, right = Box(0, 0, line, height), Box(line, 0, width - line, height)
        return (Pane(bare, whole, left, bare=True), Pane(made_up, whole, right))
    if comparison is Comparison.FOUR:
        return _four(made_up, others, view, worn_at)
    if width >= height:
        half = width / 2
        first, second = Box(0, 0, half, height), Box(half, 0, width - half, height)
    else:
        half = height / 2
        first, second = Box(0, 0, width, half), Box(0, half, width, height - half)
    return (Pane(bare, first, first, bare=True), Pane(made_up, second, second))


def _four(
    made_up: Pixels, others: Sequence[Pixels], view: tuple[float, float], worn_at: int
) -> Sequence[Pane]:
    width, height = view[0] / 2, view[1] / 2
    pictures = [*others, made_up, made_up, made_up][:3]
    pictures.insert(worn_at, made_up)
    areas = [Box(x * width, y * height, width, height) for y in (0, 1) for x in (0, 1)]
    return [Pane(pixels, area, area) for pixels, area in zip(pictures, areas, strict=True)]
