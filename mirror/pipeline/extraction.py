"""From a photo to the look in it."""

from __future__ import annotations

from typing import Protocol, Self

import cv2
import numpy as np

from mirror.config import models_root
from mirror.core import shading
from mirror.core.light import SkinTone
from mirror.core.raster import rasterise
from mirror.core.types import MESH_POINTS, Face, Floats, Frame, Pixels
from mirror.core.unwrap import unwrap
from mirror.errors import LookError
from mirror.inference.transfer import LookCode, LookEncoder
from mirror.makeup.transferred import TransferredLook

THUMBNAIL_PX = 256
_MARGIN = 1.3
"""Side of the thumbnail over the longer side of the face mesh."""


class FaceFinder(Protocol):
    """What an extraction needs of `inference.tracker.FaceTracker`."""

    def find(self, frame: Frame) -> tuple[Face, ...]:
        """The faces in a picture of its own, the surest first."""
        ...

    def close(self) -> None:
        """Frees the models."""
        ...


class Encoder(Protocol):
    """What an extraction needs of `inference.transfer.LookEncoder`."""

    @property
    def size(self) -> int:
        """Width of the canvas, in texels."""
        ...

    def encode(self, picture: Floats, visibility: Floats, skin: Floats) -> LookCode:
        """Reads one unwrapped face, whose skin has about this albedo."""
        ...

    def close(self) -> None:
        """Frees the model."""
        ...


class Extraction:
    """Finds the faces in photos and takes their makeup off; belongs to one thread.

    Args:
        finder: Finds the faces.
        encoder: Reads their makeup.
    """

    def __init__(self, finder: FaceFinder, encoder: Encoder) -> None:
        self._finder = finder
        self._encoder = encoder

    @classmethod
    def build(cls, *, max_faces: int = 4, threads: int = 1) -> Self:
        """The real one, with the models that are shipped.

        Args:
            max_faces: How many faces of a photo are found, 1..4.
            threads: Of each model's session.

        Raises:
            ModelError: A model is missing or broken.
        """
        from mirror.inference.tracker import FaceTracker

        root = models_root()
        encoder = LookEncoder(root, threads=threads)
        return cls(FaceTracker(root, max_faces=max_faces, threads=threads), encoder)

    def read(self, pixels: Pixels) -> tuple[Face, ...]:
        """The faces in a photo, the surest first.

        Args:
            pixels: HxWx3 uint8 BGR, upright, C-contiguous; made read-only.
        """
        return self._finder.find(Frame(pixels, 0, 0))

    def extract(self, pixels: Pixels, face: Face, name: str, title: str) -> TransferredLook:
        """Reads the makeup of one face.

        Args:
            pixels: The photo.
            face: One of `read`.
            name: The look's key: lower case, digits and hyphens.
            title: What the person reads.

        Raises:
            LookError: No part of the face lies in the photo.
        """
        height, width = pixels.shape[:2]
        raster = rasterise(face.landmarks_px, width, height)
        if raster is None:
            raise LookError(f"The face of “{title}” lies outside of the photo; use another photo.")
        points = face.landmarks_px
        tone = SkinTone()
        tone.observe(*unwrap(pixels, points, raster.facing, shading.SIZE), points, pixels)
        face_uv = unwrap(pixels, points, raster.facing, self._encoder.size)
        code = self._encoder.encode(*face_uv, tone.albedo)
        return TransferredLook(
            name=name,
            title=title,
            pigment=code.pigment,
            features=code.features,
            liner=code.liner,
            complexion=tone.albedo,
            thumbnail=_thumbnail(pixels, points),
        )

    def close(self) -> None:
        """Frees the models; nothing is read any more."""
        self._finder.close()
        self._encoder.close()


def _thumbnail(pixels: Pixels, landmarks_px: Floats) -> Pixels:
    """The face with some of what is around it; square, unless the photo ends there."""
    points = landmarks_px[:MESH_POINTS, :2]
    low, high = points.min(axis=0), points.max(axis=0)
    side = round(_MARGIN * float((high - low).max()))
    corner = np.rint((low + high - side) / 2).astype(int)
    left, top = np.maximum(corner, 0)
    right, bottom = corner + side
    cut = pixels[top:bottom, left:right]
    scale = THUMBNAIL_PX / max(cut.shape[:2])
    if scale < 1:
        size = (max(round(cut.shape[1] * scale), 1), max(round(cut.shape[0] * scale), 1))
        return np.asarray(cv2.resize(cut, size, interpolation=cv2.INTER_AREA), np.uint8)
    return cut.copy()
