"""Exact supervision in endless number: two made-up references of one look, and a face to wear it.

B1, B2 with look M       what the encoder reads; other people, other light, something in front
A bare                   what the generator sees, with something in front
A with look M            what must come out
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import torch
from torch import Tensor

from mirror.core.types import Floats
from mirror.training.bank import Looks, PainterBank
from mirror.training.camera import misplaced, noise, photographed, random_light, turned
from mirror.training.colour import decoded
from mirror.training.covers import covers
from mirror.training.device import upload
from mirror.training.masks import Rng
from mirror.training.skin import Skin, SkinBank

_DARKENED_SHARE = 0.5
# Of live faces, and of references: who is read chooses the photo, and it was looked at.
_COVERED_LIVE, _COVERED_REFERENCES = 0.45, 0.25


@dataclass(frozen=True, slots=True, eq=False)
class Triplets:
    """A batch; B looks, linear light.

    Attributes:
        looks: What is worn.
        reference: 2Bx3xNxN: every look on one person, then every look on another.
        reference_visibility: 2Bx1xNxN.
        albedo: 2Bx3 linear RGB, of the skin under the references' makeup but with their foundation.
        skin: 2Bx3 linear RGB, what the mirror takes for that albedo.
        source: The bare faces; `picture` has what lies in front of them.
        source_skin: Bx3 linear RGB, what the mirror takes for the albedo of their skin.
        made: Bx3xNxN, the faces with the looks, and what lies in front.
        bare: Bx1xNxN: 1 bare skin, 0 covered, between them not known.
    """

    looks: Looks
    reference: Tensor
    reference_visibility: Tensor
    albedo: Tensor
    skin: Tensor
    source: Skin
    source_skin: Tensor
    made: Tensor
    bare: Tensor


class CoverBank:
    """Things in front of faces, on a device."""

    def __init__(self, size: int, count: int, seed: int, device: torch.device) -> None:
        mask, colour = covers(count, seed)
        self._device = device
        self._mask = upload(_shrunk(mask, size), device)[:, None]
        self._colour = upload(_shrunk(colour, size), device).permute(0, 3, 1, 2)

    def draw(self, count: int, share: float, rng: Rng) -> tuple[Tensor, Tensor]:
        """Masks Bx1xNxN, 0 but for a share of them, and linear colours Bx3xNxN."""
        at = upload(rng.integers(0, len(self._mask), count), self._device)
        there = upload((rng.random(count) < share).astype(np.float32), self._device)
        mask = self._mask[at].float() / 255 * there[:, None, None, None]
        colour = decoded(self._colour[at].float() / 255)
        level = rng.normal(-0.3, 0.5, (count, 1)) + rng.normal(0, 0.35, (count, 3))
        colour = colour * upload(np.exp2(level).astype(np.float32), self._device)[..., None, None]
        flip = upload(rng.random(count) < 0.5, self._device)[:, None, None, None]
        return torch.where(flip, mask.flip(-1), mask), torch.where(flip, colour.flip(-1), colour)


def _shrunk(stack: np.ndarray, size: int) -> np.ndarray:
    return np.stack([cv2.resize(s, (size, size), interpolation=cv2.INTER_AREA) for s in stack])


def next_frame(source: Skin, rng: Rng) -> Tensor:
    """The same live faces a moment later: noise, a flicker of the light, landmarks that tremble."""
    picture = misplaced(source.picture, rng, 0.4)
    grain = noise(picture.shape, rng, picture.device) * 0.01 * picture.clamp(min=0.02).sqrt()
    level = rng.normal(1, 0.03, (len(picture), 3, 1, 1)).astype(np.float32)
    return (picture * upload(level, picture.device) + grain).clamp(0, 1)


class TripletMaker:
    """Draws batches.

    Args:
        skins: The faces.
        painter: The looks.
        things: What lies in front.
        size: N.
        device: Where all of them lie.
    """

    def __init__(
        self,
        skins: SkinBank,
        painter: PainterBank,
        things: CoverBank,
        size: int,
        device: torch.device,
    ) -> None:
        self._skins, self._painter, self._things = skins, painter, things
        self._size, self._device = size, device

    def draw(self, count: int, rng: Rng) -> Triplets:
        """A batch of so many looks."""
        looks = self._painter.looks(count, rng)
        references = (self._reference(looks, count, rng) for _ in range(2))
        source, source_skin, made, bare = self._worn(looks, count, rng)
        pictures, visibilities, albedos, skins = map(torch.cat, zip(*references, strict=True))
        return Triplets(
            looks, pictures, visibilities, albedos, skins, source, source_skin, made, bare
        )

    def _faces(self, count: int, rng: Rng, *, surely_bare: bool) -> tuple[Skin, Floats, Floats]:
        """Bare faces, their albedos, and how many times larger the mirror takes them for."""
        at = self._skins.choose(count, rng, surely_bare=surely_bare)
        darken = (rng.random(count) < _DARKENED_SHARE) & self._skins.may_darken(at)
        darker = np.where(darken, rng.uniform(0.1, 1.2, count), 0).astype(np.float32)
        skin = self._skins.fetch(at, darker, mirrored=bool(rng.random() < 0.5))
        return skin, self._skins.darkened(at, darker), self._skins.mistaken[at]

    def _reference(
        self, looks: Looks, count: int, rng: Rng
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """One person with the look on, as a photo shows it; the skin's albedo, and its estimate."""
        skin, albedo, mistaken = self._faces(count, rng, surely_bare=True)
        foundation, albedo = self._painter.foundations(albedo, rng)
        worn = looks.lines.over(looks.film).over(foundation)
        picture = skin.wearing(worn, true_light=True)
        gain = random_light(count, self._size, rng, self._device)
        picture = picture * gain
        mask, colour = self._things.draw(count, _COVERED_REFERENCES, rng)
        picture = picture + mask * (colour - picture)
        visible = skin.visibility * turned(count, self._size, rng, self._device)
        both = misplaced(torch.cat([picture * (visible > 0), visible], 1), rng, 1.5)
        known = upload(albedo, self._device)
        estimate = self._estimate(albedo * mistaken, gain, rng)
        return photographed(both[:, :3], rng), both[:, 3:].clamp(0, 1), known, estimate

    def _estimate(self, albedo: Floats, gain: Tensor, rng: Rng) -> Tensor:
        """Albedos (Bx3) as the mirror estimates them under makeup and in another light (Bx3xNxN).

        It errs as `core.light.SkinTone` does on painted and re-exposed portraits: mostly by little,
        on one in four by much; and takes most of a light that is not far from neutral for skin.
        """
        count = len(albedo)
        much = rng.random((count, 1)) < 0.25
        level = rng.normal(0, np.where(much, 0.4, 0.07))
        colour = rng.normal(0, np.where(much, 0.35, 0.08), (count, 3))
        wrong = upload(np.exp2(level + colour).astype(np.float32) * albedo, self._device)
        return (wrong * gain.mean((2, 3)) ** 0.8).clamp(0.015, 0.9)

    def _worn(self, looks: Looks, count: int, rng: Rng) -> tuple[Skin, Tensor, Tensor, Tensor]:
        """Another person, bare and made up, with the same thing in front; the estimated albedo."""
        skin, albedo, mistaken = self._faces(count, rng, surely_bare=False)
        gain = random_light(count, self._size, rng, self._device, amount=0.7)
        skin = skin.lit(gain)
        # The mirror knows this face for a while: makeup does not trouble it.
        estimate = upload(albedo * mistaken, self._device)
        made = skin.wearing(looks.film, true_light=True)
        # What a rendered head is known to hide stays as it is; of a photo nobody knows.
        known = ((skin.bare - 0.4) / 0.4).clamp(0, 1)
        hidden = torch.where((skin.bare > 0.45) & (skin.bare < 0.55), 1.0, known)
        made = skin.picture + hidden * (made - skin.picture)
        mask, colour = self._things.draw(count, _COVERED_LIVE, rng)
        seen = skin.picture + mask * (colour - skin.picture)
        grain = noise(seen.shape, rng, self._device) * 0.006 * seen.clamp(min=0.02).sqrt()
        covered = Skin(
            (seen + grain).clamp(0, 1), skin.visibility, skin.light, skin.true_light, skin.base,
            skin.dull, skin.bare,
        )  # fmt: skip
        bare = torch.minimum(skin.bare, 1 - mask)
        return covered, estimate, (made + mask * (colour - made) + grain).clamp(0, 1), bare
