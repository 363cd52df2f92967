"""Looks of the painter bank as the mirror has them: films and strokes, to measure with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import torch

from mirror.core.film import CHANNELS, Film
from mirror.core.types import Floats
from mirror.makeup.liner import LinerStroke, estimated_strokes
from mirror.training.bank import KINDS, Films, PainterBank
from mirror.training.lines import lashes
from mirror.training.masks import EYE_BOX, SIZE, Masks

_BATCH = 16
_LASH_SHARE = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class PaintedLook:
    """One look whose truth is known.

    Attributes:
        name: Tells it from the others of its bank.
        kind: One of `bank.KINDS` but the bare one.
        film: What lies on the skin, SIZE texels.
        strokes: The liner.
        lashes: Mascara, a film that is to be seen on whoever wears the look, and that the mirror
            does not transfer.
    """

    name: str
    kind: str
    film: Film
    strokes: tuple[LinerStroke, ...]
    lashes: Film


def painted_looks(seed: int, masks: int, series: int) -> Iterator[PaintedLook]:
    """Looks without end, as often of each kind as in training; none of them is bare.

    Args:
        seed: Of the masks; never one that a network was trained with.
        masks: How many of each family the bank holds.
        series: Looks of another series are other ones, of the same masks.
    """
    bank, rays = _bank(seed, masks)
    rng = np.random.default_rng((seed, series))
    number = 0
    while True:
        looks = bank.looks(_BATCH, rng)
        films = _films(looks.film)
        for at in range(_BATCH):
            if KINDS[looks.kind[at]] == "bare":
                continue
            number += 1
            yield PaintedLook(
                f"look-{series}-{number}",
                KINDS[looks.kind[at]],
                films[at],
                tuple(estimated_strokes(looks.liner[at].numpy())),
                _mascara(rays, rng),
            )


@cache
def _bank(seed: int, masks: int) -> tuple[PainterBank, Masks]:
    """What looks are painted with, and lashes."""
    painter = PainterBank(SIZE, masks, seed, torch.device("cpu"))
    return painter, lashes(max(masks // 4, 4), seed)


def _films(painted: Films) -> list[Film]:
    pairs = zip(painted.transmittance, painted.emission, strict=True)
    return [Film(*(_texels(side[:CHANNELS]) for side in pair)) for pair in pairs]


def _texels(planes: torch.Tensor) -> Floats:
    return np.ascontiguousarray(planes.permute(1, 2, 0).numpy())


def _mascara(rays: Masks, rng: np.random.Generator) -> Film:
    density = np.zeros((SIZE, SIZE), np.float32)
    if rng.random() < _LASH_SHARE:
        top, bottom, left, right = (side * SIZE // 16 for side in EYE_BOX)
        density[top:bottom, left:right] = rays[rng.integers(len(rays))] / np.float32(255)
        density = np.maximum(density, density[:, ::-1]) * np.float32(rng.uniform(0.4, 1.0))
    transmittance = np.repeat(1 - density[..., np.newaxis], CHANNELS, axis=2)
    return Film(np.ascontiguousarray(transmittance), np.zeros_like(transmittance))
