from __future__ import annotations

import os
from pathlib import Path

import cv2
import pytest

from mirror.capture.cameras import CameraConfig, CameraMode, Cameras, mode_of
from tests.capture.fake_camera import FakeMachine

MJPG = cv2.VideoWriter.fourcc(*"MJPG")
CONFIG = CameraConfig(0, (1280, 720), 30.0)


@pytest.fixture
def machine(tmp_path: Path) -> FakeMachine:
    return FakeMachine(tmp_path)


def test_on_linux_the_mode_is_asked_for_after_opening_the_format_first(
    machine: FakeMachine,
) -> None:
    camera = machine.attach(0)
    capture = machine.cameras.open(CONFIG)
    assert capture is not None
    (opened,) = camera.captures
    assert (opened.backend, opened.params) == (cv2.CAP_V4L2, ())
    assert opened.asked == [
        (cv2.CAP_PROP_FOURCC, MJPG),
        (cv2.CAP_PROP_FRAME_WIDTH, 1280),
        (cv2.CAP_PROP_FRAME_HEIGHT, 720),
        (cv2.CAP_PROP_FPS, 30),
        (cv2.CAP_PROP_BUFFERSIZE, 1),
    ]
    capture.release()


def test_on_windows_the_mode_is_asked_for_while_opening(tmp_path: Path) -> None:
    machine = FakeMachine(tmp_path, "win32")
    camera = machine.attach(0)
    capture = machine.cameras.open(CONFIG)
    assert capture is not None
    (opened,) = camera.captures
    assert opened.backend == cv2.CAP_MSMF
    assert dict(zip(opened.params[::2], opened.params[1::2], strict=True)) == {
        cv2.CAP_PROP_FOURCC: MJPG,
        cv2.CAP_PROP_FRAME_WIDTH: 1280,
        cv2.CAP_PROP_FRAME_HEIGHT: 720,
        cv2.CAP_PROP_FPS: 30,
    }
    capture.release()


def test_windows_has_a_second_back_end(tmp_path: Path) -> None:
    machine = FakeMachine(tmp_path, "win32")
    camera = machine.attach(0)
    camera.refused = {cv2.CAP_MSMF}
    capture = machine.cameras.open(CONFIG)
    assert capture is not None
    assert [opened.backend for opened in camera.captures] == [cv2.CAP_MSMF, cv2.CAP_DSHOW]
    assert camera.captures[0].released
    capture.release()


def test_what_the_camera_answers_is_read_back(machine: FakeMachine) -> None:
    machine.attach(0).modes = [(640, 480)]
    capture = machine.cameras.open(CONFIG)
    assert capture is not None
    assert mode_of(capture) == CameraMode(640, 480, 30.0, "MJPG")
    capture.release()


@pytest.mark.parametrize("code", [0.0, -1.0, 22.0, 1e12])
def test_a_format_that_is_no_four_letters_is_not_told(machine: FakeMachine, code: float) -> None:
    machine.attach(0)
    capture = machine.cameras.open(CONFIG)
    assert capture is not None
    capture.set(cv2.CAP_PROP_FOURCC, code)
    assert mode_of(capture).fourcc == ""
    capture.release()


def test_nothing_opens_where_nothing_is(machine: FakeMachine) -> None:
    assert machine.cameras.open(CONFIG) is None


@pytest.mark.parametrize(
    ("index", "size", "fps"), [(-1, (640, 480), 30.0), (0, (0, 480), 30.0), (0, (640, 480), 0.0)]
)
def test_no_camera_can_be_asked_for_nonsense(index: int, size: tuple[int, int], fps: float) -> None:
    with pytest.raises(ValueError, match="no camera can be asked for"):
        CameraConfig(index, size, fps)


def test_names_come_by_index_in_order(machine: FakeMachine) -> None:
    machine.attach(10, "Last")
    machine.attach(2, "Middle")
    machine.attach(0, "First")
    assert list(machine.cameras.names().items()) == [(0, "First"), (2, "Middle"), (10, "Last")]
    assert machine.cameras.candidates() == [0, 2, 10]
    assert machine.cameras.label(2) == "Middle (2)"
    assert machine.cameras.label(5) == "camera 5"


@pytest.mark.parametrize(
    ("wanted", "index"),
    [("HD Webcam", 4), ("hd webcam", 4), ("logi", 2), ("Webcam C", 2), ("none", None)],
)
def test_a_camera_is_found_by_its_name_or_a_part_of_it(
    machine: FakeMachine, wanted: str, index: int | None
) -> None:
    machine.attach(2, "Logi HD Webcam C270")
    machine.attach(4, "HD Webcam")
    assert machine.cameras.find(wanted) == index


def test_where_the_system_lists_no_cameras_the_first_numbers_are_tried(tmp_path: Path) -> None:
    assert FakeMachine(tmp_path, "darwin").cameras.candidates() == [0, 1, 2]


def test_why_not_names_the_cameras_that_are_there(machine: FakeMachine) -> None:
    machine.attach(2, "HD Webcam")
    reason = machine.cameras.why_not(0)
    assert reason == "There is no camera 0; choose one of: HD Webcam (2)."


def test_why_not_knows_a_missing_permission(
    machine: FakeMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.attach(0)
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert "may not be used by this account; add it to the group" in machine.cameras.why_not(0)


def test_why_not_on_macos_speaks_of_the_privacy_setting(tmp_path: Path) -> None:
    assert "Privacy & Security" in FakeMachine(tmp_path, "darwin").cameras.why_not(0)


def test_the_survey_lists_modes_and_troubles_and_frees_every_camera(machine: FakeMachine) -> None:
    good = machine.attach(0, "HD Webcam")
    good.modes = [(640, 480), (1280, 720)]
    busy = machine.attach(2, "Busy")
    holder = machine.cameras.open(CameraConfig(2))
    assert holder is not None
    machine.attach(3, "Busy", node=1).refused = {cv2.CAP_V4L2}  # a node without pictures
    first, second = machine.cameras.survey()
    assert (first.index, first.name, first.trouble) == (0, "HD Webcam (0)", None)
    assert first.modes == (CameraMode(640, 480, 30, "MJPG"), CameraMode(1280, 720, 30, "MJPG"))
    assert (second.index, second.modes) == (2, ())
    assert second.trouble is not None
    assert "another program may be using it" in second.trouble
    assert (good.held_by, busy.held_by) == (None, holder)
    holder.release()


def test_the_real_opencv_offers_what_is_used_of_it(tmp_path: Path) -> None:
    cameras = Cameras(nodes=tmp_path, devices=tmp_path, platform="linux")
    assert cameras.open(CameraConfig(63)) is None
