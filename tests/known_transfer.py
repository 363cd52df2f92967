"""The transfer model that tests run (`tests.models.make_transfer`), in NumPy."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np

from mirror.config import models_root
from mirror.core.regions import regions
from mirror.core.shading import LIGHT
from mirror.core.types import Floats
from mirror.core.zones import zones
from mirror.inference.manifest import MODELS
from mirror.makeup.transferred import TransferredLook

ROOT = Path(__file__).with_name("models")
"""A folder of model folders with this one model."""
SIZE = 64
COVERED_FROM = 0.6
"""Green, linear, from which something covers the skin."""
LINER = ((0.9, 0.06, 0.2, 0.5, 0.1, 0.2, 0.1, 0.4), (0.2, 0.05, 0.1, 0.0, 0.0, 0.0, 0.0, 0.0))


def encoded(picture: Floats, visibility: Floats, skin: Floats) -> tuple[Floats, Floats, Floats]:
    """What the encoder makes of a face: pigment, features, liner."""
    seen = visibility[np.newaxis]
    shares = [seen * 0.5, picture.transpose(2, 0, 1) * 0.5, *3 * [seen * 0.25]]
    pigment = np.concatenate([*shares, seen * 0.5, seen * 0.25]).astype(np.float32)
    quarter = SIZE // 4
    small = visibility.reshape(quarter, 4, quarter, 4).mean(axis=(1, 3))
    features = np.repeat(small[np.newaxis], 16, axis=0) * skin.mean()
    return pigment, features, np.array(LINER, np.float32)


def generated(
    picture: Floats,
    visibility: Floats,
    shading: Floats,
    pigment: Floats,
    features: Floats,
    strengths: Floats,
) -> tuple[Floats, Floats]:
    """What the generator makes of a face and a look: film NxNx8 and bare NxN."""
    bare = visibility * (picture[..., 1] < COVERED_FROM)
    share = (strengths[:, np.newaxis, np.newaxis] * zones(SIZE // 4)).sum(axis=0)
    worn = share.repeat(4, 0).repeat(4, 1) * bare * pigment[0]
    shine = pigment[8] * features.mean() * shading[..., LIGHT : LIGHT + 3].mean()
    planes = [*(1 - worn * pigment[4:8]), *(worn * pigment[1:4]), worn * shine]
    return np.stack(planes, axis=-1).astype(np.float32), bare.astype(np.float32)


def models(folder: Path) -> Path:
    """A copy of the shipped models in `folder`, with this one for the transfer network."""
    for name in MODELS:
        shutil.copytree(models_root() / name, folder / name)
    shutil.copytree(ROOT / "transfer", folder / "transfer")
    return folder


def look(seed: int = 0, *, liner: bool = True) -> TransferredLook:
    """A look of soft colours over the whole face, different for each seed."""
    rng = np.random.default_rng(seed)
    quarter = SIZE // 4
    coarse = rng.uniform(0.2, 0.8, (9, 4, 4)).astype(np.float32)
    pigment = coarse.repeat(quarter, 1).repeat(quarter, 2)
    pigment[0] *= regions(SIZE).domain
    return TransferredLook(
        name=f"photo-{seed}",
        title=f"Photo {seed}",
        pigment=pigment,
        features=rng.uniform(0, 1, (16, quarter, quarter)).astype(np.float32),
        liner=np.array(LINER if liner else np.zeros((2, 8)), np.float32),
        complexion=np.array([0.45, 0.3, 0.22], np.float32),
        thumbnail=np.full((8, 8, 3), 128, np.uint8),
    )
