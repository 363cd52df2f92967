"""How much of a face's makeup a photo shows: figures to judge it by, no judgement yet.

All but the size and the flatness are read off the unwrapped face, the very picture that the
encoder gets, so that a figure means the same whatever the photo's resolution.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from mirror.core import mesh
from mirror.core.colour import LUMINANCE, to_srgb
from mirror.core.mesh import face_mesh
from mirror.core.raster import rasterise
from mirror.core.regions import contour_uv, fill, regions, signed_distance
from mirror.core.types import MESH_POINTS, Floats, Pixels
from mirror.core.unwrap import unwrap, uv_map

SIZE = 256
"""Of the canvas on which a face is judged, in texels."""

_CLIPPED = 0.985  # code 253 and above
_DARKEST = 0.004  # of what a logarithm is taken: code 12
_FEW = 64  # texels; of fewer nothing is said
_ENOUGH = 0.5  # visibility

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Legibility:
    """What is measured of one face; a figure that cannot be had takes its unsuspicious value.

    Attributes:
        face_px: The longer side of the face's box in the photo, in pixels.
        in_frame: 0..1, the share of the mesh's points that lie inside the photo.
        far_side: 0..1, how far the half of the face that is seen less is seen.
        brightness: Median luminance of the skin, linear 0..1.
        blown: 0..1, the share of the skin of which a channel is at its end.
        sharpness: Detail of about one texel around the eyes over detail of about two, along that
            of four directions in which there is least: motion blurs in one direction only.
        coarse_sharpness: The same of detail of about two texels over detail of about four.
        colours: What hues tell beyond brightness: mean distance in a*b* from the curve that best
            gives a*b* by L*. Near 0 for one tinted ink, such as a grey or sepia print.
        flatness: 0..1, the share of the face's pixels that equal their right and lower neighbours.
        eye_whites: The brightest in the eyes' openings over the skin's median luminance.
        under_eyes: The same for the median of the skin below the eyes.
        lip_contrast: Distance in L*a*b* of the lips from the skin around them.
        lower_shift: Distance in a*b* of the lower face's skin from the upper face's.
    """

    face_px: float
    in_frame: float
    far_side: float
    brightness: float = 0.0
    blown: float = 0.0
    sharpness: float = 1.0
    coarse_sharpness: float = 1.0
    colours: float = 10.0
    flatness: float = 0.0
    eye_whites: float = 1.0
    under_eyes: float = 1.0
    lip_contrast: float = 10.0
    lower_shift: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class _Masks:
    """Which texels a figure is read from, each SIZExSIZE bool."""

    right: Mask
    left: Mask
    skin: Mask
    film: Mask
    eyes: Mask
    around_eyes: Mask
    under_eyes: Mask
    lips: Mask
    around_lips: Mask
    upper: Mask
    lower: Mask


@cache
def _masks() -> _Masks:
    inside, parts, uv = uv_map(SIZE).inside, regions(SIZE), face_mesh().uv
    openings = [contour_uv(mesh.RIGHT_EYE), contour_uv(mesh.LEFT_EYE)]
    to_eyes = signed_distance(openings, SIZE, 0.1)
    to_lips = signed_distance([contour_uv(mesh.LIPS_OUTER)], SIZE, 0.1)
    skin = parts.skin > 0.5
    line = (np.arange(SIZE, dtype=np.float32) + 0.5) / SIZE
    below_eyes = line[:, np.newaxis] > uv[[145, 374], 1].mean()
    below_nose = line[:, np.newaxis] > uv[2, 1]
    return _Masks(
        right=inside & (line < 0.5),
        left=inside & (line >= 0.5),
        skin=skin,
        film=inside & (parts.domain > 0.5),
        eyes=fill(openings, SIZE) > 0.9,
        around_eyes=inside & (to_eyes > -0.06),
        under_eyes=skin & below_eyes & (to_eyes < -0.02) & (to_eyes > -0.09),
        lips=parts.lips > 0.9,
        around_lips=(to_lips < -0.012) & (to_lips > -0.045),
        upper=skin & ~below_nose,
        lower=skin & below_nose,
    )


def measure(pixels: Pixels, landmarks_px: Floats) -> Legibility:
    """Measures one face of a photo.

    Args:
        pixels: HxWx3 uint8 BGR.
        landmarks_px: At least 468x3 float32 (`Face.landmarks_px`).
    """
    points = landmarks_px[:MESH_POINTS, :2]
    height, width = pixels.shape[:2]
    face_px = float(np.ptp(points, axis=0).max())
    in_frame = float(np.all((points >= 0) & (points <= (width, height)), axis=1).mean())
    raster = rasterise(landmarks_px, width, height)
    if raster is None:
        return Legibility(face_px, in_frame, 0.0)
    picture, visibility = unwrap(pixels, landmarks_px, raster.facing, SIZE)
    masks, seen = _masks(), visibility > _ENOUGH
    far_side = min(float(visibility[half].mean()) for half in (masks.right, masks.left))
    skin = picture[seen & masks.skin]
    if len(skin) < _FEW:
        return Legibility(face_px, in_frame, far_side)
    luminance = picture @ LUMINANCE
    tone = max(float(np.median(skin @ LUMINANCE)), 1e-4)
    lab = _to_lab(picture)
    sharpness, coarse = _sharpness(luminance, seen & masks.around_eyes)
    lip_contrast = _apart(lab[seen & masks.lips], lab[seen & masks.around_lips])
    lower_shift = _apart(lab[seen & masks.upper][:, 1:], lab[seen & masks.lower][:, 1:])
    return Legibility(
        face_px=face_px,
        in_frame=in_frame,
        far_side=far_side,
        brightness=tone,
        blown=float((skin.max(axis=1) >= _CLIPPED).mean()),
        sharpness=sharpness,
        coarse_sharpness=coarse,
        colours=_colours(lab[seen & (masks.film | masks.eyes)]),
        flatness=_flatness(pixels, points),
        eye_whites=_percentile(luminance[seen & masks.eyes], 95, tone) / tone,
        under_eyes=_percentile(luminance[seen & masks.under_eyes], 50, tone) / tone,
        lip_contrast=10.0 if lip_contrast is None else lip_contrast,
        lower_shift=lower_shift or 0.0,
    )


def _to_lab(picture: Floats) -> Floats:
    """CIE L*a*b* of linear RGB."""
    srgb = to_srgb(picture).astype(np.float32)
    return np.asarray(cv2.cvtColor(srgb, cv2.COLOR_RGB2LAB), np.float32)


def _percentile(values: Floats, share: float, otherwise: float) -> float:
    return float(np.percentile(values, share)) if len(values) >= _FEW else otherwise


def _apart(one: Floats, other: Floats) -> float | None:
    """Distance of the medians of two groups of colours; None where one is hardly seen."""
    if min(len(one), len(other)) < _FEW:
        return None
    return float(np.linalg.norm(np.median(one, axis=0) - np.median(other, axis=0)))


def _streak(sigma: float, down: int, right: int) -> Floats:
    """A Gaussian along one line, as a kernel."""
    reach = int(np.ceil(3 * sigma))
    steps = np.arange(-reach, reach + 1)
    kernel = np.zeros((2 * reach + 1, 2 * reach + 1), np.float32)
    kernel[reach + down * steps, reach + right * steps] = np.exp(-(steps**2) / (2 * sigma**2))
    return np.asarray(kernel / kernel.sum(), np.float32)


def _sharpness(luminance: Floats, where: Mask) -> tuple[float, float]:
    """Fine detail over coarse, of the logarithm: neither light nor makeup's depth counts."""
    if int(where.sum()) < _FEW:
        return 1.0, 1.0
    tones = np.log2(np.maximum(luminance, _DARKEST))
    fine, coarse = [], []
    for down, right in ((0, 1), (1, 0), (1, 1), (1, -1)):
        step = float(np.hypot(down, right))
        streaks = [_streak(sigma / step, down, right) for sigma in (1, 2, 4, 8)]
        blurred = [cv2.filter2D(tones, -1, streak) for streak in streaks]
        fine.append(_finer_over_coarser(blurred[:3], where))
        coarse.append(_finer_over_coarser(blurred[1:], where))
    return min(fine), min(coarse)


def _finer_over_coarser(blurred: Sequence[NDArray[Any]], where: Mask) -> float:
    fine, middle, coarse = blurred
    finer, coarser = float((fine - middle)[where].std()), float((middle - coarse)[where].std())
    return finer / max(coarser, 1e-6)


def _colours(lab: Floats) -> float:
    if len(lab) < _FEW:
        return 10.0
    depth = lab[:, 0] / 100
    powers = np.stack([np.ones_like(depth), depth, depth**2, depth**3], axis=1)
    fitted, *_ = np.linalg.lstsq(powers, lab[:, 1:], rcond=None)
    return float(np.linalg.norm(lab[:, 1:] - powers @ fitted, axis=1).mean())


def _flatness(pixels: Pixels, points: Floats) -> float:
    low = np.maximum(points.min(axis=0), 0).astype(int)
    high = np.minimum(points.max(axis=0), pixels.shape[1::-1]).astype(int)
    crop = pixels[low[1] : high[1], low[0] : high[0]]
    if min(crop.shape[:2]) < 8:
        return 0.0
    hull = cv2.convexHull((points - low).astype(np.int32))
    face = cv2.fillConvexPoly(np.zeros(crop.shape[:2], np.uint8), hull, 1)[:-1, :-1] > 0
    # What is blown out is flat as well, and is told apart.
    face &= crop[:-1, :-1].max(axis=2) < 250
    same = (crop[:-1, :-1] == crop[1:, :-1]).all(axis=2) & (crop[:-1, :-1] == crop[:-1, 1:]).all(2)
    return float(same[face].mean()) if int(face.sum()) >= _FEW else 0.0
