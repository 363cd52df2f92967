from __future__ import annotations

import pytest

from mirror.evaluation.transfer import triplets
from mirror.evaluation.transfer.figures import Choice, Sample
from mirror.evaluation.transfer.run import SECTIONS
from mirror.evaluation.transfer.targets import TARGETS, Verdict, verdicts


def verdict(samples: list[Sample], title: str) -> Verdict:
    return next(one for one in verdicts({triplets.NAME: samples}) if one.target.title == title)


def psnr(values: dict[str, float]) -> list[Sample]:
    """Six people of each tone."""
    return [
        Sample(triplets.PSNR, value, f"{tone}{at}", "", "photo", tone)
        for tone, value in values.items()
        for at in range(6)
    ]


PHOTOS = "PSNR over the face, photos, dB"


@pytest.mark.parametrize(("value", "met"), [(34.0, True), (33.9, False), (40.0, True)])
def test_more_decibels_are_better(value: float, met: bool) -> None:
    assert verdict(psnr({"light": value}), PHOTOS).met is met


@pytest.mark.parametrize(("value", "met"), [(3.0, True), (3.1, False), (0.0, True)])
def test_less_distance_is_better(value: float, met: bool) -> None:
    samples = [Sample(triplets.MADE_UP, value, "a", "", "photo", "light")]
    assert verdict(samples, "CIEDE2000 where made up, photos").met is met


def test_only_the_mirrors_own_pictures_count() -> None:
    theirs = [Sample(triplets.PSNR, 99.0, "a", "", "photo", "light", way="nothing")]
    assert verdict(theirs, PHOTOS).met is None
    assert verdict(theirs, PHOTOS).found is None


@pytest.mark.parametrize(("dark", "even"), [(36.0, True), (30.0, False)])
def test_nobody_may_be_worse_off(dark: float, even: bool) -> None:
    assert verdict(psnr({"light": 40.0, "dark": dark}), PHOTOS).even is even


def test_one_group_tells_nothing_of_evenness() -> None:
    assert verdict(psnr({"light": 40.0}), PHOTOS).even is None


def test_every_target_has_its_section() -> None:
    names = {section.name for section in SECTIONS}
    assert {target.section for target in TARGETS} <= names
    assert len({target.title for target in TARGETS}) == len(TARGETS)
    assert len({(t.section, t.choice) for t in TARGETS}) == len(TARGETS)
    assert Choice(triplets.PSNR, "photo") in [target.choice for target in TARGETS]
