"""Faces and batches for the tests of training: small, quick to make, and known to the last texel."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np
import torch
from torch import nn

from mirror.training.bank import PainterBank
from mirror.training.faces import LIGHT_SIZE, SIZE, SPLITS, TONES_SIZE, Faces
from mirror.training.recipe import Data, Recipe, Stage
from mirror.training.skin import SkinBank
from mirror.training.triplets import CoverBank, TripletMaker

CPU = torch.device("cpu")
HEADS = Path(__file__).parents[1] / "data" / "heads"
N = 64
_SPLITS = ("train", "train", "train", "val", "test")


def faces(splits: Sequence[str] = _SPLITS, seed: int = 0) -> Faces:
    """Skins of one smooth colour each, light, seen in full, in a light that falls off sidewards."""
    rng = np.random.default_rng(seed)
    count = len(splits)
    tone = rng.uniform([150, 100, 80], [230, 180, 150], (count, 3))
    grain = rng.normal(0, 3, (count, SIZE, SIZE, 1))
    picture = np.clip(tone[:, None, None, :] + grain, 0, 255).astype(np.uint8)
    across = np.linspace(0.6, 1.0, LIGHT_SIZE, dtype=np.float16)
    light = np.broadcast_to(across[None, None, :, None], (count, LIGHT_SIZE, LIGHT_SIZE, 3))
    linear = (tone / 255) ** 2.2
    tones = np.stack([linear @ [0.2126, 0.7152, 0.0722], linear.min(axis=1)], axis=1)
    ones = np.ones(count, np.float32)
    return Faces(
        picture=picture,
        visibility=np.full((count, SIZE, SIZE), 255, np.uint8),
        light=light.copy(),
        true_light=light * np.float16(1.1),
        tones=np.broadcast_to(
            tones[:, None, None, :].astype(np.float16), (count, TONES_SIZE, TONES_SIZE, 2)
        ).copy(),
        bare=np.full((count, TONES_SIZE, TONES_SIZE), 255, np.uint8),
        split=np.array([SPLITS.index(split) for split in splits], np.uint8),
        rendered=np.ones(count, np.bool_),
        weight=ones,
        weight_as_bare=ones,
        ita_deg=np.full(count, 40, np.float32),
        name=np.array([f"face{at}" for at in range(count)]),
    )


def recipe(**changes: object) -> Recipe:
    """A few steps on a small canvas, in two stages, the second one with the critic."""
    stages = (Stage(size=N, steps=3, batch=1), Stage(size=N, steps=2, batch=1, critic=0.1))
    data = Data(folders=("heads",), credits=("made for a test",), masks=3, covers=2)
    given: dict[str, object] = {
        "name": "made", "data": data, "stages": stages, "validate_every": 100, "checkpoint_every": 2,
    }  # fmt: skip
    return Recipe(**{**given, **changes})  # type: ignore[arg-type]


def maker(size: int = N, masks: int = 4) -> TripletMaker:
    """Draws batches of the made faces."""
    return TripletMaker(
        SkinBank(faces().only("train"), size, CPU),
        PainterBank(size, masks, 1, CPU),
        CoverBank(size, 8, 1, CPU),
        size,
        CPU,
    )


Net = TypeVar("Net", bound=nn.Module)


def wild(net: Net, seed: int = 0) -> Net:
    """A net with weights that make everything of it matter, and not only what a new one begins with."""
    random = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for weights in net.parameters():
            if weights.dim() > 1:
                spread = 1.2 / weights[0].numel() ** 0.5
                weights.copy_(torch.randn(weights.shape, generator=random) * spread)
    net.eval()
    return net
