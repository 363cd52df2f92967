"""Recolours an iris, as a contact lens does.

The pupil, the reflections on the cornea and the shade of the lid stay. A dark iris shows nothing of
its own pattern, so that the lens brings one along, the more the darker it is: fibres that run from the
pupil outwards, and the lighter, uneven ring in which they begin (the collarette), as in a grey or green
iris.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from mirror.core.colour import DECODE, ENCODE, LUMINANCE
from mirror.core.kernel import kernel
from mirror.core.types import Floats, Pixels

R709, G709, B709 = (float(part) for part in LUMINANCE)

# Radii in units of the iris's. A pupil in indoor light is a third to a half of it.
_PUPIL, _PUPIL_EDGE = 0.34, 0.46
_RING = 0.72
# The upper lid shades the top of the iris.
_SHADED = 0.5
# What is so much brighter than the iris's mean is a reflection.
_REFLECTION_FROM, _REFLECTION_TO = 1.8, 2.8
# Luminance at which an iris shows half of its own pattern. What is seen on a darker one is noise and the
# rims of reflections, which add to the lens's colour and do not multiply it.
_DARK_IRIS = 0.02
_GATHERED = 0.25
_COLLARETTE, _COLLARETTE_WIDTH = 0.58, 0.1


@dataclass(frozen=True, slots=True, eq=False)
class Lens:
    """A lens on one eye, in one frame.

    Attributes:
        centre_px: 2 float32, x, y.
        radius_px: 2 float32, of the iris, along x and y; it is narrower on a turned eye.
        lids_px: Kx2 float32, the outline of the open eye.
        shade: 3 float32, linear RGB reflectance.
        ring: 0..1, how dark the limbal ring around it is.
        pattern: 0..1, how much of the lens's own fibres is seen.
        opacity: 0..1.
        light: 3 float32, linear RGB light that falls on the eye.
    """

    centre_px: Floats
    radius_px: Floats
    lids_px: Floats
    shade: Floats
    ring: float
    pattern: float
    opacity: float
    light: Floats


@kernel
def _iris_luminance(
    out: Pixels, left: int, top: int, inside: Pixels, cx: float, cy: float, rx: float, ry: float,
    decode: Floats,
) -> float:  # fmt: skip
    """Mean luminance of what is seen between pupil and rim, without its brightest."""
    total, count = 0.0, 0.0
    for row in range(inside.shape[0]):
        for column in range(inside.shape[1]):
            if inside[row, column] < 200:
                continue
            y, x = top + row, left + column
            rho = np.sqrt(((x + 0.5 - cx) / rx) ** 2 + ((y + 0.5 - cy) / ry) ** 2)
            if rho < 0.45 or rho > 0.85:
                continue
            value = (
                R709 * decode[out[y, x, 2]] + G709 * decode[out[y, x, 1]]
                + B709 * decode[out[y, x, 0]]
            )  # fmt: skip
            total += min(value, 0.35)
            count += 1.0
    return total / count if count > 0.0 else 0.1


@kernel
def _draw(
    out: Pixels, left: int, top: int, inside: Pixels, cx: float, cy: float, rx: float, ry: float,
    mean: float, paint: Floats, ring: float, pattern: float, opacity: float, decode: Floats,
    encode: Pixels,
) -> None:  # fmt: skip
    steps = encode.shape[0] - 1
    own = mean / (mean + _DARK_IRIS)
    brought = pattern * (1.9 - own)
    # What is dimmer than the lens itself would be a dark spot on it, and no reflection.
    dim = max(mean, 0.5 * (R709 * paint[0] + G709 * paint[1] + B709 * paint[2]), 0.01)
    for row in range(inside.shape[0]):
        for column in range(inside.shape[1]):
            if inside[row, column] == 0:
                continue
            y, x = top + row, left + column
            dx, dy = (x + 0.5 - cx) / rx, (y + 0.5 - cy) / ry
            rho = np.sqrt(dx * dx + dy * dy)
            if rho >= 1.06:
                continue
            value = (
                R709 * decode[out[y, x, 2]] + G709 * decode[out[y, x, 1]]
                + B709 * decode[out[y, x, 0]]
            )  # fmt: skip
            weight = opacity * inside[row, column] / 255.0
            weight *= min(max((1.04 - rho) / 0.16, 0.0), 1.0)
            weight *= min(max((rho - _PUPIL) / (_PUPIL_EDGE - _PUPIL), 0.0), 1.0)
            ratio = value / max(mean, 0.01)
            shine = (value / dim - _REFLECTION_FROM) / (_REFLECTION_TO - _REFLECTION_FROM)
            weight *= 1.0 - min(max(shine, 0.0), 1.0)
            if weight <= 0.0:
                continue
            angle = np.arctan2(dy, dx)
            # Three sets of fibres that do not repeat together; they fade out towards the rim.
            fibres = (
                0.5 * np.sin(23.0 * angle + 5.0 * rho) + 0.3 * np.sin(41.0 * angle - 9.0 * rho)
                + 0.2 * np.sin(67.0 * angle + 2.0)
            )  # fmt: skip
            uneven = 0.6 + 0.4 * np.sin(7.0 * angle + 1.3)
            begin = _COLLARETTE + 0.04 * np.sin(9.0 * angle + 0.7) + 0.03 * np.sin(16.0 * angle)
            across = (rho - begin) / _COLLARETTE_WIDTH
            grain = 1.0 + brought * (
                0.35 * uneven * fibres + 0.55 * np.exp(-across * across)
                - 0.5 * min(max(rho - begin, 0.0) / 0.4, 1.0)
            )  # fmt: skip
            rim = 1.0 - ring * min(max((rho - _RING) / (1.0 - _RING), 0.0), 1.0)
            lid = 1.0 - _SHADED * min(max(-dy - 0.1, 0.0), 1.0)
            # The cornea gathers light from above in the lower half of the iris.
            gathered = 1.0 + _GATHERED * min(max(dy, -0.5), 0.8)
            relief = min(max(1.0 + 0.75 * own * (ratio - 1.0), 0.2), 1.6) * lid * gathered
            added = (1.0 - own) * max(1.0 - 1.2 * mean / max(value, 1e-4), 0.0)
            for k in range(3):
                old = decode[out[y, x, 2 - k]]
                new = paint[k] * relief * max(grain, 0.15) * rim + added * old
                new = old + weight * (new - old)
                out[y, x, 2 - k] = encode[int(min(max(new, 0.0), 1.0) * steps + 0.5)]


def draw_lens(out: Pixels, lens: Lens) -> None:
    """Draws a lens into a picture, in place; between the lids only.

    Args:
        out: HxWx3 uint8 BGR, writeable.
        lens: What to draw.
    """
    cx, cy = (float(c) for c in lens.centre_px)
    rx, ry = (float(r) for r in lens.radius_px)
    if lens.opacity <= 0 or min(rx, ry) < 1.5:
        return
    height, width = out.shape[:2]
    left, top = max(int(cx - 1.1 * rx), 0), max(int(cy - 1.1 * ry), 0)
    right, bottom = min(int(cx + 1.1 * rx) + 2, width), min(int(cy + 1.1 * ry) + 2, height)
    if right <= left or bottom <= top:
        return
    inside = np.zeros((bottom - top, right - left), np.uint8)
    corners = (lens.lids_px - np.array([left, top], np.float32) - 0.5) * 16
    cv2.fillPoly(inside, [np.rint(corners).astype(np.int32)], 255, cv2.LINE_AA, shift=4)
    # The lids' line is where their shadow and the roots of the lashes are.
    soft = cv2.GaussianBlur(
        cv2.erode(inside, np.ones((3, 3), np.uint8)), (0, 0), max(0.1 * rx, 0.6)
    )
    inside = np.minimum(inside, np.asarray(soft, np.uint8))
    mean = _iris_luminance(out, left, top, inside, cx, cy, rx, ry, DECODE)
    paint = np.asarray(lens.shade * lens.light, np.float32)
    _draw(
        out, left, top, inside, cx, cy, rx, ry, mean, paint, lens.ring, lens.pattern,
        lens.opacity, DECODE, ENCODE,
    )  # fmt: skip
