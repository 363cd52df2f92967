"""Measures a shade in a photo of a swatch on white paper.

The paper says how strong the light is and what colour it has, and dividing by it leaves the
product's reflectance relative to the paper's. This is von Kries's adaptation in linear sRGB, as
exact as the camera's own tone curve and its sense of colour let it be.

How well a product covers is not measured: on white paper alone a thin layer of a dark product and a
thick one of a sheer product look the same; that takes a swatch over black and white.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import cv2
import numpy as np
from coloraide import Color

from mirror.catalogue.paper import NO_PAPER, Mask, Paper, find_paper
from mirror.core.types import Floats, Pixels
from mirror.errors import PhotoError

Lab = tuple[float, float, float]

PAPER_LAB: Lab = (96.0, 0.0, 0.0)
"""What is taken for white paper, CIELAB D65: neutral, reflectance 0.9. Copy paper with brightener
is a little bluer and lighter by day; who has measured theirs gives it."""


class Note(Enum):
    """What may have made a measurement worse."""

    DARK = "The photo is dark; brighter light measures better."
    CAST = "The light is strongly coloured; daylight measures better."
    SMALL = "The swatch is small; come closer."
    UNEVEN = "The swatch is uneven; spread it thicker and evenly."
    SEVERAL = "There are several swatches; choose the one you mean."


@dataclass(frozen=True, slots=True, eq=False)
class Swatch:
    """One swatch and its colour where it is thick, without its highlights and thin edges.

    Attributes:
        shade: sRGB, #rrggbb; the nearest one where sRGB has not the colour.
        lab: CIELAB L*, a*, b*, D65.
        spread: CIELAB distance from `lab` within which nine tenths of the measured area lie.
        box_px: x, y, width, height in the photo.
        mask: HxW bool, the size of the photo: the area that was measured.
        notes: What may have made it worse; empty for a good photo.
    """

    shade: str
    lab: Lab
    spread: float
    box_px: tuple[int, int, int, int]
    mask: Mask
    notes: tuple[Note, ...]


def measure_swatch(pixels: Pixels, paper_lab: Lab = PAPER_LAB) -> tuple[Swatch, ...]:
    """Measures every swatch in a photo, largest first.

    Args:
        pixels: HxWx3 uint8 BGR, sRGB.
        paper_lab: The paper's own colour, CIELAB D65.

    Raises:
        PhotoError: There is no paper or no swatch on it, or the photo is too bright, dark,
            coloured or blurred to measure; says what to do.
    """
    paper = find_paper(pixels)
    white = Color("lab-d65", list(paper_lab)).convert("srgb-linear").coords()
    reflectance = np.asarray(paper.relative * np.array(white, np.float32), np.float32)
    marks, at_edge = _marks(paper, _lab(reflectance), paper_lab)
    if not marks:
        if at_edge:
            raise PhotoError(
                "The swatch runs off the paper; photograph it with white paper all around it."
            )
        raise PhotoError(
            "There is no swatch on the paper; put some of the product on white paper and come "
            "closer."
        )
    if not _is_plain(paper, marks):
        raise PhotoError(NO_PAPER)
    cores = [(mark, core) for mark in marks if (core := _core(paper, mark)).any()]
    if not cores:
        raise PhotoError(
            "The swatch is too blurred or too thin to measure; spread it thicker, hold the camera "
            "still and let it focus."
        )
    several = (Note.SEVERAL,) if len(cores) > 1 else ()
    return tuple(
        _swatch(paper, reflectance, mark, core, pixels.shape[:2], several) for mark, core in cores
    )


# Linear sRGB to XYZ over the white point, IEC 61966-2-1's primaries under D65.
_TO_XYZ: Floats = np.array(
    [
        [0.4123908 / 0.95045593, 0.35758434 / 0.95045593, 0.18048079 / 0.95045593],
        [0.21263901, 0.71516868, 0.07219232],
        [0.01933082 / 1.08905775, 0.11919478 / 1.08905775, 0.95053215 / 1.08905775],
    ],
    np.float32,
)


def _lab(linear: Floats) -> Floats:
    """Linear sRGB (... x 3) to CIELAB D65 (CIE 15); unlike OpenCV's, not clipped at white."""
    xyz = np.maximum(linear @ _TO_XYZ.T, 0)
    root = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    x, y, z = root[..., 0], root[..., 1], root[..., 2]
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1).astype(np.float32)


# CIELAB distance from the paper that is a mark, and that of its surroundings which belong to it.
_MARK, _FRINGE = 4.0, 2.5
_SMALLEST_MARK = 0.0015
# A shadow darkens without colouring: CIELAB chroma, and how much of its outline is sharp.
_SHADOW_CHROMA, _SHADOW_SHARP = 3.0, 0.03
_MOST_MARKS = 12


def _marks(paper: Paper, lab: Floats, paper_lab: Lab) -> tuple[list[Mask], bool]:
    """What lies on the paper, largest first; and whether something does that runs off it."""
    smoothed = np.asarray(cv2.GaussianBlur(lab, (0, 0), 1.5), np.float32)
    away = np.linalg.norm(smoothed - np.array(paper_lab, np.float32), axis=2)
    noise = float(np.median(away[paper.bare]))
    differs = paper.sheet & (away > max(_FRINGE, 3 * noise))
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (5, 5))
    cleaned = cv2.morphologyEx(differs.astype(np.uint8), cv2.MORPH_OPEN, kernel)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(cleaned, connectivity=8)
    padded = np.pad(paper.sheet.astype(np.uint8), 1)
    inner = cv2.erode(padded, np.ones((9, 9), np.uint8))[1:-1, 1:-1] > 0
    marks, at_edge = [], False
    order = np.argsort(-stats[1:, cv2.CC_STAT_AREA])[:_MOST_MARKS] + 1
    for label in order:
        if stats[label, cv2.CC_STAT_AREA] < _SMALLEST_MARK * paper.sheet.sum():
            break
        mark = np.asarray(labels == label)
        if float(np.percentile(away[mark], 80)) < max(_MARK, 5 * noise):
            continue
        if _is_shadow(smoothed, mark):
            continue
        if (mark & ~inner).any():
            at_edge = True
            continue
        marks.append(mark)
    return marks, at_edge


_PLAIN = 0.75


def _is_plain(paper: Paper, marks: list[Mask]) -> bool:
    """Whether the sheet is bare paper and the marks, and not a wall behind a person, say."""
    known = paper.bare.astype(np.uint8)
    for mark in marks:
        known |= mark.astype(np.uint8)
    closed = cv2.morphologyEx(known, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
    return float(np.mean(closed[paper.sheet])) > _PLAIN


def _is_shadow(lab: Floats, mark: Mask) -> bool:
    """Whether it is grey, and fades out into the paper rather than ends."""
    chroma = float(np.median(np.hypot(lab[mark][:, 1], lab[mark][:, 2])))
    if chroma > _SHADOW_CHROMA:
        return False
    lightness = np.asarray(lab[:, :, 0], np.float32)
    steep = cv2.magnitude(
        cv2.Scharr(lightness, cv2.CV_32F, 1, 0, scale=1 / 32),
        cv2.Scharr(lightness, cv2.CV_32F, 0, 1, scale=1 / 32),
    )
    depth = 96.0 - float(np.median(lightness[mark]))
    around = cv2.morphologyEx(mark.astype(np.uint8), cv2.MORPH_GRADIENT, np.ones((7, 7), np.uint8))
    return float(np.percentile(steep[around > 0], 75)) < _SHADOW_SHARP * depth


_THINNEST_CORE = 0.08
# Length over which a mark's outline may fade, as a share of the mark's own size.
_WIDEST_OUTLINE = 0.3


def _core(paper: Paper, mark: Mask) -> Mask:
    """Where a mark shows its full colour; empty where it nowhere does.

    The optical depth of the film, as seen over paper, grows with its thickness and levels out where
    it hides the paper; highlights lower it as thin places do. So the full colour is the deepest
    depth at which much of the mark lies.
    """
    inside = cv2.erode(mark.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    if inside.sum() < 20:
        return np.zeros_like(mark)
    soft = np.asarray(cv2.GaussianBlur(paper.relative, (0, 0), 1.0), np.float32)
    depths = -np.log(np.clip(soft[inside], 0.004, 2.0))
    direction = np.percentile(depths, 75, axis=0)
    depth = depths @ (direction / np.linalg.norm(direction))
    high = float(np.percentile(depth, 99.5))
    # Below half of it lie highlights, which clip to one value, and thin edges.
    width = max(0.06 * high, 1.5 * paper.noise, 0.01)
    steps = np.linspace(high / 2, high, 48)
    ordered = np.sort(depth)
    held = np.searchsorted(ordered, steps + width) - np.searchsorted(ordered, steps - width)
    peaks = np.flatnonzero(held > 0.5 * held.max())
    # Deepest of the depths that hold much, up to the top of its own peak.
    last = int(peaks[-1])
    while last > 0 and held[last - 1] >= held[last]:
        last -= 1
    chosen = np.abs(depth - steps[last]) <= width
    core = np.zeros_like(mark)
    core[inside] = chosen
    if core.sum() < _THINNEST_CORE * mark.sum() or _is_blurred(soft, mark, high):
        return np.zeros_like(mark)
    return core


def _is_blurred(relative: Floats, mark: Mask, deepest: float) -> bool:
    """Whether the outline takes so long to fade that nothing inside may have its full colour."""
    density = -np.log(np.clip(relative, 0.004, 2.0))
    depth = np.asarray(np.sqrt((density**2) @ np.ones(3, np.float32)), np.float32)
    steep = cv2.magnitude(
        cv2.Scharr(depth, cv2.CV_32F, 1, 0, scale=1 / 32),
        cv2.Scharr(depth, cv2.CV_32F, 0, 1, scale=1 / 32),
    )
    steepest = float(np.percentile(steep[mark], 90))
    return deepest > steepest * _WIDEST_OUTLINE * float(np.sqrt(mark.sum()))


_DARK_PAPER, _STRONG_CAST = 0.12, 2.5
_SMALL_MARK, _UNEVEN_SPREAD, _UNEVEN_CORE = 0.008, 6.0, 0.5


def _swatch(
    paper: Paper,
    reflectance: Floats,
    mark: Mask,
    core: Mask,
    shape: tuple[int, ...],
    notes: tuple[Note, ...],
) -> Swatch:
    # The mean of light, as the eye and a spectrophotometer's aperture take it.
    linear = reflectance[core].mean(axis=0)
    colour = Color("srgb-linear", [float(value) for value in linear])
    lab = colour.convert("lab-d65").coords()
    away = np.linalg.norm(_lab(reflectance[core]) - np.array(lab, np.float32), axis=1)
    spread = float(np.percentile(away, 90))
    light = float(paper.light.mean())
    conditions = {
        Note.DARK: light < _DARK_PAPER,
        Note.CAST: paper.light.max() > _STRONG_CAST * paper.light.min(),
        Note.SMALL: mark.sum() < _SMALL_MARK * mark.size,
        Note.UNEVEN: spread > _UNEVEN_SPREAD or core.sum() < _UNEVEN_CORE * mark.sum(),
    }
    full = cv2.resize(core.astype(np.uint8), shape[1::-1], interpolation=cv2.INTER_NEAREST) > 0
    x, y, width, height = cv2.boundingRect(mark.astype(np.uint8))
    scale_x, scale_y = shape[1] / mark.shape[1], shape[0] / mark.shape[0]
    return Swatch(
        shade=colour.convert("srgb").fit("srgb", method="clip").to_string(hex=True),
        lab=(float(lab[0]), float(lab[1]), float(lab[2])),
        spread=spread,
        box_px=(
            round(x * scale_x),
            round(y * scale_y),
            round(width * scale_x),
            round(height * scale_y),
        ),
        mask=np.asarray(full),
        notes=(*notes, *(note for note, holds in conditions.items() if holds)),
    )
