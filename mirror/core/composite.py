"""Puts a film on the face in the frame: one pass over the face's pixels.

For a pixel with linear colour x, a film (T, E) with finish g = T_s + E_s, and from `Shading` the
light L, the region's own luminance `base` and its dull component `dull`, and how far shine mirrors
the light there, h (`core.sheen`):

    s    = max(0, min(x) - HIGHLIGHT * dull)          the white highlight on the skin
    r    = clip(luminance(x - s) / base)              pores, lines and creases
    seen = T * (x - s) + (E + max(g - 1, 0) * h) * L * (1 + DETAIL * (r - 1)) + min(g, MOST_GAIN) * s

worn at the strength w, which falls to 0 where the skin turns away from the camera and where a
tooth shows between the lips. Where the film is the identity, or w is 0, and outside the mesh and
in its holes, the pixel stays as it was, bit by bit.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mirror.core.colour import DECODE, ENCODE, LUMINANCE
from mirror.core.film import Film
from mirror.core.kernel import kernel
from mirror.core.mesh import face_mesh
from mirror.core.raster import FaceRaster
from mirror.core.shading import BASE, DULL, GUARD, HIGHLIGHT, LIGHT, SHEEN, WARMTH, Shading
from mirror.core.shading import SIZE as SHADING_SIZE
from mirror.core.texels import packed, resized
from mirror.core.types import Floats, Pixels

# The kernel computes in 32 bits throughout: one 64-bit constant would widen all that it touches.
F32, U64 = np.float32, np.uint64
ZERO, HALF, ONE, FLOOR = F32(0), F32(0.5), F32(1), F32(1e-4)
R709, G709, B709 = LUMINANCE
Taps = tuple[np.uint64, np.uint64, np.float32, np.float32, np.float32, np.float32]

DETAIL = F32(0.8)
# How far shine that is there is made stronger; what a finish has beyond that is sheen. The skin's
# edge along the lip line is lighter than the lip, and would become a white rim.
MOST_GAIN = F32(1.6)
DETAIL_LOW, DETAIL_HIGH = F32(0.25), F32(1.6)

# The landmarks put the upper lip's inner line on the teeth of a wide smile. A tooth is nearly grey
# and not dark, a lip is neither: next to the mouth's inside, redness in units of the lips' own and
# brightness in units of the lips' tell them apart.
TOOTH_SURE, TOOTH_NOT, TOOTH_DARK = 0.35, 0.7, 0.5


class FilmTexture:
    """A film laid out for the compositor, in several resolutions; belongs to one thread.

    A texture much finer than the face in the frame would flicker; the compositor takes the level
    that fits. A level is made when it is first asked for.

    Args:
        film: The film, or its texels (`core.texels`), which must not change any more.
    """

    _COARSEST = 64

    def __init__(self, film: Film | Floats) -> None:
        self._finest = packed(film) if isinstance(film, Film) else film
        self._levels = {len(self._finest): self._finest}

    def level(self, size: int) -> Floats:
        """The texels at any resolution, NxNx8 float32."""
        if size not in self._levels:
            self._levels[size] = resized(self._finest, size)
        return self._levels[size]

    def level_for(self, face_px: float) -> Floats:
        """The coarsest level that is fine enough for a face of that height or width.

        Lips and lids have twice the texels of the rest, so that a little less than one texel a
        pixel over the whole face is enough.
        """
        size = len(self._finest)
        while size // 2 >= max(0.85 * face_px, self._COARSEST):
            size //= 2
        return self.level(size)


@kernel
def _taps(size: int, u: np.float32, v: np.float32) -> Taps:
    """Where a bilinear sample lies in a flat texture of 8 channels, and its four weights."""
    edge = F32(size) - F32(1.01)
    x = min(max(u * F32(size) - HALF, ZERO), edge)
    y = min(max(v * F32(size) - HALF, ZERO), edge)
    # Unsigned, so that no index is checked for being negative.
    column, row = U64(x), U64(y)
    fx, fy = x - F32(column), y - F32(row)
    both = fx * fy
    upper = (row * U64(size) + column) * U64(8)
    lower = upper + U64(8 * size)
    return upper, lower, ONE - fx - fy + both, fx - both, fy - both, both


@kernel
def _mix(texture: Floats, taps: Taps, channel: int) -> np.float32:
    upper, lower, w00, w01, w10, w11 = taps
    here, right = U64(channel), U64(channel + 8)
    return F32(
        w00 * texture[upper + here]
        + w01 * texture[upper + right]
        + w10 * texture[lower + here]
        + w11 * texture[lower + right]
    )


@kernel
def _tooth(
    frame: Pixels, y: int, x: int, warmth: np.float32, base: np.float32, decode: Floats
) -> np.float32:
    """How surely a pixel next to the mouth's inside is a tooth, 0..1."""
    red = green = 0.0
    # The mean of a cross: compressed chroma is too noisy to judge a pixel by itself.
    for step in range(5):
        yy = min(max(y + int(step == 1) - int(step == 2), 0), frame.shape[0] - 1)
        xx = min(max(x + int(step == 3) - int(step == 4), 0), frame.shape[1] - 1)
        red += float(decode[frame[yy, xx, 2]])
        green += float(decode[frame[yy, xx, 1]])
    redness = (red - green) / max(red + green, 1e-4) / float(warmth)
    grey = min(max((TOOTH_NOT - redness) / (TOOTH_NOT - TOOTH_SURE), 0.0), 1.0)
    bright = min(max((green / (5.0 * float(base)) - TOOTH_DARK) / 0.4, 0.0), 1.0)
    return F32(grey * bright)


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
    film_size: int,
    shading: Floats,
    strength: np.float32,
    decode: Floats,
    encode: Pixels,
) -> None:
    steps = F32(encode.shape[0] - 1)
    for row in range(ids.shape[0]):
        for column in range(ids.shape[1]):
            t = ids[row, column]
            if t < 0 or hole[t]:
                continue
            dx, dy = F32(column), F32(row)
            w = strength * (plane[t, 6] + plane[t, 7] * dx + plane[t, 8] * dy)
            if w <= ZERO:
                continue
            u = plane[t, 0] + plane[t, 1] * dx + plane[t, 2] * dy
            v = plane[t, 3] + plane[t, 4] * dx + plane[t, 5] * dy
            at = _taps(film_size, u, v)
            t_red, t_green, t_blue = _mix(film, at, 0), _mix(film, at, 1), _mix(film, at, 2)
            e_red, e_green, e_blue = _mix(film, at, 4), _mix(film, at, 5), _mix(film, at, 6)
            keeps, adds = _mix(film, at, 3), _mix(film, at, 7)
            if (
                t_red == ONE and t_green == ONE and t_blue == ONE and keeps == ONE
                and e_red == ZERO and e_green == ZERO and e_blue == ZERO and adds == ZERO
            ):  # fmt: skip
                continue
            at = _taps(SHADING_SIZE, u, v)
            y, x = top + row, left + column
            red, green, blue = (
                decode[frame[y, x, 2]], decode[frame[y, x, 1]], decode[frame[y, x, 0]],
            )  # fmt: skip
            base = max(_mix(shading, at, BASE), FLOOR)
            guard, warmth = _mix(shading, at, GUARD), _mix(shading, at, WARMTH)
            if guard > ZERO and warmth > ZERO:
                w *= ONE - guard * _tooth(frame, y, x, warmth, base, decode)
            shine = max(min(red, green, blue) - HIGHLIGHT * _mix(shading, at, DULL), ZERO)
            luminance = R709 * red + G709 * green + B709 * blue - shine
            relief = ONE + DETAIL * (min(max(luminance / base, DETAIL_LOW), DETAIL_HIGH) - ONE)
            gain = keeps + adds
            finish = min(gain, MOST_GAIN) * shine
            sheen = max(gain - ONE, ZERO) * _mix(shading, at, SHEEN)
            e_red = (e_red + sheen) * _mix(shading, at, LIGHT) * relief
            e_green = (e_green + sheen) * _mix(shading, at, LIGHT + 1) * relief
            e_blue = (e_blue + sheen) * _mix(shading, at, LIGHT + 2) * relief
            red += w * (t_red * (red - shine) + e_red + finish - red)
            green += w * (t_green * (green - shine) + e_green + finish - green)
            blue += w * (t_blue * (blue - shine) + e_blue + finish - blue)
            out[y, x, 2] = encode[U64(min(max(red, ZERO), ONE) * steps + HALF)]
            out[y, x, 1] = encode[U64(min(max(green, ZERO), ONE) * steps + HALF)]
            out[y, x, 0] = encode[U64(min(max(blue, ZERO), ONE) * steps + HALF)]


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
    level = texture.level_for(max(raster.triangle.shape))
    _composite(
        frame,
        out,
        raster.left,
        raster.top,
        raster.triangle,
        raster.plane,
        face_mesh().hole,
        level.ravel(),
        level.shape[0],
        shading.texture.ravel(),
        np.float32(strength),
        DECODE,
        ENCODE,
    )
