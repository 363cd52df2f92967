"""How strong the light on a face is, and how dark the skin: one picture shows only their product.

The eyes' whites, the brightest things in the picture and the skin's own hue tell them apart. A
linear model on the logarithms of these cues predicts the light's level and colour; the command
`python -m mirror.evaluation.light` fits it and says how well it does. A person's albedo does not
change, so `SkinTone` averages it over time, and lets the light follow each frame at once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mirror.core import mesh
from mirror.core.colour import DECODE, LUMINANCE
from mirror.core.regions import contour_uv, fill
from mirror.core.shading import SIZE, skin_mean
from mirror.core.types import Floats, Pixels

# Rows: log2 of the light's luminance, of its R/G, of its B/G. Columns: `LightCues.vector`.
_WITH_EYES: Floats = np.array(
    [
        [0.616, 0.231, 1.493, 0.955, 0.615, 0.088, -1.179, -0.733],
        [-0.304, -0.08, -0.106, -0.337, -0.039, 0.117, 0.73, 0.264],
        [-0.017, 0.119, 0.952, 0.943, 0.05, -0.157, -0.709, -0.014],
    ],
    np.float32,
)
_WITHOUT_EYES: Floats = np.array(
    [
        [0.33, 0.204, 0.785, 0.432, 0.699, 0.0, 0.0, 0.0],
        [-0.375, 0.012, 0.318, -0.129, -0.017, 0.0, 0.0, 0.0],
        [0.163, 0.015, 0.563, 0.95, -0.001, 0.0, 0.0, 0.0],
    ],
    np.float32,
)

# Cameras expose and balance for neutral pictures, and the model's error is about as large as these
# (log2): within them the light is taken for neutral, so that in good light a shade is exact.
_USUAL_LEVEL, _USUAL_COLOUR = 0.4, 0.15

# A lid's opening over the eye's width below which the eye's white is not to be seen.
_OPEN_EYE = 0.17

_EYE_TEXELS = fill([contour_uv(mesh.RIGHT_EYE), contour_uv(mesh.LEFT_EYE)], SIZE) > 0.9


@dataclass(frozen=True, slots=True, eq=False)
class LightCues:
    """What of a picture tells the light.

    Attributes:
        skin: 3 float32, mean linear RGB of the skin.
        eye_white: 3 float32, linear RGB of the brighter part of the eyes, or None when they are
            closed.
        bright: Luminance of the brightest hundredth of the picture.
    """

    skin: Floats
    eye_white: Floats | None
    bright: float

    @property
    def vector(self) -> Floats:
        """The 8 inputs of the linear model, logarithms to base 2; eyes are 0 when not seen."""
        skin = np.log2(np.maximum(self.skin, 1e-3))
        skin_luminance = float(np.log2(max(float(self.skin @ LUMINANCE), 1e-3)))
        eyes = [0.0, 0.0, 0.0]
        if self.eye_white is not None:
            white = np.log2(np.maximum(self.eye_white, 1e-3))
            level = float(np.log2(max(float(self.eye_white @ LUMINANCE), 1e-3)))
            eyes = [level, float(white[0] - white[1]), float(white[2] - white[1])]
        return np.array(
            [
                1.0,
                skin_luminance,
                skin[0] - skin[1],
                skin[2] - skin[1],
                np.log2(max(self.bright, 0.02)),
                *eyes,
            ],
            np.float32,
        )


def cues(picture: Floats, visibility: Floats, landmarks_px: Floats, frame: Pixels) -> LightCues:
    """Gathers the cues.

    Args:
        picture: 128x128x3 float32, linear RGB (`unwrap`).
        visibility: 128x128 float32 (`unwrap`).
        landmarks_px: At least 468x3 float32.
        frame: HxWx3 uint8 BGR.
    """
    step = max(frame.shape[0] // 48, 1)
    thin = DECODE[frame[::step, ::step, ::-1]] @ LUMINANCE
    bright = float(np.percentile(thin, 99))
    eye_white = None
    if _openness(landmarks_px) > _OPEN_EYE:
        whites = picture[_EYE_TEXELS & (visibility > 0.5)]
        if len(whites) >= 8:
            level = whites @ LUMINANCE
            low, high = np.percentile(level, (75, 95))
            chosen = whites[(level >= low) & (level <= high)]
            eye_white = chosen.mean(axis=0)
    return LightCues(skin_mean(picture, visibility), eye_white, bright)


def _openness(points: Floats) -> float:
    """The wider open eye's opening over its width."""
    widths = np.linalg.norm(points[[33, 263]] - points[[133, 362]], axis=1)
    heights = np.linalg.norm(points[[159, 386]] - points[[145, 374]], axis=1)
    return float((heights / np.maximum(widths, 1e-3)).max())


def _beyond(value: NDArray[np.float64], usual: float) -> NDArray[np.float64]:
    """Soft threshold: what a value exceeds the usual by."""
    return np.asarray(np.sign(value) * np.maximum(np.abs(value) - usual, 0))


def estimate_light(seen: LightCues) -> Floats:
    """The light on the face's skin, linear RGB; 1 shows a white surface as white.

    Returns:
        3 float32, the luminance limited to 1/8..2.
    """
    model = _WITHOUT_EYES if seen.eye_white is None else _WITH_EYES
    level, red, blue = (float(value) for value in model @ seen.vector)
    red, blue = np.clip(_beyond(np.array([red, blue]), _USUAL_COLOUR), -1, 1)
    ratios = np.exp2(np.array([red, 0.0, blue], np.float32))
    luminance = np.exp2(np.clip(_beyond(np.array(level), _USUAL_LEVEL), -3.0, 1.0))
    return np.asarray(ratios * luminance / (ratios @ LUMINANCE), np.float32)


class SkinTone:
    """One person's skin albedo, averaged over the frames in which the person is followed."""

    # Of about this many looks at the face; the first ones count more, so that it settles at once,
    # and later ones are taken with every few frames only.
    _MEMORY, _SETTLED, _REST = 60, 20, 5

    def __init__(self) -> None:
        self._log_albedo: NDArray[np.float64] = np.zeros(3)
        self._weight = 0.0
        self._frames = 0
        self.skin: Floats = np.full(3, 0.3, np.float32)

    def observe(
        self, picture: Floats, visibility: Floats, landmarks_px: Floats, frame: Pixels
    ) -> None:
        """Takes in one frame; arguments as for `cues`."""
        self._frames += 1
        if self._frames > self._SETTLED and self._frames % self._REST:
            self.skin = skin_mean(picture, visibility)
            return
        seen = cues(picture, visibility, landmarks_px, frame)
        self.skin = seen.skin
        albedo = np.clip(seen.skin / estimate_light(seen), 0.015, 0.9)
        # Closed eyes tell less.
        weight = 1.0 if seen.eye_white is not None else 0.2
        self._weight = min(self._weight + weight, self._MEMORY)
        self._log_albedo += (np.log(albedo) - self._log_albedo) * (weight / self._weight)

    @property
    def albedo(self) -> Floats:
        """3 float32, linear RGB reflectance."""
        return np.exp(self._log_albedo).astype(np.float32)
