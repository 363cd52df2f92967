"""The networks as they are run: tensors laid out as the mirror has them, and back.

What the mirror would otherwise do in NumPy before and after a run is part of the graph: the order of
axes, the sliders of the zones, and that the film is exactly the identity where it is next to
nothing.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from mirror.core.shading import LIGHT
from mirror.core.zones import zones
from mirror.training.networks import Encoder, Generator, film

# A film thinner than this changes no 8-bit code on most skin: it is cut to the identity, so that
# the compositor skips it and the pixel stays as it was.
_NOTHING = 1 / 200


class EncoderGraph(nn.Module):
    """`Encoder` on one unwrapped face."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(
        self, picture: Tensor, visibility: Tensor, skin: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Reads references.

        Args:
            picture: BxNxNx3 linear RGB.
            visibility: BxNxN, 0..1.
            skin: Bx3 linear RGB, the skin's albedo as the mirror estimates it.

        Returns:
            Pigment Bx9xNxN, features Bx16x(N/4)x(N/4), liner Bx2x8 (`LookCode`); the presence of a
            liner as a probability.
        """
        code = self.encoder(picture.permute(0, 3, 1, 2), visibility.unsqueeze(1), skin)
        presence = torch.sigmoid(code.liner[..., :1])
        return code.pigment, code.features, torch.cat([presence, code.liner[..., 1:]], -1)


class BareGraph(nn.Module):
    """What `Generator` says of bare skin, for faces that wear no photo's look."""

    def __init__(self, generator: Generator) -> None:
        super().__init__()
        self.generator = generator

    def forward(self, picture: Tensor, visibility: Tensor) -> tuple[Tensor]:
        """How far each texel is skin that nothing covers.

        Args:
            picture: BxNxNx3 linear RGB.
            visibility: BxNxN, 0..1.

        Returns:
            Bx(N/2)x(N/2), 0..1.
        """
        bare = self.generator.bare(picture.permute(0, 3, 1, 2), visibility.unsqueeze(1))
        return (bare[:, 0],)


class GeneratorGraph(nn.Module):
    """`Generator` on one unwrapped face, up to the finished film."""

    zones: Tensor

    def __init__(self, generator: Generator, size: int) -> None:
        super().__init__()
        self.generator = generator
        # A quarter of the canvas is fine enough for borders this soft.
        parts = torch.from_numpy(np.array(zones(size // 4)))
        self.register_buffer("zones", parts, persistent=False)

    def forward(
        self,
        picture: Tensor,
        visibility: Tensor,
        shading: Tensor,
        pigment: Tensor,
        features: Tensor,
        strengths: Tensor,
    ) -> tuple[Tensor, Tensor]:
        """Fits one look to one face.

        Args:
            picture: BxNxNx3 linear RGB.
            visibility: BxNxN, 0..1.
            shading: Bx128x128x8 (`Shading.texture`).
            pigment: Bx9xNxN.
            features: Bx16x(N/4)x(N/4).
            strengths: Bx4, 0..1, of `core.zones.ZONES`.

        Returns:
            The film BxNxNx8: R, G, B, specular of the transmittance, then of the emission; and bare
            BxNxN, 0..1: how far each texel is skin that nothing covers.
        """
        light = shading[..., LIGHT : LIGHT + 3].permute(0, 3, 1, 2)
        size = pigment.shape[-1] // 4
        if light.shape[-1] != size:
            light = F.interpolate(light, size=(size, size), mode="bilinear")
        bent, bare = self.generator(
            picture.permute(0, 3, 1, 2), visibility.unsqueeze(1), light, pigment, features
        )
        share = (strengths[:, :, None, None] * self.zones).sum(1, keepdim=True)
        share = F.interpolate(share, scale_factor=4.0, mode="bilinear")
        transmittance, emission = film(bent, bare * share)
        thick = torch.cat([1 - transmittance, emission], 1)
        # By halves: a reduction over channels takes a runtime three times as long.
        strength = thick
        while strength.shape[1] > 1:
            strength = torch.maximum(*strength.chunk(2, 1))
        thick = thick * ((strength - _NOTHING) / _NOTHING).clamp(0, 1)
        worn = torch.cat([1 - thick[:, :4], thick[:, 4:]], 1)
        return worn.permute(0, 2, 3, 1), bare[:, 0]
