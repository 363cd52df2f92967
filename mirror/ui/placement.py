"""Where a picture goes in a window of another shape."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels, its origin at the top left.

    Attributes:
        x: Of the left edge.
        y: Of the top edge.
        width: To the right.
        height: Downwards.
    """

    x: float
    y: float
    width: float
    height: float


def place(
    picture: tuple[float, float], view: tuple[float, float], max_crop: float = 0.0
) -> tuple[Box, Box]:
    """Fits a picture into a view without distortion, in the middle of both.

    Args:
        picture: Width and height of the picture, in its pixels.
        view: Width and height of the view, in its own pixels.
        max_crop: 0..1, the share of the picture's width that may be cut off evenly on both sides,
            so that less of the view stays empty. Nothing is ever cut off above or below: there a
            head would lose its crown and chin.

    Returns:
        The part of the picture that is shown, and where in the view it is shown.
    """
    picture_width, picture_height = picture
    view_width, view_height = view
    filling = picture_height * view_width / view_height
    shown_width = min(picture_width, max(filling, picture_width * (1 - max_crop)))
    scale = min(view_width / shown_width, view_height / picture_height)
    width, height = shown_width * scale, picture_height * scale
    return (
        Box((picture_width - shown_width) / 2, 0.0, shown_width, picture_height),
        Box((view_width - width) / 2, (view_height - height) / 2, width, height),
    )
