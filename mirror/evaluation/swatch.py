"""How exactly shades are measured: renders photos of swatches whose colour is known.

A smear of product lies on white paper on a table, under light that falls off and has a colour, is
seen with noise, blur and JPEG's losses, and is measured (`mirror.catalogue.swatch`). The error is
CIEDE2000 between the measured and the true colour. The light's colour is rendered as a factor on
each linear channel and the camera as sRGB, so that a real camera's tone curve and a real pigment's
spectrum are not in these figures; the condition `tone curve` shows what the former may do.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from coloraide import Color

from mirror.catalogue.swatch import measure_swatch
from mirror.core.colour import encode, hex_to_linear
from mirror.core.types import Floats, Pixels
from mirror.errors import PhotoError

SHADES = (
    "#f3e3d8",  # the lightest nude, close to paper
    "#e8c4b0",
    "#d9a084",
    "#c8727a",
    "#a8283c",
    "#d8202c",
    "#e0559a",
    "#6e1f38",
    "#5a3424",
    "#3f5fa8",
    "#2f6b4f",
    "#8a8a8a",
    "#141214",
)


@dataclass(frozen=True, slots=True)
class Scene:
    """How a swatch was photographed.

    Attributes:
        light: Linear R, G, B of the light; 1 shows a white surface as white.
        falloff: The share of the light that is missing at the darkest corner.
        shadow: The share that a hand's soft shadow takes, which reaches into the paper.
        noise: Standard deviation of a mid-grey pixel's noise, in code values.
        blur_px: Sigma of the defocus.
        quality: JPEG's.
        margin: Share of the width that the table takes on each side of the paper.
        gloss: Strength of the highlights on the smear.
        spread: How much the smear's thickness varies.
        size: The smear's length as a share of the photo's width.
        curve: Strength of the S-shaped tone curve that many cameras add.
    """

    light: tuple[float, float, float] = (0.75, 0.75, 0.75)
    falloff: float = 0.2
    shadow: float = 0.0
    noise: float = 3.0
    blur_px: float = 0.8
    quality: int = 90
    margin: float = 0.0
    gloss: float = 0.0
    spread: float = 0.3
    size: float = 0.3
    curve: float = 0.0


CONDITIONS: dict[str, Scene] = {
    "even light": Scene(falloff=0.05),
    "falling light": Scene(falloff=0.45),
    "warm light": Scene(light=(0.85, 0.68, 0.42)),
    "cool light": Scene(light=(0.6, 0.72, 0.85)),
    "on a table": Scene(margin=0.12, falloff=0.25),
    "hand's shadow": Scene(shadow=0.4),
    "glossy": Scene(gloss=0.8),
    "uneven smear": Scene(spread=0.7),
    "small": Scene(size=0.12),
    "dim and noisy": Scene(light=(0.18, 0.16, 0.13), noise=6.0),
    "blurred, poor JPEG": Scene(blur_px=2.5, quality=60),
    "tone curve": Scene(curve=0.5),
}
# What is beyond what the measure promises, and shown so that it is known.
BEYOND = ("tone curve",)

WIDTH, HEIGHT = 1200, 900


def render(shade: str, scene: Scene, seed: int = 0) -> Pixels:
    """A photo of one smear.

    Args:
        shade: The smear's colour where it is thick, #rrggbb.
        scene: How it is photographed.
        seed: Of the smear's shape and the noise.

    Returns:
        900x1200x3 uint8 BGR.
    """
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    surface = _table_and_paper(scene, rng, x, y)
    thick, highlight = _smear(scene, rng, x, y)
    # The colour seen through a film nears its own exponentially (Kubelka and Munk's limit of a
    # scattering layer).
    through = np.exp(-8.0 * thick)[:, :, None]
    colour = hex_to_linear(shade)
    reflected = colour + (surface - colour) * through
    reflected += scene.gloss * highlight[:, :, None]
    fall = 1 - scene.falloff * np.clip(0.6 * x / WIDTH + 0.4 * (y / HEIGHT) ** 2, 0, 1)
    if scene.shadow:
        edge = (x + 0.35 * y) / WIDTH - 1.02
        fall *= 1 - scene.shadow / (1 + np.exp(-edge * 30))
    lit = reflected * fall[:, :, None] * np.array(scene.light, np.float32)
    lit = cv2.GaussianBlur(lit.astype(np.float32), (0, 0), scene.blur_px)
    return _photographed(np.asarray(lit, np.float32), scene, rng)


def _table_and_paper(scene: Scene, rng: np.random.Generator, x: Floats, y: Floats) -> Floats:
    """Linear reflectance of paper, 0.9 and a little fibrous, on a wooden table."""
    fibres = cv2.GaussianBlur(rng.normal(0, 1, x.shape).astype(np.float32), (0, 0), 1.2)
    paper = 0.9 + 0.01 * np.asarray(fibres, np.float32)
    surface = np.repeat(paper[:, :, None], 3, axis=2)
    if scene.margin:
        coarse = rng.normal(0, 1, (90, 12)).astype(np.float32)
        grain = cv2.resize(coarse, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
        wood = hex_to_linear("#8a5f3c") * (1 + 0.15 * np.asarray(grain, np.float32))[:, :, None]
        border = scene.margin * WIDTH
        tilted = x + 0.05 * y
        on = (tilted > border) & (tilted < WIDTH - border + 20) & (y > border) & (y < HEIGHT - 40)
        surface = np.where(on[:, :, None], surface, wood)
    return np.asarray(surface, np.float32)


def _smear(scene: Scene, rng: np.random.Generator, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Thickness 0..about 1, and where highlights lie, 0..1."""
    wobble = cv2.resize(
        rng.normal(0, 1, (9, 12)).astype(np.float32),
        (WIDTH, HEIGHT),
        interpolation=cv2.INTER_CUBIC,
    )
    turn, length = rng.uniform(-0.5, 0.5), scene.size * WIDTH / 2
    centre = np.array([WIDTH, HEIGHT]) * rng.uniform(0.46, 0.54, 2)
    along = (x - centre[0]) * np.cos(turn) + (y - centre[1]) * np.sin(turn)
    aside = (y - centre[1]) * np.cos(turn) - (x - centre[0]) * np.sin(turn)
    rim = 1 - np.hypot(along / length, aside / (0.45 * length)) + 0.1 * wobble
    streaks = cv2.GaussianBlur(rng.normal(0, 1, (HEIGHT, 1)).astype(np.float32), (0, 0), 4)
    row = np.clip(aside + HEIGHT / 2, 0, HEIGHT - 1).astype(np.int32)
    ridges = 2.5 * np.asarray(streaks, np.float32)[row, 0]
    thick = np.clip(rim * 5, 0, 1) * np.clip(1 + scene.spread * (ridges + 0.5 * wobble), 0.05, 2)
    shine = np.clip(ridges * 4 - 1.2, 0, 1) * (rim > 0.1)
    return np.asarray(thick, np.float32), np.asarray(shine, np.float32)


def _photographed(lit: Floats, scene: Scene, rng: np.random.Generator) -> Pixels:
    codes = encode(lit).astype(np.float32) / 255
    if scene.curve:
        smooth = codes * codes * (3 - 2 * codes)
        codes += scene.curve * (smooth - codes)
    noisy = 255 * codes + rng.normal(0, 1, codes.shape) * scene.noise
    pixels = np.clip(np.rint(noisy), 0, 255).astype(np.uint8)
    _, data = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, scene.quality])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)


def error(shade: str, pixels: Pixels) -> float:
    """CIEDE2000 between the shade and what is measured in the photo.

    Raises:
        PhotoError: Nothing can be measured in it.
    """
    return float(Color(measure_swatch(pixels)[0].shade).delta_e(Color(shade), method="2000"))


def evaluate(scene: Scene, copies: int) -> dict[str, object]:
    """Errors under one condition, over all shades and some photos of each."""
    errors: list[float] = []
    worst, refused = ("", 0.0), []
    for number, shade in enumerate(SHADES):
        for copy in range(copies):
            try:
                found = error(shade, render(shade, scene, seed=number * 100 + copy))
            except PhotoError as reason:
                refused.append(f"{shade}: {reason}")
                continue
            errors.append(found)
            worst = max(worst, (shade, found), key=lambda pair: pair[1])
    return {
        "photos": len(SHADES) * copies,
        "median": round(float(np.median(errors)), 2) if errors else None,
        "p90": round(float(np.percentile(errors, 90)), 2) if errors else None,
        "worst": round(worst[1], 2),
        "worst_shade": worst[0],
        "refused": refused,
    }


def main() -> None:
    """Prints the errors under each condition as JSON."""
    parser = argparse.ArgumentParser(prog="python -m mirror.evaluation.swatch", description=__doc__)
    parser.add_argument("--copies", type=int, default=3, help="photos of each shade")
    parser.add_argument("--only", help="one condition")
    parser.add_argument("--json", type=Path, help="also write the result to this file")
    options = parser.parse_args()
    chosen = [options.only] if options.only else list(CONDITIONS)
    result = {name: evaluate(CONDITIONS[name], options.copies) for name in chosen}
    text = json.dumps(result, indent=2)
    print(text)  # noqa: T201
    if options.json:
        options.json.write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
