"""Many fine hairs at once, drawn at the frame's own resolution: lashes and brows.

Each is a short path that thins out. Where two cross, the darker cover counts once: hairs of one
colour do not add up to a darker one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mirror.core.colour import DECODE, ENCODE
from mirror.core.kernel import kernel
from mirror.core.types import Floats, Pixels


@dataclass(frozen=True, slots=True, eq=False)
class Hairs:
    """A bundle of hairs of one colour.

    Attributes:
        path_px: MxKx2 float32, in pixels of the frame: M hairs of K points from root to tip.
        radius_px: MxK float32, half the width at each point, in pixels.
        shade: 3 float32, linear RGB reflectance.
        opacity: 0..1.
        light: 3 float32, linear RGB light that falls on them.
    """

    path_px: Floats
    radius_px: Floats
    shade: Floats
    opacity: float
    light: Floats


@kernel
def _cover(path: Floats, radius: Floats, alpha: Floats) -> None:
    height, width = alpha.shape
    for hair in range(path.shape[0]):
        for i in range(path.shape[1] - 1):
            ax, ay = path[hair, i, 0], path[hair, i, 1]
            bx, by = path[hair, i + 1, 0], path[hair, i + 1, 1]
            ra, rb = radius[hair, i], radius[hair, i + 1]
            reach = max(ra, rb) + np.float32(1)
            x0 = max(int(min(ax, bx) - reach), 0)
            x1 = min(int(max(ax, bx) + reach) + 2, width)
            y0 = max(int(min(ay, by) - reach), 0)
            y1 = min(int(max(ay, by) + reach) + 2, height)
            dx, dy = bx - ax, by - ay
            length = max(dx * dx + dy * dy, np.float32(1e-9))
            for y in range(y0, y1):
                for x in range(x0, x1):
                    px, py = (
                        np.float32(x) + np.float32(0.5) - ax,
                        np.float32(y) + np.float32(0.5) - ay,
                    )
                    t = min(max((px * dx + py * dy) / length, np.float32(0)), np.float32(1))
                    ex, ey = px - t * dx, py - t * dy
                    r = ra + (rb - ra) * t
                    # Thinner than a pixel, a hair covers a part of it.
                    value = min(
                        max(r - np.sqrt(ex * ex + ey * ey) + np.float32(0.5), np.float32(0)),
                        np.float32(1),
                    ) * min(np.float32(2) * r, np.float32(1))
                    if value > alpha[y, x]:
                        alpha[y, x] = value


@kernel
def _blend(
    out: Pixels, left: int, top: int, alpha: Floats, paint: Floats, opacity: float,
    decode: Floats, encode: Pixels,
) -> None:  # fmt: skip
    steps = encode.shape[0] - 1
    for row in range(alpha.shape[0]):
        for column in range(alpha.shape[1]):
            w = alpha[row, column] * opacity
            if w <= 0.0:
                continue
            y, x = top + row, left + column
            for k in range(3):
                value = decode[out[y, x, 2 - k]]
                value += w * (paint[k] - value)
                out[y, x, 2 - k] = encode[int(min(max(value, 0.0), 1.0) * steps + 0.5)]


def draw_hairs(out: Pixels, hairs: Hairs) -> None:
    """Draws hairs into a picture, in place; they stand before whatever is there.

    Args:
        out: HxWx3 uint8 BGR, writeable.
        hairs: What to draw.
    """
    if hairs.opacity <= 0 or not hairs.path_px.size:
        return
    height, width = out.shape[:2]
    reach = float(hairs.radius_px.max()) + 2
    low = np.floor(hairs.path_px.min(axis=(0, 1)) - reach).astype(int)
    high = np.ceil(hairs.path_px.max(axis=(0, 1)) + reach).astype(int)
    left, top = max(int(low[0]), 0), max(int(low[1]), 0)
    right, bottom = min(int(high[0]), width), min(int(high[1]), height)
    if right <= left or bottom <= top:
        return
    alpha = np.zeros((bottom - top, right - left), np.float32)
    _cover(hairs.path_px - np.array([left, top], np.float32), hairs.radius_px, alpha)
    paint = np.asarray(hairs.shade * hairs.light, np.float32)
    _blend(out, left, top, alpha, paint, hairs.opacity, DECODE, ENCODE)
