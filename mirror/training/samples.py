"""Real faces to try a finished network on: the built-in demos, bare and made up."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from mirror.capture.clip_reader import ClipReader
from mirror.capture.demo import DEMOS
from mirror.config import assets_root, models_root
from mirror.core import shading
from mirror.core.composite import FilmTexture, composite
from mirror.core.light import SkinTone
from mirror.core.raster import rasterise
from mirror.core.shading import Shading
from mirror.core.types import Floats, Frame, Pixels
from mirror.core.unwrap import unwrap
from mirror.errors import TrainingError
from mirror.inference.tracker import FaceTracker
from mirror.makeup.look import find_look
from mirror.makeup.painter import paint

_LOOKS = ("classic-red", "electric-lagoon")


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """A face as the networks see it.

    Attributes:
        picture: NxNx3 float32, linear RGB (`core.unwrap`).
        visibility: NxN float32, 0..1.
        shading: 128x128x8 float32 (`core.shading`).
        skin: 3 float32, linear RGB, the skin's albedo (`core.light`).
    """

    picture: Floats
    visibility: Floats
    shading: Floats
    skin: Floats


def samples(size: int) -> list[tuple[Sample, Sample]]:
    """References with a look, each with a bare face of another person.

    Args:
        size: N.

    Raises:
        TrainingError: No face is found in a demo; the models or the clips are not the shipped ones.
    """
    pictures = [_first(assets_root() / "demo" / demo.file) for demo in DEMOS]
    with closing(FaceTracker(models_root())) as tracker:
        bare = [_sample(picture, tracker, size) for picture in pictures]
        worn = [
            _sample(picture, tracker, size, look)
            for picture, look in zip(pictures, _LOOKS, strict=True)
        ]
    return list(zip(worn, reversed(bare), strict=True))


def _first(path: Path) -> Pixels:
    with closing(ClipReader(path)) as reader:
        picture = reader.read()
    if picture is None:
        raise TrainingError(f"The demo {path} is empty; install the mirror again.")
    return picture.pixels


def _sample(pixels: Pixels, tracker: FaceTracker, size: int, look: str | None = None) -> Sample:
    faces = tracker.find(Frame(pixels, 0, 0))
    raster = rasterise(faces[0].landmarks_px, *pixels.shape[1::-1]) if faces else None
    if raster is None:
        raise TrainingError("No face was found in the built-in demo; install the mirror again.")
    points = faces[0].landmarks_px
    small, seen = unwrap(pixels, points, raster.facing, shading.SIZE)
    tone = SkinTone()
    tone.observe(small, seen, points, pixels)
    light: Shading = shading.shade(small, seen, tone.skin, tone.albedo)
    if look is not None:
        made = pixels.copy()
        film = FilmTexture(paint(find_look(look), tone.albedo).film)
        composite(pixels, made, raster, film, light)
        pixels = made
    picture, visibility = unwrap(pixels, points, raster.facing, size)
    return Sample(picture, visibility, np.asarray(light.texture), tone.albedo)
