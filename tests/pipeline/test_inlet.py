from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from mirror.pipeline.inlet import Inlet
from tests.fakes import PATIENCE_S, frame


def test_the_newest_frame_wins_and_the_others_are_counted_as_dropped() -> None:
    inlet = Inlet()
    for seq in range(3):
        inlet.put(frame(seq))
    taken = inlet.take()
    assert taken is not None
    assert taken.seq == 2
    assert inlet.dropped == 2


def test_a_feeder_that_waits_until_frames_are_wanted_loses_none() -> None:
    inlet, stop = Inlet(), threading.Event()

    def feed() -> None:
        for seq in range(200):
            assert inlet.wait_until_wanted(stop)
            inlet.put(frame(seq))

    with ThreadPoolExecutor(1) as pool:
        feeding = pool.submit(feed)
        taken = [inlet.take() for _ in range(200)]
        feeding.result(PATIENCE_S)
    assert [got.seq for got in taken if got is not None] == list(range(200))
    assert inlet.dropped == 0


def test_a_feeder_that_waits_in_vain_is_let_go_by_its_stop() -> None:
    inlet, stop = Inlet(), threading.Event()
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(inlet.wait_until_wanted, stop)
        stop.set()
        assert waiting.result(PATIENCE_S) is False


def test_what_was_discarded_is_not_taken_and_a_closed_inlet_lets_the_taker_go() -> None:
    inlet = Inlet()
    inlet.put(frame(1))
    inlet.discard()
    inlet.close()
    assert inlet.take() is None
