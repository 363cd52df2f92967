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
from mirror.core.shading import BASE, DULL, GUARD, LIGHT, WARMTH, Shading
from mirror.core.types import Floats, Pixels

HIGHLIGHT = 1.2
DETAIL = 0.8
DETAIL_LOW, DETAIL_HIGH = 0.25, 1.6

# The landmarks put the upper lip's inner line on the teeth of a wide smile. A tooth is nearly grey
# and not dark, a lip is neither: next to the mouth's inside, redness in units of the lips' own and
# brightness in units of the lips' tell them apart.
TOOTH_SURE, TOOTH_NOT, TOOTH_DARK = 0.35, 0.7, 0.5


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
def _bilinear(texture: Floats, u: float, v: float, out: Floats) -> None:
    size = texture.shape[0]
    x = min(max(u * size - 0.5, 0.0), size - 1.001)
    y = min(max(v * size - 0.5, 0.0), size - 1.001)
    x0, y0 = int(x), int(y)
    fx, fy = np.float32(x - x0), np.float32(y - y0)
    for k in range(8):
        upper = texture[y0, x0, k] + (texture[y0, x0 + 1, k] - texture[y0, x0, k]) * fx
        lower = texture[y0 + 1, x0, k] + (texture[y0 + 1, x0 + 1, k] - texture[y0 + 1, x0, k]) * fx
        out[k] = upper + (lower - upper) * fy


@kernel
def _tooth(frame: Pixels, y: int, x: int, warmth: float, base: float, decode: Floats) -> float:
    """How surely a pixel next to the mouth's inside is a tooth, 0..1."""
    red = green = 0.0
    # The mean of a cross: compressed chroma is too noisy to judge a pixel by itself.
    for step in range(5):
        yy = min(max(y + int(step == 1) - int(step == 2), 0), frame.shape[0] - 1)
        xx = min(max(x + int(step == 3) - int(step == 4), 0), frame.shape[1] - 1)
        red += float(decode[frame[yy, xx, 2]])
        green += float(decode[frame[yy, xx, 1]])
    redness = (red - green) / max(red + green, 1e-4) / warmth
    grey = min(max((TOOTH_NOT - redness) / (TOOTH_NOT - TOOTH_SURE), 0.0), 1.0)
    bright = min(max((green / (5.0 * base) - TOOTH_DARK) / 0.4, 0.0), 1.0)
    return grey * bright


@kernel
def _composite(
    frame: Pixels,
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
) -> None:
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
            _bilinear(film, u, v, f)
            if (
                f[0] == 1.0 and f[1] == 1.0 and f[2] == 1.0 and f[3] == 1.0
                and f[4] == 0.0 and f[5] == 0.0 and f[6] == 0.0 and f[7] == 0.0
            ):  # fmt: skip
                continue
            _bilinear(shading, u, v, g)
            y, x = top + row, left + column
            red, green, blue = (
                decode[frame[y, x, 2]], decode[frame[y, x, 1]], decode[frame[y, x, 0]],
            )  # fmt: skip
            if g[GUARD] > 0.0 and g[WARMTH] > 0.0:
                w *= 1.0 - g[GUARD] * _tooth(frame, y, x, g[WARMTH], g[BASE], decode)
            shine = max(min(red, green, blue) - HIGHLIGHT * g[DULL], 0.0)
            luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue - shine
            ratio = min(max(luminance / max(g[BASE], 1e-4), DETAIL_LOW), DETAIL_HIGH)
            relief = 1.0 + DETAIL * (ratio - 1.0)
            finish = (f[3] + f[7]) * shine
            red += w * (f[0] * (red - shine) + f[4] * g[LIGHT] * relief + finish - red)
            green += w * (f[1] * (green - shine) + f[5] * g[LIGHT + 1] * relief + finish - green)
            blue += w * (f[2] * (blue - shine) + f[6] * g[LIGHT + 2] * relief + finish - blue)
            out[y, x, 2] = encode[int(min(max(red, 0.0), 1.0) * steps + 0.5)]
            out[y, x, 1] = encode[int(min(max(green, 0.0), 1.0) * steps + 0.5)]
            out[y, x, 0] = encode[int(min(max(blue, 0.0), 1.0) * steps + 0.5)]


def composite(
    frame: Pixels,
    out: Pixels,
    raster: FaceRaster,
    texture: FilmTexture,
    shading: Shading,
    strength: float = 1.0,
) -> None:
    """Paints one face's film into a picture.

    Args:
        frame: HxWx3 uint8 BGR, the bare picture.
        out: HxWx3 uint8 BGR, writeable; only pixels that the film changes are written.
        raster: The face's visible triangles in this frame.
        texture: The film.
        shading: The light on this face in this frame.
        strength: 0..1, of the whole film.
    """
    face_px = float(max(raster.triangle.shape))
    _composite(
        frame,
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
    )
