from __future__ import annotations

import numpy as np
import torch

from mirror.core.colour import encode
from mirror.training.sheet import sheet
from tests.training.made import N, maker


def test_a_column_a_look_and_a_row_a_stage() -> None:
    batch = maker().draw(3, np.random.default_rng(0))
    bare = torch.ones(3, 1, N, N)
    drawn = np.asarray(sheet(batch, batch.made * 0, bare))
    assert drawn.shape == (5 * N, 3 * N, 3)
    source = encode(batch.source.picture[2].permute(1, 2, 0).numpy())[..., ::-1]
    np.testing.assert_allclose(drawn[N : 2 * N, 2 * N :].astype(int), source, atol=1)
    assert drawn[3 * N : 4 * N].max() == 0
    assert drawn[4 * N :].min() == 255
