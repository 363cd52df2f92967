"""Shows the mirror's picture to other programs as a camera, for calls and streams.

On Linux that is a device of the kernel module v4l2loopback, to which FFmpeg writes. For the camera
that OBS installs on Windows and macOS there is one well-kept library, pyvirtualcam, and it is under
the GPL 2, which does not go with this program's licence: it is no dependency, and is used where a
person has installed it themselves.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import logging
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

import av
import av.error
from av.video.frame import VideoFrame

from mirror.capture.fit import cover
from mirror.core.slot import LatestSlot
from mirror.errors import OutputError
from mirror.saving.snapshot import as_seen

if TYPE_CHECKING:
    from mirror.core.types import Pixels

_log = logging.getLogger(__name__)

OPTIONAL_PACKAGE = "pyvirtualcam"
_RATE = 30  # what readers are told; frames go out as they come
_MODULE_HINT = (
    "There is no virtual camera; install v4l2loopback (v4l2loopback-dkms in Debian and Ubuntu) and "
    "run: sudo modprobe v4l2loopback exclusive_caps=1 card_label=Mirror"
)
_OBS_HINT = (
    "There is no virtual camera; install OBS Studio{once}, then run: {python} -m pip install "
    f"{OPTIONAL_PACKAGE}"
)
_DEVICES = Path("/sys/devices/virtual/video4linux")


class Device(Protocol):
    """A virtual camera that is open; for one thread."""

    name: str

    def show(self, pixels: Pixels) -> None:
        """Shows HxWx3 uint8 BGR of the size that it was opened with; raises OSError."""
        ...

    def close(self) -> None:
        """Ends the picture that others see."""
        ...


OpenDevice = Callable[[int, int], Device]
"""From width and height, both even, to a device; raises OutputError."""


@dataclass(frozen=True, slots=True)
class LoopbackDevice:
    """A device of v4l2loopback.

    Attributes:
        path: Where it is written to.
        label: What other programs call it.
    """

    path: Path
    label: str


def loopback_devices(devices: Path = _DEVICES) -> list[LoopbackDevice]:
    """The virtual video devices of a Linux system, in the order of their numbers.

    Cameras are none of them: those hang on a bus, these on nothing.
    """
    found = []
    for folder in sorted(devices.glob("video*"), key=lambda path: (len(path.name), path.name)):
        with contextlib.suppress(OSError):
            label = (folder / "name").read_text("utf-8", errors="replace").strip()
            found.append(LoopbackDevice(Path("/dev", folder.name), label or folder.name))
    return found


def missing_hint(system: str = sys.platform) -> str | None:
    """A sentence about what to install, where there is no virtual camera; None where one may be.

    Whether OBS is there is known only once its camera is opened.
    """
    if system.startswith("linux"):
        return None if loopback_devices() else _MODULE_HINT
    return None if _is_installed(OPTIONAL_PACKAGE) else _obs_hint(system)


def open_device(width: int, height: int, system: str = sys.platform) -> Device:
    """Opens the first virtual camera that can be written to.

    Args:
        width: In pixels, even.
        height: In pixels, even.
        system: As in `sys.platform`.

    Raises:
        OutputError: There is none, or all are taken; it says what to do.
    """
    hint = missing_hint(system)
    if hint is not None:
        raise OutputError(hint)
    if not system.startswith("linux"):
        return _PyVirtualCam(width, height, system)
    refused: OSError | None = None
    for device in loopback_devices():
        try:
            return Loopback(device, width, height)
        except OSError as error:
            _log.info("%s cannot be written to: %s", device.path, error)
            refused = error
    reason = refused.strerror if refused is not None else "it is gone"
    raise OutputError(
        f"The virtual camera cannot be used: {reason}; close what writes to it, or add your "
        "account to the group video."
    ) from refused


class VirtualCamera:
    """A virtual camera with a thread of its own, which opens it at the first frame.

    Its size is the first frame's; later ones of another size are scaled and cut to it, as those
    who look on cannot follow a change. `send` never waits; a frame that comes too early for the
    device takes the place of the one that waits.

    Args:
        on_end: Called on the camera's thread once, with a sentence if it has failed.
        open_device: Opens the device; called on the thread.
    """

    def __init__(
        self,
        on_end: Callable[[OutputError | None], None] = lambda _: None,
        open_device: OpenDevice = open_device,
    ) -> None:
        self._on_end = on_end
        self._open_device = open_device
        self._slot: LatestSlot[_Shown] = LatestSlot()
        self._name: str | None = None
        self._thread = threading.Thread(target=self._run, name="mirror-virtual-camera")
        self._thread.start()

    @property
    def name(self) -> str | None:
        """What other programs call it; None before it is open."""
        return self._name

    def send(self, pixels: Pixels, *, mirrored: bool) -> None:
        """Shows a frame to whoever looks; for any thread, and nothing happens after the end.

        Args:
            pixels: HxWx3 uint8, BGR, sRGB. Not copied, and to be left as it is.
            mirrored: Whether it is shown as in a mirror; others see a person the other way.
        """
        self._slot.put(_Shown(pixels, mirrored))

    def close(self) -> None:
        """Ends the picture, and waits for the thread; may be repeated."""
        self._slot.close()
        self._slot.take(0)
        self._thread.join()

    def _run(self) -> None:
        failure: OutputError | None = None
        try:
            with contextlib.ExitStack() as opened:
                self._show_all(opened)
        except OutputError as error:
            failure = error
        except Exception as error:  # noqa: BLE001 - whatever a driver raises ends the picture
            _log.warning("the virtual camera failed", exc_info=True)
            failure = OutputError(f"The virtual camera has stopped: {error}; start it again.")
        self._slot.close()
        self._slot.take(0)
        self._on_end(failure)

    def _show_all(self, opened: contextlib.ExitStack) -> None:
        device: Device | None = None
        width = height = 0
        while not self._slot.ended:
            shown = self._slot.take()
            if shown is None:
                continue
            pixels = as_seen(shown.pixels, mirrored=shown.mirrored)
            if device is None:
                height, width = (max(2, side - side % 2) for side in pixels.shape[:2])
                device = self._open_device(width, height)
                opened.callback(device.close)
                self._name = device.name
            device.show(cover(pixels, width, height))
            del shown, pixels  # or a frame would be held until the next one comes


class _Shown(NamedTuple):
    pixels: Pixels
    mirrored: bool


class Loopback:
    """A device of v4l2loopback that is open, as planar YUV 4:2:0, which every program reads.

    Args:
        device: Which.
        width: In pixels, even.
        height: In pixels, even.
        container: FFmpeg's name of what is written to.

    Raises:
        OSError: It is none, or another program writes to it.
    """

    def __init__(
        self, device: LoopbackDevice, width: int, height: int, *, container: str = "v4l2"
    ) -> None:
        self.name = device.label
        self._container = av.open(str(device.path), "w", format=container)
        stream = self._container.add_stream("rawvideo", rate=_RATE)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.codec_context.time_base = Fraction(1, _RATE)
        self._stream = stream
        self._count = 0
        try:
            self._container.start_encoding()  # here the device takes the format, or refuses it
        except av.error.FFmpegError:
            self._container.close()
            raise

    def show(self, pixels: Pixels) -> None:
        """Writes a frame; see `Device`."""
        frame = VideoFrame.from_ndarray(pixels, format="bgr24")
        frame.pts = self._count
        frame.time_base = Fraction(1, _RATE)
        self._count += 1
        self._container.mux(self._stream.encode(frame))

    def close(self) -> None:
        """Lets go of the device; see `Device`."""
        with contextlib.suppress(av.error.FFmpegError):
            self._container.close()


class _PyVirtualCam:
    """The camera of OBS, by way of the package that a person has installed."""

    def __init__(self, width: int, height: int, system: str) -> None:
        module = importlib.import_module(OPTIONAL_PACKAGE)
        try:
            self._camera = module.Camera(width, height, _RATE, fmt=module.PixelFormat.BGR)
        except RuntimeError as error:
            _log.info("the camera of OBS cannot be opened: %s", error)
            raise OutputError(_obs_hint(system)) from error
        self.name = str(self._camera.device)

    def show(self, pixels: Pixels) -> None:
        self._camera.send(pixels)

    def close(self) -> None:
        self._camera.close()


def _is_installed(package: str) -> bool:
    return importlib.util.find_spec(package) is not None


def _obs_hint(system: str) -> str:
    # macOS activates the camera's extension when it is started by hand.
    once = " and start its virtual camera once" if system == "darwin" else ""
    return _OBS_HINT.format(once=once, python=f'"{sys.executable}"')
