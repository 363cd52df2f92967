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

SIZE = 128

# Channels of `Shading.texture`.
LIGHT, BASE, DULL, GUARD, WARMTH = 0, 3, 4, 5, 6
CHANNELS = 8

_LIGHT_SIZE = SIZE // 2


@dataclass(frozen=True, slots=True, eq=False)
class Shading:
    """What the compositor needs to know of the bare face, in canonical UV.

    Attributes:
        texture: 128x128x8 float32. 0-2: light, linear RGB, 1 where a white surface would be seen
            as 1. 3: luminance of the region around, highlights and pores averaged out. 4: the same
            of the smallest of R, G, B. 5: how near the mouth's inner line is, 0..1. 6: how red the
            lips are, (R - G) / (R + G) of their mean. 7: unused.
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


def _shrunk(picture: Floats, size: tuple[int, int]) -> Floats:
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.float32)


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


def shade(picture: Floats, visibility: Floats, skin: Floats, albedo: Floats) -> Shading:
    """Separates light from skin.

    Args:
        picture: 128x128x3 float32, linear RGB (`unwrap`).
        visibility: 128x128 float32, 0..1.
        skin: 3 float32, `skin_mean` of the picture.
        albedo: 3 float32, linear RGB reflectance of this person's skin.
    """
    masks = regions(SIZE)
    luminance = picture @ LUMINANCE
    # Beard, fringe and shine are not skin under light; what is far from the skin's own tone counts
    # less.
    ratio = luminance / max(float(skin @ LUMINANCE), 1e-4)
    usual = np.clip((ratio - 0.08) / 0.25, 0, 1) * np.clip((2.6 - ratio) / 0.8, 0.05, 1)
    weight = (masks.skin * visibility * usual).astype(np.float32)
    half = (_LIGHT_SIZE, _LIGHT_SIZE)
    small = _shrunk(picture, half)
    small_weight = _shrunk(weight, half)
    near, near_weight = _blur(small, small_weight, 2.5)
    far, far_weight = _blur(small, small_weight, 10.0)
    trust_near = np.clip(near_weight / 0.3, 0, 1)[..., np.newaxis]
    trust_far = np.clip(far_weight / 0.05, 0, 1)[..., np.newaxis]
    low = far * trust_far + skin * (1 - trust_far)
    low = near * trust_near + low * (1 - trust_near)
    light = cv2.resize(low / albedo, (SIZE, SIZE), interpolation=cv2.INTER_LINEAR)

    tones = np.dstack([luminance, picture.min(axis=2)])
    lips, _ = _blur(tones, masks.lips * visibility, 4.0)
    rest, rest_weight = _blur(tones, masks.not_lips * visibility, 4.0)
    rest = np.where((rest_weight > 1e-3)[..., np.newaxis], rest, float(luminance.mean()))
    lips_mask = masks.lips[..., np.newaxis]

    texture = np.zeros((SIZE, SIZE, CHANNELS), np.float32)
    texture[..., LIGHT : LIGHT + 3] = light
    texture[..., BASE : DULL + 1] = lips * lips_mask + rest * (1 - lips_mask)
    texture[..., GUARD] = masks.inner_lips
    lip_weight = masks.lips * visibility * (1 - masks.inner_lips)
    mean = np.einsum("yx,yxc->c", lip_weight, picture) / max(float(lip_weight.sum()), 1e-3)
    texture[..., WARMTH] = (mean[0] - mean[1]) / max(float(mean[0] + mean[1]), 1e-4)
    return Shading(texture)
