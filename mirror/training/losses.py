"""What a good film is.

A film is judged by what it shows. The pigment, which knows no live face, is laid on probes, patches
of dark and of light skin: two films that look the same on every skin are the same. The finished film
is laid on the live face.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from mirror.core.zones import ZONES, zones
from mirror.training.bank import Films
from mirror.training.colour import oklab
from mirror.training.device import upload
from mirror.training.masks import Rng
from mirror.training.networks import LookCode, film
from mirror.training.triplets import Triplets

# Reflectances of very dark and very light skin, linear RGB.
_DARKEST, _LIGHTEST = (0.04, 0.02, 0.013), (0.62, 0.42, 0.32)

# A texel that is made up counts so much more than a bare one, and lips and lids more than cheeks.
_MADE_UP = 6.0
_ZONE_WEIGHTS = {"lips": 2.0, "eyes": 3.0, "cheeks": 1.0, "rest": 1.0}

WEIGHTS: Mapping[str, float] = {
    "probe": 2.0, "worn": 1.0, "edges": 2.0, "agree": 0.3, "cover": 0.1, "shine": 0.03, "bare": 0.3,
    "liner": 0.15, "albedo": 0.05, "steady": 0.3, "smooth": 0.02,
}  # fmt: skip
"""How much each term counts; all are means over texels, colours in units of OKLab."""


def _distance(a: Tensor, b: Tensor) -> Tensor:
    """Bx1xHxW: L1 between OKLab pictures, chroma counted twice."""
    off = (a - b).abs()
    return off[:, :1] + 2 * off[:, 1:].sum(1, keepdim=True)


def _mean(values: Tensor, weight: Tensor) -> Tensor:
    return (values * weight).sum() / weight.sum().clamp(min=1e-3)


def _slopes(picture: Tensor) -> Tensor:
    """Differences to the right and lower neighbours, BxCx2x(H-1)x(W-1)."""
    here = picture[..., :-1, :-1]
    return torch.stack([picture[..., :-1, 1:] - here, picture[..., 1:, :-1] - here], 2)


@dataclass(frozen=True, slots=True, eq=False)
class Losses:
    """The terms of `WEIGHTS`, and their sum."""

    terms: dict[str, Tensor]

    @property
    def total(self) -> Tensor:
        """The weighted sum."""
        return torch.stack([WEIGHTS[name] * term for name, term in self.terms.items()]).sum()


class _Found(NamedTuple):
    """What an encoder's pigment does on skin that wears all of it, NCHW.

    Attributes:
        through: RGB of the transmittance.
        added: RGB of the emission.
        finish: The share of shine that is seen, the skin's own and the pigment's.
        cover: Share of the skin that it hides.
    """

    through: Tensor
    added: Tensor
    finish: Tensor
    cover: Tensor

    @classmethod
    def of(cls, code: LookCode) -> _Found:
        transmittance, emission = film(code.pigment, torch.ones_like(code.pigment[:, :1]))
        # By split: the gradient of a slice fills a whole tensor.
        (through, keeps), (added, shine) = (
            torch.split(channels, [3, 1], 1) for channels in (transmittance, emission)
        )
        return cls(through, added, keeps + shine, code.pigment[:, :1])

    def on(self, skin: Tensor) -> Tensor:
        """OKLab of skin (Bx3x1x1 linear RGB) that wears it."""
        return oklab(self.through * skin + self.added)


class Judge:
    """Compares films with what was painted.

    Args:
        size: N.
        device: Where the films lie.
    """

    def __init__(self, size: int, device: torch.device) -> None:
        parts = torch.from_numpy(np.array(zones(size)))
        weights = torch.tensor([_ZONE_WEIGHTS[zone] for zone in ZONES])
        self._zones = (parts * weights[:, None, None]).sum(0)[None, None].to(device)
        self._device = device

    def weight(self, strength: Tensor) -> Tensor:
        """How much each texel counts: Bx1xNxN from a look's strength."""
        return (1 + _MADE_UP * strength.sqrt()) * self._zones

    def _probe(self, count: int, rng: Rng) -> Tensor:
        """A skin for every look, Bx3x1x1: on one that is dark or light by turns, a film shows itself."""
        dark, light = (np.log(np.array(end)) for end in (_DARKEST, _LIGHTEST))
        share = rng.uniform(0, 0.45, (count, 1))
        share = np.where(rng.random((count, 1)) < 0.5, share, 1 - share)
        tone = np.exp(dark + share * (light - dark) + rng.normal(0, 0.05, (count, 3)))
        return upload(tone.astype(np.float32), self._device)[:, :, None, None]

    def losses(
        self, triplets: Triplets, code: LookCode, worn: Films, later: Films, bare: Tensor, rng: Rng
    ) -> tuple[Losses, Tensor]:
        """All terms but the critic's.

        Args:
            triplets: What was to be found.
            code: What the encoder found in both references, 2B.
            worn: The finished films for the live faces.
            later: The same a moment later (`triplets.next_frame`).
            bare: What the generator takes for bare skin, Bx1xNxN.
            rng: Draws the probes.

        Returns:
            The terms, and the live faces with the finished films on, Bx3xNxN.
        """
        painted = triplets.looks.film
        count = len(painted.emission)
        weight = self.weight(painted.strength())
        found = _Found.of(code)
        probe = self._probe(count, rng)
        with torch.no_grad():
            truth = oklab(painted.transmittance[:, :3] * probe + painted.emission[:, :3])
            slopes = _slopes(truth)
        # What was read off either reference, on the same skin.
        first, second = found.on(torch.cat([probe, probe])).chunk(2)
        off = _distance(first, truth) + _distance(second, truth)
        ragged = (_slopes(first) - slopes).abs() + (_slopes(second) - slopes).abs()
        terms = {
            "probe": _mean(off, weight) / 2,
            "edges": ragged.mean() / 2,
            "agree": _mean(_distance(first, second), weight),
        }
        picture = triplets.source.wearing(worn, true_light=False)
        # What nobody has labelled may be hair: there the truth is not known.
        known = ((triplets.bare - 0.5).abs() * 2).clamp(0.15, 1)
        with torch.no_grad():
            made = oklab(triplets.made)
        terms["worn"] = _mean(_distance(oklab(picture), made), weight * known)
        # Has a slope also where a film that is nearly nothing shows next to none in its colours.
        hidden = 1 - painted.transmittance[:, 4:].repeat(2, 1, 1, 1)
        cover = found.cover.clamp(1e-5, 1 - 1e-5)
        off = F.binary_cross_entropy(cover, hidden, reduction="none")
        twice = weight.repeat(2, 1, 1, 1)
        terms["cover"] = _mean(off, twice)
        finish = (painted.transmittance + painted.emission)[:, 3:4].repeat(2, 1, 1, 1)
        terms["shine"] = _mean((found.finish - finish).abs(), twice)
        terms["bare"] = _mean(
            F.binary_cross_entropy(
                bare.clamp(1e-4, 1 - 1e-4), (triplets.bare > 0.5).float(), reduction="none"
            ),
            known - 0.15,
        )
        terms["liner"] = _liner(code.liner, triplets.looks.liner.repeat(2, 1, 1))
        terms["albedo"] = (torch.log(code.albedo) - torch.log(triplets.albedo)).abs().mean()
        moved = zip(
            (worn.transmittance, worn.emission), (later.transmittance, later.emission), strict=True
        )
        terms["steady"] = torch.stack([(a - b)[:, :3].abs().mean() for a, b in moved]).sum()
        terms["smooth"] = _slopes(torch.log(found.through.clamp(min=0.02))).abs().mean()
        return Losses(terms), picture

    def cycle(self, triplets: Triplets, code: LookCode, rng: Rng) -> Tensor:
        """How far the look that is read off the made-up live faces is from the one they wear.

        Args:
            triplets: What was to be found.
            code: What the encoder found in the live faces with their finished films, B.
            rng: Draws the probes.
        """
        painted = triplets.looks.film
        seen = (triplets.bare > 0.5).float() * triplets.source.visibility
        probe = self._probe(len(painted.emission), rng)
        with torch.no_grad():
            truth = oklab(painted.transmittance[:, :3] * probe + painted.emission[:, :3])
        shown = _Found.of(code).on(probe)
        return _mean(_distance(shown, truth), self.weight(painted.strength()) * seen)


def _liner(found: Tensor, truth: Tensor) -> Tensor:
    there = truth[..., 0]
    presence = F.binary_cross_entropy_with_logits(found[..., 0], there)
    # In units in which each matters about as much: thickness is at most 0.2.
    scale = upload(np.array([5.0, 1.5, 1.0, 1.0, 1.0, 1.0, 1.0], np.float32), found.device)
    off = ((found[..., 1:] - truth[..., 1:]).abs() * scale).mean(-1)
    return presence + 2 * (off * there).sum() / there.sum().clamp(min=1)


def critic_loss(on_painted: Tensor, on_found: Tensor) -> Tensor:
    """What the critic minimises: the hinge of Lim & Ye (2017)."""
    return (F.relu(1 - on_painted) + F.relu(1 + on_found)).mean()
