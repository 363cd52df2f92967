"""What comes between the camera and the skin: hair, hands, glasses, microphones, masks.

Drawn in canonical UV: how much of each texel is hidden, and by what colour.
"""

from __future__ import annotations

import cv2
import numpy as np

from mirror.core.mesh import face_mesh
from mirror.training.masks import SIZE, Masks, Rng

_FINE = 2


def covers(count: int, seed: int) -> tuple[Masks, Masks]:
    """Random things in front of a face; the same seed gives the same ones.

    Returns:
        Kx256x256 uint8, 255 where the skin is hidden; and Kx256x256x3 uint8, their sRGB colour.
    """
    rng = np.random.default_rng(seed)
    masks: list[np.ndarray] = []
    colours: list[Masks] = []
    kinds = (_hair, _hair, _hand, _glasses, _glasses, _thing)
    for _ in range(count):
        canvas = np.zeros((SIZE * _FINE, SIZE * _FINE), np.uint8)
        colour = kinds[int(rng.integers(len(kinds)))](rng, canvas)
        mask = cv2.resize(canvas, (SIZE, SIZE), interpolation=cv2.INTER_AREA)
        masks.append(cv2.GaussianBlur(mask, (0, 0), rng.uniform(0.4, 1.2)))
        colours.append(_texture(rng, colour))
    return np.asarray(masks, np.uint8), np.asarray(colours, np.uint8)


def _texture(rng: Rng, colour: np.ndarray) -> Masks:
    """A surface of about one colour, unevenly lit, with a grain along one direction."""
    coarse = rng.standard_normal((int(rng.integers(3, 9)), int(rng.integers(3, 9)))).astype(
        np.float32
    )
    light = cv2.resize(coarse, (SIZE, SIZE), interpolation=cv2.INTER_CUBIC) * rng.uniform(
        0.05, 0.35
    )
    grain = rng.standard_normal((SIZE, int(rng.integers(8, 128)))).astype(np.float32)
    light += cv2.resize(grain, (SIZE, SIZE)) * rng.uniform(0.0, 0.25)
    shaded = colour * np.exp(light)[..., np.newaxis]
    return np.asarray(np.rint(np.clip(shaded, 0, 255)), np.uint8)


def _skin(rng: Rng) -> np.ndarray:
    """Some human skin, from very light to very dark, in sRGB."""
    light, dark = np.array([242.0, 212, 190]), np.array([62.0, 40, 30])
    share = rng.uniform(0, 1)
    return np.asarray((light * (1 - share) + dark * share) * rng.normal(1, 0.05, 3))


def _hair(rng: Rng, canvas: Masks) -> np.ndarray:
    """Strands from above or from the sides, or a whole fringe."""
    side = canvas.shape[0]
    if rng.random() < 0.3:
        edge = rng.uniform(0.05, 0.3) * side + np.cumsum(rng.normal(0, side * 0.012, 33))
        top = np.stack([np.linspace(0, side, 33), edge], 1)
        points = np.concatenate([top, [[side, 0], [0, 0]]])
        cv2.fillPoly(canvas, [np.rint(points).astype(np.int32)], 255)
    start = rng.uniform([0, 0], [side, side * 0.12])
    if rng.random() < 0.5:
        start = np.array([rng.choice([0.0, side - 1.0]), rng.uniform(0, side * 0.6)])
    for _ in range(int(rng.integers(3, 60))):
        at = start + rng.normal(0, side * 0.04, 2)
        heading = rng.normal([side / 2 - start[0], side * 0.5], side * 0.1)
        heading /= max(float(np.linalg.norm(heading)), 1e-3)
        path = [at.copy()]
        for _ in range(12):
            heading += rng.normal(0, 0.08, 2)
            at = at + heading * side * rng.uniform(0.01, 0.06)
            path.append(at.copy())
        cv2.polylines(
            canvas,
            [np.rint(path).astype(np.int32)],
            isClosed=False,
            color=255,
            thickness=int(rng.integers(1, 7)),
            lineType=cv2.LINE_AA,
        )
    shades = [
        (28, 20, 16),
        (70, 44, 28),
        (150, 104, 60),
        (205, 176, 130),
        (150, 60, 34),
        (150, 150, 150),
    ]
    return np.array(shades[int(rng.integers(len(shades)))], float) * rng.uniform(0.6, 1.3)


def _hand(rng: Rng, canvas: Masks) -> np.ndarray:
    """A few fingers side by side, or a fist."""
    side = canvas.shape[0]
    root, angle = rng.uniform(0.1, 0.9, 2) * side, rng.uniform(0, 2 * np.pi)
    along = np.array([np.cos(angle), np.sin(angle)])
    across = np.array([-along[1], along[0]])
    width = rng.uniform(0.03, 0.08) * side
    for finger in range(int(rng.integers(1, 5))):
        begin = root + across * finger * width * 1.15
        end = begin + along * side * rng.uniform(0.2, 0.6)
        cv2.line(
            canvas,
            np.rint(begin).astype(int).tolist(),
            np.rint(end).astype(int).tolist(),
            255,
            int(width),
            cv2.LINE_AA,
        )
    if rng.random() < 0.5:
        cv2.circle(
            canvas,
            np.rint(root - along * width).astype(int).tolist(),
            int(width * rng.uniform(1.5, 3)),
            255,
            -1,
            cv2.LINE_AA,
        )
    return _skin(rng)


def _glasses(rng: Rng, canvas: Masks) -> np.ndarray:
    """Rims, a bridge and sides; the lenses of sunglasses are filled."""
    side = canvas.shape[0]
    uv = face_mesh().uv
    thick, dark = int(rng.integers(2, 12)), rng.random() < 0.25
    half = rng.uniform([0.1, 0.06], [0.15, 0.13]) * side
    drop = rng.normal(0.015, 0.015)
    for corners, outwards in (((33, 133), -1), ((263, 362), 1)):
        centre = (uv[list(corners)].mean(axis=0) + np.array([outwards * 0.01, drop])) * side
        outline = np.array(cv2.ellipse2Poly((0, 0), (100, 100), 0, 0, 360, 10)) / 100
        power = rng.uniform(0.5, 1.0)
        outline = np.sign(outline) * np.abs(outline) ** power * half + centre
        points = [np.rint(outline).astype(np.int32)]
        if dark:
            cv2.fillPoly(canvas, points, 255, cv2.LINE_AA)
        cv2.polylines(
            canvas, points, isClosed=True, color=255, thickness=thick, lineType=cv2.LINE_AA
        )
        edge = np.rint(centre + np.array([outwards, -0.3]) * half).astype(int)
        cv2.line(
            canvas,
            edge.tolist(),
            [0 if outwards < 0 else side, int(edge[1])],
            255,
            thick,
            cv2.LINE_AA,
        )
    height = int((uv[133, 1] + drop) * side - half[1] * 0.4)
    cv2.line(
        canvas,
        [int((0.5 - 0.05) * side), height],
        [int((0.5 + 0.05) * side), height],
        255,
        thick,
        cv2.LINE_AA,
    )
    return np.array([20.0, 20, 22]) if rng.random() < 0.6 else rng.uniform(20, 220, 3)


def _thing(rng: Rng, canvas: Masks) -> np.ndarray:
    """A microphone, a cup, a phone, a face mask."""
    side = canvas.shape[0]
    if rng.random() < 0.25:
        top = rng.uniform(0.45, 0.58)
        line = np.array([[0, top - 0.05], [0.5, top - 0.1], [1, top - 0.05], [1, 1], [0, 1]]) * side
        cv2.fillPoly(canvas, [np.rint(line).astype(np.int32)], 255)
        return rng.uniform([90, 120, 150], [255, 255, 255])
    centre = rng.uniform([0.1, 0.3], [0.9, 1.0]) * side
    size = rng.uniform(0.05, 0.25, 2) * side
    if rng.random() < 0.5:
        cv2.ellipse(
            canvas,
            np.rint(centre).astype(int).tolist(),
            np.rint(size).astype(int).tolist(),
            float(rng.uniform(0, 180)),
            0,
            360,
            255,
            -1,
            cv2.LINE_AA,
        )
    else:
        corners = cv2.boxPoints((centre.tolist(), (2 * size).tolist(), float(rng.uniform(0, 180))))
        cv2.fillPoly(canvas, [np.rint(corners).astype(np.int32)], 255, cv2.LINE_AA)
    return rng.uniform(0, 255, 3)
