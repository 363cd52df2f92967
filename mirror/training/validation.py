"""How good the networks are while they train: quick figures in UV; `mirror evaluate` is the measure."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from mirror.core.zones import ZONES, zones
from mirror.training.bank import Films
from mirror.training.colour import encoded, oklab
from mirror.training.device import upload
from mirror.training.networks import LookCode, film
from mirror.training.triplets import Triplets


def _distance(a: Tensor, b: Tensor) -> Tensor:
    """100 times the distance in OKLab; 2 is just noticed side by side. Bx1xHxW."""
    return 100 * (oklab(a) - oklab(b)).square().sum(1, keepdim=True).sqrt()


@torch.no_grad()
def measure(triplets: Triplets, code: LookCode, picture: Tensor, bare: Tensor) -> dict[str, float]:
    """Figures of one batch.

    Args:
        triplets: What was to be found.
        code: What the encoder found, 2B.
        picture: The live faces made up, Bx3xNxN.
        bare: What the generator takes for bare skin.

    Returns:
        PSNR over the face in dB; mean OKLab distance (x100) where made up, and of doing
        nothing; the one over the other by zone; the change by a bare look; the difference between both references of a look; the film's
        share on what is covered.
    """
    strength = triplets.looks.film.strength()
    made_up = (strength > 0.05).float()
    worn = made_up.amax((1, 2, 3)) > 0
    off = _distance(picture, triplets.made)
    nothing = _distance(triplets.source.picture, triplets.made)
    error = (encoded(picture) - encoded(triplets.made)).square().mean((1, 2, 3))
    found = Films(*film(code.pigment, torch.ones_like(code.pigment[:, :1])))
    probe = torch.full_like(picture[:1], 0.2)
    count = len(picture)
    shown = found.transmittance[:, :3] * probe + found.emission[:, :3]
    apart = _distance(shown[:count], shown[count:])
    covered = (triplets.bare < 0.1).float()

    def mean(values: Tensor, where: Tensor) -> float:
        return float((values * where).sum() / where.sum().clamp(min=1))

    zone = upload(np.array(zones(picture.shape[-1])), picture.device)
    by_zone = {
        name: mean(off, made_up * part) / max(mean(nothing, made_up * part), 1e-3)
        for name, part in zip(ZONES, zone, strict=True)
    }
    return {
        "psnr": float((-10 * torch.log10(error.clamp(min=1e-8))).mean()),
        "off": mean(off, made_up),
        "nothing": mean(nothing, made_up),
        **by_zone,
        "bare look": float(_distance(picture, triplets.source.picture)[~worn].mean())
        if (~worn).any()
        else 0.0,
        "apart": mean(apart, made_up),
        "on covers": mean(bare, covered),
        "bare": mean(bare, (triplets.bare > 0.9).float()),
    }
