"""Where a picture goes in a view of another shape, and where a place in the view lies in it."""

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


@dataclass(frozen=True, slots=True)
class Placement:
    """A part of a picture, and where in the view it is shown; both of one shape.

    Attributes:
        shown: In pixels of the picture.
        target: In pixels of the view.
    """

    shown: Box
    target: Box

    @property
    def scale(self) -> float:
        """Pixels of the view to one of the picture."""
        return self.target.width / self.shown.width

    def to_view(self, x: float, y: float) -> tuple[float, float]:
        """A place of the picture in the view."""
        return (
            self.target.x + (x - self.shown.x) * self.scale,
            self.target.y + (y - self.shown.y) * self.scale,
        )

    def to_picture(self, x: float, y: float) -> tuple[float, float]:
        """A place of the view in the picture."""
        return (
            self.shown.x + (x - self.target.x) / self.scale,
            self.shown.y + (y - self.target.y) / self.scale,
        )


def place(
    picture: tuple[float, float],
    view: tuple[float, float],
    max_crop: float = 0.0,
    *,
    zoom: float = 1.0,
    centre: tuple[float, float] | None = None,
) -> Placement:
    """Fits a picture into a view without distortion.

    Args:
        picture: Width and height of the picture, in its pixels.
        view: Width and height of the view, in its own pixels.
        max_crop: 0..1, the share of the picture's width that may be cut off evenly on both sides,
            so that less of the view stays empty. Unless it is zoomed into, nothing is ever cut off
            above or below: there a head would lose its crown and chin.
        zoom: 1 and more, how much larger than that.
        centre: The place of the picture that is wanted in the middle; as near to it as shows nothing
            beyond the picture's edges. None is its own middle.
    """
    picture_width, picture_height = picture
    view_width, view_height = view
    filling = picture_height * view_width / view_height
    uncut = min(picture_width, max(filling, picture_width * (1 - max_crop)))
    scale = zoom * min(view_width / uncut, view_height / picture_height)
    width = min(picture_width, view_width / scale)
    height = min(picture_height, view_height / scale)
    centre_x, centre_y = centre or (picture_width / 2, picture_height / 2)
    x = min(max(centre_x - width / 2, 0.0), picture_width - width)
    y = min(max(centre_y - height / 2, 0.0), picture_height - height)
    across, down = width * scale, height * scale
    target = Box((view_width - across) / 2, (view_height - down) / 2, across, down)
    return Placement(Box(x, y, width, height), target)
