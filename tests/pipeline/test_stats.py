from __future__ import annotations

import pytest

from mirror.pipeline.stats import PictureStats
from tests.fakes import MS, rendered_at


def test_rate_latency_intervals_and_stages_of_known_pictures() -> None:
    stats = PictureStats()
    for number, latency in enumerate((10, 20, 30, 40)):
        ready = number * 50 * MS
        stats.add(rendered_at(ready, ready - latency * MS, {"follow": latency / 10, "paint": 2.0}))
    timings = stats.timings((0, 50, 100))
    assert timings.fps == pytest.approx(20.0)
    assert timings.latency_ms == pytest.approx({0: 10.0, 50: 25.0, 100: 40.0})
    assert timings.frame_ms == pytest.approx({0: 50.0, 50: 50.0, 100: 50.0})
    assert list(timings.stages_ms) == ["follow", "paint"]
    assert timings.stages_ms["follow"] == pytest.approx({0: 1.0, 50: 2.5, 100: 4.0})


def test_only_the_window_counts() -> None:
    stats = PictureStats(window=2)
    for ready, latency in ((0, 900), (1000, 10), (1010, 10)):
        stats.add(rendered_at(ready * MS, (ready - latency) * MS, {}))
    timings = stats.timings((100,))
    assert timings.fps == pytest.approx(100.0)
    assert timings.latency_ms == pytest.approx({100: 10.0})


def test_a_stage_counts_only_where_it_ran_and_is_forgotten_when_it_is_long_ago() -> None:
    stats = PictureStats(window=3)
    for number in range(20):
        stages = {"track": float(number)} | ({"detect": 9.0} if number in (0, 5) else {})
        stats.add(rendered_at(number * MS, 0, stages))
        if number == 6:
            assert stats.timings((50,)).stages_ms == {"track": {50: 5.0}, "detect": {50: 9.0}}
    assert stats.timings((50,)).stages_ms == {"track": {50: 18.0}}


def test_the_order_of_the_stages_is_that_in_which_they_ran() -> None:
    stats = PictureStats()
    stats.add(rendered_at(0, 0, {"landmarks": 1.0, "shade": 2.0, "composite": 3.0}))
    assert list(stats.timings().stages_ms) == ["landmarks", "shade", "composite"]


def test_no_picture_has_no_figures_and_one_has_no_rate() -> None:
    stats = PictureStats()
    assert stats.timings().fps is None
    assert not stats.timings().latency_ms
    stats.add(rendered_at(5 * MS, 0, {"paint": 3.0}))
    assert stats.timings().fps is None
    assert stats.timings().latency_ms == {50: 5.0, 95: 5.0}
    stats.clear()
    assert not stats.timings().stages_ms
