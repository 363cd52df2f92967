from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from mirror.capture.camera import CameraSource, Watchdog
from mirror.capture.cameras import CameraConfig
from mirror.core.types import Frame
from mirror.errors import SourceError
from tests.capture.fake_camera import WAIT_S, FakeCamera, FakeMachine, shot

SIZE = (64, 48)
# Patient wherever a test waits for something that will happen, at once wherever it shall happen.
WATCHDOG = Watchdog(
    first_s=WAIT_S, late_s=WAIT_S, frozen_s=WAIT_S, black_s=0.0, pause_s=0.0, attempts=4
)


@pytest.fixture
def machine(tmp_path: Path) -> FakeMachine:
    return FakeMachine(tmp_path)


@pytest.fixture
def camera(machine: FakeMachine) -> Iterator[FakeCamera]:
    camera = machine.attach(0)
    yield camera
    assert camera.held_by is None, "the camera was not freed"
    assert not [t for t in threading.enumerate() if t.name == "camera"], "a thread is left"


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as pool:
        yield pool


def make(machine: FakeMachine, watchdog: Watchdog = WATCHDOG) -> CameraSource:
    return CameraSource(CameraConfig(0, SIZE), cameras=machine.cameras, watchdog=watchdog)


def level(frame: Frame | None) -> int:
    assert frame is not None
    return int(frame.pixels[-1, -1, 0])


def read_until(source: CameraSource, wanted: int) -> Frame:
    for _ in range(10_000):
        frame = source.read()
        assert frame is not None
        if level(frame) == wanted:
            return frame
    pytest.fail(f"no picture of level {wanted} came")


def test_pictures_come_as_they_are(machine: FakeMachine, camera: FakeCamera) -> None:
    camera.shoot(shot(50))
    source = make(machine)
    source.open()
    frame = source.read()
    source.close()
    assert frame is not None
    assert np.array_equal(frame.pixels, shot(50))
    assert (source.name, source.live, source.notice) == ("HD Webcam (0)", True, None)


def test_the_newest_picture_wins_and_the_number_counts_the_others(
    machine: FakeMachine, camera: FakeCamera
) -> None:
    camera.pause()
    camera.shoot(shot(50))
    source = make(machine)
    source.open()
    first = source.read()
    camera.shoot(shot(51), shot(52), shot(53))
    camera.wait_until_drained()
    newest = source.read()
    camera.resume()
    source.close()
    assert (level(first), level(newest)) == (50, 53)
    assert first is not None
    assert newest is not None
    assert (first.seq, newest.seq) == (0, 3)
    assert newest.captured_ns > first.captured_ns


def test_the_rate_is_the_one_that_the_camera_answers(
    machine: FakeMachine, camera: FakeCamera
) -> None:
    camera.shoot(shot(50))
    source = make(machine)
    assert source.fps is None
    source.open()
    answered = source.fps
    source.close()
    assert answered == 30.0


def test_another_size_is_shown_as_it_comes_and_said(
    machine: FakeMachine, camera: FakeCamera
) -> None:
    camera.scene = shot(50, 32, 24)
    source = make(machine)
    source.open()
    frame = source.read()
    source.close()
    assert frame is not None
    assert frame.pixels.shape == (24, 32, 3)
    assert source.notice == "HD Webcam (0) delivers 32x24 instead of 64x48."


def test_no_camera(machine: FakeMachine) -> None:
    with pytest.raises(SourceError, match=r"There is no camera 0; plug one in, or use --source"):
        make(machine).open()


def test_a_busy_camera(machine: FakeMachine, camera: FakeCamera) -> None:
    camera.shoot(shot(50))
    other = make(machine)
    other.open()
    with pytest.raises(SourceError, match=r"HD Webcam \(0\) cannot be opened; another program"):
        make(machine).open()
    other.close()


def test_a_camera_that_opens_and_delivers_nothing(machine: FakeMachine, camera: FakeCamera) -> None:
    camera.fail()
    with pytest.raises(SourceError, match="opens but delivers no picture; plug it in again"):
        make(machine).open()


def test_a_camera_that_delivers_its_first_picture_too_late(
    machine: FakeMachine, camera: FakeCamera
) -> None:
    camera.pause()
    with pytest.raises(SourceError, match="opens but delivers no picture"):
        make(machine, replace(WATCHDOG, first_s=0.02)).open()
    camera.resume()  # the driver returns at last, and frees the camera
    join_camera_threads()


def test_an_infrared_camera_is_refused(machine: FakeMachine, camera: FakeCamera) -> None:
    camera.shoot(np.zeros((48, 64), np.uint8))
    with pytest.raises(SourceError, match=r"HD Webcam \(0\) delivers no colour picture"):
        make(machine).open()


def test_a_torn_picture_is_passed_over(machine: FakeMachine, camera: FakeCamera) -> None:
    camera.shoot(shot(50))
    source = make(machine)
    source.open()
    source.read()
    camera.shoot(cv2.error("torn JPEG"), shot(51))
    camera.pause()
    read_until(source, 51)
    camera.resume()
    source.close()
    assert len(camera.captures) == 1


def test_unplugged_and_plugged_in_again(
    machine: FakeMachine, camera: FakeCamera, pool: ThreadPoolExecutor
) -> None:
    camera.shoot(shot(50))
    source = make(machine, replace(WATCHDOG, pause_s=0.01, longest_pause_s=0.01, attempts=10_000))
    source.open()
    before = source.read()
    machine.unplug(camera)
    reading = pool.submit(read_past_the_gap, source, camera)
    wait_for_notice(source, "HD Webcam (0) delivers no picture; it is being opened again.")
    machine.plug(camera, 0)
    after = reading.result(WAIT_S)
    notice = source.notice
    source.close()
    assert before is not None
    assert after is not None
    assert after.seq > before.seq
    assert notice is None
    assert all(capture.released for capture in camera.captures)


def test_plugged_in_again_under_another_number(
    machine: FakeMachine, camera: FakeCamera, pool: ThreadPoolExecutor
) -> None:
    camera.shoot(shot(50))
    source = make(machine, replace(WATCHDOG, pause_s=0.01, longest_pause_s=0.01, attempts=10_000))
    source.open()
    source.read()
    machine.unplug(camera)
    reading = pool.submit(read_past_the_gap, source, camera)
    other = machine.attach(0, "Another Camera")
    machine.plug(camera, 4)
    assert reading.result(WAIT_S) is not None
    assert (camera.held_by is not None, other.held_by) == (True, None)
    source.close()


def test_a_camera_that_does_not_come_back_is_given_up(
    machine: FakeMachine, camera: FakeCamera
) -> None:
    camera.shoot(shot(50))
    source = make(machine)
    source.open()
    source.read()
    camera.fail()
    with pytest.raises(SourceError, match=r"HD Webcam \(0\) was lost and has not come back; plug"):
        read_to_the_end(source)
    source.close()
    assert len(camera.captures) == 1 + WATCHDOG.attempts


def test_a_camera_that_keeps_failing_after_one_picture_is_given_up(
    machine: FakeMachine, camera: FakeCamera
) -> None:
    camera.pause()
    torn = [cv2.error("torn JPEG")] * 5
    for number in range(10):
        camera.shoot(shot(50 + number), *torn)
    source = make(machine)
    source.open()
    with pytest.raises(SourceError, match="has not come back"):
        read_to_the_end(source)
    source.close()
    assert len(camera.captures) == 1 + WATCHDOG.attempts


def test_pauses_double_up_to_a_cap() -> None:
    watchdog = Watchdog(pause_s=0.5, longest_pause_s=8.0)
    pauses = [watchdog.pause(attempt) for attempt in range(7)]
    assert pauses == [0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0]


def test_a_driver_that_hangs_is_left_behind(
    machine: FakeMachine, camera: FakeCamera, pool: ThreadPoolExecutor
) -> None:
    camera.shoot(shot(50))
    quick = replace(WATCHDOG, late_s=0.05, pause_s=0.01, longest_pause_s=0.01, attempts=10_000)
    source = make(machine, quick)
    source.open()
    source.read()
    camera.hang()
    reading = pool.submit(read_past_the_gap, source, camera)
    camera.wait_until_opened(3)  # all but the first found it busy: the hung call holds it
    assert [capture.opened for capture in camera.captures[:3]] == [True, False, False]
    camera.mend()  # the hung call returns, and frees the camera
    assert reading.result(WAIT_S) is not None
    source.close()


def test_a_frozen_camera_is_opened_again(
    machine: FakeMachine, camera: FakeCamera, pool: ThreadPoolExecutor
) -> None:
    camera.scene = shot(50)
    source = make(machine, replace(WATCHDOG, frozen_s=0.0, pause_s=0.05))
    source.open()
    assert level(source.read()) == 50
    reading = pool.submit(source.read)
    wait_for_notice(
        source,
        "HD Webcam (0) delivers the same picture again and again; it is being opened again.",
    )
    camera.scene = None
    reading.result(WAIT_S)
    read_until(source, 220)
    notice = source.notice
    source.close()
    assert len(camera.captures) == 2
    assert notice is None


def test_what_is_still_the_same_after_opening_again_is_a_still(
    machine: FakeMachine, camera: FakeCamera
) -> None:
    camera.scene = shot(50)
    source = make(machine, replace(WATCHDOG, frozen_s=0.0))
    source.open()
    assert [level(source.read()) for _ in range(20)] == [50] * 20
    still = source.notice
    camera.scene = None
    read_until(source, 220)
    moving = source.notice
    source.close()
    assert len(camera.captures) == 2
    assert still is not None
    assert "delivers a still picture" in still
    assert moving is None


def test_a_black_picture_is_said_until_there_is_light(
    machine: FakeMachine, camera: FakeCamera
) -> None:
    camera.scene = shot(2)
    source = make(machine)
    source.open()
    read_until(source, 2)
    dark = source.notice
    camera.scene = shot(90)
    read_until(source, 90)
    light = source.notice
    source.close()
    assert dark is not None
    assert dark.startswith("HD Webcam (0) delivers a black picture; open its cover")
    assert light is None


def test_a_size_that_changes_on_the_way_is_judged_afresh(
    machine: FakeMachine, camera: FakeCamera
) -> None:
    camera.shoot(shot(50))
    source = make(machine)
    source.open()
    source.read()
    camera.scene = shot(52, 32, 24)
    frame = read_until(source, 52)
    source.close()
    assert (frame.width, frame.height) == (32, 24)
    assert source.notice == "HD Webcam (0) delivers 32x24 instead of 64x48."
    assert len(camera.captures) == 2


def test_close_ends_a_read_that_waits(
    machine: FakeMachine, camera: FakeCamera, pool: ThreadPoolExecutor
) -> None:
    camera.shoot(shot(50))
    source = make(machine)
    source.open()
    camera.pause()
    reading = pool.submit(read_to_the_end, source)
    camera.wait_until_drained()
    source.close()  # the driver hangs, and is not waited for
    reading.result(WAIT_S)
    camera.resume()
    join_camera_threads()
    source.close()
    assert source.read() is None


def test_close_ends_an_open_that_waits(
    machine: FakeMachine, camera: FakeCamera, pool: ThreadPoolExecutor
) -> None:
    camera.pause()
    source = make(machine)
    opening: Future[None] = pool.submit(source.open)
    camera.wait_until_drained()
    source.close()
    opening.result(WAIT_S)
    camera.resume()
    join_camera_threads()
    assert source.read() is None


def test_close_ends_the_pause_before_the_next_attempt(
    machine: FakeMachine, camera: FakeCamera, pool: ThreadPoolExecutor
) -> None:
    camera.shoot(shot(50))
    source = make(machine, replace(WATCHDOG, pause_s=3600.0, longest_pause_s=3600.0))
    source.open()
    source.read()
    camera.fail()
    reading = pool.submit(read_to_the_end, source)
    wait_for_notice(source, "HD Webcam (0) delivers no picture; it is being opened again.")
    source.close()
    reading.result(WAIT_S)


def read_past_the_gap(source: CameraSource, camera: FakeCamera) -> Frame | None:
    """The first picture of another opening."""
    first = len([capture for capture in camera.captures if capture.opened])
    while True:
        frame = source.read()
        if len([capture for capture in camera.captures if capture.opened]) > first:
            return frame


def read_to_the_end(source: CameraSource) -> None:
    while source.read() is not None:
        pass


def join_camera_threads() -> None:
    for thread in threading.enumerate():
        if thread.name == "camera":
            thread.join(WAIT_S)


def wait_for_notice(source: CameraSource, notice: str) -> None:
    reached = threading.Event()
    for _ in range(3000):
        if source.notice == notice:
            return
        reached.wait(0.01)
    pytest.fail(f"the notice stayed {source.notice!r}")
