"""One look on two people: what is read off either must look the same on a third."""

from __future__ import annotations

from itertools import islice

import numpy as np

from mirror.core.zones import ZONES, zones
from mirror.evaluation.transfer.bench import SEED, Bench
from mirror.evaluation.transfer.figures import Sample
from mirror.evaluation.transfer.measures import NOTICED, colour_distance, mean_over
from mirror.evaluation.transfer.parts import SIZE
from mirror.evaluation.transfer.sections import Findings, Section
from mirror.evaluation.transfer.subjects import Subject
from mirror.evaluation.transfer.watched import watched
from mirror.evaluation.transfer.wearing import as_reference
from mirror.makeup.transferred import TransferredLook
from mirror.training.painted import PaintedLook, painted_looks

NAME, TITLE = "agreement", "One look on two references"
METHOD = """\
A painted look is put on two people, read off both, and put on the same third face: CIEDE2000 of the
two pictures where either is visibly made up, over all of that and over the lips. How much they
change the bare face there is given beside it: two faint looks agree easily. Photos only."""

AGREEMENT, CHANGE = "CIEDE2000, two references", "CIEDE2000, change of the bare face"


def measure(bench: Bench) -> Findings:
    """Compares what was read off two people."""
    people = bench.people
    if len({one.person for one in people}) < 3:
        return Findings((), (), ("There are not three people to show it on.",))
    rng = np.random.default_rng((SEED, 4))
    looks = painted_looks(SEED, bench.amount.masks, 1)
    samples: list[Sample] = []
    lips = zones(SIZE)[ZONES.index("lips")]
    for look in watched(list(islice(looks, len(people))), TITLE, "look"):
        first, second, wearer = _three(people, rng)
        read, also_read = (_read(bench, one, look) for one in (first, second))
        if read is None or also_read is None:
            continue
        bare, face = wearer.seen.pixels, wearer.seen.face
        a, b = (bench.mirror.wear(bare, one).pixels for one in (read, also_read))
        changes = [colour_distance(bare, worn, face) for worn in (a, b)]
        made_up = np.maximum(*changes) >= NOTICED
        off = colour_distance(a, b, face)
        name = f"{wearer.name}, {look.name} of {first.name} and {second.name}"
        for part, where in (("face", made_up), ("lips", made_up & wearer.seen.where(lips))):
            if where.any():
                samples.append(wearer.sample(AGREEMENT, mean_over(off, where), name, part=part))
                change = (mean_over(changes[0], where) + mean_over(changes[1], where)) / 2
                samples.append(wearer.sample(CHANGE, change, name, part=part))
    return Findings(tuple(samples))


def _three(subjects: list[Subject], rng: np.random.Generator) -> list[Subject]:
    """Three different people."""
    chosen: list[Subject] = []
    for at in rng.permutation(len(subjects)):
        if subjects[at].person not in {one.person for one in chosen}:
            chosen.append(subjects[at])
        if len(chosen) == 3:
            break
    return chosen


def _read(bench: Bench, subject: Subject, look: PaintedLook) -> TransferredLook | None:
    photo = as_reference(subject, look)
    face = bench.mirror.find(photo)
    return None if face is None else bench.mirror.read(photo, face, look.name)


SECTION = Section(NAME, TITLE, METHOD, measure)
