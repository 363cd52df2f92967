"""Points fixed to the face: given in canonical UV, found again in every frame."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mirror.core.mesh import face_mesh
from mirror.core.types import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Pins:
    """Places on the mesh, each a constant mix of three of its points.

    Attributes:
        corners: Kx3 intp, mesh points.
        weights: Kx3 float32.
    """

    corners: NDArray[np.intp]
    weights: Floats

    def in_frame(self, points_px: Floats) -> Floats:
        """Where they are, KxD, from the mesh's points (468xD)."""
        return np.asarray((points_px[self.corners] * self.weights[..., np.newaxis]).sum(axis=1))


def pinned(uv: Floats) -> Pins:
    """Pins points.

    Args:
        uv: Kx2 float32; what lies beside the mesh is pinned to the triangle that is nearest.
    """
    mesh = face_mesh()
    a, b, c = (mesh.uv[mesh.triangles[:, k]].astype(np.float64) for k in range(3))
    p = np.asarray(uv, np.float64)[:, np.newaxis]
    area = _cross(b - a, c - a)
    share_b = _cross(p - a, c - a) / area
    share_c = _cross(b - a, p - a) / area
    shares = np.stack([1 - share_b - share_c, share_b, share_c], axis=-1)
    # The triangle that a point lies in is the one in which no weight is negative.
    best = shares.min(axis=-1).argmax(axis=1)
    weights = shares[np.arange(len(p)), best]
    return Pins(mesh.triangles[best].astype(np.intp), weights.astype(np.float32))


def _cross(u: NDArray[np.float64], v: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(u[..., 0] * v[..., 1] - u[..., 1] * v[..., 0])
