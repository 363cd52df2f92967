"""A whole mirror on parts that a test holds in its hands."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
from pytestqt.qtbot import QtBot

from mirror.capture.source import Source
from mirror.errors import SourceError
from mirror.makeup.look import Look
from mirror.makeup.products import Lipstick
from mirror.pipeline.messages import FrameProcessor, Rendered
from mirror.pipeline.saved_looks import SavedLooks
from mirror.ui.app import MirrorApp, Parts
from mirror.ui.looks.photo_intake import photo_file
from mirror.ui.looks.photo_reader import Extraction
from mirror.ui.source_choice import SourceEntry
from tests import photos
from tests.fakes import FakeProcessor, FakeSource, frame
from tests.photos import ENCODER, FakeExtraction, face, until

RED = Look(name="red", title="Red", products=(Lipstick(shades=("#ff0000",)),))
PLUM = Look(name="plum", title="Plum", products=(Lipstick(shades=("#802060",)),))


class Stage:
    """A mirror on fake parts, and what was asked of them."""

    def __init__(self, cache: Path) -> None:
        self.sources: dict[str | None, FakeSource] = {
            "demo": FakeSource(name="built-in demo"),
            "0": FakeSource(name="HD Webcam (0)"),
        }
        self.processor = FakeProcessor()
        self.build: Callable[[], FrameProcessor] = lambda: self.processor
        self.saved = cache / "looks"
        self.extraction = FakeExtraction(face())
        self.listed = threading.Semaphore(0)
        self.parts = Parts(
            make_source=self._make_source,
            list_sources=self._list_sources,
            build_processor=self._build_processor,
            build_still_processor=FakeProcessor,
            read_face=lambda: np.full((90, 160, 3), 60, np.uint8),
            build_extraction=self._build_extraction,
            open_saved=lambda: SavedLooks(self.saved, ENCODER),
            looks=(None, RED, PLUM),
            cache=cache,
            album=cache / "album",
            traces=cache / "traces",
        )
        self._seq = 0

    def _build_extraction(self) -> Extraction:
        return self.extraction

    def _build_processor(self) -> FrameProcessor:
        return self.build()

    def _make_source(self, spec: str | None) -> Source:
        if spec not in self.sources:
            raise SourceError(f"There is no “{spec}”.")
        return self.sources[spec]

    def _list_sources(self) -> list[SourceEntry]:
        self.listed.release()
        return [
            SourceEntry("0", "HD Webcam (0)", "HD Webcam (0)"),
            SourceEntry("demo", "built-in demo", "Built-in demo"),
        ]

    def deliver(self, spec: str = "demo") -> None:
        """Has a source deliver one more frame."""
        self._seq += 1
        self.sources[spec].feed.put(frame(self._seq, 10))


def seen(mirror: MirrorApp) -> list[Rendered]:
    pictures: list[Rendered] = []
    mirror.window.stage.viewport.painted.connect(pictures.append)
    return pictures


def until_worn(qtbot: QtBot, mirror: MirrorApp, stage: Stage, spec: str = "demo") -> Rendered:
    """Delivers frames until one shows the latest controls with makeup on; returns it."""
    pictures = seen(mirror)

    def worn() -> bool:
        if not pictures or not pictures[-1].stages_ms:
            stage.deliver(spec)
            return False
        return pictures[-1].controls_revision == mirror.controls.revision

    qtbot.waitUntil(worn, timeout=20_000)
    return pictures[-1]


def wear_photo(qtbot: QtBot, mirror: MirrorApp, stage: Stage, path: Path) -> None:
    """Has a photo's look put on."""
    before = mirror.controls.transferred
    mirror.window.photo_given.emit(photo_file(photos.photo(path)))
    until(qtbot, lambda: mirror.controls.transferred is not before)
