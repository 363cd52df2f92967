"""Runs the sections one by one; what is finished is kept, and a second run goes on from there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mirror.core.warm import compile_kernels
from mirror.evaluation.transfer import (
    agreement,
    bare,
    cost,
    covers,
    flicker,
    mouth,
    references,
    sheets,
    triplets,
)
from mirror.evaluation.transfer.bench import QUICK, SEED, WHOLE, Bench, MirrorUnderTest
from mirror.evaluation.transfer.data import (
    Data,
    Row,
    find_data,
    head_rows,
    load_references,
    photo_rows,
)
from mirror.evaluation.transfer.kept import KeptFindings, source_digest, write_whole
from mirror.evaluation.transfer.report import Chapter, as_json, as_markdown
from mirror.evaluation.transfer.sections import Findings, Section
from mirror.evaluation.transfer.subjects import Subject, load_heads, load_photos
from mirror.evaluation.transfer.targets import Verdict, verdicts
from mirror.inference.manifest import load_manifest, read_verified
from mirror.inference.transfer import MODEL

SECTIONS: tuple[Section, ...] = (
    triplets.SECTION,
    references.SECTION,
    agreement.SECTION,
    bare.SECTION,
    covers.SECTION,
    flicker.SECTION,
    mouth.SECTION,
    sheets.SECTION,
    cost.SECTION,
)
"""In the order of the report."""

_QUICK_FACES = 6


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be measured.

    Attributes:
        data: A folder as `data.find_data` reads it.
        models: The folder that holds `transfer/`.
        out: Where the report goes.
        only: Names of the sections to measure anew; empty takes all that are not measured yet.
        split: "val" while something is still to be chosen, "test" for the final figures.
        quick: Whether a minute has to do: rendered heads alone, of whatever split.
        threads: Of each model's session.
    """

    data: Path
    models: Path
    out: Path
    only: tuple[str, ...] = ()
    split: str = "test"
    quick: bool = False
    threads: int = 2


def evaluate(plan: Plan, made: Mapping[str, object]) -> list[Verdict]:
    """Measures, and writes `evaluation.json`, `report.md` and the sheets.

    Args:
        plan: What to measure.
        made: What the report says of the program and the machine.

    Raises:
        ModelError: The model is missing, altered or not what its manifest says.
        TrainingError: There is nothing to measure on.
        SourceError: A picture or clip of the data cannot be read.
        OutputError: The report cannot be written.
    """
    data = find_data(plan.data)
    if plan.quick:
        data = Data(None, data.heads, (), ())
    weights = _weights(plan.models)
    photos, heads = _rows(plan, data)
    names = [path.name for path in (*data.references, *data.clips)]
    key = json.dumps([source_digest(), weights, plan.quick, photos, heads, names])
    kept = KeptFindings(plan.out, hashlib.sha256(key.encode()).hexdigest())
    findings = {section.name: kept.read(section.name) for section in SECTIONS}
    to_do = [section for section in SECTIONS if _wanted(section, plan, findings, data)]
    if to_do:
        with _bench(plan, data, photos, heads) as bench:
            for section in to_do:
                findings[section.name] = found = section.measure(bench)
                kept.write(section.name, found)
    chapters = [_chapter(section, findings[section.name], data) for section in SECTIONS]
    met = verdicts({one.name: one.findings.samples for one in chapters if one.findings})
    about = {
        **made,
        "weights, SHA-256": weights,
        "amount": "quick: it works, but the figures say little" if plan.quick else "whole",
        "split": "any" if plan.quick else plan.split,
        "photos": len(photos),
        "rendered heads": len(heads),
        "references": len(data.references),
        "clips": len(data.clips),
        "seed": SEED,
    }
    text = json.dumps(as_json(about, chapters, met), indent=1, ensure_ascii=False)
    write_whole(plan.out / "evaluation.json", f"{text}\n")
    write_whole(plan.out / "report.md", as_markdown(about, chapters, met))
    return met


def _wanted(
    section: Section, plan: Plan, findings: Mapping[str, Findings | None], data: Data
) -> bool:
    if _lacks(section, data):
        return False
    return section.name in plan.only if plan.only else findings[section.name] is None


def _lacks(section: Section, data: Data) -> list[str]:
    """What of the data a section needs and does not have."""
    return [part for part in section.needs if not getattr(data, part)]


def _chapter(section: Section, found: Findings | None, data: Data) -> Chapter:
    why = "it was not asked for."
    lacking = _lacks(section, data)
    if lacking:
        why = f"the data folder has no {' and no '.join(lacking)}."
    return Chapter(section.name, section.title, section.method, found, why)


def _weights(models: Path) -> dict[str, str]:
    """The SHA-256 of every file of the model, after they were compared with the manifest's."""
    manifest = load_manifest(models, MODEL)
    for file in manifest.files:
        read_verified(models, manifest, file)
    return {file.path: file.sha256 for file in manifest.files}


def _rows(plan: Plan, data: Data) -> tuple[list[Row], list[Row]]:
    """The photos and the rendered heads that are measured on."""
    photos = [] if data.photos is None else photo_rows(data.photos, plan.split)
    if not plan.quick:
        return photos, [] if data.heads is None else head_rows(data.heads, plan.split)
    heads = [] if data.heads is None else head_rows(data.heads, None)
    return photos, heads[:: max(len(heads) // _QUICK_FACES, 1)][:_QUICK_FACES]


@contextmanager
def _bench(plan: Plan, data: Data, photos: list[Row], heads: list[Row]) -> Iterator[Bench]:
    compile_kernels()
    mirror = MirrorUnderTest(plan.models, plan.threads)
    try:
        subjects: list[Subject] = []
        if data.photos is not None and photos:
            subjects += load_photos(data.photos, photos, mirror.find)
        if data.heads is not None and heads:
            subjects += load_heads(data.heads, heads, mirror.find)
        yield Bench(
            mirror=mirror,
            models=plan.models,
            subjects=tuple(subjects),
            references=load_references(data),
            clips=data.clips,
            amount=QUICK if plan.quick else WHOLE,
            out=plan.out,
        )
    finally:
        mirror.close()
