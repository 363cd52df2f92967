from __future__ import annotations

import gc
import sys
import threading
import weakref
from pathlib import Path

import numpy as np
import pytest

from mirror.core.types import Pixels
from mirror.errors import OutputError
from mirror.saving import virtual_camera
from mirror.saving.virtual_camera import (
    Loopback,
    LoopbackDevice,
    VirtualCamera,
    loopback_devices,
    missing_hint,
    open_device,
)
from tests.media import corners, flat, quarters


class FakeDevice:
    """Remembers what it has shown."""

    name = "A fake"

    def __init__(self) -> None:
        self.opened: list[tuple[int, int]] = []
        self.shown: list[Pixels] = []
        self.closed = 0
        self.showed = threading.Semaphore(0)
        self.fails: OSError | None = None

    def open(self, width: int, height: int) -> FakeDevice:
        self.opened.append((width, height))
        return self

    def show(self, pixels: Pixels) -> None:
        if self.fails is not None:
            raise self.fails
        self.shown.append(pixels)
        self.showed.release()

    def close(self) -> None:
        self.closed += 1


def test_frames_are_shown_as_they_are_wanted() -> None:
    device = FakeDevice()
    ended: list[OutputError | None] = []
    camera = VirtualCamera(ended.append, device.open)
    for mirrored in (False, True):
        camera.send(quarters(), mirrored=mirrored)
        assert device.showed.acquire(timeout=30)
    assert camera.name == "A fake"
    camera.close()
    camera.close()
    assert device.opened == [(64, 48)]
    assert [corners(pixels) for pixels in device.shown] == ["rgbw", "grwb"]
    assert device.closed == 1
    assert ended == [None]


def test_another_size_is_brought_to_the_first_one() -> None:
    device = FakeDevice()
    camera = VirtualCamera(open_device=device.open)
    for size in ((65, 49), (640, 480), (20, 90)):
        camera.send(quarters(*size), mirrored=False)
        assert device.showed.acquire(timeout=30)
    camera.close()
    assert device.opened == [(64, 48)]
    assert {pixels.shape for pixels in device.shown} == {(48, 64, 3)}
    assert corners(device.shown[1]) == "rgbw"


def test_a_device_that_fails_ends_it_with_a_sentence() -> None:
    device = FakeDevice()
    device.fails = OSError(5, "Input/output error")
    failed: list[OutputError | None] = []
    ended = threading.Event()

    def end(error: OutputError | None) -> None:
        failed.append(error)
        ended.set()

    camera = VirtualCamera(end, device.open)
    camera.send(quarters(), mirrored=False)
    assert ended.wait(30)
    camera.send(quarters(), mirrored=False)
    camera.close()
    assert "The virtual camera has stopped: " in str(failed[0])
    assert "start it again" in str(failed[0])
    assert device.closed == 1


def test_a_system_without_one_ends_it_with_a_hint() -> None:
    failed: list[OutputError | None] = []
    ended = threading.Event()

    def refuse(width: int, height: int) -> FakeDevice:
        raise OutputError("Install one.")

    def end(error: OutputError | None) -> None:
        failed.append(error)
        ended.set()

    camera = VirtualCamera(end, refuse)
    camera.send(quarters(), mirrored=False)
    assert ended.wait(30)
    camera.close()
    assert str(failed[0]) == "Install one."


def test_no_frame_is_held_by_a_camera_that_waits_or_is_closed() -> None:
    device = FakeDevice()
    camera = VirtualCamera(open_device=device.open)
    held = []
    for _ in range(3):
        pixels = quarters()
        held.append(weakref.ref(pixels))
        camera.send(pixels, mirrored=False)
        del pixels
        assert device.showed.acquire(timeout=30)
        device.shown.clear()
    camera.send(quarters(), mirrored=False)
    camera.close()
    device.shown.clear()
    gc.collect()
    assert [frame() for frame in held] == [None] * 3


def test_a_camera_that_shows_nothing_opens_nothing() -> None:
    device = FakeDevice()
    VirtualCamera(open_device=device.open).close()
    assert not device.opened


def devices(folder: Path, **labels: str) -> Path:
    for number, label in labels.items():
        (folder / number).mkdir(parents=True)
        (folder / number / "name").write_text(f"{label}\n", "utf-8")
    return folder


def test_virtual_devices_are_listed_by_number(tmp_path: Path) -> None:
    found = loopback_devices(devices(tmp_path, video10="OBS", video9="Mirror", vbi0="no"))
    assert found == [
        LoopbackDevice(Path("/dev/video9"), "Mirror"),
        LoopbackDevice(Path("/dev/video10"), "OBS"),
    ]
    assert loopback_devices(tmp_path / "none") == []


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system on which nothing is installed."""
    monkeypatch.setattr(virtual_camera, "loopback_devices", list)
    monkeypatch.setattr(virtual_camera, "_is_installed", lambda _: False)


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize(
    ("system", "hint"),
    [
        ("linux", "install v4l2loopback .* sudo modprobe v4l2loopback exclusive_caps=1"),
        ("win32", "install OBS Studio, then run: .* -m pip install pyvirtualcam"),
        ("darwin", "install OBS Studio and start its virtual camera once, then run: .* -m pip"),
    ],
)
def test_every_system_has_its_hint(system: str, hint: str) -> None:
    found = missing_hint(system)
    assert found is not None
    with pytest.raises(OutputError, match=f"^There is no virtual camera; {hint}") as raised:
        open_device(64, 48, system)
    assert str(raised.value) == found


def there_are(monkeypatch: pytest.MonkeyPatch, *paths: str) -> None:
    found = [LoopbackDevice(Path(path), path) for path in paths]
    monkeypatch.setattr(virtual_camera, "loopback_devices", lambda: found)


def test_the_first_device_that_is_free_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    there_are(monkeypatch, "/dev/video8", "/dev/video9")
    tried = []

    def opened(device: LoopbackDevice, width: int, height: int) -> FakeDevice:
        tried.append(device.path)
        if len(tried) == 1:
            raise OSError(16, "Device or resource busy")
        return FakeDevice()

    monkeypatch.setattr(virtual_camera, "Loopback", opened)
    assert missing_hint("linux") is None
    assert isinstance(open_device(64, 48, "linux"), FakeDevice)
    assert tried == [Path("/dev/video8"), Path("/dev/video9")]


@pytest.mark.skipif(sys.platform != "linux", reason="is Linux's own")
def test_what_is_no_device_is_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    there_are(monkeypatch, str(tmp_path / "gone"), "/dev/null")
    with pytest.raises(OutputError, match=r"The virtual camera cannot be used: .*; close what"):
        open_device(64, 48, "linux")


def test_a_device_is_given_planar_yuv(tmp_path: Path) -> None:
    """What FFmpeg hands to the kernel, in a file; by the formula of Rec. ITU-R BT.601-7, 2.5."""
    path = tmp_path / "device"
    device = Loopback(LoopbackDevice(path, "Mirror"), 64, 48, container="rawvideo")
    blue, green, red = 60, 90, 200
    for pixels in (flat((blue, green, red)), flat((0, 0, 0))):
        device.show(pixels)
    device.close()
    first, second = np.fromfile(path, np.uint8).reshape(2, 64 * 48 * 3 // 2)
    luma = (0.299 * red + 0.587 * green + 0.114 * blue) / 255
    expected = (
        16 + 219 * luma,
        128 + 224 * (blue / 255 - luma) / 1.772,
        128 + 224 * (red / 255 - luma) / 1.402,
    )
    planes = np.split(first, [64 * 48, 64 * 48 * 5 // 4])
    assert (
        np.abs([plane.mean() - value for plane, value in zip(planes, expected, strict=True)]).max()
        < 2
    )
    assert set(second[: 64 * 48]) == {16}


class FakePackage:
    """What is used of pyvirtualcam."""

    class PixelFormat:
        BGR = "24BG"

    def __init__(self, *, there: bool) -> None:
        self._there = there
        self.sent: list[Pixels] = []
        self.closed = False
        self.device = "OBS Virtual Camera"

    def Camera(self, width: int, height: int, fps: float, *, fmt: str) -> FakePackage:  # noqa: N802
        if not self._there:
            raise RuntimeError("'obs' backend: no camera")
        assert (width, height, fps, fmt) == (64, 48, 30, "24BG")
        return self

    def send(self, pixels: Pixels) -> None:
        self.sent.append(pixels)

    def close(self) -> None:
        self.closed = True


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_a_package_that_a_person_has_installed_is_used(
    monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    package = FakePackage(there=True)
    monkeypatch.setattr(virtual_camera, "_is_installed", lambda _: True)
    monkeypatch.setitem(sys.modules, "pyvirtualcam", package)
    assert missing_hint(system) is None
    device = open_device(64, 48, system)
    device.show(quarters())
    device.close()
    assert device.name == "OBS Virtual Camera"
    assert corners(package.sent[0]) == "rgbw"
    assert package.closed


def test_a_camera_of_obs_that_is_not_there_is_a_hint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(virtual_camera, "_is_installed", lambda _: True)
    monkeypatch.setitem(sys.modules, "pyvirtualcam", FakePackage(there=False))
    with pytest.raises(OutputError, match="There is no virtual camera; install OBS Studio"):
        open_device(64, 48, "win32")


def test_the_packages_presence_is_looked_up() -> None:
    assert virtual_camera._is_installed("av")
    assert not virtual_camera._is_installed("a_package_that_is_not_there")
