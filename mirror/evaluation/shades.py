"""How exactly a product's shade is seen, on every skin and in every light.

    mirror evaluate colour --data FOLDER -o OUT

Three questions, each asked of photos and of rendered heads:

- *Shade.* Where an opaque matte product lies, the region's mean over its mean light is compared with what
  the product returns of light 1: its film over the skin's albedo, which for an opaque one is its swatch.
  The light is the one on that very place, since a lid lies in shade and paint on it does, too; it is known
  of a rendered head, and of a photo found without the painter (`evaluation.local_light`, which also
  says what of that is circular). Rendered heads are lit in every colour and strength: those in light that
  is nearly neutral, which is what the bar is about, are named apart. "Even light" divides nothing out.
- *Light.* A rendered head is painted, and re-rendered with the paint's albedo in its own light: the
  two are compared pixel by pixel. And how far off the light on a place is, when a rendered head's is read
  as a photo's is: what the shades of photos are measured with.
- *Texture.* Under a sheer product, how much of the skin's finest detail is left.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from skimage.color import deltaE_ciede2000, rgb2lab

from mirror.core import shading
from mirror.core.colour import LUMINANCE, decode, to_srgb
from mirror.core.composite import FilmTexture, composite
from mirror.core.film import identity
from mirror.core.sheen import lay_sheen
from mirror.core.types import Floats, Frame, Pixels
from mirror.core.unwrap import unwrap
from mirror.evaluation.local_light import known_light, read_light
from mirror.evaluation.transfer.figures import Sample
from mirror.evaluation.transfer.measures import Mask, psnr
from mirror.evaluation.transfer.parts import SKIN
from mirror.evaluation.transfer.subjects import KnownHead, Subject
from mirror.evaluation.transfer.watched import watched
from mirror.evaluation.transfer.wearing import as_truth
from mirror.makeup.formulas import layers
from mirror.makeup.look import Look
from mirror.makeup.painter import SIZE, paint
from mirror.makeup.pigment import Layer
from mirror.makeup.products import AnyProduct, Blush, Eyeshadow, Foundation, Lipstick
from mirror.pipeline.messages import Controls
from mirror.pipeline.processor import Processor
from mirror.training.painted import PaintedLook

SHADE = "CIEDE2000 from the swatch in its light"
RELIT = "PSNR against the re-rendered truth, dB"
TEXTURE = "fine detail left, share"
READ = "local light read as a photo's, stops off"

TOLD, EVEN, NEUTRAL = "mean light told", "even light", "in nearly neutral light"

_OPAQUE: tuple[tuple[str, AnyProduct], ...] = (
    ("lips", Lipstick(shades=("#a3142a",), finish="matte", coverage=1.0)),
    ("lips", Lipstick(shades=("#e3a79b",), finish="matte", coverage=1.0)),
    ("lips", Lipstick(shades=("#4a1526",), finish="matte", coverage=1.0)),
    ("lids", Eyeshadow(shades=("#2e6f6a",), template="lid", coverage=1.0)),
    ("lids", Eyeshadow(shades=("#c99a6b",), template="lid", coverage=1.0)),
    ("cheeks", Blush(shades=("#d4606e",), placement="apples", finish="matte", coverage=1.0)),
    ("face", Foundation(shade="#b98a6a", finish="matte", coverage=1.0)),
)
_SHEER: tuple[tuple[str, AnyProduct], ...] = (
    ("lips", Lipstick(shades=("#b0485a",), finish="sheer")),
    ("cheeks", Blush(shades=("#d06878",), placement="apples", coverage=0.2)),
    ("face", Foundation(coverage=0.2)),
)
_FULL, _FEWEST = 0.97, 60
_BLOWN_OUT = 250
# Of the light's level, its R/G and its B/G: a third of a stop is a camera's step of exposure.
_NEUTRAL_STOPS = 1 / 3
_FINE_SIGMA_PX = 1.2


@dataclass(frozen=True, slots=True, eq=False)
class _Worn:
    """One product on one subject: the picture, and where it lies in full."""

    pixels: Pixels
    layer: Layer
    where: Mask


def measure(processor: Processor, subjects: Sequence[Subject]) -> list[Sample]:
    """All samples, of all subjects."""
    samples: list[Sample] = []
    for number, subject in enumerate(watched(subjects, "Shades", "face")):
        samples += _shades(processor, subject, number)
        samples += _textures(processor, subject, number)
    return samples


def _wear(processor: Processor, subject: Subject, product: AnyProduct, number: int) -> _Worn | None:
    look = Look("swatch", "Swatch", (product,))
    frame = Frame(subject.seen.pixels, number, number * 1_000_000_000)
    rendered = processor.process(frame, Controls(look=look))
    if not rendered.faces:
        return None
    layer = next(layers(product, subject.seen.albedo, SIZE))
    where = subject.seen.face & (subject.seen.spread(layer.density) > _FULL)
    where &= subject.seen.pixels.max(axis=2) < _BLOWN_OUT
    if subject.known is not None:
        where &= (subject.known.coverage > 0.99) & (subject.known.albedo.max(axis=2) > 0)
    return _Worn(rendered.pixels, layer, where) if where.sum() >= _FEWEST else None


def _shades(processor: Processor, subject: Subject, number: int) -> Iterator[Sample]:
    neutral = _is_neutral(subject)
    for part, product in _OPAQUE:
        worn = _wear(processor, subject, product, number)
        if worn is None:
            continue
        swatch = worn.layer.emission[:3]
        shown = decode(worn.pixels)[worn.where].mean(axis=0)
        name = f"{subject.name}, {_colour_of(product)}"
        read = read_light(subject.seen, worn.where, part)
        if subject.known is None:
            off = _difference(shown / np.float32(read), swatch)
            yield subject.sample(SHADE, off, name, part=part)
            yield subject.sample(SHADE, _difference(shown, swatch), name, part=part, way=EVEN)
            continue
        light = known_light(subject.known, worn.where)
        off = _difference(shown / light, swatch)
        yield subject.sample(SHADE, off, name, part=part)
        if neutral:
            yield subject.sample(SHADE, off, name, part=part, way=NEUTRAL)
        level = _level(subject, subject.known)
        stops = abs(float(np.log2(read * level / (light @ LUMINANCE))))
        yield subject.sample(READ, stops, name, part=part)
        yield from _relit(subject, subject.known, product, worn, part)


def _level(subject: Subject, known: KnownHead) -> float:
    """Luminance of the mean light on a rendered head's skin."""
    return float(known_light(known, _known_skin(subject, known)) @ LUMINANCE)


def _known_skin(subject: Subject, known: KnownHead) -> Mask:
    shown = (known.coverage > 0.99) & (known.albedo.max(axis=2) > 0)
    shown &= subject.seen.pixels.max(axis=2) < _BLOWN_OUT
    return np.asarray(subject.seen.parts[SKIN] & shown)


def _is_neutral(subject: Subject) -> bool:
    """Whether a rendered head's light is nearly as a photo's is taken to be."""
    if subject.known is None:
        return False
    red, green, blue = known_light(subject.known, _known_skin(subject, subject.known))
    level = np.array([red, green, blue], np.float32) @ LUMINANCE
    off = np.log2(np.array([level, red / green, blue / green]))
    return bool(np.abs(off).max() < _NEUTRAL_STOPS)


def _relit(
    subject: Subject, known: KnownHead, product: AnyProduct, worn: _Worn, part: str
) -> Iterator[Sample]:
    seen = subject.seen
    film = paint(Look("swatch", "Swatch", (product,)), seen.albedo).film
    truth = as_truth(subject, PaintedLook("swatch", "strong", film, (), identity(SIZE))).as_placed
    name = f"{subject.name}, {_colour_of(product)}"
    yield subject.sample(RELIT, psnr(worn.pixels, truth, worn.where), name, part=part)
    # What one picture can't tell, how much of the skin's colour is light, told: what is left is how
    # the light varies over the face.
    albedo = seen.skin / known_light(known, _known_skin(subject, known))
    picture, visibility = unwrap(seen.pixels, seen.points_px, seen.raster.facing, shading.SIZE)
    light = shading.shade(picture, visibility, seen.skin, np.asarray(albedo, np.float32))
    lay_sheen(light, seen.raster.normals)
    out = seen.pixels.copy()
    composite(seen.pixels, out, seen.raster, FilmTexture(film), light)
    yield subject.sample(RELIT, psnr(out, truth, worn.where), name, part=part, way=TOLD)
    shown = decode(out)[worn.where].mean(axis=0) / known_light(known, worn.where)
    off = _difference(shown, worn.layer.emission[:3])
    yield subject.sample(SHADE, off, name, part=part, way=TOLD)


def _textures(processor: Processor, subject: Subject, number: int) -> Iterator[Sample]:
    for part, product in _SHEER:
        worn = _wear(processor, subject, product, number)
        if worn is None:
            continue
        before, after = (_fine(pixels, worn.where) for pixels in (subject.seen.pixels, worn.pixels))
        name = f"{subject.name}, {_colour_of(product)}"
        yield subject.sample(TEXTURE, after / max(before, 1e-6), name, part=part)


def _fine(pixels: Pixels, where: Mask) -> float:
    """Contrast of the finest detail, in units of the brightness there."""
    light = decode(pixels) @ LUMINANCE
    smooth = cv2.GaussianBlur(light, (0, 0), _FINE_SIGMA_PX)
    return float(((light - smooth) / np.maximum(smooth, 0.01))[where].std())


def _difference(seen: Floats, swatch: Floats) -> float:
    a, b = (rgb2lab(to_srgb(np.clip(one, 0, 1))[np.newaxis, np.newaxis]) for one in (seen, swatch))
    return float(deltaE_ciede2000(a, b)[0, 0])


def _colour_of(product: AnyProduct) -> str:
    shades = getattr(product, "shades", None) or (getattr(product, "shade", None) or "own skin",)
    return f"{type(product).__name__} {shades[0]}"
