from __future__ import annotations

import numpy as np
import pytest

from mirror.evaluation.transfer.figures import Choice, Sample, choices, extremes, figure


def sample(value: float, person: str = "a", **other: str) -> Sample:
    return Sample("error", value, person, f"{person} {value}", "photo", "light", **other)


def test_every_person_counts_alike() -> None:
    found = figure([sample(1.0, "a"), sample(1.0, "a"), sample(1.0, "a"), sample(3.0, "b")])
    assert (found.mean, found.samples, found.people) == (2.0, 4, 2)
    assert found.low is None
    assert found.high is None


def test_the_interval_is_that_of_the_mean() -> None:
    rng = np.random.default_rng(0)
    values = rng.normal(5, 1, 400)
    found = figure([sample(float(value), str(i)) for i, value in enumerate(values)])
    assert found.low is not None
    assert found.high is not None
    # 1.96 standard errors to each side.
    assert found.high - found.low == pytest.approx(2 * 1.96 / 20, rel=0.15)
    assert found.low < values.mean() < found.high


def test_pictures_of_one_person_do_not_make_it_surer() -> None:
    people = [sample(float(i), str(i)) for i in range(5)]
    again = [one for one in people for _ in range(50)]
    assert figure(again).low == figure(people).low


def test_what_is_no_number_is_no_figure() -> None:
    with pytest.raises(ValueError, match="not finite"):
        figure([sample(float("inf"))])
    with pytest.raises(ValueError, match="no sample"):
        figure([])


def test_a_choice_takes_what_it_names() -> None:
    samples = [
        sample(1.0),
        sample(2.0, way="nothing"),
        sample(3.0, part="lips"),
        Sample("other", 4.0, "a", "", "photo", "light"),
        Sample("error", 5.0, "a", "", "rendered", "light"),
    ]
    assert [one.value for one in Choice("error").of(samples)] == [1.0, 3.0, 5.0]
    assert [one.value for one in Choice("error", "photo", way=None).of(samples)] == [1.0, 2.0, 3.0]
    assert [one.value for one in Choice("error", part="lips").of(samples)] == [3.0]
    assert len(choices(samples)) == 5
    assert choices([*samples, *samples]) == choices(samples)


def test_extremes_come_first() -> None:
    samples = [sample(value) for value in (1.0, 3.0, 2.0)]
    assert [one.value for one in extremes(samples, 2)] == [3.0, 2.0]
