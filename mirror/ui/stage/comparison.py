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
) -> Sequence[Pane]:
    """What is painted where.

    Args:
        comparison: What is seen.
        made_up: HxWx3 uint8 BGR.
        bare: The same picture without makeup.
        view: Width and height.
        split: 0..1, where the line is, from the left.
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
    if width >= height:
        half = width / 2
        first, second = Box(0, 0, half, height), Box(half, 0, width - half, height)
    else:
        half = height / 2
        first, second = Box(0, 0, width, half), Box(0, half, width, height - half)
    return (Pane(bare, first, first, bare=True), Pane(made_up, second, second))
