"""A camera as a source: drained in a thread of its own, watched, and opened again when it fails.

After an unplug OpenCV's `read` fails, repeats the last picture as a success, or never returns,
depending on the driver. So the pictures themselves are watched, and how late they are.
"""

from __future__ import annotations

import itertools
import logging
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from mirror.capture.cameras import CameraConfig, Cameras, mode_of
from mirror.capture.picture_watch import PictureWatch, Sight
from mirror.core.slot import LatestSlot
from mirror.core.types import Frame
from mirror.errors import SourceError

if TYPE_CHECKING:
    from mirror.capture.cameras import Capture

_log = logging.getLogger(__name__)

_FAILURES_IN_A_ROW = 5
_JOIN_S = 0.8


@dataclass(frozen=True, slots=True)
class Watchdog:
    """When a camera counts as failed, and how often it is opened again.

    Attributes:
        first_s: How long the first picture may take; Windows needs several seconds.
        late_s: How long any further picture may take.
        frozen_s: How long the picture may stay the same to the last bit; sensors have noise.
        black_s: How long the picture may be black before the person is told.
        pause_s: The pause before the first re-opening; each further one is twice as long.
        longest_pause_s: The longest pause.
        attempts: How many openings in a row may fail before the source gives up.
    """

    first_s: float = 10.0
    late_s: float = 2.0
    frozen_s: float = 3.0
    black_s: float = 1.0
    pause_s: float = 0.5
    longest_pause_s: float = 8.0
    attempts: int = 12

    def pause(self, attempt: int) -> float:
        """Seconds to wait before re-opening number `attempt`, counted from 0."""
        return min(self.pause_s * 2.0**attempt, self.longest_pause_s)


class CameraSource:
    """A camera as a source.

    Args:
        config: What to ask of it. A camera that answers with another size is shown as it comes,
            never scaled, and `notice` says so.
        cameras: The cameras of the machine.
        watchdog: When it counts as failed.
    """

    def __init__(
        self,
        config: CameraConfig,
        *,
        cameras: Cameras | None = None,
        watchdog: Watchdog | None = None,
    ) -> None:
        self._config = config
        self._cameras = cameras or Cameras()
        self._watchdog = watchdog or Watchdog()
        self._watch = PictureWatch(self._watchdog.frozen_s, self._watchdog.black_s)
        self._device_name = self._cameras.names().get(config.index)
        self._name = self._cameras.label(config.index)
        self._seq = itertools.count()
        self._stop = threading.Event()
        self._swap = threading.Lock()  # held while the grabber is replaced
        self._grabber: _Grabber | None = None
        self._ahead: Frame | None = None
        self._trouble: str | None = None
        self._size_notice: str | None = None
        self._opened_ns = 0
        self._failed_openings = 0
        self._shows_a_still = False

    @property
    def name(self) -> str:
        """The camera's name and index."""
        return self._name

    @property
    def live(self) -> bool:
        """Always."""
        return True

    @property
    def fps(self) -> float | None:
        """The rate that the camera says it keeps."""
        grabber = self._grabber
        return grabber.fps if grabber is not None else None

    @property
    def notice(self) -> str | None:
        """That the camera is lost, black or still, or that its size is not the one asked for."""
        return self._trouble or self._size_notice

    def open(self) -> None:
        """Opens the camera and waits for its first picture.

        Raises:
            SourceError: It is not there, busy, may not be used, or delivers nothing.
        """
        trouble = self._start()
        if trouble is not None:
            self.close()
            raise SourceError(trouble)

    def read(self) -> Frame | None:
        """Waits for the newest picture, and opens the camera again when it fails.

        Raises:
            SourceError: The camera did not come back.
        """
        while not self._stop.is_set():
            frame = self._take()
            if frame is None:
                self._recover(f"{self._name} delivers no picture; it is being opened again.")
                continue
            sight = self._watch.look(frame)
            if sight.frozen and not self._shows_a_still:
                # What is still the same after re-opening is a virtual camera with a still.
                self._shows_a_still = True
                self._recover(
                    f"{self._name} delivers the same picture again and again; it is being opened "
                    "again."
                )
                continue
            self._shows_a_still = self._shows_a_still and sight.repeated
            self._judge(frame, sight)
            return frame
        return None

    def close(self) -> None:
        """Frees the camera; a driver that hangs in a call keeps it until that call returns."""
        self._stop.set()
        self._drop()

    def _take(self) -> Frame | None:
        frame, self._ahead = self._ahead, None
        grabber = self._grabber
        if frame is None and grabber is not None:
            frame = grabber.frames.take(self._watchdog.late_s)
        return frame

    def _judge(self, frame: Frame, sight: Sight) -> None:
        """Brings the notice up to date with a picture that is delivered."""
        if frame.captured_ns - self._opened_ns > self._watchdog.late_s * 1e9:
            self._failed_openings = 0
        if sight.black:
            self._trouble = (
                f"{self._name} delivers a black picture; open its cover, turn on a light, or close "
                "any other program that uses it."
            )
        elif sight.frozen:
            self._trouble = f"{self._name} delivers a still picture; if it should not, replug it."
        else:
            self._trouble = None

    def _recover(self, trouble: str) -> None:
        """Opens the camera again, with growing pauses, until it delivers or `close` is called.

        Raises:
            SourceError: It has failed too often in a row.
        """
        if self._stop.is_set():
            return
        _log.warning("%s", trouble)
        self._trouble = trouble
        self._drop()
        while self._failed_openings < self._watchdog.attempts:
            pause_s = self._watchdog.pause(self._failed_openings)
            self._failed_openings += 1
            if self._stop.wait(pause_s):
                return
            self._config = replace(self._config, index=self._index_now())
            refusal = self._start()
            if refusal is None:
                return
            _log.info("%s", refusal)
            self._drop()
        raise SourceError(
            f"{self._name} was lost and has not come back; plug it in again, or choose another "
            "source."
        )

    def _index_now(self) -> int:
        """Where the camera is now: plugged in again, it may have got another number."""
        index = self._config.index
        names = self._cameras.names()
        if self._device_name is None or names.get(index) == self._device_name:
            return index
        return next((i for i, name in names.items() if name == self._device_name), index)

    def _start(self) -> str | None:
        """Starts a grabber and waits for its first picture; says what went wrong, if anything."""
        with self._swap:
            if self._stop.is_set():
                return None
            grabber = self._grabber = _Grabber(self._cameras, self._config, self._seq)
            grabber.start()
        frame = grabber.frames.take(self._watchdog.first_s)
        if frame is None:
            if self._stop.is_set():
                return None
            return grabber.trouble or (
                f"{self._name} opens but delivers no picture; plug it in again, or close any other "
                "program that uses it."
            )
        self._watch.begin_anew()
        self._ahead = frame
        self._opened_ns = frame.captured_ns
        width, height = self._config.size
        is_wanted = (frame.width, frame.height) == (width, height)
        self._size_notice = (
            None
            if is_wanted
            else f"{self._name} delivers {frame.width}x{frame.height} instead of {width}x{height}."
        )
        return None

    def _drop(self) -> None:
        """Ends the grabber; for any thread."""
        with self._swap:
            grabber, self._grabber = self._grabber, None
        if grabber is not None:
            grabber.stop()


class _Grabber:
    """One opening of a camera, on a thread of its own, which alone touches the capture.

    That thread opens, drains and releases it: a driver that hangs in a call hangs nobody else.

    Attributes:
        frames: The newest picture; closed when there will be no more.
        trouble: Why there are no more, as a sentence; final once `frames` is closed.
        fps: The rate that the camera says it keeps.
    """

    def __init__(self, cameras: Cameras, config: CameraConfig, seq: Iterator[int]) -> None:
        self.frames: LatestSlot[Frame] = LatestSlot()
        self.trouble: str | None = None
        self.fps: float | None = None
        self._cameras = cameras
        self._config = config
        self._seq = seq
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="camera", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Wakes whoever waits for a picture, and waits a moment for the camera to be released."""
        self._stop.set()
        self.frames.close()
        self._thread.join(_JOIN_S)
        if self._thread.is_alive():
            _log.warning("camera %d hangs in its driver", self._config.index)

    def _run(self) -> None:
        try:
            capture = self._cameras.open(self._config)
            if capture is None:
                self.trouble = self._cameras.why_not(self._config.index)
                return
            try:
                mode = mode_of(capture)
                self.fps = mode.fps or None
                _log.info("camera %d answers with %s", self._config.index, mode)
                self._drain(capture)
            finally:
                capture.release()
        finally:
            self.frames.close()

    def _drain(self, capture: Capture) -> None:
        shape: tuple[int, ...] | None = None
        failures = 0
        while not self._stop.is_set() and failures < _FAILURES_IN_A_ROW:
            try:
                ok, pixels = capture.read()
            except cv2.error as error:  # a torn JPEG
                _log.info("camera %d: %s", self._config.index, error)
                ok, pixels = False, None
            captured_ns = time.perf_counter_ns()
            if not ok or pixels is None or pixels.size == 0:
                failures += 1
                continue
            failures = 0
            if pixels.ndim != 3 or pixels.shape[2] != 3 or pixels.dtype != np.uint8:
                label = self._cameras.label(self._config.index)
                self.trouble = f"{label} delivers no colour picture; choose another camera."
                return
            shape = shape or pixels.shape
            if pixels.shape != shape:
                return  # the driver has switched modes: opened again, it is judged afresh
            self.frames.put(Frame(np.ascontiguousarray(pixels), next(self._seq), captured_ns))
