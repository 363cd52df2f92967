"""sRGB and linear light.

The transfer function is IEC 61966-2-1's. Look-up tables stand for it wherever whole pictures are
converted: 256 entries decode an 8-bit code exactly; `ENCODE_STEPS` entries encode with an error
below one code value, and give back every decoded code unchanged.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mirror.core.types import Floats, Pixels

ENCODE_STEPS = 8192

# Rec. 709 luminance of linear R, G, B.
LUMINANCE = np.array([0.2126, 0.7152, 0.0722], np.float32)


def to_linear(srgb: ArrayLike) -> NDArray[np.float64]:
    """Decodes sRGB 0..1 to linear light 0..1."""
    values = np.asarray(srgb, np.float64)
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def to_srgb(linear: ArrayLike) -> NDArray[np.float64]:
    """Linear light to sRGB, both clipped to 0..1."""
    values = np.clip(np.asarray(linear, np.float64), 0.0, 1.0)
    return np.where(values <= 0.0031308, values * 12.92, 1.055 * values ** (1 / 2.4) - 0.055)


def _frozen(table: NDArray[np.generic]) -> NDArray[np.generic]:
    table.flags.writeable = False
    return table


DECODE: Floats = to_linear(np.arange(256) / 255).astype(np.float32)
ENCODE: Pixels = np.rint(to_srgb(np.arange(ENCODE_STEPS) / (ENCODE_STEPS - 1)) * 255).astype(
    np.uint8
)
_frozen(DECODE)
_frozen(ENCODE)


def decode(pixels: Pixels) -> Floats:
    """8-bit BGR pictures (... x 3) to linear RGB float32."""
    return np.asarray(DECODE[pixels[..., ::-1]])


def encode(linear: Floats) -> Pixels:
    """Linear RGB (... x 3) to 8-bit BGR."""
    steps = np.clip(linear[..., ::-1], 0.0, 1.0) * (ENCODE_STEPS - 1) + 0.5
    return np.asarray(ENCODE[steps.astype(np.int32)])


def hex_to_linear(shade: str) -> Floats:
    """A colour written #rrggbb (sRGB) as linear RGB, float32 of 3."""
    code = shade.removeprefix("#")
    return to_linear([int(code[i : i + 2], 16) / 255 for i in (0, 2, 4)]).astype(np.float32)
