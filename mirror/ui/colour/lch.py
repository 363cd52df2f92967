"""Colours as people think of them: how light, how vivid, which hue. CIE LCh, D65 white."""

from __future__ import annotations

from dataclasses import dataclass

MOST_CHROMA = 134.0
"""No colour of sRGB is more vivid (its blue has 133.8)."""


@dataclass(frozen=True, slots=True)
class Lch:
    """A colour.

    Attributes:
        lightness: 0..100, CIE L*.
        chroma: 0..`MOST_CHROMA`.
        hue: 0..360 degrees.
    """

    lightness: float
    chroma: float
    hue: float


def lch_of(shade: str) -> Lch:
    """The LCh of #rrggbb; a grey has hue 0."""
    from coloraide import Color  # takes long, and is not needed to begin with

    lightness, chroma, hue = Color(shade).convert("lch-d65").coords(nans=False)
    return Lch(float(lightness), float(chroma), float(hue) % 360)


def shade_of(colour: Lch) -> str:
    """The colour as #rrggbb; one that no screen shows becomes its nearest of the same hue."""
    from coloraide import Color

    made = Color("lch-d65", [colour.lightness, colour.chroma, colour.hue]).convert("srgb")
    if not made.in_gamut():
        made = Color("lch-d65", [colour.lightness, colour.chroma, colour.hue]).fit(
            "srgb",
            method="lch-chroma",
            jnd=0,  # by default it stops early and clips, which turns the hue by up to 7 degrees
        )
        made = made.convert("srgb")
    return str(made.clip().to_string(hex=True))
