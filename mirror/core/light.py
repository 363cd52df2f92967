"""How strong the light on a face is, and how dark the skin: one picture shows only their product.

The eyes' whites, the brightest things in the picture and the skin's own hue tell them apart. Linear
models on the logarithms of these cues predict the light's level and its warmth; the command
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

# Weights of `LightCues.level_inputs` and `.warmth_inputs`; two each, as fewer inputs are known while
# the eyes are closed.
_LEVEL_WITH_EYES: Floats = np.array([0.514, 0.104, 0.601, 0.628, 0.156], np.float32)
_WARMTH_WITH_EYES: Floats = np.array([-0.656, 0.002, 0.648, 0.195], np.float32)
_LEVEL_WITHOUT_EYES: Floats = np.array([0.374, 0.174, 0.507, 0.707], np.float32)
_WARMTH_WITHOUT_EYES: Floats = np.array([-0.886, 0.444, 0.033], np.float32)

# Light between daylight and lamps differs along one line: log2 of R/G and of B/G for one step of
# warmth.
WARMTH: Floats = np.array([0.3, -0.45], np.float32)

# Cameras expose and balance for neutral pictures, and the model's error is about as large as these
# (log2, and steps of warmth): within them the light is taken for neutral, so that in good light a
# shade is exact.
_USUAL_LEVEL, _USUAL_WARMTH = 0.4, 0.4

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
    def level_inputs(self) -> Floats:
        """Inputs for log2 of the light's luminance: 5 float32, 4 while the eyes are closed."""
        skin_red, skin_blue = _chroma(self.skin)
        # Melanin raises red over blue; bounded, so that no light of a strange colour passes for it.
        melanin = np.clip((skin_red - skin_blue) / 2, 0.3, 0.85)
        inputs = [1.0, _stops(self.skin), melanin, np.log2(max(self.bright, 0.02))]
        if self.eye_white is not None:
            inputs.append(_stops(self.eye_white))
        return np.array(inputs, np.float32)

    @property
    def warmth_inputs(self) -> Floats:
        """Inputs for the light's warmth: 4 float32, 3 while the eyes are closed."""
        skin_warmth = np.clip(_warmth(self.skin), -1, 6)
        if self.eye_white is None:
            darkness = np.clip(_stops(self.skin) - np.log2(max(self.bright, 0.02)), -5, 0)
            return np.array([1.0, skin_warmth, darkness], np.float32)
        eye_warmth = np.clip(_warmth(self.eye_white), -3, 5)
        darkness = np.clip(_stops(self.eye_white) - _stops(self.skin), -1.5, 2.5)
        return np.array([1.0, skin_warmth, eye_warmth, darkness], np.float32)


def _stops(linear: Floats) -> float:
    return float(np.log2(max(float(linear @ LUMINANCE), 1e-3)))


def _chroma(linear: Floats) -> tuple[float, float]:
    red, green, blue = np.log2(np.maximum(linear, 1e-3))
    return float(red - green), float(blue - green)


def _warmth(linear: Floats) -> float:
    return float(np.array(_chroma(linear)) @ WARMTH / (WARMTH @ WARMTH))


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


def _beyond(value: float, usual: float) -> float:
    """Soft threshold: what a value exceeds the usual by."""
    return float(np.sign(value) * max(abs(value) - usual, 0.0))


def estimate_light(seen: LightCues) -> Floats:
    """The light on the face's skin, linear RGB; 1 shows a white surface as white.

    Returns:
        3 float32, the luminance limited to 1/8..2.
    """
    if seen.eye_white is None:
        level_weights, warmth_weights = _LEVEL_WITHOUT_EYES, _WARMTH_WITHOUT_EYES
    else:
        level_weights, warmth_weights = _LEVEL_WITH_EYES, _WARMTH_WITH_EYES
    level = np.clip(_beyond(float(level_weights @ seen.level_inputs), _USUAL_LEVEL), -3, 1)
    warmth = np.clip(_beyond(float(warmth_weights @ seen.warmth_inputs), _USUAL_WARMTH), -2, 3)
    red, blue = WARMTH * warmth
    colour = np.exp2(np.array([red, 0.0, blue], np.float32))
    return np.asarray(colour * np.exp2(level) / (colour @ LUMINANCE), np.float32)


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
