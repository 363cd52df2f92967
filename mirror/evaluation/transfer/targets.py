"""What the transfer network has to reach."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mirror.evaluation.transfer import (
    agreement,
    bare,
    cost,
    covers,
    flicker,
    mouth,
    references,
    triplets,
)
from mirror.evaluation.transfer.figures import Choice, Figure, Sample, figure
from mirror.evaluation.transfer.tones import ByTone, by_tone

WORST_OVER_BEST = 0.2
"""No skin tone may be worse off than the best one by more than this share."""


@dataclass(frozen=True, slots=True)
class Target:
    """A figure and its bar.

    Attributes:
        title: What a reader calls it.
        section: Who measures it.
        choice: Of which samples.
        bar: What it has to reach.
        at_most: Whether less is better.
    """

    title: str
    section: str
    choice: Choice
    bar: float
    at_most: bool = True


TARGETS = (
    Target("PSNR over the face, photos, dB", triplets.NAME, Choice(triplets.PSNR, "photo"), 34, at_most=False),
    Target("PSNR over the face, rendered, dB", triplets.NAME, Choice(triplets.PSNR, "rendered"), 34, at_most=False),
    Target("CIEDE2000 where made up, photos", triplets.NAME, Choice(triplets.MADE_UP, "photo", part="face"), 3),
    Target("CIEDE2000 where made up, rendered", triplets.NAME, Choice(triplets.MADE_UP, "rendered", part="face"), 3),
    Target("Identity distance", references.NAME, Choice(references.IDENTITY), 0.15),
    Target("Change by a bare reference, photos, CIEDE2000", bare.NAME, Choice(bare.CHANGE, "photo", part="face"), 1),
    Target("Change by a bare reference, rendered, CIEDE2000", bare.NAME, Choice(bare.CHANGE, "rendered", part="face"), 1),
    Target("Film on things before photos, share", covers.NAME, Choice(covers.ON_COVERS, "photo"), 0.05),
    Target("Film on the hair of rendered heads, share", covers.NAME, Choice(covers.ON_COVERS, "rendered"), 0.05),
    Target("Warp error added on the clips, share", flicker.NAME, Choice(flicker.ADDED, part="face"), 0.1),
    Target("Film change under camera noise, CIEDE2000", flicker.NAME, Choice(flicker.STILL), 0.5),
    Target("Eyeballs touched, share of pixels", mouth.NAME, Choice(mouth.TOUCHED, part="eyeballs"), 0.01),
    Target("Mouth's inside touched, share of pixels", mouth.NAME, Choice(mouth.TOUCHED, part="mouth's inside"), 0.01),
    Target("Upper lip left bare in a smile, share", mouth.NAME, Choice(mouth.STRIP, part="smiling"), 0.05),
    Target("One look on two references, CIEDE2000", agreement.NAME, Choice(agreement.AGREEMENT, part="face"), 1.5),
    Target("One look on two references, lips, CIEDE2000", agreement.NAME, Choice(agreement.AGREEMENT, part="lips"), 2.5),
    Target("Parameters", cost.NAME, Choice(cost.PARAMETERS, part="both"), 1e6),
    Target("Size in fp16, MB", cost.NAME, Choice(cost.MEGABYTES, part="fp16"), 3),
    Target("Generator on one CPU thread, ms", cost.NAME, Choice(cost.MILLISECONDS), 8),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a target was met.

    Attributes:
        target: What was to be reached.
        found: The figure; None if it was not measured.
        tones: The figure by skin tone, where there are people.
    """

    target: Target
    found: Figure | None
    tones: ByTone | None

    @property
    def met(self) -> bool | None:
        """Whether the mean reaches the bar; None if it was not measured."""
        if self.found is None:
            return None
        reached = self.found.mean - self.target.bar
        return reached <= 0 if self.target.at_most else reached >= 0

    @property
    def even(self) -> bool | None:
        """Whether no skin tone is worse off than the best by more than 20%; None if not known."""
        if self.tones is None or self.tones.worst_over_best is None:
            return None
        return self.tones.worst_over_best <= WORST_OVER_BEST


def verdicts(samples: Mapping[str, Sequence[Sample]]) -> list[Verdict]:
    """All targets, against the samples of each section that was measured."""
    return [_verdict(target, samples.get(target.section, ())) for target in TARGETS]


def _verdict(target: Target, samples: Iterable[Sample]) -> Verdict:
    own = target.choice.of(samples)
    if not own:
        return Verdict(target, None, None)
    tones = by_tone(own, less_is_better=target.at_most)
    return Verdict(target, figure(own), tones if tones.groups else None)
