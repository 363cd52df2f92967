"""Colours of products: sRGB or CIE Lab (D65, 2°), what a screen shows of them, and how far apart."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
from msgspec import Meta, Struct
from numpy.typing import ArrayLike, NDArray

from mirror.makeup.products import Hex

if TYPE_CHECKING:
    from coloraide import Color

LAB = "lab-d65"
# In CIE 1976 distance, as CIEDE2000 squeezes vivid blues until nonsense seems near. A strong pigment
# is dulled by less than this on a screen; beyond it lie mixed-up columns and other white points.
FARTHEST_OUT = 25.0
_NOT_SEEN = 1.0


class Lab(Struct, frozen=True, forbid_unknown_fields=True, order=True):
    """A measured colour: CIE 1976 L*a*b*, illuminant D65, 2° observer.

    Attributes:
        l: Lightness, 0..100.
        a: Green to red.
        b: Blue to yellow.
    """

    l: Annotated[float, Meta(ge=0.0, le=100.0)]  # noqa: E741 - CIE's own name
    a: Annotated[float, Meta(ge=-200.0, le=200.0)]
    b: Annotated[float, Meta(ge=-200.0, le=200.0)]

    def __str__(self) -> str:
        return f"Lab {self.l:.7g}/{self.a:.7g}/{self.b:.7g}"


Colour = Hex | Lab


def shade_of(colour: Colour) -> str:
    """What a screen shows of a colour: #rrggbb, each channel clipped to what sRGB has."""
    if isinstance(colour, str):
        return colour.lower()
    return str(_lab(colour).convert("srgb").clip().to_string(hex=True))


def lab_of(colour: Colour) -> Lab:
    """A colour in CIE Lab; one that is in Lab already stays as it is measured."""
    from coloraide import Color  # takes long, and is not needed to begin with

    if isinstance(colour, Lab):
        return colour
    found = Color(colour).convert(LAB)
    return Lab(float(found["l"]), float(found["a"]), float(found["b"]))


def loss_on_screen(lab: Lab) -> float:
    """How far a colour is from what a screen shows of it, in Lab; 0 where that is not seen."""
    wanted = _lab(lab)
    shown = wanted.convert("srgb")
    if shown.in_gamut(tolerance=0):
        return 0.0
    lost = float(wanted.delta_e(shown.clip(), method="76", space=LAB))
    return lost if lost >= _NOT_SEEN else 0.0


def ciede2000(one: ArrayLike, others: NDArray[Any]) -> NDArray[Any]:
    """Colour differences of one Lab colour (3) to many (N x 3), as N, in the precision of those.

    In float32 it is off by less than 1e-3, and takes a third of the time.

    After Sharma, Wu and Dalal, “The CIEDE2000 color-difference formula: implementation notes”
    (2005), of which the numbers of the equations are; all parametric factors are 1.
    """
    l1, a1, b1 = np.asarray(one, others.dtype)
    l2, a2, b2 = np.ascontiguousarray(others.T)
    mean_chroma7 = ((np.hypot(a1, b1) + np.hypot(a2, b2)) / 2) ** 7  # (3)
    stretch = 1 + 0.5 * (1 - np.sqrt(mean_chroma7 / (mean_chroma7 + 25.0**7)))  # (4)
    a1, a2 = a1 * stretch, a2 * stretch  # (5)
    c1, c2 = np.hypot(a1, b1), np.hypot(a2, b2)  # (6)
    h1, h2 = np.arctan2(b1, a1), np.arctan2(b2, a2)  # (7)

    grey = c1 * c2 == 0
    turn = np.where(grey, 0.0, (h2 - h1 + np.pi) % (2 * np.pi) - np.pi)  # (10)
    dl, dc = l2 - l1, c2 - c1  # (8), (9)
    dh = 2 * np.sqrt(c1 * c2) * np.sin(turn / 2)  # (11)
    mean_l, mean_c = (l1 + l2) / 2, (c1 + c2) / 2  # (12), (13)
    mean_h = np.degrees(np.where(grey, h1 + h2, h1 + turn / 2)) % 360  # (14)

    t = (
        1
        - 0.17 * np.cos(np.radians(mean_h - 30))
        + 0.24 * np.cos(np.radians(2 * mean_h))
        + 0.32 * np.cos(np.radians(3 * mean_h + 6))
        - 0.20 * np.cos(np.radians(4 * mean_h - 63))
    )  # (15)
    off_grey = (mean_l - 50) ** 2
    sl = 1 + 0.015 * off_grey / np.sqrt(20 + off_grey)  # (18)
    sc = 1 + 0.045 * mean_c  # (19)
    sh = 1 + 0.015 * mean_c * t  # (20)
    mean_c7 = mean_c**7
    twist = math.radians(60) * np.exp(-(((mean_h - 275) / 25) ** 2))  # (16), doubled
    rt = -2 * np.sqrt(mean_c7 / (mean_c7 + 25.0**7)) * np.sin(twist)  # (17), (21)
    l_part, c_part, h_part = dl / sl, dc / sc, dh / sh
    squared = l_part**2 + c_part**2 + h_part**2 + rt * c_part * h_part  # (22)
    return np.asarray(np.sqrt(np.maximum(squared, 0.0)))


def _lab(colour: Lab) -> Color:
    from coloraide import Color  # takes long, and is not needed to begin with

    return Color(LAB, [colour.l, colour.a, colour.b])
