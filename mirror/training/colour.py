"""Colour on tensors: sRGB's curve, OKLab, and random shades of products."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from mirror.core.types import Floats
from mirror.training.device import upload
from mirror.training.masks import Rng

# Linear sRGB to cone responses, and their cube roots to OKLab; Björn Ottosson (2020), "A perceptual
# color space for image processing".
_TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def _mixed(matrix: np.ndarray, channels: Tensor) -> Tensor:
    weights = upload(matrix, channels.device).to(channels.dtype)
    return F.conv2d(channels, weights[:, :, None, None])


def oklab(linear: Tensor) -> Tensor:
    """Linear RGB, Bx3xHxW, to OKLab; what lies outside 0..1 is clipped, but for gradients."""
    inside = linear.clamp(1e-4, 1.0)
    cones = _mixed(_TO_CONES, inside + 0.01 * (linear - inside))
    return _mixed(_TO_LAB, cones.clamp(min=1e-5) ** (1 / 3))


def encoded(linear: Tensor) -> Tensor:
    """Linear light to sRGB 0..1 (IEC 61966-2-1)."""
    light = linear.clamp(0, 1)
    return torch.where(
        light <= 0.0031308, light * 12.92, 1.055 * light.clamp(min=1e-6) ** (1 / 2.4) - 0.055
    )


def decoded(code: Tensor) -> Tensor:
    """Takes sRGB 0..1 to linear light."""
    return torch.where(code <= 0.04045, code / 12.92, ((code + 0.055) / 1.055) ** 2.4)


# Where the shades of a family lie, in OKLCh: (share, lightness, chroma, hue in degrees).
_LIP_SHADES = (
    (0.3, (0.35, 0.65), (0.1, 0.22), (0, 40)),  # reds, corals, pinks
    (0.25, (0.45, 0.75), (0.03, 0.1), (10, 60)),  # nudes
    (0.2, (0.2, 0.5), (0.05, 0.18), (-30, 30)),  # berries, wines
    (0.2, (0.1, 0.95), (0.02, 0.28), (0, 360)),  # anything
    (0.05, (0.02, 0.2), (0.0, 0.04), (0, 360)),  # black
)
_EYE_SHADES = (
    (0.35, (0.2, 0.65), (0.02, 0.1), (20, 80)),  # browns
    (0.2, (0.7, 0.97), (0.0, 0.08), (20, 110)),  # champagne, ivory, gold
    (0.35, (0.2, 0.85), (0.06, 0.26), (0, 360)),  # every colour
    (0.1, (0.02, 0.3), (0.0, 0.06), (0, 360)),  # smoke, navy, black
)
_TOUCH_SHADES = (
    (0.5, (0.45, 0.8), (0.08, 0.2), (0, 60)),  # blush
    (0.25, (0.25, 0.6), (0.03, 0.1), (40, 80)),  # contour, bronzer
    (0.17, (0.85, 1.0), (0.0, 0.07), (20, 110)),  # highlighter
    (0.08, (0.2, 0.9), (0.05, 0.25), (0, 360)),  # anything
)
_ART_SHADES = (
    (0.65, (0.1, 1.0), (0.05, 0.3), (0, 360)),
    (0.2, (0.9, 1.0), (0.0, 0.02), (0, 360)),
    (0.15, (0.0, 0.2), (0.0, 0.02), (0, 360)),
)
_LINE_SHADES = (
    (0.7, (0.05, 0.25), (0.0, 0.02), (0, 360)),
    (0.15, (0.2, 0.45), (0.02, 0.08), (30, 80)),
    (0.15, (0.3, 0.98), (0.0, 0.25), (0, 360)),
)
SHADES = {
    "lips": _LIP_SHADES, "eyes": _EYE_SHADES, "touches": _TOUCH_SHADES, "art": _ART_SHADES,
    "lines": _LINE_SHADES,
}  # fmt: skip


def random_shades(rng: Rng, family: str, count: int) -> Floats:
    """Shades of a family (a key of `SHADES`) as reflectances: Kx3 float32 linear RGB, 0..1."""
    ranges = SHADES[family]
    shares = np.array([part[0] for part in ranges])
    low = np.array([[limits[0] for limits in part[1:]] for part in ranges])
    high = np.array([[limits[1] for limits in part[1:]] for part in ranges])
    part = rng.choice(len(ranges), count, p=shares / shares.sum())
    lightness, chroma, hue = rng.uniform(low[part], high[part]).T
    lab = np.stack(
        [lightness, chroma * np.cos(np.radians(hue)), chroma * np.sin(np.radians(hue))], 1
    )
    cones = (lab @ np.linalg.inv(_TO_LAB).T) ** 3
    linear = cones @ np.linalg.inv(_TO_CONES).T
    return np.asarray(np.clip(linear, 0.002, 0.95), np.float32)
