from __future__ import annotations

import threading

import pytest

from mirror.capture.pace import Pace


class FakeStop(threading.Event):
    """An event whose waits move a clock instead of taking time."""

    def __init__(self) -> None:
        super().__init__()
        self.now_s = 100.0
        self.waits: list[float] = []

    def wait(self, timeout: float | None = None) -> bool:
        assert timeout is not None
        self.waits.append(round(timeout, 6))
        self.now_s += timeout
        return False


@pytest.fixture
def stop(monkeypatch: pytest.MonkeyPatch) -> FakeStop:
    stop = FakeStop()
    monkeypatch.setattr("mirror.capture.pace.time.perf_counter", lambda: stop.now_s)
    return stop


def test_the_first_picture_is_due_at_once_and_the_others_in_their_turn(stop: FakeStop) -> None:
    keeper = Pace(stop)
    for due_s in (0.0, 0.04, 0.08):
        keeper.wait(due_s)
    assert stop.waits == [0.04, 0.04]


def test_work_between_pictures_is_taken_off_the_wait(stop: FakeStop) -> None:
    keeper = Pace(stop)
    keeper.wait(0.0)
    stop.now_s += 0.03
    keeper.wait(0.04)
    assert stop.waits == [0.01]


def test_a_little_late_is_caught_up(stop: FakeStop) -> None:
    keeper = Pace(stop)
    keeper.wait(0.0)
    stop.now_s += 0.1
    keeper.wait(0.04)
    keeper.wait(0.12)
    assert stop.waits == [0.02]


def test_very_late_goes_on_from_there(stop: FakeStop) -> None:
    keeper = Pace(stop)
    keeper.wait(0.0)
    stop.now_s += 60.0
    keeper.wait(0.04)
    keeper.wait(0.08)
    assert stop.waits == [0.04]
