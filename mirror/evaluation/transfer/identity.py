"""How much a face still looks like the same person: dlib's face descriptor (King 2017).

Two pictures of one person are less than 0.6 apart, by the descriptor's own threshold. Its weights
come with the package `face-recognition-models`, which is read for its files alone: importing it
needs a module that newer versions of setuptools have left out. The face is aligned by dlib's model
of five points; the one of 68 points in the same package may not be used in a product, and is not.
"""

from __future__ import annotations

import importlib.util
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mirror.core.types import MESH_POINTS, Floats, Pixels

_PACKAGE = "face-recognition-models"
_DESCRIPTOR = "dlib_face_recognition_resnet_model_v1.dat"
_FIVE_POINTS = "shape_predictor_5_face_landmarks.dat"
_CHIP_PX, _PADDING = 150, 0.25

Descriptor = NDArray[np.float64]


def missing() -> str | None:
    """Why no identity can be measured, as a sentence; None if it can."""
    if importlib.util.find_spec("dlib") is None or not all(
        map(_weights, (_DESCRIPTOR, _FIVE_POINTS))
    ):
        return (
            "dlib-bin or face-recognition-models is not installed: both are the extra “evaluate”."
        )
    return None


def _weights(name: str) -> Path | None:
    try:
        listed = files(_PACKAGE) or []
    except PackageNotFoundError:
        return None
    return next((Path(str(file.locate())) for file in listed if file.name == name), None)


class IdentityMeter:
    """Describes faces by 128 numbers each.

    Raises:
        RuntimeError: dlib or its weights are not there; ask `missing` before.
    """

    def __init__(self) -> None:
        if missing() is not None:
            raise RuntimeError(missing())
        import dlib

        self._dlib: Any = dlib
        self._five_points = dlib.shape_predictor(str(_weights(_FIVE_POINTS)))
        self._describe = dlib.face_recognition_model_v1(str(_weights(_DESCRIPTOR)))

    def descriptor(self, pixels: Pixels, points_px: Floats) -> Descriptor:
        """The face's descriptor: 128 float64.

        Args:
            pixels: HxWx3 uint8 BGR.
            points_px: The face's landmarks, by which it is roughly found; it is aligned anew.
        """
        rgb = np.ascontiguousarray(pixels[..., ::-1])
        low, high = (end(points_px[:MESH_POINTS, :2], axis=0) for end in (np.min, np.max))
        # dlib's own detector frames a face from the brows to the chin.
        low = low + (high - low) * [0.0, 0.15]
        box = self._dlib.rectangle(*np.rint(np.concatenate([low, high])).astype(int).tolist())
        shape = self._five_points(rgb, box)
        chip = self._dlib.get_face_chip(rgb, shape, size=_CHIP_PX, padding=_PADDING)
        return np.asarray(self._describe.compute_face_descriptor(chip), np.float64)


def apart(a: Descriptor, b: Descriptor) -> float:
    """Euclidean distance of two descriptors."""
    return float(np.linalg.norm(a - b))
