from __future__ import annotations

from itertools import islice

import numpy as np
import pytest

from mirror.core.film import Film


def strength(film: Film) -> float:
    hides = 1 - film.transmittance[..., :3].min()
    return float(max(hides, film.emission[..., :3].max()))


def test_looks_are_films_that_can_be_seen_and_the_same_each_time() -> None:
    pytest.importorskip("torch")
    from mirror.training.bank import KINDS
    from mirror.training.painted import painted_looks

    looks = list(islice(painted_looks(5, 4, 0), 20))
    assert len({look.name for look in looks}) == 20
    assert {look.kind for look in looks} <= set(KINDS[1:])
    assert all(strength(look.film) > 0.02 for look in looks)
    assert any(look.strokes for look in looks)
    assert any(strength(look.lashes) > 0 for look in looks)
    assert any(strength(look.lashes) == 0 for look in looks)
    again = next(painted_looks(5, 4, 0))
    assert np.array_equal(again.film.emission, looks[0].film.emission)
    other = next(painted_looks(5, 4, 1))
    assert not np.array_equal(other.film.emission, looks[0].film.emission)


def test_mascara_is_dark_and_near_the_eyes() -> None:
    pytest.importorskip("torch")
    from mirror.training.painted import painted_looks

    looks = islice(painted_looks(5, 4, 2), 20)
    worn = next(look.lashes for look in looks if strength(look.lashes) > 0)
    rows, _ = np.nonzero(worn.transmittance[..., 0] < 0.9)
    assert len(rows) > 20
    assert rows.min() > 16
    assert rows.max() < 128
    assert worn.emission.max() == 0
