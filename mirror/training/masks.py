"""Where paint may lie: random soft masks in canonical UV, far more various than any catalogue.

The bank decides what can be transferred: a network that has never seen an orange inner corner does
not find one. So each family ranges from what a catalogue sells to what a stage artist does.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from mirror.core import mesh
from mirror.core.regions import brow_contours, contour_uv, regions, signed_distance, smoothstep
from mirror.core.types import Floats
from mirror.makeup.shapes.eyes import EyeFrame

SIZE = 256
Rng = np.random.Generator
Masks = NDArray[np.uint8]

# Boxes of the canvas that hold a family, in sixteenths: top, bottom, left, right.
LIPS_BOX, EYE_BOX = (8, 14, 4, 12), (1, 8, 0, 8)
WHOLE_BOX = (0, 16, 0, 16)


@cache
def _grid() -> tuple[Floats, Floats]:
    line = (np.arange(SIZE, dtype=np.float32) + 0.5) / SIZE
    u, v = np.meshgrid(line, line)
    return u.astype(np.float32), v.astype(np.float32)


@cache
def _eye() -> EyeFrame:
    return EyeFrame(SIZE)


@cache
def _off_brow() -> Floats:
    return smoothstep(0.004, -0.012, signed_distance(brow_contours(), SIZE))


@cache
def _lip_distances() -> tuple[Floats, Floats]:
    """Distance inside the lips' outline, and outside the mouth's."""
    outer = signed_distance([contour_uv(mesh.LIPS_OUTER)], SIZE)
    inner = -signed_distance([contour_uv(mesh.LIPS_INNER)], SIZE)
    return outer, inner


def _noise(rng: Rng, cells: int) -> Floats:
    """Smooth noise of about so many humps across the canvas, standard normal."""
    coarse = rng.standard_normal((cells, cells)).astype(np.float32)
    return np.asarray(cv2.resize(coarse, (SIZE, SIZE), interpolation=cv2.INTER_CUBIC), np.float32)


def _soft(rng: Rng, soft: float, hard: float) -> float:
    """Width of an edge: mostly soft, sometimes cut."""
    return float(rng.uniform(soft / 3, soft) if rng.random() < 0.7 else hard)


def lips(rng: Rng) -> Floats:
    """Lipstick, liner, stains, ombre, halves, and gloss on the middle."""
    outer, inner = _lip_distances()
    u, v = _grid()
    edge = rng.uniform(-0.006, 0.008)
    width = _soft(rng, 0.014, 0.004)
    mask = smoothstep(edge - width, edge + width, outer)
    kind = rng.choice(
        ["full", "stain", "rim", "half", "spot", "noisy"], p=[0.5, 0.14, 0.14, 0.1, 0.07, 0.05]
    )
    middle = float(mesh.face_mesh().uv[[13, 14], 1].mean())
    if kind == "stain":
        mask = mask * np.exp(-((np.maximum(inner, 0) / rng.uniform(0.015, 0.04)) ** 2))
    elif kind == "rim":
        mask = mask * smoothstep(rng.uniform(0.018, 0.035), rng.uniform(0.002, 0.012), outer)
    elif kind == "half":
        across = v - middle if rng.random() < 0.5 else u - 0.5
        soft = rng.uniform(0.003, 0.05)
        mask = mask * smoothstep(-soft, soft, across if rng.random() < 0.5 else -across)
    elif kind == "spot":
        at_u, at_v = 0.5 + rng.uniform(-0.05, 0.05), middle + rng.choice([-0.03, 0.035])
        radius = rng.uniform(0.015, 0.045)
        mask = mask * np.exp(-(((u - at_u) / radius) ** 2 + ((v - at_v) / (radius * 0.6)) ** 2))
    elif kind == "noisy":
        mask = mask * smoothstep(-0.6, 0.6, _noise(rng, int(rng.integers(8, 40))))
    return np.asarray(mask, np.float32)


def eyes(rng: Rng) -> Floats:
    """Shadow, crease, smoke, corners, graphic shapes, on the person's right eye."""
    eye = _eye()
    kinds: dict[str, tuple[float, Callable[[], Floats]]] = {
        "upper": (0.34, lambda: _upper(rng, eye)),
        "crease": (0.13, lambda: _crease(rng, eye)),
        "part": (0.17, lambda: _part(rng, eye)),
        "inner": (0.07, lambda: np.exp(-((eye.to_inner / rng.uniform(0.01, 0.035)) ** 2))),
        "lower": (0.11, lambda: _lower(rng, eye)),
        "smoke": (
            0.1,
            lambda: np.maximum(_upper(rng, eye), rng.uniform(0.4, 1) * _lower(rng, eye)),
        ),
        "graphic": (0.08, lambda: _graphic(rng, eye)),
    }
    shares = np.array([share for share, _ in kinds.values()])
    kind = rng.choice(list(kinds), p=shares / shares.sum())
    mask = np.asarray(kinds[kind][1](), np.float32)
    u, _ = _grid()
    return np.asarray(mask * smoothstep(0.5, 0.47, u) * _off_brow(), np.float32)


def _upper(rng: Rng, eye: EyeFrame) -> Floats:
    top, soft = rng.uniform(0.5, 2.1), rng.uniform(0.1, 1.2)
    rise = smoothstep(top, top - soft, eye.above) * smoothstep(-0.5, -0.15, eye.above)
    outer, inner = rng.uniform(-0.45, 0.05), rng.uniform(0.85, 1.2)
    lean = eye.along + rng.uniform(-0.05, 0.2) * np.clip(eye.above, 0, 2)
    span = smoothstep(outer, outer + rng.uniform(0.06, 0.5), lean)
    return rise * span * smoothstep(inner, inner - rng.uniform(0.06, 0.4), eye.along)


def _crease(rng: Rng, eye: EyeFrame) -> Floats:
    at, width = rng.uniform(0.85, 1.5), rng.uniform(0.08, 0.5)
    band = np.exp(-(np.abs((eye.above - at) / width) ** rng.uniform(1.5, 6)))
    outer, inner = rng.uniform(-0.4, 0.1), rng.uniform(0.4, 1.1)
    span = smoothstep(outer, outer + 0.3, eye.along) * smoothstep(inner, inner - 0.4, eye.along)
    return np.asarray(band * span, np.float32)


def _part(rng: Rng, eye: EyeFrame) -> Floats:
    """The outer, middle or inner part of the lid: halo, outer corner, gradients along the lid."""
    at, width = rng.uniform(-0.15, 1.05), rng.uniform(0.12, 0.4)
    span = np.exp(-(((eye.along + 0.1 * np.clip(eye.above, 0, 2) - at) / width) ** 2))
    top = rng.uniform(0.9, 2.0)
    rise = smoothstep(top, top - rng.uniform(0.2, 1.0), eye.above)
    return np.asarray(span * rise * smoothstep(-0.5, -0.1, eye.above), np.float32)


def _lower(rng: Rng, eye: EyeFrame) -> Floats:
    depth, reach = rng.uniform(0.01, 0.06), rng.uniform(0.4, 1.15)
    band = smoothstep(depth, depth * rng.uniform(0, 0.7), eye.below)
    band = band * smoothstep(-0.012, -0.004, eye.below)
    outer = rng.uniform(-0.3, 0.0)
    span = smoothstep(outer, outer + 0.2, eye.along)
    return band * span * smoothstep(reach, reach - rng.uniform(0.1, 0.4), eye.along)


def _graphic(rng: Rng, eye: EyeFrame) -> Floats:
    """Cut shapes: blocks, floating lines, rays, dots."""
    canvas = np.zeros((SIZE * 2, SIZE * 2), np.uint8)
    corner = mesh.face_mesh().uv[33] * SIZE * 2
    kind = rng.integers(4)
    if kind == 0:
        top, outer = rng.uniform(0.8, 1.9), rng.uniform(-0.4, 0.0)
        return (
            smoothstep(top, top - 0.06, eye.above)
            * smoothstep(outer, outer + 0.05, eye.along)
            * smoothstep(-0.4, -0.2, eye.above)
        )
    if kind == 1:
        at, thin = rng.uniform(0.9, 1.9), rng.uniform(0.06, 0.18)
        line = smoothstep(thin, thin - 0.06, np.abs(eye.above - at - 0.3 * (eye.along - 0.5) ** 2))
        return line * smoothstep(rng.uniform(-0.3, 0), 0.1, eye.along)
    if kind == 2:
        for _ in range(int(rng.integers(1, 4))):
            tip = corner + rng.uniform([-90, -70], [20, 30])
            cv2.line(
                canvas,
                corner.astype(int).tolist(),
                tip.astype(int).tolist(),
                255,
                int(rng.integers(3, 12)),
                cv2.LINE_AA,
            )
    else:
        for _ in range(int(rng.integers(3, 10))):
            place = corner + rng.uniform([-40, -90], [120, 60])
            cv2.circle(
                canvas, place.astype(int).tolist(), int(rng.integers(3, 10)), 255, -1, cv2.LINE_AA
            )
    return np.asarray(
        cv2.resize(canvas, (SIZE, SIZE), interpolation=cv2.INTER_AREA) / 255, np.float32
    )


_TOUCHES: tuple[tuple[tuple[float, float], ...], ...] = (
    ((0.27, 0.525), (0.235, 0.515), (0.205, 0.505)),  # apple
    ((0.265, 0.52), (0.205, 0.485), (0.145, 0.435)),  # lifted
    ((0.26, 0.515), (0.2, 0.475), (0.14, 0.42), (0.1, 0.35)),  # draped
    ((0.5, 0.468), (0.38, 0.485), (0.29, 0.5), (0.2, 0.49)),  # across the nose
    ((0.3, 0.44), (0.24, 0.46), (0.16, 0.42)),  # below the eye
    ((0.3, 0.6), (0.2, 0.56), (0.12, 0.5)),  # hollow
    ((0.14, 0.7), (0.22, 0.8), (0.32, 0.88)),  # jaw
    ((0.1, 0.2), (0.16, 0.12), (0.25, 0.07)),  # temple, hairline
    ((0.45, 0.3), (0.455, 0.42), (0.46, 0.5)),  # the nose's side
    ((0.5, 0.25), (0.5, 0.38), (0.5, 0.5)),  # the nose's bridge
    ((0.22, 0.42), (0.16, 0.38), (0.11, 0.33)),  # cheekbone
    ((0.5, 0.1), (0.42, 0.11), (0.34, 0.13)),  # forehead
    ((0.5, 0.6), (0.49, 0.6)),  # cupid's bow
    ((0.5, 0.86), (0.46, 0.86)),  # chin
)


def touches(rng: Rng) -> Floats:
    """Blush, bronzer, contour, highlighter: soft touches of a brush, on both sides."""
    u, v = _grid()
    path = np.array(_TOUCHES[int(rng.choice(len(_TOUCHES), p=_TOUCH_SHARES))])
    path = path + rng.normal(0, 0.018, 2) + rng.normal(0, 0.008, path.shape)
    radius = rng.uniform(0.018, 0.11)
    steps = np.linspace(0, len(path) - 1, 14)
    exponent = np.full(u.shape, np.inf, np.float32)
    for step in steps:
        x, y = (np.interp(step, np.arange(len(path)), path[:, k]) for k in (0, 1))
        exponent = np.minimum(exponent, ((u - x) ** 2 + (v - y) ** 2) / radius**2)
    mask = np.exp(-(exponent ** rng.uniform(0.8, 1.6)))
    if rng.random() < 0.1:
        mask = smoothstep(0.4, 0.5, mask.astype(np.float32))
    mask = np.maximum(mask, mask[:, ::-1]) if rng.random() < 0.94 else mask
    return np.asarray(mask * regions(SIZE).domain, np.float32)


_TOUCH_SHARES = np.array([5, 6, 4, 3, 2, 2, 1, 1, 1, 1, 2, 1, 0.5, 0.5]) / 30


def art(rng: Rng) -> Floats:
    """Face paint: stripes, bands, half faces, blots, dots and polygons, hard and soft."""
    u, v = _grid()
    kind = rng.integers(6)
    if kind == 0:
        angle, period = rng.uniform(0, np.pi), rng.uniform(0.04, 0.2)
        wave = np.sin((u * np.cos(angle) + v * np.sin(angle)) * 2 * np.pi / period)
        mask = smoothstep(rng.uniform(-0.3, 0.5), 0.7, wave.astype(np.float32))
    elif kind == 1:
        at, half = rng.uniform(0.05, 0.9), rng.uniform(0.03, 0.15)
        mask = smoothstep(half, half - _soft(rng, 0.05, 0.01), np.abs(v - at))
    elif kind == 2:
        side = u - 0.5 if rng.random() < 0.5 else 0.5 - u
        mask = smoothstep(-0.01, rng.uniform(0.0, 0.1), side)
    elif kind == 3:
        low = rng.uniform(-0.2, 0.8)
        mask = smoothstep(low, low + _soft(rng, 1.0, 0.1), _noise(rng, int(rng.integers(3, 12))))
    else:
        canvas = np.zeros((SIZE, SIZE), np.uint8)
        for _ in range(int(rng.integers(1, 8))):
            centre = rng.uniform(0.08, 0.92, 2) * SIZE
            if kind == 4:
                corners = centre + rng.normal(0, rng.uniform(6, 28), (int(rng.integers(3, 7)), 2))
                cv2.fillPoly(canvas, [np.rint(corners).astype(np.int32)], 255, cv2.LINE_AA)
            else:
                cv2.circle(
                    canvas,
                    centre.astype(int).tolist(),
                    int(rng.integers(2, 22)),
                    255,
                    -1,
                    cv2.LINE_AA,
                )
        mask = (cv2.GaussianBlur(canvas, (0, 0), rng.uniform(0.6, 3)) / 255).astype(np.float32)
    if rng.random() < 0.5:
        mask = np.maximum(mask, mask[:, ::-1])
    inside = regions(SIZE)
    return np.asarray(mask * inside.domain * (1 - (rng.random() < 0.5) * inside.lips), np.float32)


def bank(
    draw: Callable[[Rng], Floats], count: int, box: tuple[int, int, int, int], seed: int
) -> Masks:
    """So many masks of one family.

    Args:
        draw: One of `lips`, `eyes`, `touches`, `art`.
        count: How many.
        box: The part of the canvas that is kept, in sixteenths.
        seed: The same seed gives the same masks.

    Returns:
        Count x h x w uint8.
    """
    rng = np.random.default_rng(seed)
    top, bottom, left, right = (side * SIZE // 16 for side in box)
    drawn = (draw(rng)[top:bottom, left:right] for _ in range(count))
    return np.stack([np.rint(np.clip(mask, 0, 1) * 255).astype(np.uint8) for mask in drawn])
