from __future__ import annotations

import numpy as np
import pytest
import torch

from mirror.training.networks import PIGMENT_CHANNELS, LookCode
from mirror.training.triplets import Triplets
from mirror.training.validation import measure
from tests.training.made import N, maker


@pytest.fixture(scope="module")
def batch() -> Triplets:
    return maker().draw(12, np.random.default_rng(4))


def _nothing(batch: Triplets) -> LookCode:
    count = 2 * len(batch.made)
    return LookCode(
        torch.zeros(count, PIGMENT_CHANNELS, N, N),
        torch.zeros(count, 16, 16, 16),
        torch.zeros(count, 2, 8),
        torch.ones(count, 3),
    )


def test_doing_nothing_is_measured_as_that(batch: Triplets) -> None:
    found = measure(batch, _nothing(batch), batch.source.picture, batch.bare)
    assert found["off"] == pytest.approx(found["nothing"])
    assert found["nothing"] > 1
    assert found["bare look"] == 0
    assert found["apart"] == 0
    assert 15 < found["psnr"] < 45


def test_the_truth_is_measured_as_that(batch: Triplets) -> None:
    found = measure(batch, _nothing(batch), batch.made, batch.bare)
    assert found["off"] == pytest.approx(0, abs=1e-5)
    assert found["psnr"] == pytest.approx(80)
    assert found["bare look"] == pytest.approx(0, abs=0.5)


def test_a_film_on_what_is_in_front_is_told(batch: Triplets) -> None:
    assert bool((batch.bare < 0.1).any())
    blind = measure(batch, _nothing(batch), batch.made, torch.ones_like(batch.bare))
    seeing = measure(batch, _nothing(batch), batch.made, batch.bare)
    assert blind["on covers"] == pytest.approx(1)
    assert seeing["on covers"] < 0.1
    assert seeing["bare"] > 0.9


def test_references_that_disagree_are_told(batch: Triplets) -> None:
    code = _nothing(batch)
    pigment = code.pigment.clone()
    pigment[: len(batch.made), 0] = 0.5
    assert measure(batch, code._replace(pigment=pigment), batch.made, batch.bare)["apart"] > 5
