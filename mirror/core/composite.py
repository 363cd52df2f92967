"""Puts a film on the face in the frame: one pass over the face's pixels.

For a pixel with linear colour x, a film (T, E) with finish g = T_s + E_s, and from `Shading` the
light L, the region's own luminance `base` and its dull component `dull`:

    s    = max(0, min(x) - HIGHLIGHT * dull)          the white highlight on the skin
    r    = clip(luminance(x - s) / base)              pores, lines and creases
    seen = T * (x - s) + E * L * (1 + DETAIL * (r - 1)) + g * s

worn at the strength w, which falls to 0 where the skin turns away from the camera and where a
tooth shows between the lips. Where the film is the identity, or w is 0, and outside the mesh and
in its holes, the pixel stays as it was, bit by bit.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mirror.core.colour import DECODE, ENCODE
from mirror.core.film import Film, resized
from mirror.core.kernel import kernel
from mirror.core.mesh import face_mesh
from mirror.core.raster import FaceRaster
from mirror.core.shading import Shading
from mirror.core.types import Floats, Pixels

HIGHLIGHT = 1.2
DETAIL = 0.8
DETAIL_RANGE = (0.25, 1.6)

# A tooth is nearly grey, a lip is not: the film fades out between these shares of the lips' own
# redness, next to the mouth's inner line.
TOOTH = (0.25, 0.6)


class FilmTexture:
    """A film laid out for the compositor, in several resolutions.

    A texture much finer than the face in the frame would flicker; the compositor takes the level
    that fits.
    """

    def __init__(self, film: Film) -> None:
        """Packs the film; costs some milliseconds, once per look."""
        self.levels: list[Floats] = []
        while True:
            self.levels.append(np.dstack([film.transmittance, film.emission]))
            if film.size < 128:
                break
            film = resized(film, film.size // 2)

    def level_for(self, face_px: float) -> Floats:
        """The coarsest level that still has a texel for each pixel of a face that wide."""
        for level in reversed(self.levels):
            if level.shape[0] >= face_px:
                return level
        return self.levels[0]


@kernel
def _composite(
    out: Pixels,
    left: int,
    top: int,
    ids: NDArray[np.int16],
    plane: Floats,
    hole: NDArray[np.bool_],
    film: Floats,
    shading: Floats,
    strength: float,
    decode: Floats,
    encode: Pixels,
    highlight: float,
    detail: float,
    detail_low: float,
    detail_high: float,
    tooth_low: float,
    tooth_high: float,
) -> None:
    size, shading_size = film.shape[0], shading.shape[0]
    steps = encode.shape[0] - 1
    f = np.empty(8, np.float32)
    g = np.empty(8, np.float32)
    for row in range(ids.shape[0]):
        for column in range(ids.shape[1]):
            t = ids[row, column]
            if t < 0 or hole[t]:
                continue
            w = strength * (plane[t, 6] + plane[t, 7] * column + plane[t, 8] * row)
            if w <= 0.0:
                continue
            u = plane[t, 0] + plane[t, 1] * column + plane[t, 2] * row
            v = plane[t, 3] + plane[t, 4] * column + plane[t, 5] * row

            x = min(max(u * size - 0.5, 0.0), size - 1.001)
            y = min(max(v * size - 0.5, 0.0), size - 1.001)
            x0, y0 = int(x), int(y)
            fx, fy = np.float32(x - x0), np.float32(y - y0)
            for k in range(8):
                upper = film[y0, x0, k] + (film[y0, x0 + 1, k] - film[y0, x0, k]) * fx
                lower = film[y0 + 1, x0, k] + (film[y0 + 1, x0 + 1, k] - film[y0 + 1, x0, k]) * fx
                f[k] = upper + (lower - upper) * fy
            if (
                f[0] == 1.0 and f[1] == 1.0 and f[2] == 1.0 and f[3] == 1.0
                and f[4] == 0.0 and f[5] == 0.0 and f[6] == 0.0 and f[7] == 0.0
            ):  # fmt: skip
                continue

            x = min(max(u * shading_size - 0.5, 0.0), shading_size - 1.001)
            y = min(max(v * shading_size - 0.5, 0.0), shading_size - 1.001)
            x0, y0 = int(x), int(y)
            fx, fy = np.float32(x - x0), np.float32(y - y0)
            for k in range(8):
                upper = shading[y0, x0, k] + (shading[y0, x0 + 1, k] - shading[y0, x0, k]) * fx
                lower = (
                    shading[y0 + 1, x0, k]
                    + (shading[y0 + 1, x0 + 1, k] - shading[y0 + 1, x0, k]) * fx
                )
                g[k] = upper + (lower - upper) * fy

            py, px = top + row, left + column
            blue, green, red = (
                decode[out[py, px, 0]], decode[out[py, px, 1]], decode[out[py, px, 2]],
            )  # fmt: skip

            guard = g[5]
            if guard > 0.0 and g[6] > 0.0:
                warmth = (red - green) / max(red + green, 1e-4) / g[6]
                lip = min(max((warmth - tooth_low) / (tooth_high - tooth_low), 0.0), 1.0)
                w *= 1.0 - guard * (1.0 - lip)

            shine = max(min(red, green, blue) - highlight * g[4], 0.0)
            dull_luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue - shine
            ratio = dull_luminance / max(g[3], 1e-4)
            relief = 1.0 + detail * (min(max(ratio, detail_low), detail_high) - 1.0)
            finish = (f[3] + f[7]) * shine
            red_seen = f[0] * (red - shine) + f[4] * g[0] * relief + finish
            green_seen = f[1] * (green - shine) + f[5] * g[1] * relief + finish
            blue_seen = f[2] * (blue - shine) + f[6] * g[2] * relief + finish
            red += w * (red_seen - red)
            green += w * (green_seen - green)
            blue += w * (blue_seen - blue)
            out[py, px, 2] = encode[int(min(max(red, 0.0), 1.0) * steps + 0.5)]
            out[py, px, 1] = encode[int(min(max(green, 0.0), 1.0) * steps + 0.5)]
            out[py, px, 0] = encode[int(min(max(blue, 0.0), 1.0) * steps + 0.5)]


def composite(
    out: Pixels, raster: FaceRaster, texture: FilmTexture, shading: Shading, strength: float = 1.0
) -> None:
    """Paints one face's film into a picture, in place.

    Args:
        out: HxWx3 uint8 BGR, writeable; the frame's own pixels on entry.
        raster: The face's visible triangles in this frame.
        texture: The film.
        shading: The light on this face in this frame.
        strength: 0..1, of the whole film.
    """
    face_px = float(max(raster.triangle.shape))
    _composite(
        out,
        raster.left,
        raster.top,
        raster.triangle,
        raster.plane,
        face_mesh().hole,
        texture.level_for(face_px),
        shading.texture,
        strength,
        DECODE,
        ENCODE,
        HIGHLIGHT,
        DETAIL,
        *DETAIL_RANGE,
        *TOOTH,
    )
