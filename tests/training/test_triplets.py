from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np
import pytest
import torch

from mirror.training.triplets import CoverBank, TripletMaker
from tests.training.made import CPU, N, maker


@pytest.fixture(scope="module")
def made() -> TripletMaker:
    return maker()


def _tensors(value: Any) -> list[torch.Tensor]:
    if isinstance(value, torch.Tensor):
        return [value]
    if isinstance(value, np.ndarray):
        return []
    assert is_dataclass(value)
    return [t for field in fields(value) for t in _tensors(getattr(value, field.name))]


def test_the_same_seed_draws_the_same_batch(made: TripletMaker) -> None:
    first, again, other = (
        _tensors(made.draw(3, np.random.default_rng(seed))) for seed in (1, 1, 2)
    )
    assert all(torch.equal(a, b) for a, b in zip(first, again, strict=True))
    assert not any(torch.equal(a, b) for a, b in zip(first[:2], other[:2], strict=True))


def test_a_batch_has_two_references_a_look_and_a_face_to_wear_it(made: TripletMaker) -> None:
    batch = made.draw(3, np.random.default_rng(0))
    assert batch.reference.shape == (6, 3, N, N)
    assert batch.reference_visibility.shape == (6, 1, N, N)
    assert batch.source.picture.shape == batch.made.shape == (3, 3, N, N)
    assert batch.bare.shape == (3, 1, N, N)
    for tensor in _tensors(batch):
        assert tensor.dtype == torch.float32
        assert bool(torch.isfinite(tensor).all())
    for share in (batch.reference, batch.reference_visibility, batch.made, batch.bare):
        assert float(share.min()) >= 0
        assert float(share.max()) <= 1


def test_without_makeup_what_must_come_out_is_what_goes_in(made: TripletMaker) -> None:
    batch = made.draw(40, np.random.default_rng(4))
    bare = batch.looks.film.strength().amax((1, 2, 3)) == 0
    assert 1 <= int(bare.sum()) <= 15
    torch.testing.assert_close(batch.made[bare], batch.source.picture[bare], atol=1e-5, rtol=0)
    changed = (batch.made - batch.source.picture)[~bare].abs().amax((1, 2, 3))
    assert float(changed.min()) > 1e-3


def test_what_lies_in_front_wears_no_makeup(made: TripletMaker) -> None:
    batch = made.draw(60, np.random.default_rng(4))
    covered = batch.bare < 0.01
    assert float(covered.float().mean()) > 0.002
    off = (batch.made - batch.source.picture).abs() * covered
    assert float(off.max()) < 0.02


def test_two_references_of_a_look_are_of_other_people_in_other_light(made: TripletMaker) -> None:
    batch = made.draw(6, np.random.default_rng(0))
    first, second = batch.reference[:6], batch.reference[6:]
    assert float((first - second).abs().mean((1, 2, 3)).min()) > 0.005


def test_most_faces_have_nothing_in_front() -> None:
    mask, colour = CoverBank(N, 6, 1, CPU).draw(400, 0.35, np.random.default_rng(0))
    covered = mask.amax((1, 2, 3)) > 0
    assert 0.2 < float(covered.float().mean()) < 0.5
    assert colour.shape == (400, 3, N, N)
    assert float(colour.min()) >= 0
