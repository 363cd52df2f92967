"""Face paint, tattoos, gems and stickers from pictures.

Face paint is a transparent picture in MediaPipe's canonical face layout, which artists know from
other programs (`face_template` draws it); a sticker is any picture, laid somewhere on that layout.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np

from mirror.core.colour import decode
from mirror.core.mesh import face_mesh
from mirror.core.regions import regions
from mirror.core.types import Floats, Pixels
from mirror.errors import LookError, SourceError
from mirror.makeup.pigment import Layer
from mirror.makeup.products import FacePaint, Sticker
from mirror.makeup.shapes.canvas import grid

# Shine that is kept, and added, by finish.
_FINISH = {"matte": (0.3, 0.0), "satin": (0.6, 0.5), "gloss": (0.0, 2.2), "gem": (0.0, 3.4)}
_TEMPLATE_LINE = (90, 90, 90, 255)


@lru_cache(maxsize=8)
def _read(path: Path, changed_ns: int) -> tuple[Floats, Floats]:
    """Linear RGB HxWx3 and alpha HxW, both float32; premultiplied, so that edges keep their colour."""
    from mirror.capture.picture_file import load_picture  # what reads pictures takes long to load

    del changed_ns
    picture = load_picture(path)
    shape = picture.pixels.shape[:2]
    alpha = np.ones(shape, np.float32) if picture.alpha is None else picture.alpha / np.float32(255)
    colour = decode(picture.pixels) * alpha[..., np.newaxis]
    return np.asarray(colour, np.float32), np.asarray(alpha, np.float32)


def read_paint(path: Path) -> tuple[Floats, Floats]:
    """A picture's premultiplied linear RGB (HxWx3 float32) and alpha (HxW float32).

    Raises:
        LookError: It cannot be read.
    """
    try:
        return _read(path, path.stat().st_mtime_ns)
    except (OSError, SourceError) as error:
        raise LookError(
            f"The picture {path}, which a look wears, cannot be read ({error})."
        ) from error


def _canonical(size: int) -> tuple[Floats, Floats]:
    """Where each texel lies in MediaPipe's own layout, u and v, each NxN."""
    u, v = grid(size)
    mesh = face_mesh()
    mapped = []
    for axis, values in enumerate((u, v)):
        order = np.argsort(mesh.uv[:, axis])
        known, wanted = mesh.uv[order, axis], mesh.canonical_uv[order, axis]
        mapped.append(np.interp(values, known, wanted).astype(np.float32))
    return mapped[0], mapped[1]


def _sampled(picture: Floats, x: Floats, y: Floats, finer: float) -> Floats:
    """A picture at places in its own pixels; nothing beyond its edges."""
    if finer > 1:
        picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), 0.4 * finer), np.float32)
    border = cv2.BORDER_CONSTANT
    return np.asarray(cv2.remap(picture, x, y, cv2.INTER_LINEAR, borderMode=border), np.float32)


def _layer(colour: Floats, alpha: Floats, product: FacePaint | Sticker, size: int) -> Layer:
    opaque = colour / np.maximum(alpha, 1e-4)[..., np.newaxis]
    keeps, shine = _FINISH[product.finish]
    transmittance = np.zeros((size, size, 4), np.float32)
    transmittance[..., 3] = keeps
    emission = np.dstack([opaque, np.full((size, size), shine, np.float32)])
    density = alpha * regions(size).domain * np.float32(product.coverage)
    density[density < 1 / 256] = 0
    return Layer(density, transmittance, np.asarray(emission, np.float32))


def face_paint(product: FacePaint, size: int) -> Layer:
    """The layer of a picture over the whole face.

    Raises:
        LookError: The picture cannot be read.
    """
    colour, alpha = read_paint(Path(product.picture))
    height, width = alpha.shape
    u, v = _canonical(size)
    place = (u * np.float32(width) - 0.5, v * np.float32(height) - 0.5)
    finer = max(width, height) / size
    return _layer(_sampled(colour, *place, finer), _sampled(alpha, *place, finer), product, size)


def sticker(product: Sticker, size: int) -> Layer:
    """The layer of a picture at one place.

    Raises:
        LookError: The picture cannot be read.
    """
    colour, alpha = read_paint(Path(product.picture))
    height, width = alpha.shape
    u, v = _canonical(size)
    turn = np.radians(product.angle_deg)
    du, dv = u - np.float32(product.u), v - np.float32(product.v)
    across = (du * np.cos(turn) + dv * np.sin(turn)) / product.size
    down = (-du * np.sin(turn) + dv * np.cos(turn)) / product.size
    # The longer side is `size` wide.
    longer = max(width, height)
    x = np.asarray(across * longer + width / 2 - 0.5, np.float32)
    y = np.asarray(down * longer + height / 2 - 0.5, np.float32)
    finer = longer / (product.size * size)
    return _layer(_sampled(colour, x, y, finer), _sampled(alpha, x, y, finer), product, size)


def face_template(size: int) -> Pixels:
    """The layout to paint on: the mesh's lines on a transparent ground, NxNx4 uint8 BGRA."""
    mesh = face_mesh()
    canvas = np.zeros((size, size, 4), np.uint8)
    corners = np.rint((mesh.canonical_uv * size - 0.5) * 16).astype(np.int32)
    lines = [corners[triangle] for triangle in mesh.triangles]
    cv2.polylines(canvas, lines, isClosed=True, color=_TEMPLATE_LINE, thickness=1,
                  lineType=cv2.LINE_AA, shift=4)  # fmt: skip
    return canvas
