"""Skin tones, light to dark, by the individual typology angle (Chardon et al. 1991)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mirror.evaluation.transfer.figures import Figure, Sample, figure

TONES = ("very light", "light", "intermediate", "tan", "brown", "dark")
_LOWEST_DEG = (55.0, 41.0, 28.0, 10.0, -30.0)
FEWEST = 5
"""A group of fewer people is joined with a neighbour: one face says nothing about a skin tone."""


def tone_of(angle_deg: float) -> str:
    """The group of `TONES` that an individual typology angle falls into."""
    return TONES[sum(angle_deg <= limit for limit in _LOWEST_DEG)]


def joined(people: Mapping[str, int]) -> dict[str, str]:
    """Joins groups that are too small with their smaller neighbour.

    Args:
        people: How many there are of each of `TONES`; those without anybody may be left out.

    Returns:
        For each tone that occurs the name of its group, such as "brown and dark".
    """
    groups = [([tone], people[tone]) for tone in TONES if people.get(tone)]
    while len(groups) > 1:
        at = min(range(len(groups)), key=lambda i: groups[i][1])
        if groups[at][1] >= FEWEST:
            break
        neighbours = [i for i in (at - 1, at + 1) if 0 <= i < len(groups)]
        other = min(neighbours, key=lambda i: groups[i][1])
        first, second = sorted((at, other))
        both = (groups[first][0] + groups[second][0], groups[first][1] + groups[second][1])
        groups[first : second + 1] = [both]
    return {tone: _title(tones) for tones, _ in groups for tone in tones}


def _title(tones: list[str]) -> str:
    if len(tones) == 1:
        return tones[0]
    return f"{tones[0]} {'and' if len(tones) == 2 else 'to'} {tones[-1]}"


@dataclass(frozen=True, slots=True)
class ByTone:
    """One figure for each group of skin tones.

    Attributes:
        groups: The figures by the group's name, light to dark.
        worst_over_best: How much worse the worst group is than the best: 0.2 is 20%. None for a
            single group, or where the best is 0.
        parted: Whether even the worst group's interval is apart from the best one's: a difference
            that is not chance.
    """

    groups: dict[str, Figure]
    worst_over_best: float | None
    parted: bool


def by_tone(samples: Iterable[Sample], *, less_is_better: bool) -> ByTone:
    """Parts samples by skin tone.

    Args:
        samples: Of one measure.
        less_is_better: Which way is better. Where more is, worse by 20% is lower by 20%.
    """
    samples = list(samples)
    people: dict[str, set[str]] = defaultdict(set)
    for sample in samples:
        people[sample.tone].add(sample.person)
    names = joined({tone: len(of) for tone, of in people.items()})
    parts: dict[str, list[Sample]] = {name: [] for name in names.values()}
    for sample in samples:
        if sample.tone in names:
            parts[names[sample.tone]].append(sample)
    groups = {name: figure(part) for name, part in parts.items() if part}
    if len(groups) < 2:
        return ByTone(groups, None, parted=False)
    best, *_, worst = sorted(groups.values(), key=lambda one: one.mean, reverse=not less_is_better)
    over = None if best.mean <= 0 else abs(worst.mean - best.mean) / best.mean
    return ByTone(groups, over, parted=_parted(best, worst))


def _parted(a: Figure, b: Figure) -> bool:
    """Whether two intervals have nothing in common."""
    if a.low is None or a.high is None or b.low is None or b.high is None:
        return False
    return a.high < b.low or b.high < a.low
