"""Where lip products lie."""

from __future__ import annotations

from functools import cache

import numpy as np

from mirror.core import mesh
from mirror.core.regions import contour_uv, regions, signed_distance, smoothstep
from mirror.core.types import Floats
from mirror.makeup.shapes.canvas import frozen, grid


@cache
def _to_line(size: int) -> Floats:
    """Distance to the lip line, positive on the lips."""
    return signed_distance([contour_uv(mesh.LIPS_OUTER)], size)


@cache
def whole(size: int) -> Floats:
    """Both lips out to the lip line, with a slightly soft edge."""
    return frozen(smoothstep(-0.003, 0.004, _to_line(size)) * regions(size).domain)


@cache
def middle(size: int) -> Floats:
    """1 where the lips meet, falling off towards the lip line and the corners."""
    u, _ = grid(size)
    to_mouth = signed_distance([contour_uv(mesh.LIPS_INNER)], size)
    depth = np.maximum(_to_line(size), 0) / np.maximum(_to_line(size) - to_mouth, 1e-4)
    corners = smoothstep(0.5, 0.3, np.abs(u - 0.5) / _width())
    return frozen(smoothstep(0.2, 0.9, np.asarray(depth, np.float32)) * corners * whole(size))


@cache
def lower(size: int) -> Floats:
    """The lower lip."""
    _, v = grid(size)
    uv = mesh.face_mesh().uv
    between = float(uv[[13, 14], 1].mean())
    return frozen(smoothstep(between - 0.002, between + 0.002, v) * whole(size))


@cache
def outline(thickness: float, smudge: float, size: int) -> Floats:
    """A pencil's line, a little of it outside the lips.

    Args:
        thickness: As a share of the mouth's width.
        smudge: 0 is a line, 1 is blended over half of the lip.
        size: N.
    """
    width = thickness * _width()
    inner = width * (1 + 4 * smudge)
    u, _ = grid(size)
    # Not so at the corners: the skin beside them is gathered when lips are pursed, and would wear a
    # frayed end.
    outside = width * 0.2 * smoothstep(0.5, 0.36, np.abs(u - 0.5) / _width())
    line = smoothstep(-outside - 0.003, -outside + 0.002, _to_line(size))
    fade = smoothstep(inner, width * 0.5 * (1 - smudge), _to_line(size))
    return frozen(line * fade * regions(size).domain)


def _width() -> float:
    uv = mesh.face_mesh().uv
    return float(uv[291, 0] - uv[61, 0])
