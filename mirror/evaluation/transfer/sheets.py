"""All references and many painted ones on faces of every skin tone, to be judged by eye."""

from __future__ import annotations

from itertools import islice

import numpy as np

from mirror.core.types import Floats, Pixels
from mirror.evaluation.transfer.bench import SEED, Bench
from mirror.evaluation.transfer.pages import Tile, page
from mirror.evaluation.transfer.sections import Findings, Section
from mirror.evaluation.transfer.subjects import Subject, in_turn
from mirror.evaluation.transfer.watched import watched
from mirror.evaluation.transfer.wearing import as_reference
from mirror.makeup.transferred import TransferredLook
from mirror.training.painted import painted_looks

NAME, TITLE = "sheets", "Sheets"
METHOD = """\
One row a reference, one column a face; the faces are drawn by skin tone in turn. Nothing is
measured: look at them at full size."""

_ROWS, _COLUMNS = 5, 6


def measure(bench: Bench) -> Findings:
    """Writes the pages."""
    people = bench.people
    rng = np.random.default_rng((SEED, 9))
    faces = _one_of_each(people, bench.amount.sheet_faces, rng)
    references = _references(bench, people, faces, rng)
    written = []
    groups = [references[at : at + _ROWS] for at in range(0, len(references), _ROWS)]
    for number, group in enumerate(watched(groups, TITLE, "page"), 1):
        for first in range(0, len(faces), _COLUMNS):
            part = faces[first : first + _COLUMNS]
            rows: list[list[Tile | None]] = [
                [None, *(Tile(one.seen.pixels, one.seen.points_px, one.tone) for one in part)]
            ]
            for pixels, points, look in group:
                rows.append([Tile(pixels, points, look.name), *_worn(bench, part, look)])
            name = f"sheet-{number:02d}-{'abcdefgh'[first // _COLUMNS]}.jpg"
            written.append(page(bench.out / name, rows))
    return Findings((), tuple(written))


def _worn(bench: Bench, faces: list[Subject], look: TransferredLook) -> list[Tile]:
    return [
        Tile(bench.mirror.wear(one.seen.pixels, look).pixels, one.seen.points_px) for one in faces
    ]


def _one_of_each(people: list[Subject], count: int, rng: np.random.Generator) -> list[Subject]:
    """Different people, by skin tone in turn, light to dark."""
    chosen: dict[str, Subject] = {}
    for one in islice(in_turn(people, rng), len(people)):
        chosen.setdefault(one.person, one)
        if len(chosen) == count:
            break
    return sorted(chosen.values(), key=lambda one: -one.angle_deg)


def _references(
    bench: Bench, people: list[Subject], faces: list[Subject], rng: np.random.Generator
) -> list[tuple[Pixels, Floats, TransferredLook]]:
    """The pictures that the looks are read off, the faces in them, and the looks."""
    pictures = dict(bench.references)
    others = [one for one in people if one.person not in {face.person for face in faces}] or people
    looks = painted_looks(SEED, bench.amount.masks, 4)
    for look in islice(looks, bench.amount.sheet_looks):
        pictures[look.name] = as_reference(others[int(rng.integers(len(others)))], look)
    read = []
    for name, pixels in pictures.items():
        face = bench.mirror.find(pixels)
        if face is not None:
            read.append((pixels, face.landmarks_px, bench.mirror.read(pixels, face, name)))
    return read


SECTION = Section(NAME, TITLE, METHOD, measure)
