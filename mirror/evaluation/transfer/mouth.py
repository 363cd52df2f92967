"""Teeth and eyeballs stay as they are, and a smile leaves no strip of the lip bare."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from mirror.core import mesh
from mirror.core.film import identity
from mirror.core.regions import spline
from mirror.core.types import Pixels
from mirror.evaluation.transfer.bench import SEED, Bench
from mirror.evaluation.transfer.figures import Choice, Sample, extremes
from mirror.evaluation.transfer.measures import NOTICED, Mask, colour_distance, lab, mean_over
from mirror.evaluation.transfer.pages import Tile, page, side_by_side
from mirror.evaluation.transfer.sections import Findings, Section
from mirror.evaluation.transfer.seen import Seen
from mirror.evaluation.transfer.subjects import EYES, MOUTH, Subject
from mirror.evaluation.transfer.watched import watched
from mirror.evaluation.transfer.wearing import as_reference
from mirror.makeup.look import Look
from mirror.makeup.painter import paint
from mirror.makeup.products import Eyeshadow, Lipstick
from mirror.makeup.transferred import TransferredLook
from mirror.training.painted import PaintedLook

NAME, TITLE = "mouth", "Teeth, eyeballs and smiles"
METHOD = """\
Opaque lipstick and a smoky eye, once in red and once in blue, are painted on references and read
off. *Touched*: of the pixels of eyeballs and of the mouth's inside (labels of the rendered heads,
without those at a border), the share that changes visibly (CIEDE2000 of at least 1); the mouth only
if it is open by more than 5% of its width.
*Bare strip*: nobody has labelled the lips of photos, so that their own colour must tell. Between the
corners of the mouth, from the outline of the upper lip outwards by 8% of the mouth's width and
inwards to the mouth's middle, a pixel is painted if it changes by more than a third of what the
middle of the lower lip does. One that is not painted is bare lip if it lies in a patch next to the
painted ones, and if its bare colour, averaged over 3 px, is less than half as far from that of the
painted ones as the skin around is (CIELAB, lightness counted half). The figure is the share of bare
lip in all upper lip. Faces whose lips and skin are less than 6 apart tell nothing and are left out.
*Smiling* are those of whom the index says so, and those who show teeth (lips parted by more than 5%
of the mouth's width); the others are given for comparison: what they have is mostly the measure's
own error."""

TOUCHED, STRIP = "touched, share", "bare strip, share"
PARTS = {"eyeballs": EYES, "mouth's inside": MOUTH}
_FEWEST = 20
_REACH = 0.08
_LEAST_CONTRAST = 6.0
_WEIGHTS = np.array([0.5, 1.0, 1.0])
_PARTED = 0.05
_SHOWN = 12
_SMILES = ("smiling", "smile")
_PRODUCTS = {"red": ("#9c1226", "#7a1f2b"), "blue": ("#1c3f94", "#24408f")}


def measure(bench: Bench) -> Findings:
    """Paints mouths and eyes, open and closed."""
    looks = _looks(bench)
    if not looks:
        return Findings((), (), ("There was no reference to read the looks off.",))
    samples: list[Sample] = []
    shown: dict[str, tuple[Subject, Pixels]] = {}
    for subject in watched(bench.subjects, TITLE, "face"):
        for look in looks:
            worn = bench.mirror.wear(subject.seen.pixels, look).pixels
            name = f"{subject.name}, {look.name}"
            shown[name] = (subject, worn)
            measured = _strip if subject.known is None else _touched
            samples += measured(subject, worn, name)
    smiling = Choice(STRIP, part="smiling").of(samples)
    chosen = {
        "mouth-strips.jpg": extremes(smiling, _SHOWN),
        "mouth-smiles.jpg": smiling[:: max(len(smiling) // _SHOWN, 1)][:_SHOWN],
        "mouth-touched.jpg": extremes(Choice(TOUCHED, part="mouth's inside").of(samples), _SHOWN),
    }
    sheets = [_closeups(bench, file, some, shown) for file, some in chosen.items() if some]
    return Findings(tuple(samples), tuple(sheets))


def _smiles(subject: Subject) -> bool:
    return subject.expression in _SMILES or _parted(subject)


def _parted(subject: Subject) -> bool:
    points = subject.seen.points_px
    gap, width = (np.linalg.norm(points[a] - points[b]) for a, b in ((13, 14), (61, 291)))
    return bool(gap > _PARTED * width)


def _looks(bench: Bench) -> list[TransferredLook]:
    """Two plain, strong looks, each read off somebody with closed lips."""
    people = bench.people
    people = [one for one in people if not _smiles(one)] or people
    rng = np.random.default_rng((SEED, 8))
    read = []
    for name, (lips, lids) in _PRODUCTS.items():
        products = (
            Eyeshadow(shades=(lids,), template="smoky", coverage=0.9),
            Lipstick(shades=(lips,), finish="matte", coverage=0.95),
        )
        painting = paint(Look(name, name, products), np.full(3, 0.3, np.float32))
        look = PaintedLook(name, "strong", painting.film, (), identity(painting.film.size))
        photo = as_reference(people[int(rng.integers(len(people)))], look)
        face = bench.mirror.find(photo)
        if face is not None:
            read.append(bench.mirror.read(photo, face, name))
    return read


def _touched(subject: Subject, worn: Pixels, name: str) -> Iterator[Sample]:
    """Of what no makeup belongs on."""
    if subject.known is None:
        return
    for part, label in PARTS.items():
        where = subject.known.inside(label)
        if where.sum() >= _FEWEST and (label != MOUTH or _parted(subject)):
            touched = colour_distance(subject.seen.pixels, worn, where) >= NOTICED
            share = mean_over(touched.astype(np.float32), where)
            yield subject.sample(TOUCHED, share, name, part=part)


def _strip(subject: Subject, worn: Pixels, name: str) -> Iterator[Sample]:
    """Of what makeup belongs on, and is not there."""
    share = bare_strip(subject.seen, worn)
    if share is not None:
        part = "smiling" if _smiles(subject) else "not smiling"
        yield subject.sample(STRIP, share, name, part=part)


@dataclass(frozen=True, slots=True, eq=False)
class _Mouth:
    """Places around a mouth, all HxW.

    Attributes:
        lower: The middle of the lower lip.
        upper: Where the upper lip may be.
        around: Skin around the mouth.
    """

    lower: Mask
    upper: Mask
    around: Mask


def bare_strip(seen: Seen, worn: Pixels) -> float | None:
    """The share of the upper lip that is left bare; None if lips and skin can't be told apart.

    Args:
        seen: The bare face.
        worn: The same face with opaque lipstick on.
    """
    mouth = _mouth(seen)
    change = colour_distance(seen.pixels, worn, mouth.upper | mouth.lower)
    if not mouth.lower.any() or not mouth.around.any():
        return None
    painted = mouth.upper & (change > np.median(change[mouth.lower]) / 3)
    if painted.sum() < _FEWEST:
        return None
    colours = lab(np.asarray(cv2.blur(seen.pixels, (3, 3)), np.uint8)) * _WEIGHTS
    lip, skin = (np.median(colours[where], axis=0) for where in (painted, mouth.around))
    contrast = float(np.linalg.norm(lip - skin))
    if contrast < _LEAST_CONTRAST:
        return None
    like_lip = np.linalg.norm(colours - lip, axis=2) < contrast / 2
    bare = _next_to(painted, _without_specks(like_lip & mouth.upper & ~painted))
    return float(bare.sum() / (painted.sum() + bare.sum()))


def _mouth(seen: Seen) -> _Mouth:
    points = seen.raster.points_px[:, :2].astype(np.float64)
    corners = points[[mesh.LIPS_OUTER[0], mesh.LIPS_OUTER_LOWER[-1]]]
    width = float(np.linalg.norm(corners[1] - corners[0]))
    height_px, width_px = seen.pixels.shape[:2]

    def filled(outline: NDArray[np.float64]) -> NDArray[np.uint8]:
        canvas = np.zeros((height_px, width_px), np.uint8)
        cv2.fillPoly(canvas, [np.rint((outline - 0.5) * 16).astype(np.int32)], 1, shift=4)
        return canvas

    def contour(indices: tuple[int, ...]) -> NDArray[np.float64]:
        return spline(points[list(indices)], closed=True)

    inside = filled(contour(mesh.LIPS_OUTER))
    lower_lip = filled(
        np.concatenate(
            [points[list(mesh.LIPS_OUTER_LOWER)], points[list(mesh.LIPS_INNER_LOWER)][::-1]]
        )
    )
    reach = max(round(_REACH * width), 1)
    grown = _grown(inside, reach)
    middle = points[[13, 14]].mean(axis=0)
    y, x = np.mgrid[0:height_px, 0:width_px]
    along = (corners[1] - corners[0]) / width
    across = (x + 0.5 - middle[0]) * along[0] + (y + 0.5 - middle[1]) * along[1]
    below = -(x + 0.5 - middle[0]) * along[1] + (y + 0.5 - middle[1]) * along[0]
    between = np.abs(across) < 0.45 * width
    return _Mouth(
        lower=_shrunk(lower_lip, max(reach // 3, 1)) & (np.abs(across) < 0.25 * width),
        upper=grown & between & (below < 0),
        around=_grown(inside, 3 * reach) & ~_grown(inside, 2 * reach) & seen.face,
    )


def _disc(radius: int) -> NDArray[np.uint8]:
    side = 2 * radius + 1
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)), np.uint8)


def _grown(mask: NDArray[np.uint8], radius: int) -> Mask:
    return np.asarray(cv2.dilate(mask, _disc(radius)) > 0)


def _shrunk(mask: NDArray[np.uint8], radius: int) -> Mask:
    return np.asarray(cv2.erode(mask, _disc(radius)) > 0)


def _without_specks(mask: Mask) -> Mask:
    return np.asarray(cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_OPEN, _disc(1)) > 0)


def _next_to(film: Mask, patches: Mask) -> Mask:
    """Those patches that come within 2 px of the film."""
    near = _grown(film.astype(np.uint8), 2)
    _, labels = cv2.connectedComponents(patches.astype(np.uint8))
    touching = np.unique(labels[near & patches])
    return np.asarray(patches & np.isin(labels, touching))


def _closeups(
    bench: Bench, file: str, samples: list[Sample], shown: dict[str, tuple[Subject, Pixels]]
) -> str:
    """Mouths bare and made up, side by side."""
    pairs = []
    for sample in samples:
        subject, worn = shown[sample.picture]
        lips = subject.seen.points_px[list(mesh.LIPS_OUTER)]
        pairs.append(
            [
                Tile(subject.seen.pixels, lips, sample.picture),
                Tile(worn, lips, f"{sample.value:.0%}"),
            ]
        )
    return page(bench.out / file, side_by_side(pairs, 3))


SECTION = Section(NAME, TITLE, METHOD, measure)
