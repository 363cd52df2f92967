from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from mirror.dressing.outfit import Outfit
from mirror.makeup.look import Look
from mirror.makeup.products import Lipstick
from mirror.ui.stage.comparison import Comparison
from mirror.ui.stage.four_up import FourUp
from mirror.ui.stage.stage import Stage


def look(name: str, shade: str) -> Look:
    return Look(name=name, title=name.title(), products=(Lipstick(shades=(shade,)),))


RED, PLUM, ROSE, WINE = (
    look("red", "#ff0000"),
    look("plum", "#802060"),
    look("rose", "#c06070"),
    look("wine", "#702040"),
)
LOOKS = (None, RED, PLUM, ROSE, WINE)


class Table:
    """Four places on a stage, and what they said."""

    def __init__(self, stage: Stage, looks: Sequence[Look | None], owner: QObject) -> None:
        self.stage = stage
        self.four = FourUp(stage, looks, owner)
        self.beside: list[tuple[Look | None, ...]] = []
        self.chosen: list[Look | None] = []
        self.four.beside_changed.connect(self.beside.append)
        self.four.look_chosen.connect(self.chosen.append)

    def wear(self, look: Look | None) -> None:
        self.four.show_outfit(Outfit().with_look(look))

    def touch(self, at: int) -> None:
        self.stage.viewport.place_touched.emit(at)

    @property
    def named(self) -> tuple[list[str], int]:
        viewport = self.stage.viewport
        return list(viewport._names), viewport._worn_at


@pytest.fixture
def table(qtbot: QtBot) -> Table:
    stage = Stage()
    qtbot.addWidget(stage)
    return Table(stage, LOOKS, stage)


def test_what_is_worn_comes_first_and_the_first_others_follow(table: Table) -> None:
    table.wear(PLUM)
    assert (table.four.shown, table.beside) == (False, [])
    table.stage.toolbar.toggle(Comparison.FOUR)
    assert table.four.shown
    assert table.beside == [(RED, ROSE, WINE)]
    assert table.named == (["Plum", "Red", "Rose", "Wine"], 0)
    assert table.chosen == []


def test_the_bare_face_has_its_place(table: Table) -> None:
    table.wear(None)
    table.stage.toolbar.toggle(Comparison.FOUR)
    assert table.beside == [(RED, PLUM, ROSE)]
    assert table.named == (["No makeup", "Red", "Plum", "Rose"], 0)
    table.touch(1)
    assert table.beside[-1] == (None, PLUM, ROSE)
    table.wear(RED)
    table.touch(0)
    assert table.chosen == [RED, None]


def test_a_touched_look_is_worn_in_its_place(table: Table) -> None:
    table.wear(RED)
    table.stage.toolbar.toggle(Comparison.FOUR)
    table.touch(2)
    assert table.chosen == [ROSE]
    table.wear(ROSE)
    assert table.beside[-1] == (RED, PLUM, WINE)
    assert table.named == (["Red", "Plum", "Rose", "Wine"], 2)
    table.touch(2)  # it is worn already
    assert table.chosen == [ROSE]


def test_what_is_put_on_is_seen_in_the_place_of_what_was_worn(table: Table) -> None:
    table.wear(RED)
    table.stage.toolbar.toggle(Comparison.FOUR)
    table.touch(1)
    table.wear(PLUM)
    told = len(table.beside)
    table.four.show_outfit(Outfit().with_look(PLUM).put_on(Lipstick(shades=("#102030",))))
    table.wear(WINE)
    assert table.named == (["Red", "Wine", "Rose", "Wine"], 1)
    assert len(table.beside) == told  # the other places are what they were
    table.touch(0)
    assert table.beside[-1] == (WINE, ROSE, WINE)


def test_one_picture_is_beside_nothing(table: Table) -> None:
    table.wear(RED)
    table.stage.toolbar.toggle(Comparison.FOUR)
    table.stage.toolbar.toggle(Comparison.SPLIT)
    assert not table.four.shown
    assert table.beside[-1] == ()
    assert table.named[0] == []
    told = len(table.beside)
    table.stage.toolbar.toggle(Comparison.SPLIT)
    table.touch(1)
    assert len(table.beside) == told
    assert table.chosen == []


def test_the_next_visit_begins_from_what_is_worn_then(table: Table) -> None:
    table.wear(RED)
    table.stage.toolbar.toggle(Comparison.FOUR)
    table.touch(3)
    table.wear(WINE)
    table.stage.forget()
    assert not table.four.shown
    table.wear(PLUM)
    table.stage.toolbar.toggle(Comparison.FOUR)
    assert table.named == (["Plum", "Red", "Rose", "Wine"], 0)


def test_there_may_be_fewer_looks_than_places(qtbot: QtBot) -> None:
    stage = Stage()
    qtbot.addWidget(stage)
    table = Table(stage, (None, RED), stage)
    table.wear(RED)
    stage.toolbar.toggle(Comparison.FOUR)
    assert table.beside == [()]
    table.touch(1)
    table.touch(3)
    assert table.chosen == []
    assert table.four.shown
