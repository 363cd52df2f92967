"""Cameras that do what a test says, behind the interface of `cv2.VideoCapture`.

Like real ones they deliver picture after picture until something happens to them. They are exclusive: a camera that somebody holds cannot be opened again. And
they must be used by one thread alone: the fake checks it.
"""

from __future__ import annotations

import itertools
import threading
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np

from mirror.capture.cameras import Cameras

if TYPE_CHECKING:
    from mirror.core.types import Pixels

WAIT_S = 30.0
FRAME_S = 0.002


def shot(level: int, width: int = 64, height: int = 48) -> Pixels:
    """A picture that is unlike any of another level."""
    pixels = np.full((height, width, 3), level, np.uint8)
    pixels[0, 0] = 255 - level
    return pixels


class FakeCamera:
    """One camera. It delivers what was shot, else its scene, which flickers unless it is set."""

    def __init__(self, index: int, name: str) -> None:
        self.index = index
        self.name = name
        self.plugged = True
        self.modes: Sequence[tuple[int, int]] = ()
        self.refused: set[int] = set()  # back ends
        self.held_by: FakeCapture | None = None
        self.captures: list[FakeCapture] = []
        self.changed = threading.Condition()
        self.shots: deque[Pixels | Exception] = deque()
        self.scene: Pixels | None = None
        self.failing = False
        self.hanging = False
        self.paused = False
        self._flicker = itertools.cycle(range(200, 250))

    def picture(self) -> Pixels:
        """What it sees now."""
        return shot(next(self._flicker)) if self.scene is None else self.scene

    def pause(self) -> None:
        """From now on it delivers only what is shot."""
        with self.changed:
            self.paused = True

    def resume(self) -> None:
        """Undoes `pause`."""
        with self.changed:
            self.paused = False
            self.changed.notify_all()

    def shoot(self, *pictures: Pixels | Exception) -> None:
        """Queues what the next reads return or raise."""
        with self.changed:
            self.shots.extend(pictures)
            self.changed.notify_all()

    def fail(self) -> None:
        """From now on `read` fails, as after an unplug with a decent driver."""
        with self.changed:
            self.failing = True
            self.changed.notify_all()

    def mend(self) -> None:
        """Undoes `fail` and `hang`."""
        with self.changed:
            self.failing = self.hanging = False
            self.changed.notify_all()

    def hang(self) -> None:
        """From now on `read` does not return, as after an unplug with another driver."""
        with self.changed:
            self.hanging = True
            self.changed.notify_all()

    def wait_until_drained(self) -> None:
        """Waits until every picture was read and somebody asks for the next."""
        with self.changed:
            assert self.changed.wait_for(
                lambda: not self.shots and any(c.reading for c in self.captures), WAIT_S
            )

    def wait_until_opened(self, times: int) -> None:
        """Waits until that many openings were tried."""
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.captures) >= times, WAIT_S)


class FakeCapture:
    """One opening of a camera."""

    def __init__(self, camera: FakeCamera | None, backend: int, params: Sequence[int]) -> None:
        self.camera = camera
        self.backend = backend
        self.params = tuple(params)
        self.asked: list[tuple[int, float]] = list(
            zip(params[::2], map(float, params[1::2]), strict=True)
        )
        self.thread = threading.get_ident()
        self.released = False
        self.reading = False
        self.opened = False
        if camera is None:
            return
        with camera.changed:
            self.opened = (
                camera.plugged and camera.held_by is None and backend not in camera.refused
            )
            if self.opened:
                camera.held_by = self
            camera.captures.append(self)
            camera.changed.notify_all()

    def isOpened(self) -> bool:  # noqa: N802
        return self.opened and not self.released

    def set(self, prop: int, value: float, /) -> bool:
        assert threading.get_ident() == self.thread
        self.asked.append((prop, value))
        return True

    def get(self, prop: int, /) -> float:
        assert self.camera is not None
        asked = dict(self.asked)
        if prop in (cv2.CAP_PROP_FRAME_WIDTH, cv2.CAP_PROP_FRAME_HEIGHT):
            width = int(asked[cv2.CAP_PROP_FRAME_WIDTH])
            height = int(asked[cv2.CAP_PROP_FRAME_HEIGHT])
            if self.camera.modes:
                width, height = min(
                    self.camera.modes, key=lambda mode: abs(mode[0] * mode[1] - width * height)
                )
            return width if prop == cv2.CAP_PROP_FRAME_WIDTH else height
        return asked.get(prop, 0.0)

    def read(self) -> tuple[bool, Pixels | None]:
        camera = self.camera
        assert camera is not None
        assert threading.get_ident() == self.thread, "a capture belongs to one thread"
        assert not self.released, "read after release"
        with camera.changed:
            self.reading = True
            camera.changed.notify_all()
            camera.changed.wait_for(
                lambda: (
                    not camera.hanging and (camera.shots or camera.failing or not camera.paused)
                ),
                WAIT_S,
            )
            if not camera.shots and not camera.failing:
                camera.changed.wait(FRAME_S)
            self.reading = False
            if camera.failing:
                return False, None
            item = camera.shots.popleft() if camera.shots else camera.picture()
        if isinstance(item, Exception):
            raise item
        return True, item

    def release(self) -> None:
        assert threading.get_ident() == self.thread, "a capture belongs to one thread"
        self.released = True
        if self.camera is not None and self.camera.held_by is self:
            with self.camera.changed:
                self.camera.held_by = None
                self.camera.changed.notify_all()


class FakeMachine:
    """A machine with cameras, as Linux shows them unless told otherwise.

    Args:
        root: A folder for the fake device files.
        platform: As `sys.platform`.
    """

    def __init__(self, root: Path, platform: str = "linux") -> None:
        self.attached: dict[int, FakeCamera] = {}
        self._nodes = root / "nodes"
        self._devices = root / "devices"
        self._nodes.mkdir()
        self._devices.mkdir()
        self.cameras = Cameras(
            self._open, platform=platform, nodes=self._nodes, devices=self._devices
        )

    def attach(self, index: int, name: str = "HD Webcam", *, node: int = 0) -> FakeCamera:
        """Plugs in a new camera."""
        camera = FakeCamera(index, name)
        self.plug(camera, index, node=node)
        return camera

    def plug(self, camera: FakeCamera, index: int, *, node: int = 0) -> None:
        """Plugs in a camera under a number."""
        folder = self._nodes / f"video{index}"
        folder.mkdir()
        (folder / "name").write_text(f"{camera.name}\n")
        (folder / "index").write_text(f"{node}\n")
        (self._devices / f"video{index}").touch()
        camera.index, camera.plugged = index, True
        self.attached[index] = camera
        camera.mend()

    def unplug(self, camera: FakeCamera) -> None:
        """Pulls a camera out."""
        folder = self._nodes / f"video{camera.index}"
        (folder / "name").unlink()
        (folder / "index").unlink()
        folder.rmdir()
        (self._devices / f"video{camera.index}").unlink()
        camera.plugged = False
        del self.attached[camera.index]
        camera.fail()

    def _open(self, index: int, backend: int, params: Sequence[int]) -> FakeCapture:
        return FakeCapture(self.attached.get(index), backend, params)
