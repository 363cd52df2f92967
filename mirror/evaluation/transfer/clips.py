"""Frames of a clip, and the motion of a face between two of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mirror.capture.clip_reader import ClipReader
from mirror.core.mesh import face_mesh
from mirror.core.types import Floats, Frame
from mirror.evaluation.transfer.seen import SkinPixels


def frames_of(clip: Path, most: int | None = None) -> list[Frame]:
    """The first frames of a clip, on the clip's own clock.

    Raises:
        SourceError: The clip cannot be read.
    """
    with closing(ClipReader(clip, exact=True)) as reader:
        return list(islice(_frames(reader), most))


def _frames(reader: ClipReader) -> Iterator[Frame]:
    seq = 0
    while (picture := reader.read()) is not None:
        yield Frame(picture.pixels, seq, round(picture.time_s * 1e9))
        seq += 1


def came_from(skin: SkinPixels, now_px: Floats, before_px: Floats) -> Floats:
    """Where in the frame before each pixel of the face was: Kx2 float32, x and y in pixels.

    A pixel keeps its weights in its triangle of the mesh.

    Args:
        skin: The face's pixels in this frame, K of them.
        now_px: 468x3 float32, the landmarks in this frame (`FaceRaster.points_px`).
        before_px: The same in the frame before.
    """
    corners = face_mesh().triangles[skin.triangle]
    now, before = (points[corners, :2].astype(np.float64) for points in (now_px, before_px))
    pixel = np.stack([skin.columns, skin.rows], axis=1) + 0.5 - now[:, 0]
    along_b, along_c = now[:, 1] - now[:, 0], now[:, 2] - now[:, 0]
    area = _cross(along_b, along_c)
    b, c = _cross(pixel, along_c) / area, _cross(along_b, pixel) / area
    weights = np.stack([1 - b - c, b, c], axis=1)[..., np.newaxis]
    return np.asarray((before * weights).sum(axis=1), np.float32)


def _cross(a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0])
