"""Reads masks at points of the mesh."""

from __future__ import annotations

from mirror.core.mesh import face_mesh
from mirror.core.types import Floats


def at(mask: Floats, *indices: int) -> float:
    """A mask in the middle of some mesh points."""
    u, v = face_mesh().uv[list(indices)].mean(axis=0)
    return float(mask[int(v * len(mask)), int(u * len(mask))])
