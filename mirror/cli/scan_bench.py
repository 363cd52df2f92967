"""Measures how long it takes from a barcode before the camera until its product is worn."""

from __future__ import annotations

import queue
import statistics
import time
from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
import zxingcpp

from mirror.capture.demo import demo_source
from mirror.capture.source import Source
from mirror.catalogue.barcode import Barcode
from mirror.catalogue.barcode_watch import BarcodeWatch
from mirror.catalogue.demo import demo_file
from mirror.catalogue.importer import import_file
from mirror.catalogue.item import Item
from mirror.catalogue.query import Query
from mirror.catalogue.store import Catalogue
from mirror.cli.machine import cpu_model
from mirror.core.types import Frame, Pixels
from mirror.dressing.outfit import Outfit
from mirror.errors import EngineError
from mirror.pipeline.engine import Engine
from mirror.pipeline.messages import Controls
from mirror.pipeline.warmed import build_warmed

_TIMES = 12
_BAR_PX = 3  # of the thinnest bar: a packet at arm's length
_PATIENCE_S = 20.0
_PAUSE_S = 0.8  # without a code in view, so that the next one counts anew


def measure() -> dict[str, object]:
    """Holds packets of the demo's list before the demo's face, one after the other.

    `milliseconds` run from the first frame that shows the code to the first finished picture that
    wears the product; `found` to when the code was read and its item looked up.
    """
    with Catalogue(None) as catalogue:
        import_file(catalogue, demo_file())
        items = _packets(catalogue)
        trial = _Trial()
        with trial.engine:
            trial.watch.start()
            trial.engine.use(lambda: trial.source)
            trial.wait_for_face()
            timed = [trial.run(catalogue, item) for item in items]
            trial.watch.close()
    found, worn = zip(*timed, strict=True)
    return {
        "processor": cpu_model(),
        "frames_a_second": trial.source.fps,
        "scans": len(timed),
        "milliseconds": {"found": _summary(found), "worn": _summary(worn)},
    }


class _Trial:
    def __init__(self) -> None:
        self.source = _Held(demo_source())
        self.codes: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.watch = BarcodeWatch(self._read)
        self.engine = Engine(build_warmed, lambda: None)
        self._controls = Controls()

    def wait_for_face(self) -> None:
        until = time.monotonic() + _PATIENCE_S
        while time.monotonic() < until:
            rendered = self.engine.take(0.2)
            if rendered is not None and rendered.faces:
                return
        raise EngineError("The demo showed no face in time; see what `mirror doctor` says.")

    def run(self, catalogue: Catalogue, item: Item) -> tuple[float, float]:
        """Holds one packet up; when it was found and worn, in ms."""
        self.source.shown_ns = 0
        self.source.packet = _packet(item)
        code = self._follow_until_read()
        read = catalogue.by_barcode(code)
        found_ns = time.perf_counter_ns()
        if read != item:
            raise EngineError(f"The code {item.barcode} was read as {code}.")
        look = Outfit().put_on(item.product()).look()
        revision = self._controls.revision + 1
        self._controls = replace(self._controls, look=look, revision=revision)
        self.engine.publish(self._controls)
        worn_ns = self._follow_until_worn(revision)
        began_ns = self.source.shown_ns
        self.source.packet = None
        time.sleep(_PAUSE_S)
        return (found_ns - began_ns) / 1e6, (worn_ns - began_ns) / 1e6

    def _follow_until_read(self) -> str:
        until = time.monotonic() + _PATIENCE_S
        while time.monotonic() < until:
            rendered = self.engine.take(0.05)
            if rendered is not None:
                self.watch.offer(rendered.frame)
            try:
                return self.codes.get_nowait()
            except queue.Empty:
                continue
        raise EngineError("The barcode before the camera was not read in time.")

    def _follow_until_worn(self, revision: int) -> int:
        until = time.monotonic() + _PATIENCE_S
        while time.monotonic() < until:
            rendered = self.engine.take(0.2)
            if rendered is not None and rendered.controls_revision == revision:
                return rendered.ready_ns
        raise EngineError("The product was not worn in time.")

    def _read(self, code: Barcode) -> None:
        if code.gtin13 is not None:
            self.codes.put(code.gtin13)


class _Held:
    """A source with a packet held into the picture."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.packet: Pixels | None = None
        self.shown_ns = 0  # when the packet was seen first

    @property
    def name(self) -> str:
        return self._source.name

    @property
    def live(self) -> bool:
        return self._source.live

    @property
    def fps(self) -> float | None:
        return self._source.fps

    @property
    def notice(self) -> str | None:
        return self._source.notice

    def open(self) -> None:
        self._source.open()

    def close(self) -> None:
        self._source.close()

    def read(self) -> Frame | None:
        frame, packet = self._source.read(), self.packet
        if frame is None or packet is None:
            return frame
        pixels = frame.pixels.copy()
        height, width = packet.shape[:2]
        pixels[-height:, -width:] = packet
        if self.shown_ns == 0:
            self.shown_ns = frame.captured_ns
        return replace(frame, pixels=pixels)


def _packets(catalogue: Catalogue) -> list[Item]:
    """Some items of many kinds, each with a barcode."""
    page = catalogue.search(Query(order="name", limit=1000))
    coded = [one.item for one in page.found if one.item.barcode is not None]
    return coded[:: max(len(coded) // _TIMES, 1)][:_TIMES]


def _packet(item: Item) -> Pixels:
    """The barcode on white, as it is seen on a packet: not quite sharp."""
    code = zxingcpp.create_barcode(item.barcode, zxingcpp.BarcodeFormat.EAN13)
    printed = np.array(zxingcpp.write_barcode_to_image(code, scale=_BAR_PX), np.uint8)
    seen = cv2.GaussianBlur(cv2.cvtColor(printed, cv2.COLOR_GRAY2BGR), (0, 0), 0.8)
    return np.asarray(seen, np.uint8)


def _summary(times: Sequence[float]) -> dict[str, float]:
    return {"median": round(statistics.median(times), 1), "worst": round(max(times), 1)}
