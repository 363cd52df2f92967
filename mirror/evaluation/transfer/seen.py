"""A face in a picture as the mirror sees it, and canonical UV laid out over its pixels."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from mirror.core import shading
from mirror.core.light import SkinTone
from mirror.core.mesh import face_mesh
from mirror.core.raster import FaceRaster, rasterise
from mirror.core.shading import Shading
from mirror.core.sheen import lay_sheen
from mirror.core.types import Face, Floats, Pixels
from mirror.core.unwrap import unwrap
from mirror.evaluation.transfer.measures import Mask
from mirror.evaluation.transfer.parts import PARTS, SKIN, part

_FACING = 0.5
"""Skin that faces the camera less than this is half faded out: nothing is measured there."""


@dataclass(frozen=True, slots=True, eq=False)
class SkinPixels:
    """All pixels of a picture whose centres lie on the mesh but its holes; K of them.

    Attributes:
        rows: K, in the picture.
        columns: K.
        triangle: K, of the mesh.
        u: K float32, the place in canonical UV.
        v: K float32.
        facing: K float32, 0..1.
    """

    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    triangle: NDArray[np.int16]
    u: Floats
    v: Floats
    facing: Floats

    @property
    def faces(self) -> Mask:
        """K: those that face the camera."""
        return np.asarray(self.facing > _FACING)


def skin_pixels(raster: FaceRaster) -> SkinPixels:
    """The pixels of skin of a face."""
    shown = (raster.triangle >= 0) & ~face_mesh().hole[np.maximum(raster.triangle, 0)]
    rows, columns = np.nonzero(shown)
    triangle = raster.triangle[rows, columns]
    plane = raster.plane[triangle]
    u, v, facing = (
        np.asarray(plane[:, k] + plane[:, k + 1] * columns + plane[:, k + 2] * rows, np.float32)
        for k in (0, 3, 6)
    )
    return SkinPixels(rows + raster.top, columns + raster.left, triangle, u, v, facing)


@dataclass(frozen=True, eq=False)
class Seen:
    """One face in one picture.

    Attributes:
        pixels: HxWx3 uint8 BGR.
        points_px: 478x3 float32 (`Face.landmarks_px`).
        raster: Where the mesh is.
        light: The light on it, as the mirror estimates it from this one picture.
        skin: 3 float32, linear RGB, the skin's mean in this picture.
        albedo: 3 float32, linear RGB, the skin's reflectance as the mirror estimates it.
    """

    pixels: Pixels
    points_px: Floats
    raster: FaceRaster
    light: Shading
    skin: Floats
    albedo: Floats

    @cached_property
    def places(self) -> SkinPixels:
        """The face's pixels."""
        return skin_pixels(self.raster)

    @cached_property
    def face(self) -> Mask:
        """HxW: pixels of skin that face the camera."""
        mask = np.zeros(self.pixels.shape[:2], np.bool_)
        mask[self.places.rows, self.places.columns] = self.places.faces
        return mask

    @cached_property
    def parts(self) -> dict[str, Mask]:
        """HxW each: the pixels of each of `parts.PARTS`, and of the skin."""
        return {name: self.where(part(name)) for name in (*PARTS, SKIN)}

    def spread(self, texture: Floats) -> Floats:
        """Lays a texture over the picture: HxW or HxWxC float32, bilinear, 0 where no skin is.

        Args:
            texture: NxN or NxNxC float32, in canonical UV.
        """
        at, size = self.places, len(texture)
        out = np.zeros((*self.pixels.shape[:2], *texture.shape[2:]), np.float32)
        out[at.rows, at.columns] = sampled(texture, at.u * size - 0.5, at.v * size - 0.5)
        return out

    def where(self, mask: Floats) -> Mask:
        """HxW: pixels of the face that lie in a mask (NxN float32) by more than a half."""
        return self.face & (self.spread(mask) > 0.5)


def sampled(picture: Floats, x: Floats, y: Floats) -> Floats:
    """A picture (HxW or HxWxC) at places of sub-pixel precision, bilinear: K or KxC float32.

    Args:
        picture: float32.
        x: K float32, columns; 0 is the first pixel's centre.
        y: K float32, rows.
    """
    # OpenCV's maps are at most 32767 long in each direction.
    width = 4096
    padding = -len(x) % width
    across, down = (
        np.pad(np.asarray(at, np.float32), (0, padding)).reshape(-1, width) for at in (x, y)
    )
    found = cv2.remap(picture, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(found, np.float32).reshape(-1, *picture.shape[2:])[: len(x)]


def look_at(pixels: Pixels, face: Face) -> Seen | None:
    """What the mirror makes of a face in a picture of its own; None outside of the picture.

    Args:
        pixels: HxWx3 uint8 BGR.
        face: Found in it.
    """
    points = face.landmarks_px
    raster = rasterise(points, pixels.shape[1], pixels.shape[0])
    if raster is None:
        return None
    picture, visibility = unwrap(pixels, points, raster.facing, shading.SIZE)
    tone = SkinTone()
    tone.observe(picture, visibility, points, pixels)
    light = shading.shade(picture, visibility, tone.skin, tone.albedo)
    lay_sheen(light, raster.normals)
    return Seen(pixels, points, raster, light, tone.skin, tone.albedo)
