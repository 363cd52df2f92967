"""The painter bank: looks in endless number, painted in batches as films.

A look is a stack of layers from the families of `masks`; its shades, strengths and finishes are
drawn anew each time. A layer of pigment is what the shade painter makes it (`makeup.painter`):

    T = (1 - cover) * tint        E = cover * shade
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import torch
from torch import Tensor

from mirror.core.colour import LUMINANCE
from mirror.core.types import Floats
from mirror.makeup.shapes.face import complexion
from mirror.training import masks
from mirror.training.colour import random_shades
from mirror.training.device import upload
from mirror.training.lines import lashes, liners
from mirror.training.masks import EYE_BOX, LIPS_BOX, WHOLE_BOX, Masks, Rng


@dataclass(frozen=True, slots=True, eq=False)
class Films:
    """A batch of films, B of them.

    Attributes:
        transmittance: BxCxNxN float32: R, G, B, specular (`core.film`); a painted film has a fifth
            channel, the share of the skin that no pigment hides.
        emission: BxCxNxN float32, likewise; the fifth is 0.
    """

    transmittance: Tensor
    emission: Tensor

    def over(self, below: Films) -> Films:
        """Both films as one."""
        return Films(
            self.transmittance * below.transmittance,
            self.transmittance * below.emission + self.emission,
        )

    def strength(self) -> Tensor:
        """How much each texel is changed at most: Bx1xNxN, 0..1."""
        hidden = (1 - self.transmittance[:, :3]).amax(1, keepdim=True)
        added = self.emission[:, :3].amax(1, keepdim=True)
        return torch.maximum(hidden, added).clamp(0, 1)


@dataclass(frozen=True, slots=True, eq=False)
class Looks:
    """A batch of painted looks.

    Attributes:
        film: What the network is to find.
        lines: Liner, lashes and brows, which lie on the film and are no part of it.
        liner: Bx2x8 float32, what is to be read off the liner (`networks.LookCode.liner`).
        kind: B places in `KINDS`.
    """

    film: Films
    lines: Films
    liner: Tensor
    kind: np.ndarray


@dataclass(frozen=True, slots=True, eq=False)
class _Layers:
    """One layer for each of some looks of the batch.

    Attributes:
        of: Places in the batch, K.
        density: Kx1xhxw, 0..1.
        transmittance: Kx5 (`Films`).
        emission: Kx5.
    """

    of: Tensor
    density: Tensor
    transmittance: Tensor
    emission: Tensor


@dataclass(frozen=True, slots=True)
class _Slot:
    """A place in the stack.

    Attributes:
        family: Whose masks it takes.
        shares: How often it is filled in a soft, a strong, and a stage look.
        cover: Largest cover in a soft look.
    """

    family: str
    shares: tuple[float, float, float]
    cover: float


_STACK = (
    _Slot("touches", (0.35, 0.55, 0.4), 0.45),
    _Slot("touches", (0.55, 0.75, 0.5), 0.5),
    _Slot("touches", (0.2, 0.4, 0.3), 0.5),
    _Slot("art", (0.0, 0.02, 0.8), 0.8),
    _Slot("art", (0.0, 0.0, 0.4), 0.9),
    _Slot("eyes", (0.65, 0.9, 0.8), 0.6),
    _Slot("eyes", (0.45, 0.8, 0.6), 0.6),
    _Slot("eyes", (0.25, 0.6, 0.5), 0.7),
    _Slot("eyes", (0.1, 0.4, 0.4), 0.7),
    _Slot("lips", (0.8, 0.95, 0.8), 0.75),
    _Slot("lips", (0.15, 0.35, 0.35), 0.7),
)
KINDS = ("bare", "soft", "strong", "stage")
_BARE_SHARE, _SOFT_SHARE, _STRONG_SHARE, _STAGE_SHARE = 0.1, 0.32, 0.46, 0.12
_BOXES = {"touches": WHOLE_BOX, "art": WHOLE_BOX, "eyes": EYE_BOX, "lips": LIPS_BOX}
_ASYMMETRIC = 0.1
_CHANNELS = 5
_LINER_SHARE, _LASH_SHARE, _BROW_SHARE, _FOUNDATION_SHARE = 0.5, 0.5, 0.15, 0.35


def filter_of(shade: Floats, tint: Floats) -> Floats:
    """What a thin layer lets through, as `makeup.painter` has it.

    Args:
        shade: Kx3 linear RGB.
        tint: K, 0..1.
    """
    hue = shade / np.maximum(shade.max(axis=1, keepdims=True), 1e-3)
    through = 1 - tint[:, np.newaxis] * (1 - hue)
    given_back = np.maximum(through @ LUMINANCE, 1e-3)[:, np.newaxis] ** 0.35
    return np.asarray(np.minimum(through / given_back, 1.0), np.float32)


class PainterBank:
    """Masks on a device, and a painter.

    Args:
        size: N of the films.
        counts: How many masks of each family.
        seed: Of the masks; a bank of another seed has other ones.
        device: Where the films are painted.
    """

    def __init__(self, size: int, counts: int, seed: int, device: torch.device) -> None:
        self.size, self._device = size, device
        draws = {
            "touches": masks.touches, "art": masks.art, "eyes": masks.eyes, "lips": masks.lips,
        }  # fmt: skip
        self._masks = {
            family: self._upload(masks.bank(draw, counts, _BOXES[family], seed), _BOXES[family])
            for family, draw in draws.items()
        }
        lines = liners(counts, seed)
        self._liners, self._liner_numbers = self._upload(lines.mask, EYE_BOX), lines.numbers
        self._lashes = self._upload(lashes(max(counts // 4, 4), seed), EYE_BOX)
        self._brows = self._upload(_brow_masks(), EYE_BOX)
        self._complexion = upload(np.array(complexion(size)), device)[None, None]

    def _upload(self, family: Masks, box: tuple[int, int, int, int]) -> Tensor:
        height, width = (box[1] - box[0]) * self.size // 16, (box[3] - box[2]) * self.size // 16
        fit = [cv2.resize(m, (width, height), interpolation=cv2.INTER_AREA) for m in family]
        return upload(np.stack(fit), self._device)

    def looks(self, count: int, rng: Rng) -> Looks:
        """Draws and paints looks, one in eight of them bare."""
        film = self._identity(count)
        shares = [_BARE_SHARE, _SOFT_SHARE, _STRONG_SHARE, _STAGE_SHARE]
        kind = rng.choice(4, count, p=shares)
        for slot in _STACK:
            share = np.array((0.0, *slot.shares))[kind]
            of = np.flatnonzero(rng.random(count) < share)
            if len(of):
                self._put_on(film, slot.family, self._layers(slot, of, kind[of], rng))
        lines, liner = self._lines(count, kind > 0, rng)
        return Looks(film, lines, liner, kind)

    def foundations(self, albedo: Floats, rng: Rng) -> tuple[Films, Floats]:
        """Foundation for faces of these skin albedos (Kx3), and the albedos that it gives them.

        On two of three there is none.
        """
        count = len(albedo)
        shade = np.clip(
            albedo * np.exp(rng.normal(0, 0.25, (count, 1)) + rng.normal(0, 0.06, (count, 3))),
            0.01,
            0.9,
        )
        worn = (rng.random(count) < _FOUNDATION_SHARE) * rng.uniform(0.1, 0.95, count)
        film = self._identity(count)
        through = np.repeat(1 - worn[:, None], _CHANNELS, 1)
        through[:, 3] = 1 - worn * rng.uniform(0, 0.8, count)
        added = np.concatenate([shade * worn[:, None], np.zeros((count, 2))], 1)
        layers = _Layers(
            torch.arange(count, device=self._device), self._complexion,
            self._tensor(through), self._tensor(added),
        )  # fmt: skip
        self._put_on(film, "touches", layers)
        evened = albedo * through[:, :3] + added[:, :3]
        return film, evened.astype(np.float32)

    def _identity(self, count: int) -> Films:
        shape = (count, _CHANNELS, self.size, self.size)
        return Films(
            torch.ones(shape, device=self._device), torch.zeros(shape, device=self._device)
        )

    def _tensor(self, values: np.ndarray) -> Tensor:
        return upload(np.asarray(values, np.float32), self._device)

    def _layers(self, slot: _Slot, of: np.ndarray, kind: np.ndarray, rng: Rng) -> _Layers:
        count = len(of)
        soft = kind == 1
        largest = np.where(soft, slot.cover, 1.0)
        cover = rng.uniform(0.12, 1, count) * largest
        shade = random_shades(rng, slot.family, count)
        tint = rng.uniform(0.1, 0.9, count).astype(np.float32)
        glow = np.where(rng.random(count) < 0.2, rng.uniform(0, 0.3, count), 0)
        shiny = rng.random(count) < (0.45 if slot.family == "lips" else 0.2)
        through, added = np.empty((count, _CHANNELS)), np.zeros((count, _CHANNELS))
        through[:, 4] = 1 - cover
        through[:, :3] = (1 - cover)[:, None] * filter_of(shade, tint)
        through[:, 3] = 1 - rng.uniform(0, 1, count) * np.minimum(cover * 1.5, 1)
        added[:, :3] = shade * (cover * (1 + glow))[:, None]
        added[:, 3] = np.where(
            shiny, rng.uniform(0.3, 2.6, count), rng.uniform(0, 0.3, count)
        ) * np.minimum(cover * 1.5, 1)
        return _Layers(
            upload(of, self._device), self._density(slot.family, count, rng),
            self._tensor(through), self._tensor(added),
        )  # fmt: skip

    def _density(self, family: str, count: int, rng: Rng) -> Tensor:
        pool = self._masks[family]
        chosen = pool[self._indices(pool, count, rng)].float() / 255
        if family == "eyes":
            other = pool[self._indices(pool, count, rng)].float() / 255
            own = self._tensor(rng.random(count) < _ASYMMETRIC)[:, None, None]
            chosen = torch.cat([chosen, (chosen * (1 - own) + other * own).flip(-1)], -1)
        elif rng.random() < 0.5:
            chosen = chosen.flip(-1)
        gain = self._tensor(rng.uniform(0.75, 1.0, count))[:, None, None]
        return (chosen * gain)[:, None]

    def _indices(self, pool: Tensor, count: int, rng: Rng) -> Tensor:
        return upload(rng.integers(0, len(pool), count), self._device)

    def _put_on(self, film: Films, family: str, layers: _Layers) -> None:
        """Lays one layer over films, in place."""
        top, bottom, left, right = (side * self.size // 16 for side in _BOXES[family])
        if family == "eyes":
            right = self.size
        box = (layers.of, slice(None), slice(top, bottom), slice(left, right))
        through = 1 + layers.density * (layers.transmittance[:, :, None, None] - 1)
        film.transmittance[box] *= through
        film.emission[box] = (
            film.emission[box] * through + layers.density * layers.emission[:, :, None, None]
        )

    def _lines(self, count: int, worn: np.ndarray, rng: Rng) -> tuple[Films, Tensor]:
        """Brows, liner and lashes; a bare face has none."""
        film = self._identity(count)
        numbers = np.zeros((count, 2, 8), np.float32)
        of = np.flatnonzero(worn & (rng.random(count) < _BROW_SHARE))
        self._draw(
            film,
            of,
            self._brows,
            random_shades(rng, "lines", len(of)),
            rng,
            rng.uniform(0.1, 0.7, len(of)),
        )
        of = np.flatnonzero(worn & (rng.random(count) < _LINER_SHARE))
        shade = random_shades(rng, "lines", len(of))
        opacity = rng.uniform(0.5, 1.0, len(of))
        chosen = self._draw(film, of, self._liners, shade, rng, opacity)
        numbers[of, :, 0] = 1
        numbers[of, :, 1:5] = self._liner_numbers[chosen][:, np.newaxis]
        numbers[of, :, 5:] = (np.clip(shade, 0, 1) ** (1 / 2.2))[:, np.newaxis]
        of = np.flatnonzero(worn & (rng.random(count) < _LASH_SHARE))
        self._draw(
            film,
            of,
            self._lashes,
            rng.uniform(0, 0.02, (len(of), 3)),
            rng,
            rng.uniform(0.4, 1, len(of)),
        )
        return film, self._tensor(numbers)

    def _draw(
        self,
        film: Films,
        of: np.ndarray,
        pool: Tensor,
        shade: np.ndarray,
        rng: Rng,
        opacity: np.ndarray,
    ) -> np.ndarray:
        chosen = rng.integers(0, len(pool), len(of))
        if len(of):
            right = pool[upload(chosen, self._device)].float() / 255
            density = (
                torch.cat([right, right.flip(-1)], -1)[:, None]
                * self._tensor(opacity)[:, None, None, None]
            )
            added = np.concatenate([shade, np.zeros((len(of), 2))], 1)
            layers = _Layers(
                upload(of, self._device), density,
                torch.zeros((len(of), _CHANNELS), device=self._device), self._tensor(added),
            )  # fmt: skip
            self._put_on(film, "eyes", layers)
        return chosen


def _brow_masks() -> Masks:
    """The brow filled in, more and less widely."""
    from mirror.core.regions import brow_contours, signed_distance, smoothstep

    distance = signed_distance(brow_contours(), masks.SIZE)
    top, bottom, left, right = (side * masks.SIZE // 16 for side in EYE_BOX)
    drawn = [
        smoothstep(edge - 0.006, edge + 0.006, distance) for edge in (-0.012, -0.006, 0.0, 0.004)
    ]
    return np.stack([np.rint(m[top:bottom, left:right] * 255) for m in drawn]).astype(np.uint8)
