from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from mirror.core.types import LANDMARKS, Face, Frame, Pixels
from mirror.makeup.look import Look
from mirror.makeup.products import Lipstick
from mirror.pipeline.messages import Controls, Rendered
from mirror.ui.jobs import Jobs
from mirror.ui.looks.looks_panel import LooksPanel
from mirror.ui.looks.thumbnail_flow import ThumbnailFlow, around_face
from mirror.ui.looks.thumbnails import SIDE_PX, ThumbnailStore
from tests.fakes import FakeProcessor

RED = Look(name="red", title="Red", products=(Lipstick(shades=("#ff0000",)),))
DEMO, OWN = 60, 200
SECOND = 1_000_000_000


class Plain(FakeProcessor):
    """Shows the frame as it is."""

    def process(self, frame: Frame, controls: Controls) -> Rendered:
        return Rendered(frame, frame.pixels, (), controls.revision)


def face() -> Face:
    points = np.random.default_rng(1).uniform(300, 420, (LANDMARKS, 3)).astype(np.float32)
    return Face(landmarks_px=points, confidence=1.0, track_id=1)


def picture(at_s: float, *, faces: tuple[Face, ...] = ()) -> Rendered:
    frame = Frame(np.full((720, 1280, 3), OWN, np.uint8), 0, 0)
    frame = replace(frame, captured_ns=round(at_s * SECOND))
    return Rendered(frame, frame.pixels, faces, 0)


class Table:
    """A flow on a panel, and the colour of each thumbnail that it has shown."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.panel = LooksPanel([None, RED])
        qtbot.addWidget(self.panel)
        self.shown: list[int] = []
        show = self.panel.set_thumbnail

        def keep(look: Look | None, pixels: Pixels) -> None:
            self.shown.append(int(pixels.mean()))
            show(look, pixels)

        self.panel.set_thumbnail = keep  # type: ignore[method-assign]
        self.folder = folder
        self.jobs = Jobs()
        self.flow = ThumbnailFlow(
            self.panel,
            [None, RED],
            ThumbnailStore(folder),
            lambda: np.full((720, 1280, 3), DEMO, np.uint8),
            Plain,
            self.jobs,
        )


@pytest.fixture
def table(qtbot: QtBot, tmp_path: Path) -> Iterator[Table]:
    table = Table(qtbot, tmp_path / "thumbnails")
    yield table
    table.jobs.close()


def test_first_the_demos_face_and_then_that_of_somebody_who_stays(
    table: Table, qtbot: QtBot
) -> None:
    table.flow.start()
    qtbot.waitUntil(lambda: table.shown == [DEMO, DEMO])
    kept = sorted(table.folder.iterdir())
    for at in range(4):
        table.flow.observe(picture(at, faces=(face(),)), well=True)
    qtbot.waitUntil(lambda: table.shown == [DEMO, DEMO, OWN, OWN])
    assert sorted(table.folder.iterdir()) == kept, "nobody's own face is on disk"
    table.flow.observe(picture(60, faces=(face(),)), well=True)
    table.flow.forget()
    qtbot.waitUntil(lambda: len(table.shown) == 6)
    assert table.shown[-1] == DEMO


def test_somebody_who_passes_by_is_not_painted(table: Table, qtbot: QtBot) -> None:
    table.flow.start()
    qtbot.waitUntil(lambda: table.shown == [DEMO, DEMO])
    for at in range(0, 30, 2):
        table.flow.observe(picture(at, faces=(face(),)), well=True)
        table.flow.observe(picture(at + 1), well=False)
    assert not table.flow._own


def test_before_the_first_ones_nothing_is_painted(table: Table) -> None:
    for at in range(9):
        table.flow.observe(picture(at, faces=(face(),)), well=True)
    assert table.shown == []


def test_around_a_face_is_a_copy_of_no_more_than_is_needed() -> None:
    pixels = np.random.default_rng(3).integers(0, 255, (720, 1280, 3), np.uint8)
    small = around_face(pixels, face())
    assert not np.shares_memory(small, pixels)
    assert 200 < min(small.shape[:2]) <= max(small.shape[:2]) < 300
    large = face()
    large = replace(large, landmarks_px=large.landmarks_px * np.float32(1.7))
    assert max(around_face(np.zeros((2000, 3000, 3), np.uint8), large).shape) < 2.3 * 1.3 * SIDE_PX
    edge = replace(large, landmarks_px=large.landmarks_px - np.float32(620))
    assert min(around_face(pixels, edge).shape[:2]) >= 1
