from __future__ import annotations

import numpy as np
import pytest
import torch

from mirror.core.colour import to_linear, to_srgb
from mirror.training.colour import SHADES, decoded, encoded, oklab, random_shades


def _one(*colour: float) -> torch.Tensor:
    return torch.tensor(colour, dtype=torch.float64)[None, :, None, None]


# Of sRGB's primaries, white and a grey, as CSS Color 4 gives them for oklab().
PUBLISHED = {
    (1.0, 1.0, 1.0): (1.0, 0.0, 0.0),
    (1.0, 0.0, 0.0): (0.6279, 0.2248, 0.1258),
    (0.0, 1.0, 0.0): (0.8664, -0.2339, 0.1795),
    (0.0, 0.0, 1.0): (0.4520, -0.0325, -0.3115),
    (0.2140, 0.2140, 0.2140): (0.5982, 0.0, 0.0),
}


@pytest.mark.parametrize("linear", PUBLISHED)
def test_oklab_is_what_is_published(linear: tuple[float, float, float]) -> None:
    found = oklab(_one(*linear))[0, :, 0, 0].numpy()
    # What is darker than 1/10000 is taken for that.
    np.testing.assert_allclose(found, PUBLISHED[linear], atol=2.5e-3)


def test_what_cannot_be_shown_still_has_a_slope() -> None:
    outside = _one(1.5, -0.3, 0.5).requires_grad_()
    oklab(outside).sum().backward()  # type: ignore[no-untyped-call]
    assert outside.grad is not None
    assert (outside.grad.abs() > 1e-4).all()
    assert float((oklab(outside.detach()) - oklab(_one(1.0, 0.0, 0.5))).abs().max()) < 0.05


def test_the_transfer_curve_is_that_of_the_core_and_its_inverse() -> None:
    code = np.linspace(0, 1, 1001)
    linear = decoded(torch.from_numpy(code)).numpy()
    np.testing.assert_allclose(linear, to_linear(code), atol=1e-7)
    np.testing.assert_allclose(
        encoded(torch.from_numpy(linear)).numpy(), to_srgb(linear), atol=1e-7
    )
    np.testing.assert_allclose(encoded(torch.from_numpy(linear)).numpy(), code, atol=1e-6)


@pytest.mark.parametrize("family", SHADES)
def test_shades_are_reflectances_and_follow_the_seed(family: str) -> None:
    drawn = random_shades(np.random.default_rng(3), family, 400)
    assert drawn.shape == (400, 3)
    assert drawn.dtype == np.float32
    assert drawn.min() >= 0.002
    assert drawn.max() <= 0.95
    again = random_shades(np.random.default_rng(3), family, 400)
    np.testing.assert_array_equal(drawn, again)
    assert not np.array_equal(drawn, random_shades(np.random.default_rng(4), family, 400))


def test_a_shade_has_the_lightness_that_its_family_says() -> None:
    drawn = random_shades(np.random.default_rng(0), "lines", 2000)
    lightness = oklab(torch.from_numpy(drawn).T[None, :, :, None].double())[0, 0, :, 0].numpy()
    assert 0.6 < (lightness < 0.27).mean() < 0.95  # seven of ten are black or nearly so
    lips = oklab(
        torch.from_numpy(random_shades(np.random.default_rng(0), "lips", 2000)).T[None, :, :, None]
    )
    red = (lips[0, 1] > 0.02).float().mean()
    assert float(red) > 0.7
