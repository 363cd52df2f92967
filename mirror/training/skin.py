"""Bare faces on a device, and the compositor's equation on tensors (`core.composite`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F

from mirror.core import mesh
from mirror.core.colour import DECODE, LUMINANCE
from mirror.core.composite import DETAIL, DETAIL_HIGH, DETAIL_LOW, MOST_GAIN
from mirror.core.regions import contour_uv, fill, regions
from mirror.core.shading import HIGHLIGHT
from mirror.core.types import Floats
from mirror.training.bank import Films
from mirror.training.colour import decoded
from mirror.training.device import upload
from mirror.training.faces import Faces
from mirror.training.masks import Rng

# Melanin takes blue before red: the exponents by which rendered heads are darkened, too.
_MELANIN = (0.62, 1.0, 1.45)


@dataclass(frozen=True, slots=True, eq=False)
class Skin:
    """A batch of bare faces, as the compositor needs them; B of them, linear light.

    Attributes:
        picture: Bx3xNxN.
        visibility: Bx1xNxN, 0..1.
        light: Bx3xNxN, what the mirror takes for the light.
        true_light: Bx3xNxN.
        base: Bx1xNxN, luminance of the region around.
        dull: Bx1xNxN, the same of the smallest of R, G, B.
        bare: Bx1xNxN: 1 bare, 0 covered, between them not known.
    """

    picture: Tensor
    visibility: Tensor
    light: Tensor
    true_light: Tensor
    base: Tensor
    dull: Tensor
    bare: Tensor

    def lit(self, gain: Tensor) -> Self:
        """The same faces in a light that is stronger by a gain (Bx3xNxN or broadcast to it)."""
        white = (gain * _luminance(gain)).sum(1, keepdim=True) if gain.shape[1] == 3 else gain
        return type(self)(
            self.picture * gain,
            self.visibility,
            self.light * gain,
            self.true_light * gain,
            self.base * white,
            self.dull * gain.amin(1, keepdim=True),
            self.bare,
        )

    def wearing(self, film: Films, *, true_light: bool) -> Tensor:
        """The faces made up: Bx3xNxN.

        Args:
            film: One for each face.
            true_light: Whether paint returns the light that is known, or the one that the mirror
                estimates.
        """
        light = self.true_light if true_light else self.light
        shine = (self.picture.amin(1, keepdim=True) - float(HIGHLIGHT) * self.dull).clamp(min=0)
        level = (self.picture * _luminance(self.picture)).sum(1, keepdim=True) - shine
        detail = (level / self.base.clamp(min=1e-4)).clamp(float(DETAIL_LOW), float(DETAIL_HIGH))
        relief = 1 + float(DETAIL) * (detail - 1)
        through, added = film.transmittance, film.emission
        # The sheen is left out: no film is learnt from where it lies.
        finish = (through[:, 3:4] + added[:, 3:4]).clamp(max=float(MOST_GAIN)) * shine
        made = through[:, :3] * (self.picture - shine) + added[:, :3] * light * relief + finish
        # Where the skin turns away the compositor fades the film out.
        return self.picture + self.visibility * (made - self.picture)


def _luminance(like: Tensor) -> Tensor:
    return upload(LUMINANCE, like.device).to(like.dtype)[:, None, None]


class SkinBank:
    """All faces of one split on a device.

    Args:
        faces: The faces.
        size: N.
        device: Where they lie.
    """

    def __init__(self, faces: Faces, size: int, device: torch.device) -> None:
        self._faces, self._size, self._device = faces, size, device

        def shrunk(stack: np.ndarray) -> np.ndarray:
            fit = [cv2.resize(s, (size, size), interpolation=cv2.INTER_AREA) for s in stack]
            return np.stack(fit)

        # Linear light in half precision: decoding each batch anew would cost more than its memory.
        linear = DECODE[shrunk(faces.picture)].astype(np.float16)
        self._picture = upload(linear, device).permute(0, 3, 1, 2)
        self._visibility = upload(shrunk(faces.visibility), device)[:, None]
        lights = np.concatenate([faces.light, faces.true_light], axis=-1)
        self._lights = upload(lights, device).permute(0, 3, 1, 2)
        bare = (faces.bare / 255).astype(np.float16)[..., np.newaxis]
        details = np.concatenate([faces.tones, bare], axis=-1)
        self._details = upload(details, device).permute(0, 3, 1, 2)
        self._shares = {
            weight: getattr(faces, weight).astype(np.float64) / getattr(faces, weight).sum()
            for weight in ("weight", "weight_as_bare")
        }
        eyes = fill([contour_uv(mesh.RIGHT_EYE), contour_uv(mesh.LEFT_EYE)], size)
        mouth = fill([contour_uv(mesh.LIPS_INNER)], size)
        coloured = (1 - np.maximum(eyes, mouth)) * regions(size).not_lips.clip(0, 1)
        lips = regions(size).lips
        melanin = upload(np.maximum(coloured, lips), device)
        self._melanin_at = melanin[None, None]
        self.albedo = _skin_albedos(faces, faces.true_light)
        self.mistaken = _skin_albedos(faces, faces.light) / self.albedo

    def __len__(self) -> int:
        """How many faces there are."""
        return len(self._faces)

    def choose(self, count: int, rng: Rng, *, surely_bare: bool) -> np.ndarray:
        """Places of random faces, by their weight."""
        share = self._shares["weight_as_bare" if surely_bare else "weight"]
        return np.asarray(rng.choice(len(self._faces), count, p=share))

    def fetch(self, at: np.ndarray, darker: Floats, *, mirrored: bool = False) -> Skin:
        """Faces by their places.

        Args:
            at: B places.
            mirrored: Left for right.
            darker: B float32, at least 0: how much more melanin each is to have; 1 takes a very
                light skin to a brown one.
        """
        index = upload(at, self._device)
        picture = self._picture[index].float()
        shape = (self._size, self._size)
        lights = F.interpolate(self._lights[index].float(), shape, mode="bilinear")
        details = F.interpolate(self._details[index].float(), shape, mode="bilinear")
        melanin = upload(np.array(_MELANIN, np.float32), self._device)[None, :, None, None]
        amount = upload(darker, self._device)[:, None, None, None]
        gain = torch.exp(-amount * melanin * self._melanin_at)
        whole = torch.exp(-amount * melanin)
        planes = (
            picture * gain,
            self._visibility[index].float() / 255,
            lights[:, :3],
            lights[:, 3:],
            details[:, :1] * whole[:, 1:2],
            details[:, 1:2] * whole[:, 2:],
            details[:, 2:],
        )
        return Skin(*(plane.flip(-1) if mirrored else plane for plane in planes))

    def darkened(self, at: np.ndarray, darker: Floats) -> Floats:
        """Skin albedos, Bx3 float32, of the faces that `fetch` gives."""
        factor = np.exp(-darker[:, np.newaxis] * np.array(_MELANIN, np.float32))
        return np.asarray(self.albedo[at] * factor, np.float32)

    def may_darken(self, at: np.ndarray) -> np.ndarray:
        """B bools: faces that are light enough to be made darker."""
        return np.asarray(self._faces.ita_deg[at] > 10)


def _skin_albedos(faces: Faces, lights: NDArray[np.float16]) -> Floats:
    """Kx3 float32: the pictures' median skin over the mean of some lights on it."""
    where = regions(faces.picture.shape[1]).skin > 0.5
    albedos = []
    for picture, light in zip(faces.picture, lights, strict=True):
        tone = decoded(torch.from_numpy(np.median(picture[where], axis=0) / 255)).numpy()
        albedos.append(tone / np.maximum(light.astype(np.float32).mean((0, 1)), 0.05))
    return np.asarray(np.clip(np.stack(albedos), 0.01, 0.9), np.float32)
