"""A reference without makeup must change nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from mirror.core.types import Pixels
from mirror.evaluation.transfer.bench import SEED, Bench
from mirror.evaluation.transfer.figures import Sample
from mirror.evaluation.transfer.measures import colour_distance, mean_over
from mirror.evaluation.transfer.pages import Tile, page, side_by_side
from mirror.evaluation.transfer.parts import PARTS
from mirror.evaluation.transfer.sections import Findings, Section
from mirror.evaluation.transfer.subjects import Subject, in_turn
from mirror.evaluation.transfer.watched import watched

NAME, TITLE = "bare", "Bare references"
METHOD = """\
Every bare face is a reference for others, of other skin tones in turn: mean CIEDE2000 of the change
over the whole face, and over lips, lids and cheeks by themselves. Groups of skin tone are those of
the reference here, as it is there that skin is taken for makeup or not. Some of the people who are
called bare wear lipstick or eye makeup: those who change most as references are listed and shown,
and nobody is left out."""

CHANGE = "CIEDE2000, change"
BY_SEX = {"female": f"{CHANGE} by women", "male": f"{CHANGE} by men"}
_SHOWN = 8


@dataclass(frozen=True, slots=True, eq=False)
class _Case:
    """One bare face as the reference of another one."""

    reference: Subject
    wearer: Subject
    worn: Pixels
    change: float

    @property
    def name(self) -> str:
        return f"{self.reference.name} on {self.wearer.name}"


def measure(bench: Bench) -> Findings:
    """Puts bare faces on each other."""
    samples: list[Sample] = []
    worst: dict[str, _Case] = {}
    for case in (*_cases(bench, "photo"), *_cases(bench, "rendered")):
        samples += _changes(case)
        person = case.reference.person
        if person not in worst or case.change > worst[person].change:
            worst[person] = case
    shown = sorted(worst.values(), key=lambda case: -case.change)[:_SHOWN]
    listed = ", ".join(f"{case.name} {case.change:.2f}" for case in shown)
    notes = (f"The people who change most as references: {listed}.",) if shown else ()
    rows = side_by_side([_row(case) for case in shown], 2)
    return Findings(
        tuple(samples), (page(bench.out / "bare-worst.jpg", rows),) if rows else (), notes
    )


def _cases(bench: Bench, kind: str) -> Iterator[_Case]:
    subjects = bench.of_kind(kind)
    if len({one.person for one in subjects}) < 2:
        return
    wearers = in_turn(subjects, np.random.default_rng((SEED, 5)))
    for reference in watched(subjects, f"{TITLE}, {kind}", "face"):
        face = bench.mirror.find(reference.seen.pixels)
        if face is None:
            continue
        look = bench.mirror.read(reference.seen.pixels, face, reference.name)
        for _ in range(bench.amount.targets):
            wearer = next(one for one in wearers if one.person != reference.person)
            seen = wearer.seen
            worn = bench.mirror.wear(seen.pixels, look).pixels
            change = mean_over(colour_distance(seen.pixels, worn, seen.face), seen.face)
            yield _Case(reference, wearer, worn, change)


def _changes(case: _Case) -> Iterator[Sample]:
    reference, seen = case.reference, case.wearer.seen
    yield reference.sample(CHANGE, case.change, case.name)
    if reference.sex in BY_SEX:
        yield reference.sample(BY_SEX[reference.sex], case.change, case.name)
    off = colour_distance(seen.pixels, case.worn, seen.face)
    for part in PARTS:
        if seen.parts[part].any():
            yield reference.sample(CHANGE, mean_over(off, seen.parts[part]), case.name, part=part)


def _row(case: _Case) -> list[Tile]:
    points = case.wearer.seen.points_px
    return [
        Tile(case.reference.seen.pixels, case.reference.seen.points_px, case.reference.name),
        Tile(case.wearer.seen.pixels, points, case.wearer.name),
        Tile(case.worn, points, f"changed by {case.change:.2f}"),
    ]


SECTION = Section(NAME, TITLE, METHOD, measure)
