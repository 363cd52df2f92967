"""`mirror evaluate colour`: runs `evaluation.shades`, and says what came out."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from mirror.config import models_root
from mirror.core.types import Face, Frame, Pixels
from mirror.core.warm import compile_kernels
from mirror.errors import OutputError
from mirror.evaluation.shades import READ, RELIT, SHADE, TEXTURE, measure
from mirror.evaluation.transfer.data import find_data, head_rows, photo_rows
from mirror.evaluation.transfer.figures import Choice, Sample, choices
from mirror.evaluation.transfer.subjects import Subject, load_heads, load_photos
from mirror.evaluation.transfer.tones import joined
from mirror.inference.tracker import FaceTracker
from mirror.pipeline.processor import Processor

_QUICK = 4


@dataclass(frozen=True, slots=True)
class Row:
    """One measure of one kind of picture in one place.

    Attributes:
        measure: What was measured.
        kind: "photo" or "rendered".
        part: Where.
        way: "mirror", or how else it was measured (`evaluation.shades`).
        median: Of all samples.
        tones: The median of each group of skin tones, light to dark.
        samples: How many.
        people: Of how many people.
    """

    measure: str
    kind: str
    part: str
    way: str
    median: float
    tones: dict[str, float]
    samples: int
    people: int


def rows(samples: Sequence[Sample]) -> list[Row]:
    """The medians, for the whole of each kind and for each part."""
    found = choices(samples)
    wholes = [Choice(c.measure, c.kind, c.way) for c in found]
    return [_row(choice, samples) for choice in dict.fromkeys([*wholes, *found])]


def _row(choice: Choice, samples: Sequence[Sample]) -> Row:
    own = choice.of(samples)
    people: dict[str, set[str]] = defaultdict(set)
    for sample in own:
        people[sample.tone].add(sample.person)
    group = joined({tone: len(of) for tone, of in people.items()})
    tones: dict[str, list[float]] = {name: [] for name in group.values()}
    for sample in own:
        tones[group[sample.tone]].append(sample.value)
    return Row(
        choice.measure, choice.kind or "", choice.part or "all", choice.way or "",
        float(np.median([sample.value for sample in own])),
        {name: float(np.median(values)) for name, values in tones.items()},
        len(own), len({sample.person for sample in own}),
    )  # fmt: skip


def as_markdown(found: Sequence[Row], made: Mapping[str, object]) -> str:
    """The report for people."""
    lines = ["# How exact colours are", "", *(f"- {key}: {value}" for key, value in made.items())]
    for measured in (SHADE, RELIT, READ, TEXTURE):
        lines += ["", f"## {measured}", ""]
        lines += ["| On | Where | Way | Median | By skin tone | Samples, of people |"]
        lines += ["| --- " * 6 + "|"]
        for row in found:
            if row.measure == measured:
                tones = "; ".join(f"{name} {value:.3g}" for name, value in row.tones.items())
                lines.append(
                    f"| {row.kind} | {row.part} | {row.way} | {row.median:.3g} | {tones} | "
                    f"{row.samples} of {row.people} |"
                )
    return "\n".join(lines) + "\n"


def evaluate_colour(
    data: Path, split: str, out: Path, made: Mapping[str, object], *, quick: bool = False
) -> list[Row]:
    """Measures, and writes colour.json and colour.md.

    Args:
        data: The folder of the data (`transfer.data`).
        split: "val" or "test".
        out: Where to write; it is made if it is not there.
        made: How it was made, for the report.
        quick: A few faces only.

    Raises:
        TrainingError: There are no data.
        OutputError: The report cannot be written.
    """
    compile_kernels()
    tracker = FaceTracker(models_root())
    try:
        subjects = _subjects(data, split, tracker, quick=quick)
        found = rows(measure(Processor(tracker, still=True), subjects))
    finally:
        tracker.close()
    content = {**made, "rows": [{f: getattr(row, f) for f in Row.__slots__} for row in found]}
    try:
        out.mkdir(parents=True, exist_ok=True)
        (out / "colour.json").write_text(json.dumps(content, indent=2) + "\n", "utf-8")
        (out / "colour.md").write_text(as_markdown(found, made), "utf-8")
    except OSError as error:
        raise OutputError(
            f"The report in {out} cannot be written ({error.strerror}); make room or choose "
            "another folder."
        ) from error
    return found


def _subjects(data: Path, split: str, tracker: FaceTracker, *, quick: bool) -> list[Subject]:
    def find(pixels: Pixels) -> Face | None:
        return next(iter(tracker.find(Frame(pixels, 0, 0))), None)

    there = find_data(data)
    most = _QUICK if quick else None
    subjects: list[Subject] = []
    if there.photos is not None:
        subjects += load_photos(there.photos, photo_rows(there.photos, split)[:most], find)
    if there.heads is not None:
        # Where nothing is trained on them, all rendered heads of a folder are there to measure on.
        heads = head_rows(there.heads, None if quick else split)
        subjects += load_heads(there.heads, heads[:most], find)
    return subjects
