"""Faces for tests: the canonical mesh, turned and placed, with known light."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mirror.core.mesh import LIPS_INNER_LOWER, LIPS_INNER_UPPER, face_mesh
from mirror.core.types import LANDMARKS, MESH_POINTS, Face, Floats, Frame, Pixels


def posed(
    *,
    width: int = 320,
    height: int = 320,
    face_px: float = 220.0,
    yaw_deg: float = 0.0,
    pitch_deg: float = 0.0,
    roll_deg: float = 0.0,
    centre: tuple[float, float] | None = None,
    mouth_open: float = 0.0,
    mouth_closed: bool = False,
    eyes_closed: bool = False,
) -> Floats:
    """Landmarks (478x3 float32) of the canonical face, `face_px` high, in orthographic view.

    The canonical mouth is a little open. `mouth_open` lowers the lower lip's inner line and all
    below it by that share of the face; `mouth_closed` leaves a hair between the lips, as real
    landmarks do; `eyes_closed` lays the upper lids on the lower ones.
    """
    mesh = face_mesh()
    place = mesh.position_cm.astype(np.float64).copy()
    scale = face_px / float(np.ptp(place[:, 1]))
    if mouth_open:
        middle = place[[13, 14], 1].mean()
        below = place[:, 1] < middle - 1e-3
        place[below, 1] -= mouth_open * face_px / scale
    if mouth_closed:
        upper, lower = list(LIPS_INNER_UPPER[-2:0:-1]), list(LIPS_INNER_LOWER[1:-1])
        place[lower] = place[upper] - [0, 0.5 / scale, 0]
    if eyes_closed:
        uppers = (246, 161, 160, 159, 158, 157, 173, 466, 388, 387, 386, 385, 384, 398)
        lowers = (7, 163, 144, 145, 153, 154, 155, 249, 390, 373, 374, 380, 381, 382)
        place[list(uppers)] = place[list(lowers)]
    yaw, pitch, roll = np.radians((yaw_deg, pitch_deg, roll_deg))
    about_y = np.array([[np.cos(yaw), 0, np.sin(yaw)], [0, 1, 0], [-np.sin(yaw), 0, np.cos(yaw)]])
    about_x = np.array(
        [[1, 0, 0], [0, np.cos(pitch), -np.sin(pitch)], [0, np.sin(pitch), np.cos(pitch)]]
    )
    about_z = np.array(
        [[np.cos(roll), -np.sin(roll), 0], [np.sin(roll), np.cos(roll), 0], [0, 0, 1]]
    )
    place = place @ (about_z @ about_x @ about_y).T
    x0, y0 = centre or (width / 2, height / 2)
    middle_y = float(mesh.position_cm[:, 1].mean())
    points = np.zeros((LANDMARKS, 3), np.float32)
    points[:MESH_POINTS, 0] = x0 + scale * place[:, 0]
    points[:MESH_POINTS, 1] = y0 - scale * (place[:, 1] - middle_y)
    points[:MESH_POINTS, 2] = -scale * place[:, 2]
    points[468:473] = points[[33, 133, 159, 145]].mean(axis=0)
    points[473:478] = points[[263, 362, 386, 374]].mean(axis=0)
    return points


def face_of(points: Floats, track_id: int = 0) -> Face:
    """The landmarks as a face."""
    return Face(points.copy(), 1.0, track_id)


def noise_picture(width: int = 320, height: int = 320, seed: int = 0) -> Pixels:
    """Smooth colour with some grain, HxWx3 uint8 BGR, read-only."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width]
    base = np.stack(
        [90 + 50 * np.sin(x / 37.0), 120 + 40 * np.cos(y / 29.0), 150 + 40 * np.sin((x + y) / 51)],
        axis=-1,
    )
    grained = base + rng.normal(0, 6, (height, width, 3))
    pixels = np.clip(grained, 0, 255).astype(np.uint8)
    pixels.flags.writeable = False
    return pixels


def flat_picture(colour_bgr: tuple[int, int, int], width: int = 320, height: int = 320) -> Pixels:
    """One colour, HxWx3 uint8 BGR, read-only."""
    pixels = np.empty((height, width, 3), np.uint8)
    pixels[:] = colour_bgr
    pixels.flags.writeable = False
    return pixels


def frame_of(pixels: Pixels, seq: int = 0) -> Frame:
    """The picture as a frame."""
    return Frame(pixels, seq, seq * 33_000_000)


def mesh_mask(points: Floats, width: int, height: int) -> NDArray[np.bool_]:
    """The pixels whose centres lie in any triangle of the mesh, by brute force."""
    import cv2

    mask = np.zeros((height, width), np.uint8)
    for triangle in face_mesh().triangles:
        corners = np.rint((points[triangle, :2] - 0.5) * 256).astype(np.int32)
        cv2.fillConvexPoly(mask, corners, 1, shift=8)
    return mask.astype(bool)
