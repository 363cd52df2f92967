"""What covers the skin must stay free of makeup: hair, hands, glasses, things."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from mirror.core.colour import decode, encode
from mirror.core.raster import rasterise
from mirror.core.shading import LIGHT
from mirror.core.types import Floats, Pixels
from mirror.core.unwrap import unwrap
from mirror.evaluation.transfer.bench import SEED, Bench
from mirror.evaluation.transfer.clips import frames_of
from mirror.evaluation.transfer.figures import Choice, Sample, extremes
from mirror.evaluation.transfer.measures import Mask, colour_distance, mean_over
from mirror.evaluation.transfer.pages import Tile, page, side_by_side
from mirror.evaluation.transfer.sections import Findings, Section
from mirror.evaluation.transfer.seen import Seen
from mirror.evaluation.transfer.subjects import HAIR, Subject
from mirror.evaluation.transfer.watched import watched
from mirror.evaluation.transfer.wearing import as_reference
from mirror.makeup.transferred import TransferredLook
from mirror.training.covers import covers
from mirror.training.painted import painted_looks

NAME, TITLE = "covers", "Covered skin"
METHOD = """\
Strands of hair, hands, glasses and things that were never trained on are pasted onto photos, in the
light of the photo; the mirror finds the face in the new picture. *On covers* is the strength of the
film on texels that are covered by at least nine tenths (the largest of 1 - T and E over R, G, B),
over the strength of the film on the same texels of the uncovered face; *kept on skin* is the same
for texels next to nothing covers. For the hair of rendered heads, which lies there from the
beginning, the strength is taken over that of the look's pigment as it was read. Only where at least
a tenth is worn without the cover. The looks are the real references, and painted ones that go
over the whole face. The glasses clip can only be judged by eye."""

ON_COVERS, KEPT = "film on covers, share", "film kept on skin, share"
CHANGE = "CIEDE2000, change of covers"
_COVERED, _FREE = 0.9, 0.02
_LEAST_STRENGTH = 0.1
_FEWEST = 30
_SHOWN, _GLASSES_FRAMES, _GLASSES_LOOKS = 8, 6, 5
_STAGE_LOOKS = 6


@dataclass(frozen=True, slots=True, eq=False)
class _Case:
    """One thing in front of one face, made up."""

    subject: Subject
    covered: Pixels
    worn: Pixels
    name: str


def strength(film: Floats) -> Floats:
    """How much each texel of a film (NxNx8) changes at most: NxN float32, 0..1."""
    hides, adds = (1 - film[..., :3]).max(axis=-1), film[..., 4:7].max(axis=-1)
    return np.asarray(np.clip(np.maximum(hides, adds), 0, 1), np.float32)


def pigment_strength(look: TransferredLook) -> Floats:
    """The same of a look's pigment where all of it is worn."""
    cover, shade, tint = look.pigment[0], look.pigment[1:4], look.pigment[4:7]
    hides = (1 - (1 - cover) * (1 - tint)).max(axis=0)
    adds = (cover * shade).max(axis=0)
    return np.asarray(np.clip(np.maximum(hides, adds), 0, 1), np.float32)


def pasted(seen: Seen, mask: Floats, colour: Pixels) -> tuple[Pixels, Floats]:
    """A picture with something in front of the face, and how far each pixel is covered, HxW.

    Args:
        seen: The face.
        mask: NxN float32, 0..1, in canonical UV.
        colour: NxNx3 uint8 RGB, the thing in neutral light.
    """
    share = seen.spread(mask)
    light = seen.spread(np.ascontiguousarray(seen.light.texture[..., LIGHT : LIGHT + 3]))
    thing = decode(np.rint(seen.spread(colour[..., ::-1].astype(np.float32))).astype(np.uint8))
    linear = decode(seen.pixels)
    mixed = linear + share[..., np.newaxis] * (thing * light - linear)
    return np.where(share[..., np.newaxis] > 0, encode(mixed), seen.pixels), share


def measure(bench: Bench) -> Findings:
    """Puts things before photos, and looks at the hair of rendered heads."""
    looks = _looks(bench)
    if not looks:
        return Findings((), (), ("There was no reference to read the looks off.",))
    samples: list[Sample] = []
    cases: list[_Case] = []
    lost = 0
    photos = bench.people
    count = bench.amount.targets * len(photos)
    masks, colours = covers(count, SEED)
    work = [subject for subject in photos for _ in range(bench.amount.targets)]
    for at, subject in enumerate(watched(work, TITLE, "face")):
        look = looks[at % len(looks)]
        covered, share = pasted(subject.seen, masks[at].astype(np.float32) / 255, colours[at])
        bench.mirror.wear(subject.seen.pixels, look)
        free = strength(bench.mirror.film)
        rendered = bench.mirror.wear(covered, look)
        if not rendered.faces:
            lost += 1
            continue
        case = _Case(subject, covered, rendered.pixels, f"{subject.name}, {look.name}, thing {at}")
        in_uv = unwrapped(covered, share, rendered.faces[0].landmarks_px, len(free))
        samples += _shares(case, strength(bench.mirror.film), free, in_uv)
        samples += _change(case, share)
        cases.append(case)
    for subject in watched(bench.of_kind("rendered"), f"{TITLE}, hair", "head"):
        samples += _hair(bench, subject, looks)
    worst = extremes(Choice(ON_COVERS).of(samples), _SHOWN)
    notes = (f"Behind {lost} of {count} things no face was found, and nothing was painted.",)
    return Findings(tuple(samples), _sheets(bench, cases, worst, looks), notes if lost else ())


def _looks(bench: Bench) -> list[TransferredLook]:
    """The real references, and painted looks that leave little of the face out."""
    pictures = dict(bench.references)
    people = bench.people
    rng = np.random.default_rng((SEED, 6))
    drawn = painted_looks(SEED, bench.amount.masks, 2)
    stage = (look for look in drawn if look.kind == "stage")
    for look in islice(stage, _STAGE_LOOKS):
        pictures[look.name] = as_reference(people[int(rng.integers(len(people)))], look)
    read = []
    for name, pixels in pictures.items():
        face = bench.mirror.find(pixels)
        if face is not None:
            read.append(bench.mirror.read(pixels, face, name))
    return read


def unwrapped(pixels: Pixels, share: Floats, points_px: Floats, size: int) -> Floats:
    """A mask of a picture (HxW float32, 0..1) in canonical UV: NxN, NaN where no skin is seen."""
    raster = rasterise(points_px, pixels.shape[1], pixels.shape[0])
    if raster is None:
        return np.full((size, size), np.nan, np.float32)
    # Unwrapping decodes sRGB: the code of a share is the encoded share.
    coded = encode(np.repeat(share[..., np.newaxis], 3, axis=2))
    in_uv, visibility = unwrap(coded, points_px, raster.facing, size)
    return np.where(visibility > 0.5, in_uv[..., 0], np.nan).astype(np.float32)


def _shares(case: _Case, worn: Floats, free: Floats, covered: Floats) -> Iterator[Sample]:
    """How much of a film is left on what is covered, and on what is not."""
    would_be = free > _LEAST_STRENGTH
    for measured, where in ((ON_COVERS, covered > _COVERED), (KEPT, covered < _FREE)):
        texels = where & would_be
        if texels.sum() >= _FEWEST:
            share = float(worn[texels].sum() / free[texels].sum())
            yield case.subject.sample(measured, share, case.name)


def _change(case: _Case, share: Floats) -> Iterator[Sample]:
    where = case.subject.seen.face & (share > _COVERED)
    if where.sum() >= _FEWEST:
        change = colour_distance(case.covered, case.worn, where)
        yield case.subject.sample(CHANGE, mean_over(change, where), case.name)


def _hair(bench: Bench, subject: Subject, looks: Sequence[TransferredLook]) -> Iterator[Sample]:
    """The film on the hair of a rendered head."""
    if subject.known is None:
        return
    hair: Mask = subject.known.inside(HAIR) & (subject.known.coverage < 1 - _COVERED)
    share = hair.astype(np.float32)
    for look in looks[:: max(len(looks) // bench.amount.targets, 1)]:
        rendered = bench.mirror.wear(subject.seen.pixels, look)
        film = bench.mirror.film
        in_uv = unwrapped(subject.seen.pixels, share, rendered.faces[0].landmarks_px, len(film))
        case = _Case(subject, subject.seen.pixels, rendered.pixels, f"{subject.name}, {look.name}")
        for sample in _shares(case, strength(film), pigment_strength(look), in_uv):
            if sample.measure == ON_COVERS:
                yield sample


def _sheets(
    bench: Bench, cases: Sequence[_Case], worst: Sequence[Sample], looks: Sequence[TransferredLook]
) -> tuple[str, ...]:
    """The things that were taken for skin, and clips with glasses."""
    by_name = {case.name: case for case in cases}
    pairs = [
        _pair(by_name[sample.picture], sample) for sample in worst if sample.picture in by_name
    ]
    written = [page(bench.out / "covers-worst.jpg", side_by_side(pairs, 3))] if pairs else []
    written += [_glasses(bench, clip, looks) for clip in bench.clips if "glasses" in clip.stem]
    return tuple(written)


def _pair(case: _Case, sample: Sample) -> list[Tile]:
    points = case.subject.seen.points_px
    said = f"{sample.value:.0%} of the film on it"
    return [Tile(case.covered, points, case.name), Tile(case.worn, points, said)]


def _glasses(bench: Bench, clip: Path, looks: Sequence[TransferredLook]) -> str:
    """A clip with glasses, bare and in some looks."""
    frames = [frame.pixels for frame in frames_of(clip)]
    chosen = [frames[at] for at in np.linspace(0, len(frames) - 1, _GLASSES_FRAMES).astype(int)]
    faces = [bench.mirror.find(frame) for frame in chosen]

    def row(shown: Sequence[Pixels], caption: str) -> list[Tile | None]:
        return [
            None if face is None else Tile(pixels, face.landmarks_px, caption)
            for pixels, face in zip(shown, faces, strict=True)
        ]

    some = looks[:: max(len(looks) // _GLASSES_LOOKS, 1)][:_GLASSES_LOOKS]
    worn = {look.name: [bench.mirror.wear(frame, look).pixels for frame in chosen] for look in some}
    rows = [row(chosen, "bare"), *(row(shown, name) for name, shown in worn.items())]
    return page(bench.out / f"covers-{clip.stem}.jpg", rows, 256)


SECTION = Section(NAME, TITLE, METHOD, measure)
