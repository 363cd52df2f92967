"""The cameras of this machine: what they are called, how they are opened, what they answer.

OpenCV does the work, one back end a platform (two on Windows). Everything that touches the
machine is handed in, so that a test can stand in for it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

import cv2

if TYPE_CHECKING:
    from mirror.core.types import Pixels


class Capture(Protocol):
    """What is used of `cv2.VideoCapture`. One thread at a time; `read` may block for ever."""

    def isOpened(self) -> bool: ...  # noqa: N802, D102
    def read(self) -> tuple[bool, Pixels | None]: ...  # noqa: D102
    def get(self, prop: int, /) -> float: ...  # noqa: D102
    def set(self, prop: int, value: float, /) -> bool: ...  # noqa: D102
    def release(self) -> None: ...  # noqa: D102


OpenCapture = Callable[[int, int, Sequence[int]], Capture]
"""Opens a camera by its index, the `cv2.CAP_*` back end, and property-value pairs in a row."""


def _open_with_opencv(index: int, backend: int, params: Sequence[int]) -> Capture:
    return cast("Capture", cv2.VideoCapture(index, backend, params))


@dataclass(frozen=True, slots=True)
class CameraConfig:
    """What is asked of a camera; it may answer otherwise.

    Attributes:
        index: The operating system's number of it.
        size: Width and height in pixels.
        fps: Frames a second.
    """

    index: int
    size: tuple[int, int] = (1280, 720)
    fps: float = 30.0

    def __post_init__(self) -> None:
        """Refuses what no camera can be asked for."""
        if self.index < 0 or min(self.size) < 1 or self.fps <= 0:
            raise ValueError(f"no camera can be asked for {self}")


@dataclass(frozen=True, slots=True)
class CameraMode:
    """What a camera says it delivers.

    Attributes:
        width: In pixels.
        height: In pixels.
        fps: Frames a second; 0 if it does not tell.
        fourcc: The pixel format on the wire, such as “MJPG”; empty if it does not tell.
    """

    width: int
    height: int
    fps: float
    fourcc: str


@dataclass(frozen=True, slots=True)
class CameraInfo:
    """One camera, for people who look for a fault.

    Attributes:
        index: The operating system's number of it.
        name: For people.
        modes: What it answered when asked for usual sizes; empty if it cannot be opened.
        trouble: Why it cannot be opened, as a sentence; else None.
    """

    index: int
    name: str
    modes: tuple[CameraMode, ...]
    trouble: str | None


_BACKENDS: Mapping[str, tuple[int, ...]] = {
    "linux": (cv2.CAP_V4L2,),
    "win32": (cv2.CAP_MSMF, cv2.CAP_DSHOW),  # MSMF opens slowly, and not every driver has it
    "darwin": (cv2.CAP_AVFOUNDATION,),
}
# These two choose their mode while opening; the others refuse to open at one wrong parameter.
_MODE_ON_OPENING = (cv2.CAP_MSMF, cv2.CAP_DSHOW)
_MJPG = cv2.VideoWriter.fourcc(*"MJPG")
_ASKED_SIZES = ((640, 480), (1280, 720), (1920, 1080))
_INDEXES_WHERE_NONE_ARE_LISTED = range(3)


class Cameras:
    """The cameras of this machine; has no state, and any thread may use it.

    Args:
        open_capture: Opens a camera; `cv2.VideoCapture`.
        platform: As `sys.platform`.
        nodes: Where Linux lists video devices, each a folder with a file `name`.
        devices: Where Linux has the device files themselves.
    """

    def __init__(
        self,
        open_capture: OpenCapture = _open_with_opencv,
        *,
        platform: str = sys.platform,
        nodes: Path = Path("/sys/class/video4linux"),
        devices: Path = Path("/dev"),
    ) -> None:
        self._open_capture = open_capture
        self._platform = platform
        self._nodes = nodes
        self._devices = devices

    def names(self) -> dict[int, str]:
        """The names by index, in order; empty where the system does not tell them to OpenCV."""
        found = {}
        for node in self._nodes.glob("video*"):
            number = node.name.removeprefix("video")
            try:
                name = (node / "name").read_text(encoding="utf-8", errors="replace").strip()
            except OSError:
                continue  # unplugged just now
            if number.isdecimal():
                found[int(number)] = name
        return dict(sorted(found.items()))

    def label(self, index: int) -> str:
        """What people call a camera: “HD Webcam (0)”, or “camera 0” where it has no name."""
        name = self.names().get(index)
        return f"{name} ({index})" if name else f"camera {index}"

    def candidates(self) -> list[int]:
        """The indexes at which a camera may be, best first."""
        return list(self.names()) if self._lists else list(_INDEXES_WHERE_NONE_ARE_LISTED)

    def find(self, name: str) -> int | None:
        """The first camera of that name, or else the first whose name contains it; case is even."""
        wanted = name.casefold()
        names = {index: known.casefold() for index, known in self.names().items()}
        exact = [index for index, known in names.items() if known == wanted]
        partly = [index for index, known in names.items() if wanted in known]
        return next(iter(exact + partly), None)

    def open(self, config: CameraConfig) -> Capture | None:
        """Opens a camera and asks for the size, the rate, MJPG and a buffer of one picture.

        MJPG because raw pictures do not fit through USB 2 at this size and rate. The caller
        looks at what is delivered (`mode_of`, and the pictures themselves), and releases it.

        Returns:
            The opened camera, or None when no back end can open it (`why_not` guesses).
        """
        wanted = {
            cv2.CAP_PROP_FOURCC: _MJPG,  # before the size: drivers list sizes by format
            cv2.CAP_PROP_FRAME_WIDTH: config.size[0],
            cv2.CAP_PROP_FRAME_HEIGHT: config.size[1],
            cv2.CAP_PROP_FPS: round(config.fps),
        }
        for backend in _BACKENDS.get(self._platform, (cv2.CAP_ANY,)):
            on_opening = backend in _MODE_ON_OPENING
            params = [number for pair in wanted.items() for number in pair] if on_opening else []
            capture = self._open_capture(config.index, backend, params)
            if capture.isOpened():
                if not on_opening:
                    for prop, value in wanted.items():
                        capture.set(prop, value)
                capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
                return capture
            capture.release()
        return None

    def why_not(self, index: int) -> str:
        """A sentence on why a camera cannot be opened and what to do, as far as can be told."""
        label = self.label(index)
        device = self._devices / f"video{index}"
        if self._platform == "linux" and not device.exists():
            known = ", ".join(map(self.label, self.names()))
            others = f"choose one of: {known}" if known else "plug one in, or use --source demo"
            return f"There is no camera {index}; {others}."
        if self._platform == "linux" and not os.access(device, os.R_OK | os.W_OK):
            return (
                f"{label} may not be used by this account; add it to the group “video” and log in "
                "again."
            )
        if self._platform == "darwin":
            return (
                f"{label} cannot be opened; plug it in, and allow it in System Settings, Privacy & "
                "Security, Camera."
            )
        return (
            f"{label} cannot be opened; another program may be using it: close that, or choose "
            "another source."
        )

    def survey(self) -> list[CameraInfo]:
        """Opens every camera in turn and asks for usual sizes; takes a second or more for each."""
        found = []
        for index in self.candidates():
            modes = self._modes(index)
            if modes:
                found.append(CameraInfo(index, self.label(index), modes, None))
            elif self._lists and self._is_main_node(index):
                found.append(CameraInfo(index, self.label(index), (), self.why_not(index)))
        return found

    @property
    def _lists(self) -> bool:
        return self._platform == "linux"

    def _is_main_node(self, index: int) -> bool:
        """False for the further nodes of one device, which often carry no pictures."""
        try:
            return (self._nodes / f"video{index}" / "index").read_text().strip() == "0"
        except OSError:
            return True

    def _modes(self, index: int) -> tuple[CameraMode, ...]:
        modes: dict[CameraMode, None] = {}  # in order, each once
        for size in _ASKED_SIZES:
            capture = self.open(CameraConfig(index, size))
            if capture is None:
                break
            try:
                modes[mode_of(capture)] = None
            finally:
                capture.release()
        return tuple(modes)


def mode_of(capture: Capture) -> CameraMode:
    """What an open camera says it delivers."""
    code = int(capture.get(cv2.CAP_PROP_FOURCC))
    letters = code.to_bytes(4, "little").rstrip(b"\0 ") if 0 < code < 2**32 else b""
    return CameraMode(
        width=int(capture.get(cv2.CAP_PROP_FRAME_WIDTH)),
        height=int(capture.get(cv2.CAP_PROP_FRAME_HEIGHT)),
        fps=capture.get(cv2.CAP_PROP_FPS),
        # Some back ends give a number of their own kind instead of four letters.
        fourcc=letters.decode("ascii") if letters.isalnum() else "",
    )
