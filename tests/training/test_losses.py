from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import Tensor

from mirror.training.bank import Films
from mirror.training.losses import WEIGHTS, Judge, Losses, critic_loss
from mirror.training.networks import PIGMENT_CHANNELS, LookCode, film
from mirror.training.triplets import TripletMaker, Triplets
from tests.training.made import CPU, N, maker


@pytest.fixture(scope="module")
def batch() -> Triplets:
    return maker().draw(4, np.random.default_rng(2))


def _code(batch: Triplets, cover: float = 0.0, shade: float = 0.5) -> LookCode:
    count = 2 * len(batch.made)
    pigment = torch.zeros(count, PIGMENT_CHANNELS, N, N)
    pigment[:, 0], pigment[:, 1:4], pigment[:, 7] = cover, shade, 1.0
    liner = torch.cat([batch.looks.liner, batch.looks.liner])
    presence = 40 * liner[..., :1] - 20  # as sure as can be
    return LookCode(
        pigment,
        torch.zeros(count, 16, N // 4, N // 4),
        torch.cat([presence, liner[..., 1:]], -1),
        batch.albedo,
    )


def _losses(
    batch: Triplets, code: LookCode, worn: Films | None = None, later: Films | None = None
) -> Losses:
    """Of films that are worn as they were read, unless others are given."""
    count = len(batch.made)
    worn = worn or Films(*film(code.pigment[:count], torch.ones(count, 1, N, N)))
    rng = np.random.default_rng(0)
    losses, picture = Judge(N, CPU).losses(batch, code, worn, later or worn, batch.bare, rng)
    assert picture.shape == batch.made.shape
    return losses


def _terms(
    batch: Triplets, code: LookCode, worn: Films | None = None, later: Films | None = None
) -> dict[str, float]:
    terms = _losses(batch, code, worn, later).terms
    return {name: float(term.detach()) for name, term in terms.items()}


def test_every_term_has_a_weight_and_the_total_is_their_sum(batch: Triplets) -> None:
    losses = _losses(batch, _code(batch, cover=0.3))
    assert set(losses.terms) == set(WEIGHTS)
    wanted = sum(WEIGHTS[name] * float(term) for name, term in losses.terms.items())
    assert float(losses.total) == pytest.approx(wanted, rel=1e-5)


def _bare_batch(drawer: TripletMaker) -> Triplets:
    for seed in range(200):
        drawn = drawer.draw(1, np.random.default_rng(seed))
        if float(drawn.looks.film.strength().max()) == 0:
            return drawn
    raise AssertionError("of eight looks one is bare")


def test_nothing_found_where_nothing_is_costs_nothing() -> None:
    bare = _bare_batch(maker())
    terms = _terms(bare, _code(bare))
    for name in ("probe", "edges", "agree", "worn", "shine", "liner", "albedo", "steady", "smooth"):
        assert terms[name] == pytest.approx(0, abs=1e-4), name
    painted = _terms(bare, _code(bare, cover=0.5))
    for name in ("probe", "worn", "shine"):
        assert painted[name] > 0.01, name


def test_the_truth_costs_less_than_nothing_at_all(batch: Triplets) -> None:
    judge = Judge(N, CPU)
    painted = batch.looks.film
    worn = Films(painted.transmittance[:, :4], painted.emission[:, :4])
    truth = _terms(batch, _code(batch), worn)["worn"]
    nothing = _terms(batch, _code(batch))["worn"]
    assert truth < 0.6 * nothing
    assert judge.weight(painted.strength()).shape == (4, 1, N, N)


def test_makeup_counts_more_than_bare_skin_and_lips_more_than_cheeks() -> None:
    weight = Judge(N, CPU).weight(torch.tensor([0.0, 1.0])[:, None, None, None].expand(2, 1, N, N))
    lip, cheek = (int(0.6 * N), N // 2), (int(0.5 * N), int(0.25 * N))
    bare, worn = weight[0, 0], weight[1, 0]
    assert float(worn[cheek]) == pytest.approx(7 * float(bare[cheek]))
    assert float(bare[lip]) == pytest.approx(2 * float(bare[cheek]), rel=0.05)


def test_two_references_that_disagree_cost(batch: Triplets) -> None:
    code = _code(batch)
    assert _terms(batch, code)["agree"] == pytest.approx(0, abs=1e-6)
    pigment = code.pigment.clone()
    pigment[:4, 0] = 0.5
    assert _terms(batch, code._replace(pigment=pigment))["agree"] > 0.02


def test_a_liner_that_is_not_seen_costs(batch: Triplets) -> None:
    code = _code(batch)
    assert _terms(batch, code)["liner"] == pytest.approx(0, abs=1e-5)
    missed = code._replace(liner=code.liner * torch.tensor([-1.0, *([1.0] * 7)]))
    assert _terms(batch, missed)["liner"] > 5
    assert float(batch.looks.liner[..., 0].max()) == 1
    thick = code.liner.clone()
    thick[..., 1] += 0.1
    assert _terms(batch, code._replace(liner=thick))["liner"] > 0.05


def test_a_film_that_flickers_costs_and_so_does_a_skin_of_another_colour(batch: Triplets) -> None:
    code = _code(batch, cover=0.5)
    worn = Films(*film(code.pigment[:4], torch.ones(4, 1, N, N)))
    assert _terms(batch, code)["steady"] == 0
    later = Films(worn.transmittance, worn.emission + 0.1)
    assert _terms(batch, code, worn, later)["steady"] == pytest.approx(0.1, rel=1e-4)
    darker = code._replace(albedo=code.albedo * 0.5)
    assert _terms(batch, darker)["albedo"] == pytest.approx(np.log(2), rel=1e-4)


def test_the_losses_have_slopes(batch: Triplets) -> None:
    code = _code(batch, cover=0.1)
    pigment = code.pigment.clone().requires_grad_()
    torch.autograd.backward(_losses(batch, code._replace(pigment=pigment)).total)
    assert pigment.grad is not None
    assert bool(torch.isfinite(pigment.grad).all())
    assert bool((pigment.grad.abs().amax((0, 2, 3)) > 0).all())


@pytest.mark.parametrize(
    ("painted", "found", "loss"),
    [(1.0, -1.0, 0.0), (2.0, -3.0, 0.0), (0.0, 0.0, 2.0), (-1.0, 1.0, 4.0)],
)
def test_the_critic_pays_for_what_it_takes_for_the_other(
    painted: float, found: float, loss: float
) -> None:
    def scores(value: float) -> Tensor:
        return torch.full((2, 1, 4, 4), value)

    assert float(critic_loss(scores(painted), scores(found))) == pytest.approx(loss)
