"""A look taken off a photo: what the transfer network read, as a plain value.

`Look` lists products, and a painter knows what each of them is. Of a photo nobody knows the
products: the network's encoder says what lies where, once; its generator fits that to the live face
in every frame.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from mirror.core.types import Floats, Pixels

PIGMENT_CHANNELS = 9
FEATURES = 16
LINER_NUMBERS = 8


@dataclass(frozen=True, slots=True, eq=False)
class TransferredLook:
    """One photo's makeup, as the encoder read it; N is the width of the UV canvas, in texels.

    Two of them are equal only if they are one and the same: what is kept of a look between frames
    is found by identity.

    Attributes:
        name: The look's key: lower case, digits and hyphens.
        title: What the person reads.
        pigment: 9xNxN float32: cover 0..1, shade (3, linear RGB reflectance), tint (3, 0..1, the
            share of R, G, B that it takes from the light passing it), keeps (0..1, the share of the
            skin's own shine that is lost where it covers), shine (its own).
        features: 16x(N/4)x(N/4) float32, for the generator alone.
        liner: 2x8 float32, the person's right and left eye: presence 0..1; thickness, wing and
            lower reach in the units of `makeup.look.Eyeliner`; smudge 0..1; sRGB shade, 0..1.
        complexion: 3 float32, linear RGB reflectance of the skin in the photo.
        thumbnail: HxWx3 uint8 BGR, the face in the photo.
    """

    name: str
    title: str
    pigment: Floats
    features: Floats
    liner: Floats
    complexion: Floats
    thumbnail: Pixels

    def __post_init__(self) -> None:
        """Refuses arrays of other shapes or types, or of numbers that are none; all read-only."""
        size = self.pigment.shape[-1]
        if size % 16:
            msg = f"a transferred look is a multiple of 16 texels wide, not {size}"
            raise ValueError(msg)
        shapes = {
            "pigment": (PIGMENT_CHANNELS, size, size),
            "features": (FEATURES, size // 4, size // 4),
            "liner": (2, LINER_NUMBERS),
            "complexion": (3,),
        }
        for name, shape in shapes.items():
            array: Floats = getattr(self, name)
            if array.shape != shape or array.dtype != np.float32:
                msg = f"a transferred look's {name} is {shape} float32, not {array.shape} {array.dtype}"
                raise ValueError(msg)
            if not np.isfinite(array).all():
                raise ValueError(f"a transferred look's {name} has numbers that are not finite")
            array.flags.writeable = False
        picture = self.thumbnail
        if picture.ndim != 3 or picture.shape[2] != 3 or picture.dtype != np.uint8:
            msg = f"a thumbnail is HxWx3 uint8, not {picture.shape} {picture.dtype}"
            raise ValueError(msg)
        picture.flags.writeable = False

    @property
    def size(self) -> int:
        """N, in texels."""
        return int(self.pigment.shape[-1])


@dataclass(frozen=True, slots=True)
class ZoneStrengths:
    """How much of a transferred look is worn where, each 0..1.

    Attributes:
        lips: As in `core.zones.ZONES`, as are the next two and the last.
        eyes: Shadow and liner.
        cheeks: Blush, bronzer, highlighter.
        skin: The photo's complexion, as a foundation over the whole face.
        rest: Forehead, nose, chin and jaw.
    """

    lips: float = 1.0
    eyes: float = 1.0
    cheeks: float = 1.0
    skin: float = 0.0
    rest: float = 1.0

    def __post_init__(self) -> None:
        """Refuses what is not a share."""
        for field in fields(self):
            share: float = getattr(self, field.name)
            if not 0.0 <= share <= 1.0:
                msg = f"the strength of the zone {field.name} is 0 to 1, not {share}"
                raise ValueError(msg)
