"""The report: one JSON file of figures, and the same for people to read, with the sheets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from mirror.evaluation.transfer.figures import Choice, Figure, Sample, choices, figure
from mirror.evaluation.transfer.sections import Findings
from mirror.evaluation.transfer.targets import Verdict
from mirror.evaluation.transfer.tones import by_tone

FORMAT = 1

_ABOUT = """\
Means over people, every person counting alike, with 95% bootstrap intervals over people where there
are at least three. Measured on the exported graphs, through the processor that the mirror runs."""
_ABOUT_TONES = """\
Groups by the individual typology angle; those of fewer than five people are joined with a neighbour.
*Worse* is how much the worst group is worse than the best, at most 20%. *Chance* says whether that
may be chance: whether the intervals of the two overlap."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """One section of the report.

    Attributes:
        name: The section's key.
        title: Its heading.
        method: How it was measured.
        findings: What was found; None if it was left out.
        why_not: Why it was left out.
    """

    name: str
    title: str
    method: str
    findings: Findings | None
    why_not: str = ""


def _rounded(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.5g}")


def _numbers(found: Figure) -> dict[str, object]:
    return {
        key: _rounded(value) if isinstance(value, float) else value
        for key, value in asdict(found).items()
    }


def as_json(
    made: Mapping[str, object], chapters: Sequence[Chapter], verdicts: Sequence[Verdict]
) -> dict[str, object]:
    """All figures as plain values.

    Args:
        made: With what they were made: commit, weights, machine, counts, seed.
        chapters: The sections.
        verdicts: The targets.
    """
    return {
        "format": FORMAT,
        "made": dict(made),
        "targets": [_target_as_json(one) for one in verdicts],
        "sections": {chapter.name: _chapter_as_json(chapter) for chapter in chapters},
    }


def _target_as_json(verdict: Verdict) -> dict[str, object]:
    target, tones = verdict.target, verdict.tones
    found: dict[str, object] = {
        "title": target.title,
        "section": target.section,
        "at most" if target.at_most else "at least": target.bar,
        "met": verdict.met,
    }
    if verdict.found is not None:
        found["figure"] = _numbers(verdict.found)
    if tones is not None:
        found["tones"] = {name: _numbers(one) for name, one in tones.groups.items()}
        found["worst over best"] = _rounded(tones.worst_over_best)
        found["more than chance"] = tones.parted
        found["even"] = verdict.even
    return found


def _chapter_as_json(chapter: Chapter) -> dict[str, object]:
    if chapter.findings is None:
        return {"left out": chapter.why_not}
    samples = chapter.findings.samples
    return {
        "figures": [_figure_as_json(choice, choice.of(samples)) for choice in choices(samples)],
        "notes": list(chapter.findings.notes),
    }


def _figure_as_json(choice: Choice, samples: Sequence[Sample]) -> dict[str, object]:
    tones = by_tone(samples, less_is_better=True).groups
    found = {**_named(choice), **_numbers(figure(samples))}
    return found | (
        {"tones": {name: _numbers(one) for name, one in tones.items()}} if tones else {}
    )


def _named(choice: Choice) -> dict[str, object]:
    return {key: value for key, value in asdict(choice).items() if value is not None}


def as_markdown(
    made: Mapping[str, object], chapters: Sequence[Chapter], verdicts: Sequence[Verdict]
) -> str:
    """The report for people; arguments as for `as_json`. The sheets lie beside it."""
    parts = [
        "# How good the transfer network is",
        _ABOUT,
        _list((f"{key}: {_flat(value)}" for key, value in made.items())),
        "## Targets",
        _targets(verdicts),
        "## By skin tone",
        _ABOUT_TONES,
        _tones(verdicts),
    ]
    for chapter in chapters:
        parts += [f"## {chapter.title}", chapter.method]
        if chapter.findings is None:
            parts.append(f"Left out: {chapter.why_not}")
            continue
        if chapter.findings.samples:
            parts.append(_figures(chapter.findings))
        parts += chapter.findings.notes
        parts += [f"![{name}]({name})" for name in chapter.findings.sheets]
    return "\n\n".join(parts) + "\n"


def _flat(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_flat(one)}" for key, one in value.items())
    return str(value)


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _said(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def _interval(found: Figure) -> str:
    if found.low is None or found.high is None:
        return ""
    return f"{_said(found.low)} to {_said(found.high)}"


_SAID = {True: "yes", False: "**no**", None: ""}


def _targets(verdicts: Sequence[Verdict]) -> str:
    rows = []
    for one in verdicts:
        bar = f"{'≤' if one.target.at_most else '≥'} {_said(one.target.bar)}"
        if one.found is None:
            rows.append((one.target.title, bar, "not measured", "", "", ""))
            continue
        rows.append(
            (one.target.title, bar, _said(one.found.mean), _interval(one.found),
             f"{one.found.samples} of {one.found.people}", _SAID[one.met])
        )  # fmt: skip
    return _table(("Figure", "Bar", "Measured", "95%", "Samples, of people", "Met"), rows)


def _tones(verdicts: Sequence[Verdict]) -> str:
    rows = []
    for one in verdicts:
        if one.tones is None:
            continue
        groups = "; ".join(
            f"{name} {_said(found.mean)} ({found.people})"
            for name, found in one.tones.groups.items()
        )
        over = one.tones.worst_over_best
        rows.append(
            (one.target.title, groups, "" if over is None else f"{over:.0%}", _SAID[one.even],
             "" if over is None else "no" if one.tones.parted else "may be")
        )  # fmt: skip
    return _table(("Figure", "Mean (people)", "Worse", "Within 20%", "Chance"), rows)


def _figures(findings: Findings) -> str:
    """A row for each measure, kind and part; the ways to make the picture side by side."""
    samples = findings.samples
    ways = list(dict.fromkeys(sample.way for sample in samples))
    rows = []
    for measure, kind, part in dict.fromkeys((s.measure, s.kind, s.part) for s in samples):
        found = {way: Choice(measure, kind, way, part).of(samples) for way in ways}
        figures = {way: figure(some) for way, some in found.items() if some}
        own, *others = (figures.get(way) for way in ways)
        if own is not None:
            compared = [_said(other.mean) if other else "" for other in others]
            counts = f"{own.samples} of {own.people}"
            rows.append((measure, kind, part, _said(own.mean), _interval(own), *compared, counts))
    head = ("Measure", "On", "Where", "Mirror", "95%", *map(str.capitalize, ways[1:]))
    return _table((*head, "Samples, of people"), rows)
