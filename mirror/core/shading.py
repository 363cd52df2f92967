"""The light on a face, apart from the face's own colour.

A picture of skin is albedo times light. Taking its brightness for the light would make paint dim
on dark skin and bright on light skin; so the person's own skin tone is divided out first:

    light(x) = low-frequency skin(x) / skin albedo

What varies slowly over the face is light; what differs between lip and skin, or between brow and
skin, is albedo, and is kept out by blurring each region by itself.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from mirror.core.colour import LUMINANCE
from mirror.core.regions import regions
from mirror.core.types import Floats
from mirror.core.unwrap import shrunk

SIZE = 128

# Channels of `Shading.texture`.
LIGHT, BASE, DULL, GUARD, WARMTH, SHEEN = 0, 3, 4, 5, 6, 7
CHANNELS = 8

# What of a pixel's smallest channel is more than so many times the dull component is highlight.
HIGHLIGHT = np.float32(1.2)

_LIGHT_SIZE, _FAR_SIZE = SIZE // 2, SIZE // 8

# How much of a local difference in colour is taken for light, and not for sheen or for the skin's
# own blotches.
_LOCAL_COLOUR = 0.4


# Skin of upper lids returns so much of what the face's returns: the median of 205 rendered heads.
_LIDS_ALBEDO = 0.83
# Which share of what lids are darker than that is taken for shade. The light on a lid is its own, but
# so may be its colour, and lashes hang before it.
_LIDS_SHADE = 0.5
_DARKEST_LID, _LIGHTEST_LID = 0.35, 2.5


def _box_around(mask: Floats, margin: int = 0) -> tuple[slice, slice]:
    rows, columns = np.nonzero(mask)
    return (
        slice(int(rows.min()) - margin, int(rows.max()) + margin + 1),
        slice(int(columns.min()) - margin, int(columns.max()) + margin + 1),
    )


_MOUTH, _LIDS = _box_around(regions(SIZE).lips, 8), _box_around(regions(SIZE).lids)


@dataclass(frozen=True, slots=True, eq=False)
class Shading:
    """What the compositor needs to know of the bare face, in canonical UV.

    Attributes:
        texture: 128x128x8 float32. 0-2: light, linear RGB, 1 where a white surface would be seen
            as 1. 3: luminance of the region around, highlights and pores averaged out; of the lips,
            as if they were flat. 4: the smallest of R, G, B in the region around. 5: how near the mouth's inner line is, 0..1. 6: how red the
            lips are, (R - G) / (R + G) of their mean. 7: where a shiny product mirrors the light
            (`core.sheen`), 0 until that is laid.
    """

    texture: Floats

    def light_at(self, u: float, v: float) -> Floats:
        """The light at a place in UV, 3 float32, linear RGB."""
        column, row = int(u * SIZE), int(v * SIZE)
        return self.texture[row, column, LIGHT : LIGHT + 3]


def _blur(picture: Floats, weight: Floats, sigma: float) -> tuple[Floats, Floats]:
    """Gaussian mean of the pixels that have weight; and the mean weight."""
    stacked = np.dstack([picture * weight[..., np.newaxis], weight])
    blurred = cv2.GaussianBlur(stacked, (0, 0), sigma, borderType=cv2.BORDER_CONSTANT)
    mean_weight = blurred[..., -1]
    mean = blurred[..., :-1] / np.maximum(mean_weight, 1e-6)[..., np.newaxis]
    return np.asarray(mean, np.float32), np.asarray(mean_weight, np.float32)


def _enlarged(picture: Floats, size: int) -> Floats:
    return np.asarray(cv2.resize(picture, (size, size)), np.float32)


def skin_mean(picture: Floats, visibility: Floats) -> Floats:
    """The visible skin's mean linear RGB: the middle of its tones, without shine, hair and shade.

    Args:
        picture: 128x128x3 float32, linear RGB (`unwrap`).
        visibility: 128x128 float32.
    """
    seen = (visibility * regions(SIZE).skin > 0.5)[::2, ::2]
    tones = picture[::2, ::2][seen]
    if len(tones) < 16:
        return np.full(3, 0.3, np.float32)
    order = np.argsort(tones @ LUMINANCE)
    middle = order[int(len(order) * 0.35) : int(len(order) * 0.85)]
    return np.asarray(tones[middle].mean(axis=0), np.float32)


def _light(small: Floats, visible: Floats, skin: Floats) -> Floats:
    """Light at each texel over the mean light on the skin: 64x64x3, also where no skin is."""
    # Beard, fringe and shine are not skin under light; what is far from the skin's own tone counts
    # less.
    ratio = (small @ LUMINANCE) / np.float32(max(float(skin @ LUMINANCE), 1e-4))
    usual = np.clip((ratio - 0.08) / 0.25, 0, 1) * np.clip((2.6 - ratio) / 0.8, 0.05, 1)
    weight = regions(_LIGHT_SIZE).skin * visible * usual
    near, near_weight = _blur(small, weight, 2.5)
    # The wide blur fills what is hidden; at a quarter of the size it costs nothing.
    far, far_weight = _blur(shrunk(small, _FAR_SIZE), shrunk(weight, _FAR_SIZE), 2.5)
    trust_far = np.clip(far_weight / 0.05, 0, 1)[..., np.newaxis]
    low = _enlarged(far * trust_far + skin * (1 - trust_far), _LIGHT_SIZE)
    trust_near = np.clip(near_weight / 0.3, 0, 1)[..., np.newaxis]
    tone = near * trust_near + low * (1 - trust_near)
    # The sheen of skin is light, too, but not what paint returns; it shows least in red, which skin
    # itself returns most of, and would tint dark skin's light blue.
    shade = tone / skin
    red = np.maximum(shade[..., :1], 1e-3)
    return np.asarray(red * (shade / red) ** _LOCAL_COLOUR, np.float32)


def _tones(picture: Floats) -> Floats:
    return np.dstack([picture @ LUMINANCE, picture.min(axis=2)])


def _base(
    picture: Floats, visibility: Floats, small: Floats, visible: Floats, light: Floats
) -> Floats:
    """Luminance and dull component of each region, apart from the others: 128x128x2."""
    tones = _tones(small)
    rest, weight = _blur(tones, regions(_LIGHT_SIZE).not_lips * visible, 2.0)
    base = _enlarged(np.where((weight > 1e-3)[..., np.newaxis], rest, tones.mean((0, 1))), SIZE)
    mask = regions(SIZE).lips[_MOUTH]
    lips = _lips_base(picture[_MOUTH], mask * visibility[_MOUTH], light[_MOUTH])
    base[_MOUTH] += mask[..., np.newaxis] * (lips - base[_MOUTH])
    return base


def _lips_base(picture: Floats, weight: Floats, light: Floats) -> Floats:
    """Luminance and dull component of lips of one colour under the light of the skin around them.

    The light on the lips themselves is not known, but lips are of nearly one colour: where they are
    darker or lighter than that, they are turned away from the light or to it. So this has none of their
    roundness, and what is painted by it (`core.composite`) keeps it.
    """
    least = picture.min(axis=2)
    dull = _blur(least[..., np.newaxis], weight, 4.0)[0][..., 0]
    # Highlights are no part of what relief is measured with.
    matt = picture @ LUMINANCE - np.maximum(least - HIGHLIGHT * dull, 0)
    lit = light @ LUMINANCE
    colour = np.float32(np.vdot(weight, matt) / max(float(np.vdot(weight, lit)), 1e-4))
    return np.dstack([colour * lit, dull])


def _shade_lids(texture: Floats, albedo: Floats) -> None:
    """Brings the light on the lids, which is that of the skin around, to their own brightness."""
    box = texture[_LIDS]
    light = box[..., LIGHT : LIGHT + 3]
    usual = light @ LUMINANCE * np.float32(_LIDS_ALBEDO * float(albedo @ LUMINANCE))
    ratio = np.clip(box[..., BASE] / np.maximum(usual, 1e-4), _DARKEST_LID, _LIGHTEST_LID)
    share = np.float32(_LIDS_SHADE) * regions(SIZE).lids[_LIDS]
    # A power as numpy is quick at it.
    light *= np.exp(share * np.log(ratio))[..., np.newaxis]


def _lip_warmth(picture: Floats, visibility: Floats) -> float:
    """(R - G) / (R + G) of the lips, away from the mouth's inside."""
    masks = regions(SIZE)
    own = masks.lips[_MOUTH] * visibility[_MOUTH] * (1 - masks.inner_lips[_MOUTH])
    red, green, _ = np.einsum("yx,yxc->c", own, picture[_MOUTH])
    return float((red - green) / max(red + green, 1e-4))


def shade(picture: Floats, visibility: Floats, skin: Floats, albedo: Floats) -> Shading:
    """Separates light from skin.

    Args:
        picture: 128x128x3 float32, linear RGB (`unwrap`).
        visibility: 128x128 float32, 0..1.
        skin: 3 float32, `skin_mean` of the picture.
        albedo: 3 float32, linear RGB reflectance of this person's skin.
    """
    small, visible = shrunk(picture, _LIGHT_SIZE), shrunk(visibility, _LIGHT_SIZE)
    texture = np.zeros((SIZE, SIZE, CHANNELS), np.float32)
    texture[..., LIGHT : LIGHT + 3] = _enlarged(_light(small, visible, skin), SIZE) * (
        skin / albedo
    )
    light = texture[..., LIGHT : LIGHT + 3]
    texture[..., BASE : DULL + 1] = _base(picture, visibility, small, visible, light)
    _shade_lids(texture, albedo)
    texture[..., GUARD] = regions(SIZE).inner_lips
    texture[..., WARMTH] = _lip_warmth(picture, visibility)
    return Shading(texture)
