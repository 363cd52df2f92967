"""How true the paint is to the light: rendered heads, painted and re-rendered with the same paint.

    python -m mirror.evaluation.paint FOLDER/synth [--json FILE]

The light L on each rendered head is known, so that what an opaque matte paint of reflectance R looks
like there is known too: L * R. Each head wears such paint on lips and cheeks, once in a bright and
once in a dark shade; what the mirror shows is compared with that truth, by skin tone.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from mirror.config import models_root
from mirror.core import shading
from mirror.core.colour import LUMINANCE, decode, encode, hex_to_linear, to_linear
from mirror.core.composite import FilmTexture, composite
from mirror.core.film import Film, with_strength
from mirror.core.light import SkinTone
from mirror.core.raster import FaceRaster, rasterise
from mirror.core.types import Floats, Frame, Pixels
from mirror.core.unwrap import unwrap
from mirror.inference.tracker import FaceTracker
from mirror.makeup.shapes import face, lips

SHADES = {"bright": "#e8c4b8", "dark": "#5e1030"}
TONES = {"dark": (0.0, 0.12), "tan": (0.12, 0.25), "light": (0.25, 1.0)}
_SIZE = 512


@dataclass(frozen=True, slots=True)
class Result:
    """One head in one shade.

    Attributes:
        albedo: Luminance of the skin's true albedo.
        shade: A key of `SHADES`.
        stops: log2 of the mean luminance shown over the true one; 0 is exact.
        stops_if_skin_were_light: The same for a painter that takes the skin's brightness, in units
            of the mean skin of all heads, for the light.
        psnr: Of the painted pixels, in dB.
    """

    albedo: float
    shade: str
    stops: float
    stops_if_skin_were_light: float
    psnr: float


def _film(shade: str) -> tuple[Film, Floats]:
    """Opaque paint on lips and cheeks, and where it is."""
    density = np.maximum(lips.whole(_SIZE), face.blush("apples", _SIZE) > 0.5)
    transmittance = np.zeros((_SIZE, _SIZE, 4), np.float32)
    emission = np.zeros((_SIZE, _SIZE, 4), np.float32)
    emission[..., :3] = hex_to_linear(shade)
    return with_strength(Film(transmittance, emission), density), density


def _painted_share(raster: FaceRaster, density: Floats, shape: tuple[int, int]) -> Floats:
    """How densely the paint lies on each pixel, and on skin that faces the camera: HxW."""
    share = np.zeros(shape, np.float32)
    rows, columns = np.nonzero(raster.triangle >= 0)
    plane = raster.plane[raster.triangle[rows, columns]]
    u, v, facing = (
        plane[:, k] + plane[:, k + 1] * columns + plane[:, k + 2] * rows for k in (0, 3, 6)
    )
    at = tuple(np.clip((c * _SIZE).astype(int), 0, _SIZE - 1) for c in (v, u))
    share[rows + raster.top, columns + raster.left] = density[at] * facing
    return share


def _measure(folder: Path, row: dict[str, object], tracker: FaceTracker) -> list[Result]:
    name = row["file"]

    def read(kind: str, ending: str = "jpg") -> Pixels:
        pixels = cv2.imread(str(folder / kind / f"{name}.{ending}"))
        if pixels is None:
            raise SystemExit(f"The picture {folder / kind / f'{name}.{ending}'} cannot be read.")
        return np.asarray(pixels, np.uint8)

    pixels = read("rgb")
    faces = tracker.find(Frame(pixels, 0, 0))
    raster = rasterise(faces[0].landmarks_px, *pixels.shape[1::-1]) if faces else None
    if raster is None:
        return []
    points = faces[0].landmarks_px
    light = to_linear(read("light")[..., ::-1] / 255) * float(str(row["light_scale"]))
    albedo = decode(read("albedo"))
    labels = read("seg", "png")
    picture, visibility = unwrap(pixels, points, raster.facing, shading.SIZE)
    tone = SkinTone()
    tone.observe(picture, visibility, points, pixels)
    shades = shading.shade(picture, visibility, tone.skin, tone.albedo)
    results = []
    for label, shade in SHADES.items():
        film, density = _film(shade)
        out = pixels.copy()
        composite(pixels, out, raster, FilmTexture(film), shades)
        skin = np.isin(labels[..., 2], (1, 2)) & (labels[..., 1] > 250) & (albedo.max(axis=2) > 0)
        where = (_painted_share(raster, density, pixels.shape[:2]) > 0.98) & skin
        where &= pixels.max(axis=2) < 250  # blown out: the truth is not known there
        if where.sum() < 50:
            continue
        true = light * hex_to_linear(shade)
        true_pixels = encode(np.asarray(true, np.float32))
        shown = decode(out)[where] @ LUMINANCE
        level = float((np.clip(true[where], 0, 1) @ LUMINANCE).mean())
        naive = hex_to_linear(shade) @ LUMINANCE * float(tone.skin @ LUMINANCE) / 0.25
        error = (out[where].astype(float) - true_pixels[where]) ** 2
        results.append(
            Result(
                albedo=float(np.median(albedo[skin] @ LUMINANCE)),
                shade=label,
                stops=float(np.log2(shown.mean() / level)),
                stops_if_skin_were_light=float(np.log2(naive / level)),
                psnr=float(10 * np.log10(255**2 / error.mean())),
            )
        )
    return results


def summary(results: list[Result]) -> dict[str, object]:
    """Medians by skin tone and shade."""
    table: dict[str, object] = {}
    for tone, (low, high) in TONES.items():
        for shade in SHADES:
            own = [r for r in results if low <= r.albedo < high and r.shade == shade]
            table[f"{tone} skin, {shade} shade"] = {
                "heads": len(own),
                "stops_median": round(float(np.median([r.stops for r in own])), 3),
                "stops_abs_median": round(float(np.median([abs(r.stops) for r in own])), 3),
                "stops_median_if_skin_were_light": round(
                    float(np.median([r.stops_if_skin_were_light for r in own])), 3
                ),
                "psnr_median": round(float(np.median([r.psnr for r in own])), 2),
            }
    return table


def main() -> None:
    """Prints the summary as JSON."""
    parser = argparse.ArgumentParser(prog="python -m mirror.evaluation.paint", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", type=Path, help="also write the result to this file")
    options = parser.parse_args()
    tracker = FaceTracker(models_root())
    rows = [json.loads(s) for s in (options.folder / "index.jsonl").read_text("utf-8").splitlines()]
    results = [result for row in rows for result in _measure(options.folder, row, tracker)]
    tracker.close()
    text = json.dumps(summary(results), indent=2)
    print(text)  # noqa: T201
    if options.json:
        options.json.write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
