from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mirror.makeup.look import Look
from mirror.ui.looks_panel import LooksPanel

LOOKS = (None, *(Look(name=f"look-{at}", title=f"Look {at}", products=()) for at in range(9)))


@pytest.fixture
def panel(qtbot: QtBot) -> LooksPanel:
    panel = LooksPanel(LOOKS)
    qtbot.addWidget(panel)
    panel.resize(300, 500)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


def test_a_click_chooses_a_look_and_lets_go_of_the_one_before(
    qtbot: QtBot, panel: LooksPanel
) -> None:
    chosen: list[Look | None] = []
    panel.chosen.connect(chosen.append)
    for at in (3, 4, 0):
        QTest.mouseClick(panel.cards[at], Qt.MouseButton.LeftButton)
    assert chosen == [LOOKS[3], LOOKS[4], None]
    assert [card.isChecked() for card in panel.cards].count(True) == 1


def test_a_click_on_what_is_worn_changes_nothing(qtbot: QtBot, panel: LooksPanel) -> None:
    panel.wear(LOOKS[3])
    chosen: list[Look | None] = []
    panel.chosen.connect(chosen.append)
    QTest.mouseClick(panel.cards[3], Qt.MouseButton.LeftButton)
    assert chosen == []
    assert panel.cards[3].isChecked()


def test_the_arrow_keys_go_from_look_to_look(qtbot: QtBot, panel: LooksPanel) -> None:
    panel.activateWindow()
    panel.wear(LOOKS[0])
    panel.take_focus()
    qtbot.waitUntil(panel.cards[0].hasFocus)
    chosen: list[Look | None] = []
    panel.chosen.connect(chosen.append)
    QTest.keyClick(panel.cards[0], Qt.Key.Key_Right)
    QTest.keyClick(panel.cards[1], Qt.Key.Key_Down)
    assert chosen == [LOOKS[1], LOOKS[3]]


def test_cards_lie_in_columns_that_fill_the_width(panel: LooksPanel) -> None:
    left = {card.x() for card in panel.cards}
    assert len(left) == 2
    assert max(card.geometry().right() for card in panel.cards) <= panel.viewport().width()


def test_in_a_strip_all_cards_lie_side_by_side(qtbot: QtBot, panel: LooksPanel) -> None:
    panel.set_strip(strip=True)
    qtbot.waitUntil(lambda: len({card.y() for card in panel.cards}) == 1)
    assert len({card.x() for card in panel.cards}) == len(LOOKS)
    assert panel.height() >= panel.cards[0].height()
    panel.set_strip(strip=False)
    qtbot.waitUntil(lambda: len({card.x() for card in panel.cards}) == 2)


def test_the_worn_look_is_brought_into_view(qtbot: QtBot, panel: LooksPanel) -> None:
    panel.resize(300, 300)
    card = panel.cards[9]
    qtbot.waitUntil(lambda: card.visibleRegion().isEmpty())
    panel.wear(LOOKS[9])
    qtbot.waitUntil(lambda: not card.visibleRegion().isEmpty())
    panel.set_strip(strip=True)
    qtbot.waitUntil(lambda: len({card.y() for card in panel.cards}) == 1)
    qtbot.waitUntil(lambda: not card.visibleRegion().isEmpty())


def test_thumbnails_go_to_their_looks(panel: LooksPanel) -> None:
    panel.set_thumbnail(LOOKS[2], np.zeros((10, 10, 3), np.uint8))
    panel.set_thumbnail(None, np.zeros((10, 10, 3), np.uint8))
    assert [card.has_thumbnail for card in panel.cards[:4]] == [True, False, True, False]


def test_cards_that_grow_while_the_panel_opens_do_not_lie_over_one_another(qtbot: QtBot) -> None:
    panel = LooksPanel(LOOKS)
    qtbot.addWidget(panel)
    panel.wear(LOOKS[5])
    panel.resize(277, 340)
    panel.show()

    def apart() -> bool:
        first, below = panel.cards[0], panel.cards[2]
        return first.height() > 100 and below.y() >= first.y() + first.height()

    qtbot.waitUntil(apart)
