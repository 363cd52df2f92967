"""Whitens teeth, within what teeth can be.

What lies in the open mouth and is light and nearly grey is a tooth; lips, gums and tongue are red,
and the rest of the mouth is dark. A tooth's yellow is what its blue lacks: most of that is given
back, and a little brightness, but never more than the whitest natural tooth has. (The lightest tab
of the usual shade guides, B1, has a reflectance of about 0.7; O'Brien 1990.)
"""

from __future__ import annotations

import cv2
import numpy as np

from mirror.core.colour import DECODE, ENCODE, LUMINANCE
from mirror.core.kernel import kernel
from mirror.core.types import Floats, Pixels

R709, G709, B709 = (float(part) for part in LUMINANCE)

WHITEST = 0.7
_BRIGHTER, _LESS_YELLOW = 0.25, 0.7


@kernel
def _whiten(
    out: Pixels, left: int, top: int, inside: Pixels, light: Floats, strength: float,
    decode: Floats, encode: Pixels,
) -> None:  # fmt: skip
    steps = encode.shape[0] - 1
    for row in range(inside.shape[0]):
        for column in range(inside.shape[1]):
            if inside[row, column] == 0:
                continue
            y, x = top + row, left + column
            # As it would be in white light.
            red = decode[out[y, x, 2]] / light[0]
            green = decode[out[y, x, 1]] / light[1]
            blue = decode[out[y, x, 0]] / light[2]
            luminance = R709 * red + G709 * green + B709 * blue
            redness = (red - green) / max(red + green, 1e-4)
            grey = min(max((0.16 - redness) / 0.08, 0.0), 1.0)
            bright = min(max((luminance - 0.1) / 0.12, 0.0), 1.0)
            weight = strength * grey * bright * inside[row, column] / 255.0
            if weight <= 0.0:
                continue
            target = max(min(luminance * (1.0 + _BRIGHTER), WHITEST), luminance)
            gain = target / max(luminance, 1e-4)
            for k in range(3):
                value = (red, green, blue)[k]
                plain = value + _LESS_YELLOW * (luminance - value)
                new = value + weight * (plain * gain - value)
                code = encode[int(min(max(new * light[k], 0.0), 1.0) * steps + 0.5)]
                out[y, x, 2 - k] = code


def whiten(out: Pixels, mouth_px: Floats, light: Floats, strength: float) -> None:
    """Whitens what teeth show, in place.

    Args:
        out: HxWx3 uint8 BGR, writeable.
        mouth_px: Kx2 float32, the outline of the mouth's opening.
        light: 3 float32, linear RGB light that falls there.
        strength: 0..1.
    """
    height, width = out.shape[:2]
    low, high = (
        np.floor(mouth_px.min(axis=0)).astype(int),
        np.ceil(mouth_px.max(axis=0)).astype(int),
    )
    left, top = max(int(low[0]), 0), max(int(low[1]), 0)
    right, bottom = min(int(high[0]) + 1, width), min(int(high[1]) + 1, height)
    if strength <= 0 or right <= left or bottom <= top:
        return
    inside = np.zeros((bottom - top, right - left), np.uint8)
    corners = (mouth_px - np.array([left, top], np.float32) - 0.5) * 16
    cv2.fillPoly(inside, [np.rint(corners).astype(np.int32)], 255, cv2.LINE_AA, shift=4)
    lit = np.maximum(light, np.float32(0.02)).astype(np.float32)
    _whiten(out, left, top, inside, lit, strength, DECODE, ENCODE)
