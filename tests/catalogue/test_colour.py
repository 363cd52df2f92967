from __future__ import annotations

import numpy as np
import pytest
from coloraide import Color

from mirror.catalogue.colour import FARTHEST_OUT, Lab, ciede2000, lab_of, loss_on_screen, shade_of

# From the test data that Sharma, Wu and Dalal publish with their paper (2005), table 1.
SHARMA = [
    ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
    ((50.0, 0.0, 0.0), (50.0, -1.0, 2.0), 2.3669),
    ((50.0, 2.49, -0.001), (50.0, -2.49, 0.0009), 7.1792),
    ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
    ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ((22.7233, 20.0904, -46.694), (23.0331, 14.973, -42.5619), 2.0373),
    ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
]


@pytest.mark.parametrize(("one", "other", "distance"), SHARMA)
def test_the_difference_is_that_of_the_published_pairs(
    one: tuple[float, ...], other: tuple[float, ...], distance: float
) -> None:
    assert ciede2000(one, np.array([other]))[0] == pytest.approx(distance, abs=1e-4)
    assert ciede2000(other, np.array([one]))[0] == pytest.approx(distance, abs=1e-4)


def test_the_difference_is_that_of_another_implementation() -> None:
    random = np.random.default_rng(5)
    others = random.uniform((0, -90, -90), (100, 90, 90), (200, 3))
    others[:10, 1:] = 0
    for one in (others[0], others[50], others[51]):
        expected = [
            Color("lab-d65", list(one)).delta_e(Color("lab-d65", list(other)), method="2000")
            for other in others
        ]
        np.testing.assert_allclose(ciede2000(one, others), expected, atol=1e-9)
        single = ciede2000(one, others.astype(np.float32))
        assert single.dtype == np.float32
        np.testing.assert_allclose(single, expected, atol=1e-3)


def test_a_colour_goes_to_lab_and_back() -> None:
    random = np.random.default_rng(6)
    for red, green, blue in random.integers(0, 256, (100, 3)):
        shade = f"#{red:02x}{green:02x}{blue:02x}"
        assert shade_of(lab_of(shade)) == shade
        assert loss_on_screen(lab_of(shade)) == 0.0
    assert lab_of("#ffffff").l == pytest.approx(100.0)
    assert lab_of(Lab(38.0, 52.0, 20.0)) == Lab(38.0, 52.0, 20.0)


def test_a_screen_clips_what_it_has_not() -> None:
    pigment = Lab(50.0, 90.0, 60.0)
    assert 1.0 < loss_on_screen(pigment) < FARTHEST_OUT
    assert shade_of(pigment).startswith("#ff00")
    assert loss_on_screen(Lab(50.0, 120.0, -120.0)) > FARTHEST_OUT
    assert shade_of("#A8283C") == "#a8283c"


def test_a_measured_colour_is_written_without_loss() -> None:
    assert str(Lab(54.2, -63.1234, 22.0)) == "Lab 54.2/-63.1234/22"
