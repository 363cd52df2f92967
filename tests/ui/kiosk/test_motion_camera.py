from __future__ import annotations

import threading

import numpy as np
from pytestqt.qtbot import QtBot

from mirror.core.types import Frame
from mirror.ui.kiosk.motion_camera import MotionCamera
from tests.fakes import PATIENCE_S, FakeSource

EACH_NS = 40_000_000


def _frame(seq: int, offset: int = 0) -> Frame:
    dice = np.random.default_rng(5)
    pixels = dice.integers(40, 200, (72, 128, 3), np.uint8)
    pixels[10:60, offset : offset + 40] = 230
    return Frame(pixels, seq, 10**10 + seq * EACH_NS)


def test_what_moves_is_told_a_few_times_a_second_and_nothing_is_kept(qtbot: QtBot) -> None:
    source = FakeSource()
    moved = threading.Semaphore(0)
    camera = MotionCamera(lambda: source, moved.release)
    assert [camera.running] == [False]
    camera.start()
    camera.start()
    assert [camera.running] == [True]
    for seq in range(75):
        source.feed.put(_frame(seq))
    for seq in range(75, 95):
        source.feed.put(_frame(seq, 4 * (seq - 75)))
    source.until_asked(96)
    told = 0
    while moved.acquire(blocking=False):
        told += 1
    assert 1 <= told <= 4
    usual = camera._motion._usual
    assert usual is not None
    camera.stop()
    camera.stop()
    assert source.closed.is_set()
    assert [camera.running] == [False]
    assert not usual.any(), "what it remembered is overwritten"


def test_it_begins_anew_with_another_source(qtbot: QtBot) -> None:
    made: list[FakeSource] = []

    def make() -> FakeSource:
        made.append(FakeSource())
        return made[-1]

    camera = MotionCamera(make, lambda: None)
    for number in (1, 2):
        camera.start()
        qtbot.waitUntil(lambda number=number: len(made) == number)  # type: ignore[misc]
        assert made[-1].opened.wait(PATIENCE_S)
        camera.stop()
    assert all(source.closed.is_set() for source in made)


def test_its_pictures_go_no_further() -> None:
    camera = MotionCamera(FakeSource, lambda: None)
    stop = threading.Event()
    assert camera.wait_until_wanted(stop)
    stop.set()
    assert not camera.wait_until_wanted(stop)
