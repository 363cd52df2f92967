from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from mirror.core.slot import LatestSlot


def test_the_latest_value_wins_and_the_others_are_counted() -> None:
    slot: LatestSlot[int] = LatestSlot()
    for number in range(5):
        slot.put(number)
    assert slot.take(0) == 4
    assert slot.overwritten == 4
    assert slot.take(0) is None


def test_a_value_that_was_taken_in_time_is_not_counted_as_overwritten() -> None:
    slot: LatestSlot[str] = LatestSlot()
    slot.put("first")
    assert slot.take(0) == "first"
    slot.put("second")
    assert slot.overwritten == 0


def test_take_waits_for_a_value_of_another_thread() -> None:
    slot: LatestSlot[str] = LatestSlot()
    with ThreadPoolExecutor(1) as pool:
        taken = pool.submit(slot.take, 30)
        slot.put("here")
        assert taken.result(30) == "here"


def test_none_is_a_value_like_any_other() -> None:
    slot: LatestSlot[None] = LatestSlot()
    slot.put(None)
    slot.put(None)
    assert slot.overwritten == 1


def test_close_wakes_every_taker() -> None:
    slot: LatestSlot[int] = LatestSlot()
    ready = threading.Barrier(4)

    def take() -> int | None:
        ready.wait(30)
        return slot.take()

    with ThreadPoolExecutor(3) as pool:
        takers = [pool.submit(take) for _ in range(3)]
        ready.wait(30)
        slot.close()
        assert [taker.result(30) for taker in takers] == [None, None, None]
    assert slot.ended


def test_the_last_value_outlives_close_and_a_late_one_is_dropped() -> None:
    slot: LatestSlot[int] = LatestSlot()
    slot.put(1)
    slot.close()
    slot.close()
    slot.put(2)
    assert [slot.ended, slot.take(), slot.ended, slot.take()] == [False, 1, True, None]


def test_nothing_is_lost_or_doubled_between_two_threads() -> None:
    slot: LatestSlot[int] = LatestSlot()
    count = 5_000

    def fill() -> None:
        for number in range(count):
            slot.put(number)
        slot.close()

    with ThreadPoolExecutor(1) as pool:
        filling = pool.submit(fill)
        taken: list[int] = []
        while not slot.ended:
            number = slot.take()
            if number is not None:
                taken.append(number)
        filling.result(30)
    assert taken == sorted(set(taken))
    assert taken[-1] == count - 1
    assert len(taken) + slot.overwritten == count
