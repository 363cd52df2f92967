"""Samples, and what is said of many of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

_DRAWS = 2000
_SEED = 1


@dataclass(frozen=True, slots=True)
class Sample:
    """One number about one picture.

    Attributes:
        measure: What was measured, and in which unit.
        value: The number.
        person: Who is to be seen; pictures of one person are not independent of each other.
        picture: Which picture it is of, for whoever wants to look at it.
        kind: "photo", "rendered" or "clip".
        tone: The skin tone of that person (`tones`).
        way: Who made the picture: the mirror, or something to compare it with.
        part: Where in the picture.
    """

    measure: str
    value: float
    person: str
    picture: str
    kind: str
    tone: str
    way: str = "mirror"
    part: str = "face"


@dataclass(frozen=True, slots=True)
class Figure:
    """What many samples say.

    Attributes:
        mean: Of the people's means.
        low: Lower end of its 95% interval, from people drawn again with replacement (percentile
            bootstrap, Efron 1979); None for fewer than three people.
        high: The upper end.
        samples: How many.
        people: Of how many people.
    """

    mean: float
    low: float | None
    high: float | None
    samples: int
    people: int


def figure(samples: Iterable[Sample]) -> Figure:
    """The mean, every person counting alike, and how sure it is.

    Raises:
        ValueError: There is no sample, or one that is not finite.
    """
    of_person: dict[str, list[float]] = defaultdict(list)
    for sample in samples:
        if not np.isfinite(sample.value):
            msg = f"{sample.measure} of {sample.picture} is not finite"
            raise ValueError(msg)
        of_person[sample.person].append(sample.value)
    if not of_person:
        raise ValueError("no sample, no figure")
    means = np.array([np.mean(values) for values in of_person.values()])
    low = high = None
    if len(means) > 2:
        drawn = np.random.default_rng(_SEED).integers(0, len(means), (_DRAWS, len(means)))
        low, high = (float(end) for end in np.percentile(means[drawn].mean(axis=1), (2.5, 97.5)))
    count = sum(len(values) for values in of_person.values())
    return Figure(float(means.mean()), low, high, count, len(means))


@dataclass(frozen=True, slots=True)
class Choice:
    """Which samples belong together; None takes all.

    Attributes:
        measure: As in `Sample`, as are the others.
    """

    measure: str
    kind: str | None = None
    way: str | None = "mirror"
    part: str | None = None

    def of(self, samples: Iterable[Sample]) -> list[Sample]:
        """Those of the samples that are meant."""
        return [
            sample
            for sample in samples
            if sample.measure == self.measure
            and self.kind in (None, sample.kind)
            and self.way in (None, sample.way)
            and self.part in (None, sample.part)
        ]


def choices(samples: Iterable[Sample]) -> list[Choice]:
    """Every combination of measure, kind, way and part that occurs, in order of appearance."""
    return list(dict.fromkeys(Choice(s.measure, s.kind, s.way, s.part) for s in samples))


def extremes(samples: Sequence[Sample], count: int) -> list[Sample]:
    """The samples of the largest values, largest first."""
    return sorted(samples, key=lambda sample: -sample.value)[:count]
