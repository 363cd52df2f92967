"""The truth: bare faces that wear a painted look.

A photo is painted as the mirror paints products: the film through the compositor, in the light that
the mirror sees on that face, then the strokes. Of a rendered head the light L and the albedo a are
known; it is re-shaded by the rule of its data set,

    made = picture + L * (paint(a) - a)

once where the head really is in canonical UV, and once where the mirror finds it: the difference is
what the landmarks cost. The rule knows of no highlights, so that a rendered head keeps its own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mirror.core.colour import decode, encode
from mirror.core.composite import FilmTexture, composite
from mirror.core.film import Film, over
from mirror.core.stroke import draw
from mirror.core.types import Floats, Pixels
from mirror.evaluation.transfer.seen import Seen, sampled
from mirror.evaluation.transfer.subjects import KnownHead, Subject
from mirror.training.painted import PaintedLook


@dataclass(frozen=True, slots=True, eq=False)
class Truth:
    """One subject with one look on.

    Attributes:
        pixels: HxWx3 uint8 BGR.
        as_placed: The same with the look where the mirror finds the face; of a photo no other one.
    """

    pixels: Pixels
    as_placed: Pixels


def as_reference(subject: Subject, look: PaintedLook) -> Pixels:
    """The subject as a picture to take the look off: with mascara, if there is any."""
    return _made_up(subject, look, over(look.lashes, look.film)).pixels


def as_truth(subject: Subject, look: PaintedLook) -> Truth:
    """The subject as the mirror ought to show it."""
    return _made_up(subject, look, look.film)


def _made_up(subject: Subject, look: PaintedLook, film: Film) -> Truth:
    if subject.known is None:
        pixels = painted(subject.seen, film, look)
        return Truth(pixels, pixels)
    places = subject.seen.places
    found = np.full_like(subject.known.uv, np.nan)
    found[places.rows, places.columns] = np.stack([places.u, places.v], axis=1)
    bare = subject.seen.pixels
    return Truth(
        reshaded(bare, subject.known, film, subject.known.uv),
        reshaded(bare, subject.known, film, found),
    )


def painted(seen: Seen, film: Film, look: PaintedLook) -> Pixels:
    """A face with a film and the look's strokes on: HxWx3 uint8 BGR."""
    out = seen.pixels.copy()
    composite(seen.pixels, out, seen.raster, FilmTexture(film), seen.light)
    for stroke in look.strokes:
        draw(out, seen.raster, stroke.in_frame(seen.raster.points_px, seen.light, 1.0))
    return out


def reshaded(bare: Pixels, known: KnownHead, film: Film, uv: Floats) -> Pixels:
    """A rendered head with a film's pigments on: HxWx3 uint8 BGR.

    Args:
        bare: HxWx3 uint8 BGR.
        known: What is known of the head.
        film: Its finish is left out.
        uv: HxWx2 float32, where each pixel lies in canonical UV; NaN where nothing is painted.
    """
    where = np.isfinite(uv[..., 0]) & (known.coverage > 0) & (known.albedo.max(axis=2) > 0)
    u, v = uv[where].T
    size = film.size
    through, added = (
        sampled(side[..., :3], u * size - 0.5, v * size - 0.5)
        for side in (film.transmittance, film.emission)
    )
    old = known.albedo[where]
    change = known.coverage[where][:, np.newaxis] * (through * old + added - old)
    linear = decode(bare)
    linear[where] += known.light[where] * change
    made = bare.copy()
    made[where] = encode(linear)[where]
    return made
