"""Finds the white paper in a photo, and the light that falls on it.

The paper is the largest bright area without edges in it. Its light is a smooth function of the
place: a quadratic in the logarithm of each channel, fitted robustly, plus what the paper itself
shows beyond it (a soft shadow), carried into what lies on the paper by normalised convolution
(Knutsson and Westin, CVPR 1993).
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from mirror.core.colour import LUMINANCE, decode
from mirror.core.types import Floats, Pixels
from mirror.errors import PhotoError

NO_PAPER = (
    "There is no white paper to be seen; put the swatch on plain white paper and let the paper fill "
    "most of the photo."
)

Mask = NDArray[np.bool_]

# Photos are measured at this length of their longer side.
_SIDE = 720
# Of luminance, over the pixel beside it: how steep is an edge. Noise adds to it.
_EDGE = 0.02
_SMALLEST_PAPER = 0.12
# Share of the paper that may be overexposed.
_CLIPPED_SHARE = 0.03
_CLIPPED = 253
# Spread of the paper's luminance once the light is divided out; skin and walls with things before
# them have 0.065 and more, paper in a noisy photo 0.045.
_UNEVEN_PAPER = 0.055
# Luminance of white paper below which a photo is too dark to measure.
_DARKEST = 0.02
# Ratios of the light's strongest and weakest channel.
_COLOURED_LIGHT = 3.5


@dataclass(frozen=True, slots=True, eq=False)
class Paper:
    """A photo of paper, with the light divided out.

    Attributes:
        relative: hxwx3 float32, linear RGB; the paper is 1.
        sheet: hxw, what lies within the paper's outline, marks on it included.
        bare: hxw, where the paper itself is seen.
        light: 3 float32, linear RGB at which the photo shows the paper.
        noise: Standard deviation of the bare paper's luminance, as a share of it.
        scale: Pixels of the photo to one of these maps.
    """

    relative: Floats
    sheet: Mask
    bare: Mask
    light: Floats
    noise: float
    scale: float


def find_paper(pixels: Pixels) -> Paper:
    """Finds the paper and divides its light out.

    Args:
        pixels: HxWx3 uint8 BGR, sRGB.

    Raises:
        PhotoError: There is no paper, or it is overexposed, too dark, or lit in a colour that
            leaves too little of another one.
    """
    scale = max(max(pixels.shape[:2]) / _SIDE, 1.0)
    size = (max(round(pixels.shape[1] / scale), 1), max(round(pixels.shape[0] / scale), 1))
    if min(size) < 48:
        raise PhotoError("The picture is too small to measure a shade; take a larger photo.")
    clipped_share = cv2.resize(
        (_brightest_channel(pixels) >= _CLIPPED).astype(np.float32),
        size,
        interpolation=cv2.INTER_AREA,
    )
    # Halved before decoding: a phone's photo in float32 is half a gigabyte.
    half = (min(2 * size[0], pixels.shape[1]), min(2 * size[1], pixels.shape[0]))
    nearer = np.asarray(cv2.resize(pixels, half, interpolation=cv2.INTER_AREA), np.uint8)
    linear = np.asarray(cv2.resize(decode(nearer), size, interpolation=cv2.INTER_AREA), np.float32)
    if float(np.percentile(linear @ LUMINANCE, 95)) < _DARKEST:
        raise PhotoError("The photo is too dark to measure a shade; take it in brighter light.")
    overexposed = np.asarray(clipped_share) > 0.3
    smooth = _smooth(linear)
    start = _brightest_area(linear, smooth)
    clipped = _around(start)
    if float(overexposed[clipped].mean()) > _CLIPPED_SHARE:
        raise PhotoError(
            "The photo is too bright: the paper is overexposed; take it with less exposure or "
            "away from direct light."
        )
    log = np.log(np.maximum(linear, 1e-4))
    fit, bare = _fit(log, start & ~overexposed, smooth & ~overexposed)
    light = np.exp(_refined(log, fit, bare))
    relative = linear / light
    middle = np.asarray(np.median(light[bare], axis=0), np.float32)
    if float(middle.max()) > _COLOURED_LIGHT * float(middle.min()):
        raise PhotoError(
            "The paper is not white, or its light is too strongly coloured; use plain white paper in "
            "daylight or under white lamps."
        )
    luminance = (relative @ LUMINANCE)[bare]
    noise = 1.4826 * float(np.median(np.abs(luminance - np.median(luminance))))
    if noise > _UNEVEN_PAPER:
        raise PhotoError(NO_PAPER)
    return Paper(np.asarray(relative, np.float32), _around(bare), bare, middle, noise, float(scale))


def _brightest_channel(pixels: Pixels) -> Pixels:
    blue, green, red = cv2.split(pixels)
    return np.asarray(cv2.max(cv2.max(blue, green), red), np.uint8)


def _smooth(linear: Floats) -> Mask:
    """Where there is no edge; soft shadows have none."""
    level = np.log(np.maximum(cv2.GaussianBlur(linear, (0, 0), 2.0), 1e-4))
    steep = np.zeros(level.shape[:2], np.float32)
    for channel in cv2.split(level):
        across = cv2.Scharr(channel, cv2.CV_32F, 1, 0, scale=1 / 32)
        down = cv2.Scharr(channel, cv2.CV_32F, 0, 1, scale=1 / 32)
        steep = np.maximum(steep, cv2.magnitude(across, down))
    edge = max(_EDGE, 4 * float(np.percentile(steep, 30)))
    return np.asarray(steep < min(edge, 0.06))


def _brightest_area(linear: Floats, smooth: Mask) -> Mask:
    """The edgeless area that is large, bright in every channel, and so the likeliest to be white."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(smooth.astype(np.uint8), connectivity=4)
    white = np.percentile(linear, 99, axis=(0, 1)) + 1e-4
    best, best_score = None, 0.0
    for label in np.argsort(-stats[1:, cv2.CC_STAT_AREA])[:6] + 1:
        area = stats[label, cv2.CC_STAT_AREA] / smooth.size
        if area < _SMALLEST_PAPER:
            break
        inside = np.asarray(labels == label)
        brightness = float(np.min(np.median(linear[inside], axis=0) / white))
        score = area * brightness**2
        if brightness > 0.35 and score > best_score:
            best, best_score = inside, score
    if best is None:
        raise PhotoError(NO_PAPER)
    return best


def _terms(shape: tuple[int, ...]) -> Floats:
    """hxwx6 float32: the terms of a quadratic in -1..1 across the photo."""
    y, x = np.meshgrid(np.linspace(-1, 1, shape[0]), np.linspace(-1, 1, shape[1]), indexing="ij")
    return np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], axis=2).astype(np.float32)


def _fit(log: Floats, start: Mask, smooth: Mask) -> tuple[Floats, Mask]:
    """The quadratic through the paper's log colour, and where the paper is bare.

    What is on the paper is left out step by step: what differs from the fit in brightness by more
    than the paper's own spread, or, as a shadow does not, in hue.
    """
    terms = _terms(log.shape)
    bare = start
    for turn in range(6):
        chosen = np.flatnonzero(bare)
        chosen = chosen[:: max(len(chosen) // 10_000, 1)]
        columns, _, _, _ = np.linalg.lstsq(
            terms.reshape(-1, 6)[chosen], log.reshape(-1, 3)[chosen], rcond=None
        )
        fit = np.asarray(terms @ columns.astype(np.float32), np.float32)
        grey, hue = _differences(log - fit)
        spread = 1.4826 * float(np.median(np.abs(grey.ravel()[chosen])))
        tint = 1.4826 * float(np.median(hue.ravel()[chosen]))
        neutral = smooth & (hue < max(4 * tint, 0.02))
        like = neutral & (np.abs(grey) < max(3.5 * spread, 0.03))
        if turn == 5 or like.sum() < 0.25 * start.sum():
            # A soft shadow on the paper differs from the fit and is still the paper.
            shadowed = neutral & start & (grey > -1.2) & (grey < 0.2)
            return fit, _attached(bare | shadowed)
        bare = like
    raise AssertionError("the last turn returns")


def _differences(left: Floats) -> tuple[Floats, Floats]:
    """How much brighter each pixel is in all channels together, and at most in one beyond that."""
    red, green, blue = cv2.split(left)
    grey = (red + green + blue) / 3
    hue = np.maximum(np.maximum(np.abs(red - grey), np.abs(green - grey)), np.abs(blue - grey))
    return np.asarray(grey, np.float32), np.asarray(hue, np.float32)


def _attached(mask: Mask) -> Mask:
    """The largest piece, and those of some size, without specks."""
    opened = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(opened, connectivity=4)
    areas = stats[:, cv2.CC_STAT_AREA].copy()
    areas[0] = 0
    return np.asarray((areas > 0.1 * areas.max())[labels])


def _refined(log: Floats, fit: Floats, bare: Mask) -> Floats:
    """The fit plus what the bare paper shows beyond it; the fit alone far away from bare paper."""
    known = bare.astype(np.float32)
    left = (log - fit) * known[:, :, None]
    sigma = 0.025 * max(bare.shape)
    weight = cv2.GaussianBlur(known, (0, 0), sigma)
    carried = cv2.GaussianBlur(left, (0, 0), sigma) / (weight + 0.05)[:, :, None]
    return np.asarray(fit + carried, np.float32)


def _around(paper: Mask) -> Mask:
    """The convex outline of the paper's largest piece, filled."""
    contours, _ = cv2.findContours(paper.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    hull = cv2.convexHull(max(contours, key=cv2.contourArea))
    filled = np.zeros(paper.shape, np.uint8)
    cv2.fillConvexPoly(filled, hull, 1)
    return filled > 0
