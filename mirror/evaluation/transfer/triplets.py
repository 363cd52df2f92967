"""Exact triplets: what the mirror shows against what it ought to show.

A wears what was read off B, who wears a painted look; the truth is A with that same look.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, product

import numpy as np

from mirror.core.types import Pixels
from mirror.core.zones import ZONES, zones
from mirror.evaluation.transfer import baseline
from mirror.evaluation.transfer.bench import SEED, Bench
from mirror.evaluation.transfer.figures import Choice, Sample
from mirror.evaluation.transfer.measures import (
    NOTICED,
    Mask,
    colour_distance,
    mean_over,
    psnr,
    similarity,
)
from mirror.evaluation.transfer.pages import Tile, page, side_by_side
from mirror.evaluation.transfer.parts import SIZE
from mirror.evaluation.transfer.sections import Findings, Section
from mirror.evaluation.transfer.seen import Seen, look_at
from mirror.evaluation.transfer.subjects import Subject
from mirror.evaluation.transfer.watched import watched
from mirror.evaluation.transfer.wearing import Truth, as_reference, as_truth
from mirror.training.painted import PaintedLook, painted_looks

NAME, TITLE = "triplets", "Painted triplets"
METHOD = """\
Each face A gets painted looks that were never trained on. A look is painted on another person B at
full resolution; the mirror reads B and dresses the bare A; the result is compared with A painted
with the same look. *Made up* is where the truth differs visibly from the bare face (CIEDE2000 of at
least 1); *beside* is the rest of the face. A *soft* look is one of everyday, a *strong* one has several
layers up to opaque ones, and *art* is face paint. PSNR and structural similarity are taken over the whole
face. LPIPS and DISTS are not: the weights of every package that offers them are downloaded when
they are first run, or their licence forbids use in a product; structural similarity stands in.
Photos are painted in the light that the mirror estimates, over all that lies on the face, as nobody
has labelled hair and glasses. Of rendered heads light and hair are known, and they are re-shaded
(without their blown-out pixels), once where the head really lies in canonical UV ("rendered"), and
once where the mirror finds it ("rendered, as placed"): the difference is what the landmarks cost.
*Nothing* leaves the face bare; *statistics* moves the mean and spread of lips, lids and cheeks in
CIELAB, relative to the skin (Reinhard et al. 2001)."""

PSNR, SIMILARITY = "PSNR (dB)", "structural similarity"
MADE_UP, BESIDE = "CIEDE2000, made up", "CIEDE2000, beside"
FAMILIES = {"lips": "lips", "eyes": "shadow", "cheeks": "blush"}
_EXACT_DB = 99.0
"""Stands for the infinite ratio of equal pictures, so that means stay finite."""
_BLOWN_OUT = 250
"""Codes from here on have lost what the light was: re-shading needs their sum."""
_FEWEST = 40
"""Pixels that must be made up for a mean over them to say anything."""
_SHOWN, _SHOWN_OF = 12, 12


@dataclass(frozen=True, slots=True, eq=False)
class _Triplet:
    """One look on one person, read off another one."""

    look: PaintedLook
    source: Subject
    reference: Seen
    truth: Truth
    worn: Pixels

    @property
    def name(self) -> str:
        return f"{self.source.name}, {self.look.name}"


def measure(bench: Bench) -> Findings:
    """Compares with the truth."""
    samples: list[Sample] = []
    worst: list[tuple[float, _Triplet]] = []
    drawn: list[tuple[float, _Triplet]] = []
    unread = 0
    both_kinds = chain(_triplets(bench, "photo"), _triplets(bench, "rendered"))
    for number, triplet in enumerate(both_kinds):
        if triplet is None:
            unread += 1
            continue
        found = list(_compared(triplet))
        samples += found
        # A picture takes megabytes: only those that are shown are kept.
        for sample in Choice(MADE_UP, triplet.source.kind, part="face").of(found):
            worst = sorted([*worst, (sample.value, triplet)], key=lambda one: -one[0])[:_SHOWN]
            if number % _SHOWN_OF == 0:
                drawn.append((sample.value, triplet))
    pages = {"triplets-worst.jpg": worst, "triplets-drawn.jpg": drawn}
    sheets = [
        page(bench.out / name, side_by_side([_row(*one) for one in shown], 2))
        for name, shown in pages.items()
        if shown
    ]
    note = f"In {unread} painted references no face was found, and nothing was read."
    return Findings(tuple(samples), tuple(sheets), (note,) if unread else ())


def _triplets(bench: Bench, kind: str) -> Iterator[_Triplet | None]:
    """All triplets of one kind; None where no face was found in the reference."""
    subjects = bench.of_kind(kind)
    if len({subject.person for subject in subjects}) < 2:
        return
    rng = np.random.default_rng((SEED, 1))
    looks = painted_looks(SEED, bench.amount.masks, 0)
    work = [subject for subject in subjects for _ in range(bench.amount.looks)]
    for source in watched(work, f"{TITLE}, {kind}", "look"):
        look = next(looks)
        others = [one for one in subjects if one.person != source.person]
        photo = as_reference(others[int(rng.integers(len(others)))], look)
        face = bench.mirror.find(photo)
        seen = None if face is None else look_at(photo, face)
        if face is None or seen is None:
            yield None
            continue
        rendered = bench.mirror.wear(source.seen.pixels, bench.mirror.read(photo, face, look.name))
        yield _Triplet(look, source, seen, as_truth(source, look), rendered.pixels)


def _compared(triplet: _Triplet) -> Iterator[Sample]:
    """All samples of one triplet; none if the look changes next to nothing on this face."""
    source, face = triplet.source, triplet.source.seen.face
    bare = source.seen.pixels
    truths = {source.kind: triplet.truth.pixels}
    if source.known is not None:
        truths["rendered, as placed"] = triplet.truth.as_placed
        face = face & (bare.max(axis=2) < _BLOWN_OUT)
    ways = {
        "mirror": triplet.worn,
        "nothing": bare,
        "statistics": baseline.moved(
            source.seen, *(baseline.statistics(one) for one in (source.seen, triplet.reference))
        ),
    }
    for (kind, truth), (way, shown) in product(truths.items(), ways.items()):
        made_up = colour_distance(bare, truth, face) >= NOTICED
        if made_up.sum() < _FEWEST:
            continue
        off = colour_distance(shown, truth, face)
        values = {
            (PSNR, "face"): min(psnr(shown, truth, face), _EXACT_DB),
            (SIMILARITY, "face"): similarity(shown, truth, face),
            (MADE_UP, "face"): mean_over(off, made_up),
        }
        if (face & ~made_up).any():
            values[BESIDE, "face"] = mean_over(off, face & ~made_up)
        for part, where in _parts(triplet, made_up).items():
            values[MADE_UP, part] = mean_over(off, where)
        for (measured, part), value in values.items():
            one = source.sample(measured, value, triplet.name, part=part, way=way)
            yield replace(one, kind=kind)


def _parts(triplet: _Triplet, made_up: Mask) -> dict[str, Mask]:
    """The made-up area of face paint; or of a soft or a strong look, and by the family of products."""
    if triplet.look.kind == "stage":
        return {"art": made_up}
    in_zones = triplet.source.seen.spread(np.moveaxis(zones(SIZE), 0, 2))
    parts = {
        family: made_up & (in_zones[..., ZONES.index(zone)] > 0.5)
        for zone, family in FAMILIES.items()
    }
    parts = {family: where for family, where in parts.items() if where.sum() >= _FEWEST}
    return {triplet.look.kind: made_up, **parts}


def _row(off: float, triplet: _Triplet) -> list[Tile]:
    """Who was read, the bare face, the truth, and what was shown."""
    points = triplet.source.seen.points_px
    return [
        Tile(triplet.reference.pixels, triplet.reference.points_px, triplet.look.name),
        Tile(triplet.source.seen.pixels, points, f"{triplet.source.name}, {triplet.source.tone}"),
        Tile(triplet.truth.pixels, points, "truth"),
        Tile(triplet.worn, points, f"mirror, off by {off:.1f}"),
    ]


SECTION = Section(NAME, TITLE, METHOD, measure)
