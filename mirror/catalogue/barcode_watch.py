"""Watches a camera's frames for barcodes, off the thread that paints."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

import numpy as np

from mirror.catalogue.barcode import Barcode, BarcodeReader, Quad, Symbology
from mirror.core.slot import LatestSlot
from mirror.core.types import Frame, Pixels

_log = logging.getLogger(__name__)

# A code is read twice, and is to be worn within half a second; more looks only cost.
_EVERY_NS = 120_000_000

# Two reads of the same digits at most this far apart confirm a 1-D code.
_CONFIRM_NS = 1_000_000_000
# The same code counts anew after it was gone for so long, or for so long when another one came.
_GONE_NS, _GONE_FOR_ANOTHER_NS = 2_000_000_000, 500_000_000

_Key = tuple[Symbology, str]


class Sightings:
    """Tells which of the barcodes in picture after picture are new; each is told once.

    A QR code corrects its own errors. One misread in ten passes a 1-D code's check digit by chance,
    so that a 1-D code must be read twice, with no other one read in its place between.
    """

    def __init__(self) -> None:
        self._unconfirmed: dict[_Key, tuple[int, Quad]] = {}
        self._in_view: dict[_Key, int] = {}

    def new(self, codes: tuple[Barcode, ...], at_ns: int) -> tuple[Barcode, ...]:
        """Takes in what one picture shows.

        Args:
            codes: The barcodes that were read in it.
            at_ns: When it was taken; never before the last one.
        """
        told = []
        for code in codes:
            key = (code.symbology, code.text)
            seen_ns = self._in_view.get(key)
            if seen_ns is not None and at_ns - seen_ns < _GONE_NS:
                self._in_view[key] = at_ns
            elif code.symbology is Symbology.QR or self._confirms(key, code.quad_px, at_ns):
                told.append(code)
        if told:
            self._in_view = {
                key: seen_ns
                for key, seen_ns in self._in_view.items()
                if at_ns - seen_ns < _GONE_FOR_ANOTHER_NS
            }
            self._in_view.update({(code.symbology, code.text): at_ns for code in told})
        return tuple(told)

    def _confirms(self, key: _Key, quad: Quad, at_ns: int) -> bool:
        self._unconfirmed = {
            other: (read_ns, place)
            for other, (read_ns, place) in self._unconfirmed.items()
            if at_ns - read_ns <= _CONFIRM_NS and (other == key or not _touch(place, quad))
        }
        if self._unconfirmed.pop(key, None) is not None:
            return True
        self._unconfirmed[key] = (at_ns, quad)
        return False


def _touch(one: Quad, other: Quad) -> bool:
    """Whether the boxes around two codes overlap."""
    low = np.maximum(np.min(one, axis=0), np.min(other, axis=0))
    high = np.minimum(np.max(one, axis=0), np.max(other, axis=0))
    return bool((low <= high).all())


class BarcodeWatch:
    """Looks for barcodes in a camera's frames on a thread of its own.

    Frames are offered as they come; of those that are far enough apart, the newest one that the
    thread has time for is read. Each new barcode is told once (`Sightings`). One thread owns the
    watch; any may offer.

    Args:
        found: Told of a new barcode, on the watch's thread; must not block for long.
        read: Reads one picture; None is a `BarcodeReader`'s.
        every_ns: How far apart frames are that are read.
    """

    def __init__(
        self,
        found: Callable[[Barcode], None],
        read: Callable[[Pixels], tuple[Barcode, ...]] | None = None,
        *,
        every_ns: int = _EVERY_NS,
    ) -> None:
        self._found = found
        self._read = read or BarcodeReader().read
        self._every_ns = every_ns
        self._taken_ns: int | None = None
        self._frames: LatestSlot[Frame] = LatestSlot()
        self._thread: threading.Thread | None = None
        self._closed = False
        self._failed = False

    def start(self) -> None:
        """Starts looking; does nothing while it does, or after `close`."""
        if self._closed or self._thread is not None:
            return
        self._frames, self._taken_ns = LatestSlot(), None
        self._thread = threading.Thread(
            target=self._run, args=(self._frames,), name="mirror-barcodes"
        )
        self._thread.start()

    def offer(self, frame: Frame) -> None:
        """Leaves a frame to be read; never blocks, and does nothing while stopped."""
        taken_ns = self._taken_ns
        if self._thread is None:
            return
        if taken_ns is None or not 0 <= frame.captured_ns - taken_ns < self._every_ns:
            self._taken_ns = frame.captured_ns
            self._frames.put(frame)

    def stop(self) -> None:
        """Ends the thread after the frame in hand; `start` begins anew, with nothing seen yet."""
        thread, self._thread = self._thread, None
        self._frames.take(0)  # a frame that nobody has begun is not read any more
        self._frames.close()
        if thread is not None:
            thread.join()

    def close(self) -> None:
        """Stops for good; may be called again."""
        self._closed = True
        self.stop()

    def _run(self, frames: LatestSlot[Frame]) -> None:
        sightings = Sightings()
        while (frame := frames.take()) is not None:
            try:
                for code in sightings.new(self._read(frame.pixels), frame.captured_ns):
                    self._found(code)
            except Exception:  # noqa: BLE001 - logged, and the watch goes on
                # Once, as it may come with every frame.
                if not self._failed:
                    _log.exception("barcodes could not be read in frame %d", frame.seq)
                self._failed = True
