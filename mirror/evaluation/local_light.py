"""The light on one place of a bare face, found without the painter.

What a product gives on a lid is not its swatch: the lid lies in the shade of the brow and the lashes, and
opaque paint is as dark there as the shade makes it. To judge a shade, that light has to be divided out,
and it must not come from the estimate that painted the shade.

- *A rendered head*: the light is known at every pixel.
- *A photo*: it is taken for neutral, and for 1 in the mean over the face's skin, as in a studio. How much
  more or less falls on one place is read off the bare picture. Skin, that is lids, cheeks and the whole
  face: its mean luminance there over the mean of the face's skin, over how much lighter or darker the skin
  of that place is in itself, which is known of rendered heads (`USUAL_ALBEDO`). Lips, whose own colour is
  anybody's guess: nine spherical harmonics of the mesh's normals, which hold 98% of what light makes of a
  matt surface (Basri and Jacobs 2003), fitted to the skin's luminance.

Of a photo this is circular in three points, as no photo can tell better: the light is neutral and 1 in the
mean, for the painter as well; skin of a place is as much darker as it usually is; and the painter, too,
goes half way to the lids' own brightness (`core.shading`). Everything else is apart: it takes the mean of
the pixels that wear the product, where the painter fills lids and lips from blurred skin around, and the
normals of the mesh, which the painter does not ask for light. How far off it is, the rendered heads tell
(`read_light` against `known_light`), and what is chosen by a photo's lids alone is not proven.
"""

from __future__ import annotations

import numpy as np

from mirror.core.colour import LUMINANCE, decode
from mirror.core.mesh import face_mesh
from mirror.core.types import Floats
from mirror.evaluation.transfer.measures import Mask
from mirror.evaluation.transfer.parts import SKIN
from mirror.evaluation.transfer.seen import Seen
from mirror.evaluation.transfer.subjects import KnownHead

USUAL_ALBEDO = {"lids": 0.83, "cheeks": 1.11, "face": 0.98}
"""Luminance of the albedo of a place over that of the face's skin: medians of 205 rendered heads, none of
them of the splits that are measured on."""

_BLOWN_OUT = 250
_ROUNDS = 3


def known_light(known: KnownHead, where: Mask) -> Floats:
    """The mean light on a place of a rendered head: 3 float32, linear RGB.

    Args:
        known: What is known of the head.
        where: HxW, the place; not empty.
    """
    return np.asarray(np.maximum(known.light[where].mean(axis=0), 1e-3), np.float32)


def read_light(seen: Seen, where: Mask, part: str) -> float:
    """The mean light on a place, in units of the mean light on the face's skin.

    Args:
        seen: The bare face.
        where: HxW, the place; not empty.
        part: Which place that is: "lips", or a key of `USUAL_ALBEDO`.
    """
    luminance = decode(seen.pixels) @ LUMINANCE
    skin = seen.parts[SKIN] & (seen.pixels.max(axis=2) < _BLOWN_OUT)
    if part in USUAL_ALBEDO:
        own = float(luminance[where].mean()) / USUAL_ALBEDO[part]
        return own / max(float(luminance[skin].mean()), 1e-4)
    terms = _harmonics(seen)
    weights = _fitted(terms[skin], luminance[skin])
    there, everywhere = (float((terms[mask] @ weights).mean()) for mask in (where, skin))
    return max(there, 1e-2 * everywhere) / max(everywhere, 1e-4)


def _harmonics(seen: Seen) -> Floats:
    """The first nine spherical harmonics, not normalised, of each pixel's normal: HxWx9."""
    mesh, at = face_mesh(), seen.places
    normals = seen.raster.normals[mesh.triangles].mean(axis=1)
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    x, y, z = normals.T
    of_triangle = np.stack(
        [np.ones_like(x), x, y, z, x * y, x * z, y * z, x * x - y * y, 3 * z * z - 1], axis=1
    )
    terms = np.zeros((*seen.pixels.shape[:2], 9), np.float32)
    terms[at.rows, at.columns] = of_triangle[at.triangle]
    return terms


def _fitted(terms: Floats, values: Floats) -> Floats:
    """Weights of the terms, by robust ridge regression: beard, brows and shine count less."""
    count = np.float32(len(values))
    ridge = np.diag(count * np.float32(1e-3) * np.array([0, 1, 1, 1, 5, 5, 5, 5, 5], np.float32))
    weights = np.linalg.solve(terms.T @ terms + ridge, terms.T @ values)
    for _ in range(_ROUNDS):
        off = np.abs(values - terms @ weights)
        trust = 1 / (1 + (off / (1.5 * np.median(off) + np.float32(1e-5))) ** 2)
        weighed = terms * trust[:, np.newaxis]
        weights = np.linalg.solve(weighed.T @ terms + ridge, weighed.T @ values)
    return np.asarray(weights, np.float32)
