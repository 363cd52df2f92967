"""The networks: what reads a reference, what dresses the live face, and their critic.

Both faces come unwrapped into canonical UV, so that every texel of the one lies on the same spot of
the other, and nothing has to be searched for. The work is parted by how often it is done:

- `Encoder`, once per reference: its picture, and the skin's albedo as the mirror estimates it ->
  `LookCode`, the makeup by itself: pigments in full resolution, features for the generator, and the
  liner as numbers.
- `Generator`, every frame: the live face and the look code -> the film for this face. It bends the
  pigments to this skin and light, and leaves out what covers the skin. It cannot add colour where
  the code has none: a bare reference is a bare face, by construction.

Tensors are NCHW float32, pictures in linear RGB; N is the width of the UV canvas, a multiple of 16.
A net that was brought to half precision takes and gives float32 all the same: its convolutions alone
are coarser, since pigments, light and film are not.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import cv2
import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from mirror.core import mesh
from mirror.core.regions import contour_uv, regions, signed_distance

# Channels of `LookCode.pigment`.
COVER, SHADE, TINT, KEEPS, SHINE = 0, slice(1, 4), slice(4, 7), 7, 8
PIGMENT_CHANNELS = 9
# All at once, in this order: the gradient of each slice by itself would fill a whole tensor.
_PARTS = [1, 3, 3, 1, 1]
LARGEST_SHADE, LARGEST_SHINE = 1.3, 4.0

# What the encoder says of the liner on one eye: is there one; thickness, wing and lower reach in
# the units of `makeup.look.Eyeliner`; smudge; sRGB shade.
LINER_NUMBERS = 8

FEATURES = 16

# The light that `Generator.bare` takes for granted: what it is told makes next to no difference.
_USUAL_LIGHT = 0.6
# A shade may differ by up to e^2 from what an opaque pigment would have.
_SHADE_CORRECTION = 2.0
_ATLAS = 8


def atlas(size: int) -> Tensor:
    """Where each texel lies on the face: 8xNxN, the same for every face."""
    masks = regions(size)
    line = (np.arange(size, dtype=np.float32) + 0.5) / size * 2 - 1
    u, v = np.meshgrid(line, line)
    eyes = [contour_uv(mesh.RIGHT_EYE), contour_uv(mesh.LEFT_EYE)]
    near_eyes = np.exp(np.minimum(signed_distance(eyes, size, 0.2), 0) / 0.05)
    planes = [u, v, np.abs(u), masks.domain, masks.lips, masks.skin, masks.brows, near_eyes]
    return torch.from_numpy(np.stack(planes).astype(np.float32))


def skin_weight(size: int) -> Tensor:
    """1xNxN: where the face's own tone is read: skin, but not where eyeshadow usually lies."""
    masks = regions(size)
    eyes = [contour_uv(mesh.RIGHT_EYE), contour_uv(mesh.LEFT_EYE)]
    far = np.asarray(signed_distance(eyes, size, 0.1) < -0.06, np.float32)
    weight = cv2.GaussianBlur(masks.skin * far, (0, 0), size / 128)
    return torch.from_numpy(np.asarray(weight, np.float32)[np.newaxis])


class LookCode(NamedTuple):
    """What is known of a reference's makeup.

    Attributes:
        pigment: Bx9xNxN: cover 0..1, shade (linear RGB reflectance), tint 0..1 (the share of R, G,
            B that the pigment takes from the light passing it), keeps 0..1 (the share of the skin's
            own shine that is lost where it covers), shine (its own).
        features: Bx16x(N/4)x(N/4), for the generator.
        liner: Bx2x8: for the person's right and left eye, `LINER_NUMBERS`.
        albedo: Bx3, linear RGB reflectance of the skin as it is seen, foundation included.
    """

    pigment: Tensor
    features: Tensor
    liner: Tensor
    albedo: Tensor


def film(pigment: Tensor, worn: Tensor) -> tuple[Tensor, Tensor]:
    """The film of a pigment.

    Args:
        pigment: Bx9xNxN (`LookCode.pigment`).
        worn: Bx1xNxN, 0..1: the share of each texel that wears it.

    Returns:
        Transmittance and emission, each Bx4xNxN (`core.film`).
    """
    cover, shade, tint, keeps, shine = torch.split(pigment, _PARTS, 1)
    through = torch.cat([(1 - cover) * (1 - tint), 1 - cover * keeps], 1)
    returned = torch.cat([cover * shade, cover * shine], 1)
    return 1 - worn * (1 - through), worn * returned


def _convolution(narrow: int, wide: int, stride: int = 1) -> nn.Sequential:
    """3x3, normalised over the batch: which costs nothing in the exported graph, where it is folded."""
    return nn.Sequential(
        nn.Conv2d(narrow, wide, 3, stride=stride, padding=1, bias=False), nn.BatchNorm2d(wide)
    )


class _Block(nn.Module):
    """Two 3x3 convolutions around a residue."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.first = _convolution(width, width)
        self.second = _convolution(width, width)

    def forward(self, x: Tensor) -> Tensor:
        bent: Tensor = F.relu(x + self.second(F.relu(self.first(x))))
        return bent


class _Down(nn.Module):
    def __init__(self, narrow: int, wide: int, blocks: int) -> None:
        super().__init__()
        self.shrink = _convolution(narrow, wide, stride=2)
        self.blocks = nn.Sequential(*(_Block(wide) for _ in range(blocks)))

    def forward(self, x: Tensor) -> Tensor:
        wide: Tensor = self.blocks(F.relu(self.shrink(x)))
        return wide


class _Up(nn.Module):
    def __init__(self, wide: int, narrow: int) -> None:
        super().__init__()
        self.from_below = nn.Conv2d(wide, narrow, 1)
        self.across = nn.Conv2d(narrow, narrow, 1)
        self.block = _Block(narrow)

    def forward(self, below: Tensor, beside: Tensor) -> Tensor:
        grown = F.interpolate(self.from_below(below), scale_factor=2.0, mode="nearest")
        mixed: Tensor = self.block(F.relu(grown + self.across(beside)))
        return mixed


def _seen(picture: Tensor) -> Tensor:
    """Linear light on a scale in which equal steps look about equal."""
    return picture.clamp(min=1e-4).sqrt()


def _quartered(texture: Tensor) -> Tensor:
    """BxCxNxN to a quarter of N: the mean of 4x4 texels, first down and then across."""
    count, channels, full, _ = texture.shape
    rows = texture.reshape(count, channels, full // 4, 4, full).mean(3)
    return rows.reshape(count, channels, full // 4, full // 4, 4).mean(4)


def _begin(head: nn.Conv2d, bias: Tensor, spread: float) -> None:
    nn.init.normal_(head.weight, std=spread)
    head.bias = nn.Parameter(bias)


class Encoder(nn.Module):
    """Reads the makeup off a reference.

    Args:
        size: N, of the reference's UV picture.
        widths: Channels at N/2, N/4, N/8 and N/16.
    """

    places: Tensor
    skin_at: Tensor

    def __init__(self, size: int, widths: tuple[int, int, int, int] = (24, 48, 80, 108)) -> None:
        super().__init__()
        w2, w4, w8, w16 = widths
        self.size = size
        self.eye_rows = slice(size // 16, size // 8)
        self.register_buffer("places", atlas(size // 2)[np.newaxis], persistent=False)
        self.register_buffer("skin_at", skin_weight(size)[np.newaxis], persistent=False)
        self.stem = _convolution(4 * 10 + _ATLAS, w2)
        self.level2 = _Block(w2)
        self.down4 = _Down(w2, w4, 1)
        self.down8 = _Down(w4, w8, 1)
        self.down16 = _Down(w8, w16, 1)
        self.overall = nn.Linear(w16, w16)
        correction = nn.Linear(32, 3)
        self.albedo = nn.Sequential(nn.Linear(w16 + 6, 32), nn.ReLU(), correction)
        self.up8 = _Up(w16, w8)
        self.up4 = _Up(w8, w4)
        self.up2 = _Up(w4, w2)
        self.pigment = nn.Conv2d(w2, 4 * PIGMENT_CHANNELS, 3, padding=1)
        self.features = nn.Conv2d(w4, FEATURES, 1)
        self.liner = nn.Sequential(nn.Linear(2 * w4, 32), nn.ReLU(), nn.Linear(32, LINER_NUMBERS))
        # Begins with little cover, and shades of a middle grey.
        first = torch.zeros(4 * PIGMENT_CHANNELS)
        first[:4] = first[4 * TINT.start : 4 * TINT.stop] = -2.0
        _begin(self.pigment, first, 0.02)
        # Begins with believing the estimate.
        nn.init.zeros_(correction.weight)
        nn.init.zeros_(correction.bias)

    def forward(self, picture: Tensor, visibility: Tensor, skin: Tensor) -> LookCode:
        """Reads references.

        Args:
            picture: Bx3xNxN linear RGB (`core.unwrap`), 0 where nothing is known.
            visibility: Bx1xNxN, 0..1.
            skin: Bx3 linear RGB, the skin's albedo as the mirror estimates it (`core.light`).
        """
        weight = self.skin_at * visibility + 1e-6
        tone = (picture * weight).sum((2, 3), keepdim=True) / weight.sum((2, 3), keepdim=True)
        local = self._local_tone(picture, weight, tone)
        beside = [picture / (seen + 0.01) for seen in (tone, local)]
        # In white light, if the estimate is right.
        white = (_seen(beside[0] * skin[..., None, None])).clamp(max=1.6)
        beside_skin = [(_seen(ratio) * 0.7).clamp(max=1.6) for ratio in beside]
        planes = torch.cat([white, *beside_skin, visibility], 1).to(self.places.dtype)
        places = self.places.expand(picture.shape[0], -1, -1, -1)
        at2 = F.relu(self.stem(torch.cat([F.pixel_unshuffle(planes, 2) - 0.5, places], 1)))
        at2 = self.level2(at2)
        at4 = self.down4(at2)
        at8 = self.down8(at4)
        at16 = self.down16(at8)
        pooled = at16.mean((2, 3))
        albedo = self._albedo(pooled, skin, tone)
        at16 = at16 + self.overall(pooled)[..., None, None]
        up8 = self.up8(F.relu(at16), at8)
        up4 = self.up4(up8, at4)
        up2 = self.up2(up4, at2)
        raw = F.pixel_shuffle(self.pigment(up2).float(), 2)
        cover, shade, tint, keeps, shine = torch.split(raw, _PARTS, 1)
        pigment = torch.cat(
            [
                torch.sigmoid(cover),
                self._shade(picture, local, albedo, shade),
                torch.sigmoid(tint),
                torch.sigmoid(keeps),
                LARGEST_SHINE * torch.sigmoid(shine - 2),
            ],
            1,
        )
        return LookCode(pigment, self.features(up4).float(), self._liner(up4).float(), albedo)

    def _albedo(self, pooled: Tensor, skin: Tensor, tone: Tensor) -> Tensor:
        """The skin's albedo, Bx3: the estimate, corrected by what the whole face looks like."""
        known = torch.log(torch.cat([skin, tone[..., 0, 0]], 1).clamp(min=1e-3))
        correction = self.albedo(torch.cat([pooled, known.to(pooled.dtype)], 1)).float()
        return torch.exp((known[:, :3] + correction).clamp(-5, 0))

    def _local_tone(self, picture: Tensor, weight: Tensor, tone: Tensor) -> Tensor:
        """The skin's colour around each texel: albedo times the light there, Bx3xNxN."""
        cells = F.avg_pool2d(torch.cat([picture * weight, weight], 1), self.size // 16)
        for _ in range(2):
            cells = F.avg_pool2d(cells, 5, 1, 2)
        local = (cells[:, :3] + 0.02 * tone) / (cells[:, 3:] + 0.02)
        return F.interpolate(local, scale_factor=self.size / 16, mode="bilinear")

    def _shade(self, picture: Tensor, local: Tensor, albedo: Tensor, raw: Tensor) -> Tensor:
        """What is seen, over the light that falls there: an opaque pigment's reflectance.

        Smoothed, so that the reference's pores stay where they are; the network corrects it where
        the skin shows through.
        """
        around = F.interpolate(F.avg_pool2d(picture, 4), scale_factor=4.0, mode="bilinear")
        opaque = around * albedo[..., None, None] / (local + 0.01)
        corrected = (opaque + 0.003) * torch.exp(_SHADE_CORRECTION * torch.tanh(raw))
        return corrected.clamp(max=LARGEST_SHADE)

    def _liner(self, features: Tensor) -> Tensor:
        """From the features around each eye, wherever in them a line lies."""
        middle = self.size // 8
        eyes = [features[:, :, self.eye_rows, :middle], features[:, :, self.eye_rows, middle:]]
        pooled = [torch.cat([eye.amax((2, 3)), eye.mean((2, 3))], 1) for eye in eyes]
        numbers: Tensor = self.liner(torch.stack(pooled, 1))
        return torch.cat([numbers[..., :1], torch.sigmoid(numbers[..., 1:])], -1)


class Generator(nn.Module):
    """Fits a look to a live face, in one frame.

    Args:
        size: N, of the live face's UV picture and of the film.
        widths: Channels at N/4, N/8 and N/16.
    """

    # How far it may bend the pigment: e^0.7 is one stop; cover on a logit scale.
    _SHADE_REACH, _COVER_REACH = 0.7, 1.5
    _OUTPUTS = 4 + 3 + 1 + 1 + 1

    places: Tensor

    def __init__(self, size: int, widths: tuple[int, int, int] = (32, 48, 64)) -> None:
        super().__init__()
        w4, w8, w16 = widths
        self.register_buffer("places", atlas(size // 4)[np.newaxis], persistent=False)
        # The stem reads patches of 4x4 texels, what is known at a quarter of the width, and the
        # places, which are the same on every face: to lay all of it side by side first takes longer
        # than the convolution itself.
        self.patches = nn.Conv2d(4, w4, 4, stride=4)
        self.beside = nn.Conv2d(3 + PIGMENT_CHANNELS + FEATURES, w4, 1, bias=False)
        self.at_places = nn.Conv2d(_ATLAS, w4, 1, bias=False)
        self.level4 = _Block(w4)
        self.down8 = _Down(w4, w8, 1)
        self.down16 = _Down(w8, w16, 1)
        self.overall = nn.Linear(w16, w16)
        self.up8 = _Up(w16, w8)
        self.up4 = _Up(w8, w4)
        self.bend = nn.Conv2d(w4, self._OUTPUTS, 3, padding=1)
        # Begins with all skin bare, and next to no bending.
        first = torch.zeros(self._OUTPUTS)
        first[:4] = 3.0
        _begin(self.bend, first, 0.01)

    def forward(
        self, picture: Tensor, visibility: Tensor, light: Tensor, pigment: Tensor, features: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Fits looks to faces.

        Args:
            picture: Bx3xNxN linear RGB (`core.unwrap`).
            visibility: Bx1xNxN, 0..1.
            light: Bx3x(N/4)x(N/4), linear RGB, 1 where white is seen as 1 (`core.shading`).
            pigment: Of the look code.
            features: Of the look code.

        Returns:
            The pigment bent to this face, Bx9xNxN; and bare, Bx1xNxN, 0..1: how far each texel is
            skin that nothing covers.
        """
        seen = torch.cat([_seen(picture), visibility], 1)
        lit = torch.log2(light.clamp(min=1 / 64)) / 4
        beside = torch.cat([lit, _quartered(pigment), features], 1)
        dtype = self.places.dtype
        stem = self.patches((seen - 0.5).to(dtype)) + self.beside(beside.to(dtype))
        up4 = self._overlooked(stem + self.at_places(self.places))
        free, bend = torch.split(self.bend(up4).float(), [4, self._OUTPUTS - 4], 1)
        bare = torch.sigmoid(F.pixel_shuffle(free, 2))
        bare = F.interpolate(bare, scale_factor=2.0, mode="bilinear")
        bend = F.interpolate(torch.tanh(bend), scale_factor=4.0, mode="bilinear")
        return self._bent(pigment, bend), bare

    def bare(self, picture: Tensor, visibility: Tensor) -> Tensor:
        """What `forward` says of bare skin, with no look and in a usual light: Bx1x(N/2)x(N/2)."""
        seen = torch.cat([_seen(picture), visibility], 1)
        lit = self.beside.weight[:, :3].sum((1, 2, 3)) * (math.log2(_USUAL_LIGHT) / 4)
        stem = self.patches((seen - 0.5).to(self.places.dtype)) + self.at_places(self.places)
        free = self.bend(self._overlooked(stem + lit[:, None, None])).float()[:, :4]
        return torch.sigmoid(F.pixel_shuffle(free, 2))

    def _overlooked(self, stem: Tensor) -> Tensor:
        """What is known at N/4, once the whole face has been looked at."""
        at4 = self.level4(F.relu(stem))
        at8 = self.down8(at4)
        at16 = self.down16(at8)
        at16 = at16 + self.overall(at16.mean((2, 3)))[..., None, None]
        up4: Tensor = self.up4(self.up8(F.relu(at16), at8), at4)
        return up4

    def _bent(self, pigment: Tensor, bend: Tensor) -> Tensor:
        cover, shade, tint, keeps, shine = torch.split(pigment, _PARTS, 1)
        of_shade, of_cover, of_tint, of_shine = torch.split(bend, [3, 1, 1, 1], 1)
        gain = torch.exp(self._COVER_REACH * of_cover)
        # On the scale of odds: 0 stays 0 and 1 stays 1.
        cover = cover * gain / (1 - cover + cover * gain)
        shade = shade * torch.exp(self._SHADE_REACH * of_shade)
        # tint ** exp(bend), in steps that runtimes have fast code for; 0 stays 0.
        tint = tint * torch.exp((torch.exp(of_tint) - 1) * torch.log(tint.clamp(min=1e-4)))
        return torch.cat([cover, shade, tint, keeps, shine * torch.exp(of_shine)], 1)


class Critic(nn.Module):
    """Tells painted from transferred, patch by patch.

    Args:
        channels: Of the input: the made-up picture beside the bare one.
        width: Channels of the first level.
    """

    def __init__(self, channels: int = 6, width: int = 32) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        for narrow, wide in ((channels, width), (width, 2 * width), (2 * width, 2 * width)):
            convolution = nn.Conv2d(narrow, wide, 4, stride=2, padding=1)
            layers += [nn.utils.parametrizations.spectral_norm(convolution), nn.LeakyReLU(0.2)]
        layers.append(nn.Conv2d(2 * width, 1, 3, padding=1))
        self.layers = nn.Sequential(*layers)

    def forward(self, pictures: Tensor) -> Tensor:
        """Scores: Bx1xhxw, above 0 for painted; from BxCxHxW."""
        scores: Tensor = self.layers(pictures)
        return scores
