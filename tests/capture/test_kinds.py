from __future__ import annotations

from pathlib import Path

import pytest

from mirror.capture.camera import CameraSource
from mirror.capture.clip import ClipSource
from mirror.capture.kinds import SOURCE_HELP, make_source
from mirror.capture.picture_file import Picture, save_picture
from mirror.capture.pictures import PictureSource
from mirror.capture.source import Source
from mirror.errors import SourceError
from tests.capture.fake_camera import FakeMachine
from tests.media import quarters, write_clip


@pytest.fixture
def machine(tmp_path: Path) -> FakeMachine:
    root = tmp_path / "machine"
    root.mkdir()
    return FakeMachine(root)


def made(spec: str | None, machine: FakeMachine) -> Source:
    return make_source(spec, realtime=False, loop=False, cameras=machine.cameras)


def test_a_number_is_a_camera(machine: FakeMachine) -> None:
    machine.attach(1, "HD Webcam")
    source = made("1", machine)
    assert isinstance(source, CameraSource)
    assert source.name == "HD Webcam (1)"


def test_a_name_is_a_camera(machine: FakeMachine) -> None:
    machine.attach(3, "HD Webcam")
    source = made("webcam", machine)
    assert isinstance(source, CameraSource)
    assert source.name == "HD Webcam (3)"


@pytest.mark.parametrize(
    ("spec", "name"), [("demo", "built-in demo"), ("demo-2", "built-in demo 2")]
)
def test_the_demos_are_built_in(machine: FakeMachine, spec: str, name: str) -> None:
    source = made(spec, machine)
    assert isinstance(source, ClipSource)
    assert source.name == name
    assert spec in SOURCE_HELP


def test_a_file_is_a_clip_or_a_picture_and_a_folder_its_pictures(
    machine: FakeMachine, tmp_path: Path
) -> None:
    clip = write_clip(tmp_path / "a.mp4", [quarters()])
    picture = tmp_path / "b.JPG"
    save_picture(picture, Picture(quarters()))
    kinds = {clip: ClipSource, picture: PictureSource, tmp_path: PictureSource}
    for path, kind in kinds.items():
        source = made(str(path), machine)
        assert isinstance(source, kind)
        source.open()
        assert source.read() is not None
        assert source.read() is None
        source.close()


def test_a_file_comes_before_a_camera_of_that_name(
    machine: FakeMachine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.attach(0, "a.mp4")
    write_clip(tmp_path / "a.mp4", [quarters()])
    monkeypatch.chdir(tmp_path)
    assert isinstance(made("a.mp4", machine), ClipSource)


def test_the_size_is_handed_on(machine: FakeMachine, tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "a.mp4", [quarters()])
    for spec in (str(clip), "demo"):
        source = make_source(spec, size=(40, 30), realtime=False, cameras=machine.cameras)
        source.open()
        frame = source.read()
        source.close()
        assert frame is not None
        assert (frame.width, frame.height) == (40, 30)


@pytest.mark.parametrize("spec", ["gone.mp4", "", "²", "-1"])
def test_what_is_not_there_is_said_with_what_is(machine: FakeMachine, spec: str) -> None:
    machine.attach(0, "HD Webcam")
    with pytest.raises(SourceError) as caught:
        made(spec, machine)
    assert str(caught.value) == (
        f"There is no file and no camera “{spec}”; cameras here: HD Webcam (0); built in: demo, "
        "demo-2."
    )


def test_nothing_asked_for_is_the_first_camera(machine: FakeMachine) -> None:
    machine.attach(0, "Broken").failing = True
    machine.attach(2, "HD Webcam")
    source = made(None, machine)
    source.open()
    name, notice = source.name, source.notice
    frame = source.read()
    source.close()
    assert name == "HD Webcam (2)"
    assert frame is not None
    assert notice == f"HD Webcam (2) delivers {frame.width}x{frame.height} instead of 1280x720."


def test_nothing_asked_for_and_no_camera_is_the_demo(machine: FakeMachine) -> None:
    source = made(None, machine)
    source.open()
    frame = source.read()
    source.close()
    assert source.notice == "There is no camera; plug one in. This is the built-in demo."
    assert frame is not None
    assert (frame.width, frame.height) == (1280, 720)
