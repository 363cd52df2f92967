"""A look on the chart's head: the same film and the same drawings that the mirror puts on a face.

The head is a picture of even skin in even light; the compositor puts the film on it, and what is
drawn line by line is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from mirror.core import mesh
from mirror.core.colour import LUMINANCE, encode, hex_to_linear
from mirror.core.composite import FilmTexture, composite
from mirror.core.raster import FaceRaster, rasterise
from mirror.core.regions import regions, smoothstep
from mirror.core.shading import BASE, CHANNELS, DULL, LIGHT, SIZE, Shading
from mirror.core.sheen import lay_sheen
from mirror.core.types import Floats, Pixels
from mirror.makeup.brows import brow_hairs
from mirror.makeup.painter import paint
from mirror.makeup.products import Brows
from mirror.ui.chart.head import (
    BOTTOM,
    HALF_WIDTH,
    TOP,
    Curve,
    curve,
    ear,
    frame_points,
    hair,
    head_points,
    mirrored,
    neck,
    outline,
)

if TYPE_CHECKING:
    from mirror.makeup.look import Look

NEUTRAL_SKIN = "#f3dfd0"
"""Of a chart that is of nobody: paper with a breath of warmth."""

_OWN_BROWS = Brows(shade="#000000", style="hairs", coverage=0.5)
_BROW = np.array([0.3, 0.24, 0.2], np.float32)  # of the skin's colour
_LIPS = np.array([0.86, 0.66, 0.66], np.float32)  # of the skin's colour
_EYE_WHITE, _IRIS, _PUPIL = (hex_to_linear(one) for one in ("#fbf8f5", "#a8968a", "#4a403c"))
_FINER = 2


def painted_face(look: Look | None, skin: Floats | None, face_px: int) -> Pixels:
    """The head, with a look on.

    Args:
        look: What is worn; None leaves the face bare.
        skin: 3 float32, linear RGB reflectance; None is `NEUTRAL_SKIN`.
        face_px: From the hairline to the chin.

    Returns:
        HxWx4 uint8 BGRA, transparent around the head, of `HALF_WIDTH`, `TOP` and `BOTTOM`.
    """
    albedo = hex_to_linear(NEUTRAL_SKIN) if skin is None else np.asarray(skin, np.float32)
    points = frame_points(face_px)
    width, height = round(2 * HALF_WIDTH * face_px), round((BOTTOM - TOP) * face_px)
    raster = rasterise(points, width, height)
    if raster is None:
        raise RuntimeError("the head lies in its own picture")
    bare = _bare(albedo, face_px, width, height)
    light = _even_light(albedo, raster)
    for hairs in brow_hairs(_OWN_BROWS):
        replace(hairs, shade=albedo * _BROW).draw(bare, raster, light, 1.0)
    made = _made_up(bare, look, albedo, raster, light)
    return np.dstack([made, _shown(face_px, width, height)])


def on_white(picture: Pixels) -> Pixels:
    """A painted face, HxWx4 BGRA, on white paper: HxWx3 uint8 BGR."""
    share = picture[..., 3:].astype(np.uint16)
    mixed = picture[..., :3] * share + 255 * (255 - share)
    return ((mixed + 127) // 255).astype(np.uint8)


def _made_up(
    bare: Pixels, look: Look | None, albedo: Floats, raster: FaceRaster, light: Shading
) -> Pixels:
    if look is None:
        return bare
    painting = paint(look, albedo)
    prepared = bare.copy()
    for drawing in painting.groundwork:
        drawing.draw(prepared, raster, light, 1.0)
    made = prepared.copy()
    composite(prepared, made, raster, FilmTexture(painting.film), light)
    for drawing in painting.drawings:
        drawing.draw(made, raster, light, 1.0)
    return made


def _even_light(albedo: Floats, raster: FaceRaster) -> Shading:
    """Light from the front on skin of one colour."""
    texture = np.zeros((SIZE, SIZE, CHANNELS), np.float32)
    texture[..., LIGHT : LIGHT + 3] = 1
    skin = albedo * (1 + regions(SIZE).lips[..., np.newaxis] * (_LIPS - 1))
    texture[..., BASE] = skin @ LUMINANCE
    texture[..., DULL] = skin.min(axis=2)
    light = Shading(texture)
    lay_sheen(light, raster.normals)
    return light


def _bare(albedo: Floats, face_px: int, width: int, height: int) -> Pixels:
    """Skin, lips and eyes, softly modelled: HxWx3 uint8 BGR, writeable."""

    def mask(curves: Sequence[Curve], soft: float = 0.0) -> Floats:
        return _mask(curves, face_px, width, height, soft)

    light = 1 - 0.16 * _hollows(face_px, width, height)
    inside = mask([outline()], 0.05)
    neck_shade = mask([_neck_area()]) * (1 - mask([outline()], 0.012))
    rim = 0.15 * (1 - smoothstep(0.45, 1.0, inside)) * mask([outline()])
    light = light - rim - 0.13 * neck_shade
    linear = albedo * light[..., np.newaxis]
    lips = mask([curve(mesh.LIPS_OUTER, closed=True)], 0.004)[..., np.newaxis]
    linear = linear * (1 + lips * (_LIPS - 1))
    eyes = [curve(mesh.RIGHT_EYE, closed=True), curve(mesh.LEFT_EYE, closed=True)]
    open_eyes = mask(eyes)
    for first in (mesh.RIGHT_IRIS_CENTRE, mesh.LEFT_IRIS_CENTRE):
        _put_eyeball(linear, open_eyes, first, face_px)
    return np.ascontiguousarray(encode(np.asarray(linear, np.float32)))


def _put_eyeball(linear: Floats, open_eyes: Floats, first: int, face_px: int) -> None:
    """White, iris and pupil into an open eye, in place; the lid shades them."""
    centre, rim = head_points()[first, :2], head_points()[first + 1, 0]
    radius = rim - centre[0]
    middle = (centre - [-HALF_WIDTH, TOP]) * face_px
    reach = 0.12 * face_px
    columns, rows = (slice(int(at - reach), int(at + reach)) for at in middle)
    y, x = (np.mgrid[rows, columns].astype(np.float32) + 0.5) - middle[::-1, np.newaxis, np.newaxis]
    x, y = x / face_px, y / face_px
    edge, away = 1.5 / face_px, np.asarray(np.hypot(x, y), np.float32)
    ball = np.empty((*x.shape, 3), np.float32)
    ball[:] = _EYE_WHITE
    ring = 1 - 0.35 * smoothstep(radius * 0.72, radius, away)[..., np.newaxis]
    for colour, size in ((_IRIS * ring, radius), (_PUPIL, 0.42 * radius)):
        part = smoothstep(size + edge, size - edge, away)[..., np.newaxis]
        ball += part * (colour - ball)
    beside = np.asarray(np.hypot(x + 0.011, y + 0.012), np.float32)
    glint = smoothstep(0.007 + edge, 0.007 - edge, beside)
    ball += 0.9 * glint[..., np.newaxis] * (1 - ball)
    ball *= (1 - 0.3 * np.exp(-(((y + 0.04) / 0.026) ** 2)))[..., np.newaxis]
    skin = linear[rows, columns]
    skin += open_eyes[rows, columns, np.newaxis] * (ball - skin)


def _hollows(face_px: int, width: int, height: int) -> Floats:
    """Where the face recedes, softly: beside the nose, in the sockets, below lip and cheekbone."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    x, y = np.abs((x + 0.5) / face_px - HALF_WIDTH), (y + 0.5) / face_px + TOP
    total = np.zeros((height, width), np.float32)
    for cx, cy, rx, ry, depth in (
        (0.078, 0.27, 0.035, 0.045, 0.42),
        (0.06, 0.42, 0.02, 0.11, 0.2),
        (0.0, 0.575, 0.06, 0.016, 0.5),
        (0.0, 0.795, 0.085, 0.018, 0.42),
        (0.3, 0.62, 0.11, 0.07, 0.22),
        (0.18, 0.245, 0.11, 0.02, 0.24),
        (0.36, 0.16, 0.07, 0.12, 0.16),
    ):
        total += np.float32(depth) * np.exp(-(((x - cx) / rx) ** 2) - ((y - cy) / ry) ** 2)
    return np.asarray(np.minimum(total, 1), np.float32)


def _neck_area() -> Curve:
    right = neck()
    return np.concatenate([mirrored(right)[::-1], right])


def _shown(face_px: int, width: int, height: int) -> Pixels:
    """The head's coverage of the paper; the neck fades out: HxW uint8."""
    ears = [ear(), mirrored(ear())]
    area = _mask([outline(), *ears], face_px, width, height)
    y = np.asarray((np.arange(height) + 0.5) / face_px + TOP, np.float32)
    fade = smoothstep(1.24, 0.97, y)[:, np.newaxis]
    body = _mask([_neck_area()], face_px, width, height) * fade
    bald = 1 - _mask([hair()], face_px, width, height)
    return np.asarray(np.rint(255 * np.maximum(area * bald, body)), np.uint8)


def _mask(
    curves: Sequence[Curve], face_px: int, width: int, height: int, soft: float = 0.0
) -> Floats:
    """What lies in closed curves, 0..1; `soft` is the sigma of its edge, in the face's height."""
    canvas = np.zeros((height * _FINER, width * _FINER), np.uint8)
    for one in curves:
        place = (one - [-HALF_WIDTH, TOP]) * face_px * _FINER
        cv2.fillPoly(canvas, [np.rint((place - 0.5) * 16).astype(np.int32)], 255, shift=4)
    small = cv2.resize(canvas, (width, height), interpolation=cv2.INTER_AREA)
    mask = np.asarray(small / np.float32(255), np.float32)
    if not soft:
        return mask
    # A wide blur needs no more pixels than it leaves detail.
    coarser = max(int(soft * face_px / 4), 1)
    few = cv2.resize(mask, (width // coarser, height // coarser), interpolation=cv2.INTER_AREA)
    few = cv2.GaussianBlur(few, (0, 0), soft * face_px / coarser)
    return np.asarray(cv2.resize(few, (width, height)), np.float32)
