from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from mirror.makeup.look import Look
from mirror.ui.looks.card import Card
from mirror.ui.looks.looks_panel import LooksPanel
from mirror.ui.looks.photo_looks import PhotoLook

LOOKS = (None, *(Look(name=f"look-{at}", title=f"Look {at}", products=()) for at in range(9)))


FACE = np.full((20, 30, 3), 90, np.uint8)
PHOTOS = (PhotoLook(7, "Party", FACE), PhotoLook(5, "Ball", FACE, saved_as="ball"))


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
    panel.show_worn(LOOKS[3], None, bare=False)
    chosen: list[Look | None] = []
    panel.chosen.connect(chosen.append)
    QTest.mouseClick(panel.cards[3], Qt.MouseButton.LeftButton)
    assert chosen == []
    assert panel.cards[3].isChecked()


def test_the_arrow_keys_go_from_look_to_look(qtbot: QtBot, panel: LooksPanel) -> None:
    panel.activateWindow()
    panel.show_worn(LOOKS[0], None, bare=True)
    panel.take_focus()
    qtbot.waitUntil(panel.cards[0].hasFocus)
    chosen: list[Look | None] = []
    panel.chosen.connect(chosen.append)
    QTest.keyClick(panel.cards[0], Qt.Key.Key_Down)
    QTest.keyClick(panel.cards[2], Qt.Key.Key_Right)
    assert chosen == [LOOKS[2], LOOKS[3]]


def test_cards_lie_in_columns_that_fill_the_width(panel: LooksPanel) -> None:
    left = {card.x() for card in (*panel.cards, panel.tile)}
    assert len(left) == 3
    assert max(card.geometry().right() for card in panel.cards) <= panel.viewport().width()


def test_the_worn_look_is_brought_into_view(qtbot: QtBot, panel: LooksPanel) -> None:
    panel.resize(300, 300)
    card = panel.cards[9]
    qtbot.waitUntil(lambda: card.visibleRegion().isEmpty())
    panel.show_worn(LOOKS[9], None, bare=False)
    qtbot.waitUntil(lambda: not card.visibleRegion().isEmpty())


def test_thumbnails_go_to_their_looks(panel: LooksPanel) -> None:
    panel.set_thumbnail(LOOKS[2], np.zeros((10, 10, 3), np.uint8))
    panel.set_thumbnail(None, np.zeros((10, 10, 3), np.uint8))
    assert [card.has_thumbnail for card in panel.cards[:4]] == [True, False, True, False]


def test_cards_that_grow_while_the_panel_opens_do_not_lie_over_one_another(qtbot: QtBot) -> None:
    panel = LooksPanel(LOOKS)
    qtbot.addWidget(panel)
    panel.show_worn(LOOKS[5], None, bare=False)
    panel.resize(277, 340)
    panel.show()

    def apart() -> bool:
        first, below = panel.cards[0], panel.cards[2]
        return first.height() > 100 and below.y() >= first.y() + first.height()

    qtbot.waitUntil(apart)


@pytest.fixture
def stocked(qtbot: QtBot, panel: LooksPanel) -> LooksPanel:
    """With the looks of two photos."""
    panel.set_photos(PHOTOS, can_save=True)
    qtbot.waitUntil(lambda: all(card.isVisible() for card in panel.photos))
    return panel


def places(*cards: Card) -> list[tuple[int, int]]:
    return [(card.y(), card.x()) for card in cards]


def menu_of(panel: LooksPanel) -> QMenu:
    (menu,) = (menu for menu in panel.findChildren(QMenu) if menu.isVisible())
    return menu


def press(panel: LooksPanel, action: str) -> None:
    """Opens the menu of the first photo's look and takes something in it."""
    panel.open_menu(7, QPoint(10, 10))
    menu = menu_of(panel)
    (wanted,) = (at for at in menu.actions() if at.text() == action)
    wanted.trigger()
    menu.close()


def editor_of(panel: LooksPanel) -> QLineEdit:
    (editor,) = panel.findChildren(QLineEdit)
    return editor


def test_looks_from_photos_stand_between_the_tile_and_the_shipped_ones(
    qtbot: QtBot, stocked: LooksPanel
) -> None:
    bare, *shipped = stocked.cards
    order = (bare, stocked.tile, *stocked.photos, *shipped)
    qtbot.waitUntil(lambda: places(*order) == sorted(places(*order)))
    assert [card.text() for card in stocked.photos] == ["Party", "Ball"]
    assert all(card.has_thumbnail for card in stocked.photos)


def test_the_tile_opens_a_photo(qtbot: QtBot, panel: LooksPanel) -> None:
    with qtbot.waitSignal(panel.photo_wanted):
        QTest.mouseClick(panel.tile, Qt.MouseButton.LeftButton)
    assert not panel.tile.isChecked()


def test_a_click_chooses_a_photos_look(stocked: LooksPanel) -> None:
    chosen: list[int] = []
    stocked.photo_chosen.connect(chosen.append)
    QTest.mouseClick(stocked.photos[1], Qt.MouseButton.LeftButton)
    assert chosen == [5]


def test_products_and_a_photos_look_are_shown_worn_together(stocked: LooksPanel) -> None:
    said: list[object] = []
    stocked.chosen.connect(said.append)
    stocked.photo_chosen.connect(said.append)
    stocked.show_worn(LOOKS[3], 7, bare=False)
    assert [card for card in (*stocked.cards, *stocked.photos) if card.isChecked()] == [
        stocked.cards[3],
        stocked.photos[0],
    ]
    stocked.show_worn(None, 5, bare=False)
    assert [card for card in (*stocked.cards, *stocked.photos) if card.isChecked()] == [
        stocked.photos[1]
    ]
    stocked.show_worn(None, None, bare=True)
    assert [card for card in (*stocked.cards, *stocked.photos) if card.isChecked()] == [
        stocked.cards[0]
    ]
    assert said == [], "what is shown is not chosen"


def test_while_only_a_photos_look_is_worn_the_products_are_still_reached(
    qtbot: QtBot, stocked: LooksPanel
) -> None:
    stocked.activateWindow()
    stocked.show_worn(LOOKS[3], None, bare=False)
    stocked.take_focus()
    qtbot.waitUntil(stocked.cards[3].hasFocus)
    stocked.show_worn(None, 7, bare=False)
    for card in stocked.cards:
        assert card.focusPolicy() & Qt.FocusPolicy.TabFocus
    chosen: list[object] = []
    stocked.chosen.connect(chosen.append)
    QTest.mouseClick(stocked.cards[3], Qt.MouseButton.LeftButton)
    assert chosen == [LOOKS[3]]


def test_cards_stay_and_change_with_their_looks(stocked: LooksPanel) -> None:
    party = stocked.photos[0]
    stocked.set_photos(
        (PhotoLook(9, "New", FACE), PhotoLook(7, "Gala", FACE, outdated=True)), can_save=True
    )
    assert [card.text() for card in stocked.photos] == ["New", "Gala"]
    assert stocked.photos[1] is party
    assert party.accessibleDescription() == "Outdated: open its photo again."
    stocked.set_photos((), can_save=True)
    assert stocked.photos == []
    assert party.parent() is None


def test_the_menu_offers_what_can_be_done(stocked: LooksPanel) -> None:
    stocked.open_menu(7, QPoint(10, 10))
    assert [at.text() for at in menu_of(stocked).actions()] == ["Save", "Rename…", "Remove"]
    menu_of(stocked).close()
    stocked.open_menu(5, QPoint(10, 10))
    assert [at.text() for at in menu_of(stocked).actions()] == ["Rename…", "Delete…"]
    menu_of(stocked).close()
    stocked.set_photos(PHOTOS, can_save=False)
    stocked.open_menu(7, QPoint(10, 10))
    assert "Save" not in [at.text() for at in menu_of(stocked).actions()]
    menu_of(stocked).close()


def test_a_look_is_saved_and_deleted_by_the_menu(stocked: LooksPanel) -> None:
    wanted: list[tuple[str, int]] = []
    stocked.save_wanted.connect(lambda key: wanted.append(("save", key)))
    stocked.delete_wanted.connect(lambda key: wanted.append(("delete", key)))
    press(stocked, "Save")
    press(stocked, "Remove")
    assert wanted == [("save", 7), ("delete", 7)]


def test_the_delete_key_deletes_the_card_that_has_the_keyboard(stocked: LooksPanel) -> None:
    wanted: list[int] = []
    stocked.delete_wanted.connect(wanted.append)
    QTest.keyClick(stocked.photos[1], Qt.Key.Key_Delete)
    QTest.keyClick(stocked.cards[1], Qt.Key.Key_Delete)
    assert wanted == [5]


@pytest.mark.parametrize("how", ["menu", "key"])
def test_a_title_is_written_in_its_place(qtbot: QtBot, stocked: LooksPanel, how: str) -> None:
    stocked.activateWindow()
    renamed: list[tuple[int, str]] = []
    stocked.renamed.connect(lambda key, title: renamed.append((key, title)))
    if how == "menu":
        press(stocked, "Rename…")
    else:
        QTest.keyClick(stocked.photos[0], Qt.Key.Key_F2)
    editor = editor_of(stocked)
    qtbot.waitUntil(editor.hasFocus)
    assert editor.selectedText() == "Party"
    QTest.keyClicks(editor, "Gala night")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert renamed == [(7, "Gala night")]
    qtbot.waitUntil(stocked.photos[0].hasFocus)
    assert not stocked.cancel_edit()


def test_a_title_that_is_given_up_stays(qtbot: QtBot, stocked: LooksPanel) -> None:
    renamed: list[object] = []
    stocked.renamed.connect(lambda *said: renamed.append(said))
    stocked.edit_title(7)
    QTest.keyClicks(editor_of(stocked), "Gala")
    assert stocked.cancel_edit()
    assert renamed == []
    assert stocked.photos[0].text() == "Party"


def shown(panel: LooksPanel) -> list[str]:
    cards = (*panel.cards, panel.tile, *panel.photos)
    return [card.text() for card in cards if card.isVisible()]


def test_only_some_looks_are_shown_and_then_all_again(stocked: LooksPanel) -> None:
    everything = shown(stocked)
    stocked.show_only(["look-4", "look-2"])
    assert shown(stocked) == ["Look 2", "Look 4"]
    stocked.show_only([])
    assert shown(stocked) == []
    stocked.show_only(None)
    assert shown(stocked) == everything


def test_what_is_left_of_them_begins_at_the_top(qtbot: QtBot, stocked: LooksPanel) -> None:
    stocked.show_only(["look-7"])
    qtbot.waitUntil(lambda: stocked.cards[8].y() == 0 and stocked.cards[8].x() == 0)


def test_favourites_wear_a_heart_and_one_is_wanted_by_its_look(panel: LooksPanel) -> None:
    panel.set_favourites({"look-2"})
    assert [card.favourite for card in panel.cards].index(True) == 3
    wanted: list[tuple[object, bool]] = []
    panel.favourite_wanted.connect(lambda look, on: wanted.append((look, on)))
    QTest.keyClick(panel.cards[3], Qt.Key.Key_H)
    QTest.keyClick(panel.cards[4], Qt.Key.Key_H)
    assert wanted == [(LOOKS[3], False), (LOOKS[4], True)]


def test_without_a_look_the_bare_card_is_chosen_only_by_who_wears_nothing(
    panel: LooksPanel,
) -> None:
    panel.show_worn(None, None, bare=False)
    assert not any(card.isChecked() for card in panel.cards)
    panel.show_worn(None, None, bare=True)
    assert panel.cards[0].isChecked()
