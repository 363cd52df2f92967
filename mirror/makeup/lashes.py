"""Lashes: mascara on one's own, and false ones.

A lash grows from the lid's edge, first away from the face and then, in a curve, up. Seen from the
front most of its length is hidden; on a turned head it stands out. So lashes are laid out in three
dimensions, in the axes of the head, and hang down as the lid closes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from mirror.core import mesh
from mirror.core.colour import hex_to_linear
from mirror.core.hairs import Hairs, draw_hairs
from mirror.core.mesh import face_mesh
from mirror.core.raster import FaceRaster
from mirror.core.regions import spline
from mirror.core.shading import Shading
from mirror.core.types import Floats, Pixels
from mirror.makeup.products import FalseLashes, Mascara

_POINTS = 6
# Gap of the lids over the eye's width: closed, and open as narrow eyes are.
_CLOSED, _OPEN = 0.05, 0.16
# Half the width of a natural lash at its root, as a share of the eye's width.
_RADIUS = 0.0065


@dataclass(frozen=True, slots=True)
class _Style:
    """How lashes grow, along the lid from 0 at the outer corner to 1 at the inner one.

    Attributes:
        count: How many.
        length: Of the lash at each place, as a share of the eye's width.
        thickness: In units of a natural lash.
        curl: 0 sticks straight out, 1 turns up.
        fan: How far the outer ones lean outwards.
        tuft: How many neighbours lean together into one point; 1 stands alone.
        uneven: How much lengths differ from one to the next.
    """

    count: int
    length: Callable[[Floats], Floats]
    thickness: float
    curl: float
    fan: float = 0.5
    tuft: int = 1
    uneven: float = 0.12


def _hump(at: float, width: float, low: float, high: float) -> Callable[[Floats], Floats]:
    """Longest at a place along the lid, shorter towards both ends."""

    def length(along: Floats) -> Floats:
        bell = np.exp(-(((along - at) / width) ** 2))
        ends = np.minimum(np.minimum(along / 0.06, (1 - along) / 0.18), 1)
        return np.asarray((low + (high - low) * bell) * (0.35 + 0.65 * ends), np.float32)

    return length


_MASCARA: Mapping[str, _Style] = {
    "natural": _Style(26, _hump(0.38, 0.5, 0.1, 0.17), 1.0, 0.75),
    "volume": _Style(34, _hump(0.4, 0.5, 0.12, 0.19), 1.4, 0.8, tuft=2),
    "length": _Style(28, _hump(0.36, 0.5, 0.14, 0.24), 1.1, 0.85),
    "curl": _Style(28, _hump(0.42, 0.55, 0.12, 0.19), 1.2, 1.15),
}
_FALSE: Mapping[str, _Style] = {
    "natural": _Style(34, _hump(0.38, 0.55, 0.13, 0.21), 1.1, 0.85),
    "volume": _Style(58, _hump(0.4, 0.6, 0.16, 0.24), 1.6, 0.9, uneven=0.2),
    "doll": _Style(40, _hump(0.5, 0.35, 0.14, 0.29), 1.3, 1.0),
    "wispy": _Style(44, _hump(0.36, 0.5, 0.13, 0.25), 1.0, 0.9, tuft=3, uneven=0.45),
    "cat": _Style(42, _hump(0.08, 0.42, 0.1, 0.31), 1.2, 0.8, fan=1.0),
    "spiky": _Style(36, _hump(0.35, 0.55, 0.16, 0.26), 1.4, 0.9, tuft=4, uneven=0.08),
    "dramatic": _Style(60, _hump(0.34, 0.6, 0.18, 0.32), 1.4, 0.95, fan=0.9, uneven=0.22),
}


@dataclass(frozen=True, slots=True, eq=False)
class LashLine:
    """The lashes of one lid.

    Attributes:
        shade: 3 float32, linear RGB reflectance.
        opacity: 0..1.
        lid: The mesh points along the lid, from the outer corner to the inner one.
        opposite: The other lid's.
        upper: Whether it is the upper lid.
        along: M float32, where each lash grows.
        length: M float32, as a share of the eye's width.
        lean: M float32, to the outer side, as a share of the length.
        thickness: M float32, half the width at the root, as a share of the eye's width.
        curl: 0..1.
    """

    shade: Floats
    opacity: float
    lid: tuple[int, ...]
    opposite: tuple[int, ...]
    upper: bool
    along: Floats
    length: Floats
    lean: Floats
    thickness: Floats
    curl: float

    def draw(self, out: Pixels, face: FaceRaster, shading: Shading, strength: float) -> None:
        """Draws them into a picture (HxWx3 uint8 BGR), in place, at a strength of 0..1."""
        middle = self.lid[len(self.lid) // 2]
        facing = float(face.facing[list(self.lid)].mean())
        hairs = Hairs(
            *self._grown(face.points_px),
            shade=self.shade,
            opacity=self.opacity * strength * min(2 * facing, 1.0),
            light=shading.light_at(*face_mesh().uv[middle]),
        )
        draw_hairs(out, hairs)

    def _grown(self, points: Floats) -> tuple[Floats, Floats]:
        """Paths MxKx2 and radii MxK, in pixels."""
        lid = points[list(self.lid)].astype(np.float64)
        eye_px = float(np.linalg.norm(lid[0] - lid[-1]))
        curve = spline(lid, closed=False, steps=8)
        place = self.along * (len(curve) - 1)
        roots = np.stack(
            [np.interp(place, np.arange(len(curve)), curve[:, k]) for k in range(3)], axis=1
        )
        across, up, out = _axes(points)
        outwards = across if float((lid[0] - lid[-1]) @ across) > 0 else -across
        middle = len(self.lid) // 2
        gap = float(np.linalg.norm(lid[middle] - points[self.opposite[middle]])) / eye_px
        wide = float(np.clip((gap - _CLOSED) / (_OPEN - _CLOSED), 0, 1))
        if self.upper:
            # An open lid carries them up; a closed one lets them hang, their tips still turned up.
            early, late = -0.5 + 0.7 * wide, -0.55 + (0.65 + 0.7 * self.curl) * wide
        else:
            early, late = -0.35, -0.8
        reach = (self.length * eye_px)[:, np.newaxis]
        side = self.lean[:, np.newaxis] * outwards
        bend = roots + reach * (0.6 * out + early * up + 0.4 * side)
        tips = roots + reach * (0.75 * out + late * up + side)
        t = np.linspace(0, 1, _POINTS)[:, np.newaxis, np.newaxis]
        path = (1 - t) ** 2 * roots + 2 * t * (1 - t) * bend + t**2 * tips
        thin = 1 - 0.85 * np.linspace(0, 1, _POINTS) ** 1.3
        radius = (self.thickness * eye_px)[:, np.newaxis] * thin
        return (
            np.ascontiguousarray(path.transpose(1, 0, 2)[..., :2], np.float32),
            np.asarray(radius, np.float32),
        )


def _axes(points: Floats) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Unit vectors of the head in the picture's axes: to its left, up, and out of the face."""
    across = points[454].astype(np.float64) - points[234]
    down = points[152].astype(np.float64) - points[10]
    across /= max(float(np.linalg.norm(across)), 1e-6)
    down -= across * float(down @ across)
    down /= max(float(np.linalg.norm(down)), 1e-6)
    return across, -down, np.cross(down, across)


def lash_lines(product: Mascara | FalseLashes) -> list[LashLine]:
    """The lashes that a product makes of both eyes'."""
    style = (_MASCARA if isinstance(product, Mascara) else _FALSE)[product.style]
    lines = []
    for upper, lower in (
        (mesh.RIGHT_UPPER_LID, mesh.RIGHT_LOWER_LID),
        (mesh.LEFT_UPPER_LID, mesh.LEFT_LOWER_LID),
    ):
        # The same on both eyes: a pair of false lashes is a pair.
        lines.append(_line(product, style, upper, lower, upper=True, share=1.0))
        if product.lower > 0:
            lines.append(_line(product, style, lower, upper, upper=False, share=product.lower))
    return lines


def _line(
    product: Mascara | FalseLashes, style: _Style, lid: tuple[int, ...],
    opposite: tuple[int, ...], *, upper: bool, share: float,
) -> LashLine:  # fmt: skip
    rng = np.random.default_rng(len(product.style))
    count = style.count if upper else max(int(style.count * 0.6), 8)
    along = (np.arange(count) + 0.5 + rng.uniform(-0.3, 0.3, count)) / count * 0.9 + 0.01
    longer = (0.6 + 0.8 * product.length) * (1.0 if upper else 0.5 * share)
    length = style.length(np.asarray(along, np.float32)) * longer
    length *= np.exp(style.uneven * np.clip(rng.normal(0, 1, count), -1.5, 1.2))
    lean = style.fan * np.interp(along, [0, 0.45, 1], [0.9, 0.15, -0.45])
    lean += rng.normal(0, 0.06, count)
    if style.tuft > 1:
        # Neighbours meet at one tip: what they lean makes up for how far apart they grow.
        tuft = np.arange(count) // style.tuft
        centre = np.array([along[tuft == t].mean() for t in tuft])
        lean += (along - centre) / np.maximum(length, 0.05) * 0.8
    thickness = _RADIUS * style.thickness * (1.0 if upper else 0.55)
    return LashLine(
        shade=hex_to_linear(product.shade),
        opacity=product.strength * 0.95,
        lid=lid,
        opposite=opposite,
        upper=upper,
        along=np.asarray(along, np.float32),
        length=np.asarray(length, np.float32),
        lean=np.asarray(lean, np.float32),
        thickness=np.full(count, thickness, np.float32),
        curl=style.curl,
    )
