"""What a camera, a room and a careless landmark do to a picture."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from mirror.training.device import upload
from mirror.training.masks import Rng

# Photos that show the face so many texels wide, and how many of all; and of the colours in a JPEG of
# a face that is as wide as the largest canvas.
_COARSE = ((128, 0.25), (85, 0.08))
_JPEG_COLOUR = 128

# How many faces are turned, and how much of such a face is seen at least.
_TURNED_SHARE, _LEAST_SEEN = 0.12, 0.5


def random_light(
    count: int, size: int, rng: Rng, device: torch.device, amount: float = 1.0
) -> Tensor:
    """Another light on a face: exposure, white balance, and light from one side: Bx3xNxN, gains."""
    warmth = rng.normal(0, 0.16 * amount, (count, 1)) * np.array([[1.0, 0.0, -1.2]])
    colour = np.exp(warmth + rng.normal(0, 0.04 * amount, (count, 3)))
    level = np.exp2(rng.normal(0, 0.35 * amount, (count, 1)))
    slope = rng.normal(0, 0.5 * amount, (count, 2, 1, 1)) * (rng.random((count, 1, 1, 1)) < 0.5)
    line = np.linspace(-1, 1, size)
    field = np.exp2(
        slope[:, :1] * line[None, None, None, :] + slope[:, 1:] * line[None, None, :, None]
    )
    gain = (colour * level)[:, :, None, None] * field
    return upload(gain.astype(np.float32), device)


def misplaced(picture: Tensor, rng: Rng, texels: float) -> Tensor:
    """Pictures as landmarks that err smoothly unwrap them: BxCxNxN.

    Args:
        picture: BxCxNxN.
        rng: Draws the error of each picture.
        texels: Root mean square of the error at 256 texels.
    """
    count, size = len(picture), picture.shape[-1]
    error = rng.standard_normal((count, 2, 7, 7)).astype(np.float32) * (texels / 256 * 2)
    coarse = upload(error, picture.device)
    field = F.interpolate(coarse, (size, size), mode="bicubic", align_corners=True)
    line = (torch.arange(size, device=picture.device) + 0.5) / size * 2 - 1
    grid = torch.stack(torch.meshgrid(line, line, indexing="xy"), -1)
    return F.grid_sample(
        picture, grid + field.permute(0, 2, 3, 1), padding_mode="border", align_corners=False
    )


def photographed(picture: Tensor, rng: Rng) -> Tensor:
    """Linear light as a camera hands it over: blurred, compressed, noisy and clipped."""
    # A square root is near enough to sRGB's curve for noise, and cheap.
    code = picture.clamp(0, 1).sqrt()
    count, size = len(code), code.shape[-1]
    for side, share in _COARSE:
        of = upload(np.flatnonzero(rng.random(count) < share), code.device)
        if len(of) and side < size:
            small = F.interpolate(code[of], (side, side), mode="area")
            code[of] = F.interpolate(small, (size, size), mode="bilinear")
    of = upload(np.flatnonzero(rng.random(count) < 0.5), code.device)
    if len(of):
        # JPEG keeps colour at half the resolution, and coarsely.
        grey = code[of].mean(1, keepdim=True)
        side = min(_JPEG_COLOUR, size)
        small = F.interpolate(code[of] - grey, (side, side), mode="area")
        steps = 255 / rng.uniform(2, 12)
        colour = torch.round(small * steps) / steps
        code[of] = grey + F.interpolate(colour, (size, size), mode="bilinear")
    spread = np.abs(rng.normal(0, 0.012, (count, 1, 1, 1))).astype(np.float32)
    code = code + noise(code.shape, rng, code.device) * upload(spread, code.device)
    return code.clamp(0, 1) ** 2


@cache
def _noise_pool(device: torch.device) -> Tensor:
    """Standard normal numbers; drawing them anew for every picture would take longer than painting."""
    numbers = np.random.default_rng(0).standard_normal(1 << 23, np.float32)
    return upload(numbers, device)


def noise(shape: Sequence[int], rng: Rng, device: torch.device) -> Tensor:
    """Standard normal noise, a random window of a long fixed sequence."""
    pool, count = _noise_pool(device), math.prod(shape)
    start = int(rng.integers(0, max(len(pool) - count, 1)))
    window = pool[start : start + count]
    if len(window) < count:
        window = pool.repeat(count // len(pool) + 1)[:count]
    return window.reshape(tuple(shape))


def turned(count: int, size: int, rng: Rng, device: torch.device) -> Tensor:
    """Visibility of faces of which some are turned: one side is hidden; Bx1xNxN."""
    border = rng.uniform(_LEAST_SEEN, 1.0, count)
    border = np.where(rng.random(count) < _TURNED_SHARE, border, 2.0)
    line = (np.arange(size) + 0.5) / size
    place = np.where((rng.random(count) < 0.5)[:, None], line[None], 1 - line[None])
    seen = np.clip((border[:, None] - place) / 0.08, 0, 1).astype(np.float32)
    return upload(seen, device)[:, None, None, :].expand(-1, -1, size, -1)
