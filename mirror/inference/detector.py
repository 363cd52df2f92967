"""Finds faces in a picture: MediaPipe's short-range BlazeFace, by the rules of its own graph.

Bazarevsky et al., "BlazeFace: Sub-millisecond Neural Face Detection on Mobile GPUs", 2019.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mirror.inference.region import Region, crop, region_of_box

if TYPE_CHECKING:
    from mirror.core.types import Floats, Pixels
    from mirror.inference.session import ModelSession

_MIN_LOGIT = 0.0
"""A score of one half."""
_MIN_OVERLAP = 0.3
_GRIDS = ((16, 2), (8, 6))
"""Cells a side and anchors a cell, of the fine and the coarse grid."""


@dataclass(frozen=True, slots=True, eq=False)
class Detection:
    """One face, as the detector sees it.

    Attributes:
        low: Left and top of its box, in pixels of the frame, float32.
        high: Right and bottom.
        keypoints: 6x2 float32: right eye, left eye, nose tip, mouth, right and left ear.
        score: 0.5..1.
    """

    low: Floats
    high: Floats
    keypoints: Floats
    score: float

    def region(self, margin: float) -> Region:
        """The square around the face, level with its eyes."""
        return region_of_box(self.low, self.high, self.keypoints[:2], margin)


class FaceDetector:
    """The detector on a verified session."""

    def __init__(self, session: ModelSession) -> None:
        self._session = session
        self._cut = session.preprocessing
        self._anchors = _anchor_centres()

    def detect(self, pixels: Pixels, region: Region | None = None) -> list[Detection]:
        """Looks for faces, best first.

        A face is seen when it is about an eighth to all of the region's side.

        Args:
            pixels: The frame, HxWx3 uint8 BGR.
            region: The square to look at; None is the whole frame in its smallest square.
        """
        if region is None:
            region = whole(pixels)
        boxes, scores = self._session.run(crop(pixels, region, self._cut))
        logits = scores[0, :, 0]
        passed = np.flatnonzero(logits >= _MIN_LOGIT)
        if not passed.size:
            return []
        score = 1 / (1 + np.exp(-logits[passed].clip(-100, 100)))
        points = boxes[0, passed].reshape(-1, 8, 2)
        centres = self._anchors[passed]
        step = np.float32(region.side / self._cut.size)
        corner = np.array([region.x, region.y], np.float32) - np.float32(region.side / 2)
        half = points[:, 1] / 2
        middle = points[:, 0] + centres * self._cut.size
        keypoints = points[:, 2:] + centres[:, None] * self._cut.size
        stacked = np.concatenate(
            [(middle - half)[:, None], (middle + half)[:, None], keypoints], axis=1
        )
        return merge_overlapping(stacked * step + corner, score)


def whole(pixels: Pixels) -> Region:
    """The smallest square around the whole frame."""
    height, width = pixels.shape[:2]
    return Region(width / 2, height / 2, float(max(width, height)))


def merge_overlapping(points: Floats, scores: Floats) -> list[Detection]:
    """Weighted non-maximum suppression: overlapping hits become their mean, weighted by score.

    As MediaPipe's NonMaxSuppressionCalculator does in its `WEIGHTED` mode.

    Args:
        points: Nx8x2: the box's two corners, then its six key points.
        scores: N, the higher the surer.

    Returns:
        The merged detections, each with the score of its best hit, best first.
    """
    left = np.argsort(-scores, kind="stable")
    merged = []
    while left.size:
        best = left[0]
        similar = _overlaps(points[left], points[best]) > _MIN_OVERLAP
        if not similar.any():  # a box without area does not even overlap itself
            break
        weights = scores[left[similar]]
        mean = np.einsum("n,nij->ij", weights / weights.sum(), points[left[similar]]).astype(
            np.float32
        )
        merged.append(Detection(mean[0], mean[1], mean[2:], float(scores[best])))
        left = left[~similar]
    return merged


def _overlaps(boxes: Floats, box: Floats) -> Floats:
    """Intersection over union of each of Nx(2 or more)x2 boxes with one."""
    sides = np.minimum(boxes[:, 1], box[1]) - np.maximum(boxes[:, 0], box[0])
    both = sides.clip(0).prod(axis=1)
    areas = (boxes[:, 1] - boxes[:, 0]).clip(0).prod(axis=1)
    union = areas + (box[1] - box[0]).clip(0).prod() - both
    shares: Floats = np.divide(both, union, out=np.zeros_like(both), where=union > 0)
    return shares


def _anchor_centres() -> Floats:
    """896x2 float32 centres in 0..1, in the model's order: row, column, anchor."""
    grids = []
    for cells, repeats in _GRIDS:
        y, x = (np.mgrid[:cells, :cells] + 0.5) / cells
        grids.append(np.repeat(np.stack([x, y], axis=-1).reshape(-1, 2), repeats, axis=0))
    return np.concatenate(grids).astype(np.float32)
