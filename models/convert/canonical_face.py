"""Writes `mirror/core/canonical_face.npz` from MediaPipe's face geometry metadata.

Run in the conversion environment (README.md beside this file):

    python canonical_face.py face_landmarker.task ../../mirror/core/canonical_face.npz

The metadata (Apache-2.0) lie inside the face landmarker task bundle, which is a zip file.
"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import numpy as np
from mediapipe.modules.face_geometry.protos import geometry_pipeline_metadata_pb2

METADATA = "geometry_pipeline_metadata_landmarks.binarypb"


def main(task: Path, target: Path) -> None:
    """Reads the canonical mesh out of the bundle and stores positions, UV and triangles."""
    metadata = geometry_pipeline_metadata_pb2.GeometryPipelineMetadata()
    with zipfile.ZipFile(task) as bundle:
        metadata.ParseFromString(bundle.read(METADATA))
    mesh = metadata.canonical_mesh
    # Position x, y, z in centimetres, then u right and v down, both 0..1.
    vertices = np.array(mesh.vertex_buffer, np.float32).reshape(-1, 5)
    triangles = np.array(mesh.index_buffer, np.int16).reshape(-1, 3)
    np.savez_compressed(
        target, position_cm=vertices[:, :3], uv=vertices[:, 3:], triangles=triangles
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
