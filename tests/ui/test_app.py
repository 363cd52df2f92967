from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mirror.capture.source import Source
from mirror.errors import ModelError, SourceError
from mirror.makeup.look import Lipstick, Look
from mirror.pipeline.messages import FrameProcessor, Rendered
from mirror.ui.app import MirrorApp, Parts
from mirror.ui.source_choice import SourceEntry
from tests.fakes import FakeProcessor, FakeSource, frame

RED = Look(name="red", title="Red", products=(Lipstick(shade="#ff0000"),))
PLUM = Look(name="plum", title="Plum", products=(Lipstick(shade="#802060"),))


class Stage:
    """A mirror on fake parts, and what was asked of them."""

    def __init__(self, cache: Path) -> None:
        self.sources: dict[str | None, FakeSource] = {
            "demo": FakeSource(name="built-in demo"),
            "0": FakeSource(name="HD Webcam (0)"),
        }
        self.processor = FakeProcessor()
        self.build: Callable[[], FrameProcessor] = lambda: self.processor
        self.listed = threading.Semaphore(0)
        self.parts = Parts(
            make_source=self._make_source,
            list_sources=self._list_sources,
            build_processor=self._build_processor,
            build_still_processor=FakeProcessor,
            read_face=lambda: np.full((90, 160, 3), 60, np.uint8),
            looks=(None, RED, PLUM),
            cache=cache,
        )
        self._seq = 0

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


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path)


@pytest.fixture
def mirror(qtbot: QtBot, stage: Stage) -> Iterator[MirrorApp]:
    mirror = MirrorApp(stage.parts, spec="demo", look=RED)
    qtbot.addWidget(mirror.window)
    mirror.start()
    yield mirror
    mirror.close()


def seen(mirror: MirrorApp) -> list[Rendered]:
    pictures: list[Rendered] = []
    mirror.window.viewport.painted.connect(pictures.append)
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


def test_the_first_pictures_are_plain_and_makeup_joins_when_it_is_ready(
    qtbot: QtBot, stage: Stage
) -> None:
    may_build = threading.Event()

    def build() -> FrameProcessor:
        assert may_build.wait(30)
        return stage.processor

    stage.build = build
    mirror = MirrorApp(stage.parts, spec="demo", look=RED)
    qtbot.addWidget(mirror.window)
    milestones: list[str] = []
    mirror.milestone.connect(milestones.append)
    pictures = seen(mirror)
    mirror.start()
    stage.deliver()
    qtbot.waitUntil(lambda: bool(pictures))
    assert int(pictures[0].pixels[0, 0, 0]) == 10
    assert milestones == ["window", "picture"]
    may_build.set()
    assert int(until_worn(qtbot, mirror, stage).pixels[0, 0, 0]) == 110
    assert milestones == ["window", "picture", "makeup"]
    assert list(mirror.reached_ns) == milestones
    mirror.close()


def test_a_chosen_look_is_worn_in_the_picture(
    qtbot: QtBot, mirror: MirrorApp, stage: Stage
) -> None:
    worn = stage.processor.wearing
    before = until_worn(qtbot, mirror, stage).controls_revision
    QTest.mouseClick(mirror.window.panel.looks.cards[2], Qt.MouseButton.LeftButton)
    assert until_worn(qtbot, mirror, stage).controls_revision == before + 1
    assert (worn[0].look, worn[-1].look) == (RED, PLUM)
    mirror.window.panel.strength.setValue(40)
    until_worn(qtbot, mirror, stage)
    assert worn[-1].strength == 0.4
    QTest.mousePress(mirror.window.panel.compare, Qt.MouseButton.LeftButton)
    until_worn(qtbot, mirror, stage)
    assert worn[-1].compare
    QTest.mouseRelease(mirror.window.panel.compare, Qt.MouseButton.LeftButton)
    until_worn(qtbot, mirror, stage)
    assert (worn[-1].compare, worn[-1].look, worn[-1].strength) == (False, PLUM, 0.4)


def test_another_source_takes_over_and_the_first_one_is_freed(
    qtbot: QtBot, mirror: MirrorApp, stage: Stage
) -> None:
    until_worn(qtbot, mirror, stage)
    choice = mirror.window.panel.source
    qtbot.waitUntil(lambda: choice.currentText() == "Built-in demo")
    choice.activated.emit(choice.findData("0"))
    until_worn(qtbot, mirror, stage, spec="0")
    assert stage.sources["demo"].closed.is_set()
    qtbot.waitUntil(lambda: choice.currentText() == "HD Webcam (0)")


def test_a_file_is_opened(
    qtbot: QtBot, mirror: MirrorApp, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.sources["/films/holiday.mp4"] = FakeSource(name="holiday.mp4")
    monkeypatch.setattr(
        "mirror.ui.app.QFileDialog.getOpenFileName", lambda *_: ("/films/holiday.mp4", "")
    )
    mirror.window.panel.source.file_wanted.emit()
    until_worn(qtbot, mirror, stage, spec="/films/holiday.mp4")
    qtbot.waitUntil(lambda: mirror.window.panel.source.currentText() == "holiday.mp4")


def test_a_file_that_was_not_chosen_changes_nothing(
    qtbot: QtBot, mirror: MirrorApp, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mirror.ui.app.QFileDialog.getOpenFileName", lambda *_: ("", ""))
    mirror.window.panel.source.file_wanted.emit()
    until_worn(qtbot, mirror, stage)
    assert not stage.sources["demo"].closed.is_set()


def test_a_source_that_breaks_is_told_over_the_last_picture(
    qtbot: QtBot, mirror: MirrorApp, stage: Stage
) -> None:
    until_worn(qtbot, mirror, stage)
    stage.sources["demo"].feed.put(SourceError("The camera was unplugged."))
    notice = mirror.window.notice
    qtbot.waitUntil(notice.isVisible)
    assert notice.text() == "The camera was unplugged. Trying again."


def test_a_missing_model_leaves_the_plain_mirror_with_its_reason(
    qtbot: QtBot, stage: Stage
) -> None:
    def build() -> FrameProcessor:
        raise ModelError("The model file is missing.")

    stage.build = build
    mirror = MirrorApp(stage.parts, spec="demo", look=RED)
    qtbot.addWidget(mirror.window)
    pictures = seen(mirror)
    mirror.start()
    stage.deliver()
    qtbot.waitUntil(lambda: bool(pictures))
    assert int(pictures[-1].pixels[0, 0, 0]) == 10
    qtbot.waitUntil(lambda: mirror.window.notice.text() == "The model file is missing.")
    mirror.close()


def test_thumbnails_are_made_once_the_mirror_runs(
    qtbot: QtBot, mirror: MirrorApp, stage: Stage
) -> None:
    cards = mirror.window.panel.looks.cards
    assert not any(card.has_thumbnail for card in cards)
    until_worn(qtbot, mirror, stage)
    qtbot.waitUntil(lambda: all(card.has_thumbnail for card in cards))
    assert len(list((stage.parts.cache / "thumbnails").glob("*.png"))) == 3


def test_the_list_of_sources_is_asked_for_beside_the_main_thread_and_anew_when_it_opens(
    qtbot: QtBot, mirror: MirrorApp, stage: Stage
) -> None:
    assert stage.listed.acquire(timeout=30)
    qtbot.waitUntil(lambda: mirror.window.panel.source.count() == 4)
    mirror.window.panel.source.about_to_open.emit()
    assert stage.listed.acquire(timeout=30)


def test_closing_in_the_middle_of_a_frame_ends_every_thread_and_frees_the_camera(
    qtbot: QtBot, mirror: MirrorApp, stage: Stage
) -> None:
    until_worn(qtbot, mirror, stage)
    stage.processor.gate.clear()
    while stage.processor.entered.acquire(blocking=False):
        pass
    stage.deliver()
    assert stage.processor.entered.acquire(timeout=30)
    freed = threading.Timer(0.05, stage.processor.gate.set)
    freed.start()
    with qtbot.waitSignal(mirror.ended):
        mirror.window.close()
    freed.join()
    assert stage.sources["demo"].closed.is_set()
    assert stage.processor.closed.is_set()
    names = {thread.name for thread in threading.enumerate()}
    assert not {name for name in names if name.startswith("mirror-")}


def test_a_source_that_does_not_exist_at_the_start_closes_the_window(
    qtbot: QtBot, stage: Stage
) -> None:
    mirror = MirrorApp(stage.parts, spec="nonsense", look=None)
    qtbot.addWidget(mirror.window)
    with qtbot.waitSignal(mirror.ended):
        mirror.start()
    assert str(mirror.refused) == "There is no “nonsense”."


def test_a_source_that_ceases_to_exist_later_is_no_reason_to_close_the_window(
    qtbot: QtBot, mirror: MirrorApp, stage: Stage
) -> None:
    until_worn(qtbot, mirror, stage)
    first = stage.sources.pop("demo")
    first.feed.put(SourceError("The clip is gone."))
    notice = mirror.window.notice
    qtbot.waitUntil(lambda: notice.text() == "There is no “demo”. Trying again.")
    assert mirror.window.isVisible()
    assert mirror.refused is None


def test_a_look_from_a_file_joins_the_cards(stage: Stage) -> None:
    own = Look(name="own", title="My own", products=())
    assert stage.parts.with_look(own).looks == (None, own, RED, PLUM)
