"""How far two pictures are apart.

All take 8-bit sRGB pictures and a mask; the colour distance is CIEDE2000 (ISO/CIE 11664-6:2022) as
scikit-image has it: 1 is just noticed side by side, lips against skin are 10 to 20.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from skimage.color import deltaE_ciede2000, rgb2lab
from skimage.metrics import structural_similarity

from mirror.core.types import Floats, Pixels

Mask = NDArray[np.bool_]

NOTICED = 1.0
"""A difference in CIEDE2000 that is just noticed side by side."""


def lab(pixels: Pixels) -> NDArray[np.float64]:
    """CIELAB (D65, 2 degrees) of BGR pixels, ... x 3."""
    return np.asarray(rgb2lab(pixels[..., ::-1] / 255.0), np.float64)


def colour_distance(a: Pixels, b: Pixels, where: Mask) -> Floats:
    """CIEDE2000 of each pixel of two pictures: HxW float32, 0 outside the mask.

    Args:
        a: HxWx3 uint8 BGR.
        b: Likewise.
        where: HxW, the pixels that count.
    """
    distance = np.zeros(where.shape, np.float32)
    # Equal pixels need no trigonometry, and most of a picture is not made up.
    differs = where & (a != b).any(axis=-1)
    if differs.any():
        distance[differs] = deltaE_ciede2000(lab(a[differs]), lab(b[differs]))
    return distance


def mean_over(values: Floats, where: Mask) -> float:
    """The mean of the values inside a mask.

    Raises:
        ValueError: The mask is empty.
    """
    if not where.any():
        raise ValueError("the mean over no pixel is not known")
    return float(values[where].mean(dtype=np.float64))


def psnr(a: Pixels, b: Pixels, where: Mask) -> float:
    """Peak signal-to-noise ratio over all channels inside the mask, in dB; infinite if equal."""
    error = np.mean((a[where].astype(np.float64) - b[where].astype(np.float64)) ** 2)
    return float("inf") if error == 0 else float(10 * np.log10(255**2 / error))


def similarity(a: Pixels, b: Pixels, where: Mask) -> float:
    """Structural similarity (Wang et al. 2004), the mean inside the mask; 1 is equal.

    With the paper's own Gaussian window of 1.5 px, on each channel of sRGB.
    """
    rows, columns = np.nonzero(where)
    box = (
        slice(max(int(rows.min()) - 8, 0), int(rows.max()) + 9),
        slice(max(int(columns.min()) - 8, 0), int(columns.max()) + 9),
    )
    _, every = structural_similarity(
        a[box].astype(np.float32), b[box].astype(np.float32), data_range=255.0, channel_axis=2,
        gaussian_weights=True, sigma=1.5, use_sample_covariance=False, full=True,
    )  # fmt: skip
    return mean_over(every.mean(axis=2), where[box])
