from __future__ import annotations

from mirror.core.timing import StageClock


def test_stages_of_the_same_name_add_up_until_they_are_taken() -> None:
    now_ns = [0]
    clock = StageClock(lambda: now_ns[0])
    for name, spent_ms in (("a", 2), ("b", 3), ("a", 5)):
        with clock.stage(name):
            now_ns[0] += spent_ms * 1_000_000
    taken = clock.take()
    assert taken == {"a": 7.0, "b": 3.0}
    assert list(taken) == ["a", "b"]
    assert clock.take() == {}


def test_a_stage_that_fails_is_timed_as_well() -> None:
    now_ns = [0]
    clock = StageClock(lambda: now_ns[0])
    try:
        with clock.stage("a"):
            now_ns[0] += 1_000_000
            raise ValueError
    except ValueError:
        assert clock.take() == {"a": 1.0}
