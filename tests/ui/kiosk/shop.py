"""A kiosk on fake parts, and the shop around it: its camera, its clock, and who is there."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mirror.capture.source import Source
from mirror.catalogue.importer import import_file
from mirror.catalogue.store import Catalogue
from mirror.core.types import Face, Frame
from mirror.kiosk.settings import KioskSettings
from mirror.kiosk.visit import Event, Screen
from mirror.makeup.look import Look
from mirror.makeup.products import Lipstick
from mirror.pipeline.messages import Controls, Rendered
from mirror.ui.app import Parts
from mirror.ui.kiosk.kiosk_app import KioskApp, KioskPlaces
from tests.faces import face_of, posed
from tests.fakes import FakeProcessor, FakeSource
from tests.photos import FakeExtraction, face
from tests.shelf import BLUSH, RED, ROSE, write_csv

CRIMSON = Look(name="crimson", title="Crimson", products=(Lipstick(shades=("#ff0000",)),))
PLUM = Look(name="plum", title="Plum", products=(Lipstick(shades=("#802060",)),))
MODEL, CAMERA = "demo", "0"
BRIGHTNESS = {MODEL: 10, CAMERA: 90}
WIDTH, HEIGHT = 128, 72
PATIENCE_MS = 20_000


class SeeingProcessor(FakeProcessor):
    """Sees a face in the camera's pictures while somebody is there, and remembers what it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.faces: tuple[Face, ...] = ()
        self.given: list[tuple[int, Controls]] = []
        self.fails = False

    def process(self, frame: Frame, controls: Controls) -> Rendered:
        value = int(frame.pixels[0, 0, 0])
        self.given.append((value, controls))
        if self.fails:
            raise RuntimeError("no makeup today")
        pixels = frame.pixels + np.uint8(100)
        faces = self.faces if value == BRIGHTNESS[CAMERA] else ()
        return Rendered(frame, pixels, faces, controls.revision, {"tint": 1.5})

    def given_of(self, spec: str) -> list[Controls]:
        """What was worn in the pictures of a source."""
        return [controls for value, controls in self.given if value == BRIGHTNESS[spec]]


class Shop:
    """What a kiosk stands in."""

    def __init__(self, qtbot: QtBot, folder: Path, settings: KioskSettings) -> None:
        self.qtbot, self.folder = qtbot, folder
        self.now_s = 1000.0
        self.processor = SeeingProcessor()
        self.made: dict[str, list[FakeSource]] = {MODEL: [], CAMERA: []}
        self.ended: list[int] = []
        self._making = threading.Lock()
        self._seq = 0
        self.goods = write_csv(folder / "goods.csv", RED, ROSE, BLUSH)
        self.parts = Parts(
            make_source=self._make_source,
            list_sources=list,
            build_processor=lambda: self.processor,
            build_still_processor=FakeProcessor,
            read_face=lambda: np.full((90, 160, 3), 60, np.uint8),
            build_extraction=lambda: FakeExtraction(face()),
            open_saved=None,
            album=folder / "album",
            traces=folder / "traces",
            open_catalogue=self._open_catalogue,
            looks=(None, CRIMSON, PLUM),
            cache=folder / "cache",
        )
        places = KioskPlaces(tries=folder / "tries.json", counts=folder / "counts.db")
        self.kiosk = KioskApp(self.parts, settings, places, spec=CAMERA, clock=lambda: self.now_s)
        self.kiosk.ended.connect(self.ended.append)
        self.kiosk.window.resize(1024, 768)

    def _make_source(self, spec: str | None) -> Source:
        assert spec is not None
        name = {MODEL: "built-in demo", CAMERA: "HD Webcam (0)"}[spec]
        source = FakeSource(name=name)
        with self._making:
            self.made[spec].append(source)
        return source

    def _open_catalogue(self) -> Catalogue:
        catalogue = Catalogue(None)
        import_file(catalogue, self.goods)
        return catalogue

    @property
    def screen(self) -> Screen:
        return self.kiosk.visit.screen

    def is_on(self, screen: Screen) -> bool:
        """Whether a screen is shown; what a type checker does not take for settled."""
        return self.screen is screen

    def is_free(self) -> bool:
        """Whether nobody has the camera open."""
        with self._making:
            return all(source.closed.is_set() for source in self.made[CAMERA])

    def is_open(self) -> bool:
        """Whether exactly one has."""
        with self._making:
            made = self.made[CAMERA]
            open_ = [one for one in made if one.opened.is_set() and not one.closed.is_set()]
        return len(open_) == 1

    def deliver(self, *specs: str) -> None:
        """Has the sources that are open deliver one picture each."""
        for spec in specs:
            with self._making:
                source = self.made[spec][-1] if self.made[spec] else None
            if source is not None and source.opened.is_set() and source.feed.empty():
                self._seq += 1
                pixels = np.full((HEIGHT, WIDTH, 3), BRIGHTNESS[spec], np.uint8)
                source.feed.put(Frame(pixels, self._seq, time.perf_counter_ns()))

    def until(self, predicate: Callable[[], bool], *specs: str) -> None:
        """Waits for something, while pictures come in."""

        def reached() -> bool:
            if predicate():
                return True
            self.deliver(*specs)
            return False

        self.qtbot.waitUntil(reached, timeout=PATIENCE_MS)

    def until_screen(self, screen: Screen) -> None:
        """Waits for a screen, while the model's pictures come in."""
        self.until(lambda: self.screen is screen, MODEL)

    def pass_s(self, seconds: float) -> None:
        """Has time pass, a quarter of a second at a time."""
        for _ in range(round(4 * seconds)):
            self.now_s += 0.25
            self.kiosk._tick.timeout.emit()

    def somebody(self, *, there: bool) -> None:
        """Has a face be there, or nobody."""
        face_ = face_of(posed(width=WIDTH, height=HEIGHT, face_px=40.0))
        self.processor.faces = (face_,) if there else ()

    def begin(self) -> None:
        """To the attract loop."""
        self.kiosk.start(full_screen=False)
        self.until_screen(Screen.ATTRACT)
        self.until(self.is_open)

    def touch(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Taps, as soon as a question listens."""
        self.qtbot.waitUntil(lambda: not self.kiosk.window._deaf.isActive())
        QTest.mouseClick(
            widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at or QPoint()
        )

    def ask(self) -> None:
        """To the question about the camera."""
        self.touch(self.kiosk.window.attract.viewport)
        assert self.screen is Screen.CONSENT

    def enter(self) -> None:
        """To the mirror, with somebody before it and a picture in it."""
        self.ask()
        self.somebody(there=True)
        self.touch(self.kiosk.window.consent.accept)
        assert self.screen is Screen.MIRROR
        viewport = self.kiosk.window.stage.viewport
        self.until(lambda: viewport.rendered is not None and self.kiosk.visit.face, CAMERA)

    def leave(self) -> None:
        """Starts over, until the attract loop is back and watches."""
        self.touch(self.kiosk.window.panel.start_over)
        assert self.screen is Screen.WIPING
        self.until_screen(Screen.ATTRACT)
        self.until(self.is_open)

    def let_staff_in(self) -> None:
        """Past the PIN."""
        self.kiosk.happen(Event.PIN_RIGHT)
        self.until_screen(Screen.STAFF)
